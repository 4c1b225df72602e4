import { knownTracks, mediaStanding, type MediaStanding } from "#media";
import type { Temporal } from "#platform/clock.ts";
import { withinAgency, type Ctx, type TxCtx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import type { Measure } from "#channels";
import { mediaIn, type PostContent } from "./content.ts";
import type { MediaRows } from "./messages.ts";
import type { Delivery } from "./moves.ts";
import { resolveLocal } from "./schedule.ts";

type Finding = Measure["findings"][number];

const barred: Partial<Record<MediaStanding, string>> = {
  expired: "The rights to a picture or video end before this goes out. Take another one.",
  withdrawn:
    "The consent for a picture or video was withdrawn. Take another one, or record a new consent.",
};

/** What keeps a content's pictures and videos from going out anywhere, at the time it would. */
export async function mediaTrouble(
  ctx: Ctx,
  content: PostContent,
  rows: MediaRows,
): Promise<Finding[]> {
  const entries = mediaIn(content);
  if (entries.length === 0) return [];
  return read(ctx, async (tx) => {
    const at = goesOutAt(content, tx.clock.now());
    const hashes = entries.flatMap(({ sha256, poster }) => (poster ? [sha256, poster] : [sha256]));
    const standings = new Set((await mediaStanding(tx, hashes, at)).values());
    const tracks = await knownTracks(
      tx,
      entries.flatMap(({ sha256, captions }) =>
        captions ? [{ video: sha256, track: captions.sha256 }] : [],
      ),
    );
    const findings: Finding[] = [];
    const say = (code: string, says: string) => findings.push({ code, says, field: "media" });
    for (const standing of ["expired", "withdrawn"] as const)
      if (standings.has(standing)) say(`media-${standing}`, barred[standing] ?? "");
    if (hashes.some((hash) => !rows.has(hash)))
      say("media-unknown", "A picture or video is not there any more. Add it again.");
    const isBare = entries.some(
      ({ sha256, captions }) =>
        rows.get(sha256)?.durationMs != null && !(captions && tracks.has(captions.sha256)),
    );
    if (isBare)
      say("captions-missing", "The video has no caption track for people who cannot hear it.");
    return findings;
  });
}

function goesOutAt({ publish }: PostContent, now: Temporal.Instant): Temporal.Instant {
  return publish.when === "at" ? resolveLocal(publish.local, publish.zone).at : now;
}

/** "post version" of every delivery that carries something whose rights have ended or whose consent was withdrawn. */
export async function barredVersions(
  tx: TxCtx,
  rows: readonly Delivery[],
): Promise<ReadonlySet<string>> {
  const carried = await tx.tx.raw<{
    agency_id: string;
    post_id: string;
    version: number;
    sha256: string;
  }>(
    `select distinct v.agency_id, v.post_id, v.version, m #>> '{}' as sha256
     from unnest($1::uuid[], $2::uuid[], $3::int[]) as d(agency_id, post_id, version)
     join post_versions v using (agency_id, post_id, version),
       jsonb_path_query(v.content, '$.**.media[*].sha256') m`,
    [
      rows.map(({ agencyId }) => agencyId),
      rows.map(({ postId }) => postId),
      rows.map(({ version }) => version),
    ],
  );
  const now = tx.clock.now();
  const found = new Set<string>();
  for (const [agencyId, ofOne] of Map.groupBy(carried, ({ agency_id }) => agency_id)) {
    const standings = await mediaStanding(
      withinAgency(tx, "dispatcher", agencyId),
      ofOne.map(({ sha256 }) => sha256),
      now,
    );
    for (const { post_id, version, sha256 } of ofOne)
      if (barred[standings.get(sha256) ?? "free"] !== undefined) found.add(`${post_id} ${version}`);
  }
  return found;
}

import { and, desc, eq, isNull } from "drizzle-orm";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { websiteCaptions, websitePosts, websiteStreams } from "../schema.ts";

/** Captions of a recording on the newsroom; instants are RFC 3339. */
export interface StreamCaptions {
  id: string;
  language: string;
  /** Of the WebVTT file. */
  sha256: string;
  cues: number;
  writtenBy: string;
  writtenAt: string;
  /** Who watched and read both; until then nobody outside sees them. */
  certifiedBy: string | null;
  certifiedAt: string | null;
}

/** What the public sees: the newest certified track of each language. */
export interface ShownCaptions {
  postId: string;
  language: string;
  sha256: string;
}

/** How long the recording is. Throws Refusal where there is none: captions are written for what was kept. */
export async function recordedSeconds(tx: TxCtx, postId: string): Promise<number> {
  const [stream] = await tx.tx
    .select({ recording: websiteStreams.recording })
    .from(websiteStreams)
    .where(and(eq(websiteStreams.agencyId, agencyOf(tx)), eq(websiteStreams.postId, postId)));
  const seconds = (stream?.recording ?? []).map((one) => one.seconds);
  if (seconds.length === 0)
    throw new Refusal("no-recording", "There is no recording of ours to write captions for.", {
      status: 409,
    });
  return Math.max(...seconds);
}

/** Newest first. */
export async function captionsOfStream(tx: TxCtx, postId: string): Promise<StreamCaptions[]> {
  return tx.tx
    .select()
    .from(websiteCaptions)
    .where(and(eq(websiteCaptions.agencyId, agencyOf(tx)), eq(websiteCaptions.postId, postId)))
    .orderBy(desc(websiteCaptions.writtenAt), desc(websiteCaptions.id))
    .limit(50);
}

/** One track, and the channel that its recording is on. Throws where this agency has none such. */
export async function captionsById(
  tx: TxCtx,
  id: string,
): Promise<StreamCaptions & { channelId: string }> {
  const [row] = await tx.tx
    .select({ track: websiteCaptions, channelId: websitePosts.channelId })
    .from(websiteCaptions)
    .innerJoin(
      websitePosts,
      and(
        eq(websitePosts.agencyId, websiteCaptions.agencyId),
        eq(websitePosts.id, websiteCaptions.postId),
      ),
    )
    .where(and(eq(websiteCaptions.agencyId, agencyOf(tx)), eq(websiteCaptions.id, id)));
  const { track, channelId } = found(row, "captions");
  return { ...track, channelId };
}

export async function keepStreamCaptions(
  tx: TxCtx,
  postId: string,
  kept: Pick<StreamCaptions, "language" | "sha256" | "cues" | "writtenBy">,
): Promise<string> {
  const id = tx.ids.uuid();
  const writtenAt = stamp(tx.clock.now());
  await tx.tx
    .insert(websiteCaptions)
    .values({ agencyId: agencyOf(tx), id, postId, ...kept, writtenAt });
  return id;
}

/** Shows them from now on, and puts them on the record with what they say. Once: a second time says so. */
export async function showStreamCaptions(
  tx: TxCtx,
  { id, channelId }: { id: string; channelId: string },
  { certifiedBy, words }: { certifiedBy: string; words: string },
): Promise<void> {
  const [shown] = await tx.tx
    .update(websiteCaptions)
    .set({ certifiedBy, certifiedAt: stamp(tx.clock.now()) })
    .where(
      and(
        eq(websiteCaptions.agencyId, agencyOf(tx)),
        eq(websiteCaptions.id, id),
        isNull(websiteCaptions.certifiedAt),
      ),
    )
    .returning();
  const { agencyId: _agency, ...payload } = found(shown, "captions that wait");
  await tx.happenings.tell(tx, {
    kind: "channels.website-changed",
    subject: { kind: "website-post", id: payload.postId },
    facts: { how: "captions", language: payload.language },
    record: {
      payload,
      text: words,
      media: [payload.sha256],
      direction: "out",
      channelId,
    },
  });
}

/** Of all recordings; whether their posts stand is for the reader to look at. */
export async function shownCaptions(ctx: Ctx): Promise<ShownCaptions[]> {
  return read(ctx, (tx) =>
    tx.tx.raw<ShownCaptions & { [column: string]: unknown }>(
      `select distinct on (post_id, language) post_id as "postId", language, sha256 from website_captions
       where agency_id = $1 and certified_at is not null order by post_id, language, certified_at desc, id desc`,
      [agencyOf(ctx)],
    ),
  );
}

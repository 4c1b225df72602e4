import { and, asc, desc, eq, inArray } from "drizzle-orm";
import { authorize, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { mediaItem } from "./items.ts";
import { mediaCaptions } from "./schema.ts";
import { checkCues, parseTrack, writeTrack, type Cue } from "./webvtt.ts";

export interface CaptionDraft {
  videoSha256: string;
  /** BCP 47: "en", "es". */
  language: string;
  /** Either a WebVTT file, or its cues. */
  track: string | readonly Cue[];
}

/**
 * Keeps a caption track as the next version of its language. Nothing changes for posts that carry an earlier one:
 * the track is under their approval hash.
 */
export async function writeCaptions(ctx: Ctx, { videoSha256, language, track }: CaptionDraft) {
  authorize(ctx, "media.describe", { kind: "video", id: videoSha256 });
  const { durationMs, name } = await mediaItem(ctx, videoSha256);
  if (durationMs === null) throw new Refusal("not-a-video", "Only a video has captions.");
  const given = typeof track === "string" ? parseTrack(track) : track;
  const { cues, warnings } = checkCues(given, durationMs / 1000);
  const sha256 = await ctx.blobs.put(Buffer.from(writeTrack(cues)));
  return transact(ctx, async (tx) => {
    const newest = await newestTrack(tx, videoSha256, language);
    if (newest?.sha256 === sha256) return { ...newest, warnings };
    const row = {
      agencyId: agencyOf(tx),
      id: tx.ids.uuid(),
      videoSha256,
      language,
      version: (newest?.version ?? 0) + 1,
      sha256,
      cues: cues.length,
      writtenBy: personOf(tx).personId,
      writtenAt: stamp(tx.clock.now()),
    };
    await tx.tx.insert(mediaCaptions).values(row);
    const { version } = row;
    await tx.happenings.tell(tx, {
      kind: "media.captions-written",
      subject: { kind: "media", id: videoSha256 },
      facts: { language, version, cues: cues.length },
      record: {
        payload: { videoSha256, language, version, sha256, video: name },
        text: cues.map(({ text }) => text).join("\n"),
        media: [sha256],
        direction: "internal",
      },
    });
    return { ...row, warnings };
  });
}

async function newestTrack(tx: TxCtx, videoSha256: string, language: string) {
  const [row] = await tx.tx
    .select()
    .from(mediaCaptions)
    .where(
      and(
        eq(mediaCaptions.agencyId, agencyOf(tx)),
        eq(mediaCaptions.videoSha256, videoSha256),
        eq(mediaCaptions.language, language),
      ),
    )
    .orderBy(desc(mediaCaptions.version))
    .limit(1);
  return row;
}

/** Every version of every track of these videos, newest first. */
export async function captionsOf(tx: TxCtx, videos: readonly string[]) {
  if (videos.length === 0) return [];
  return tx.tx
    .select()
    .from(mediaCaptions)
    .where(
      and(
        eq(mediaCaptions.agencyId, agencyOf(tx)),
        inArray(mediaCaptions.videoSha256, [...videos]),
      ),
    )
    .orderBy(asc(mediaCaptions.language), desc(mediaCaptions.version));
}

/** A kept track: the file for a player, and its cues for the editor. */
export async function captionTrack(ctx: Ctx, sha256: string) {
  authorize(ctx, "media.read");
  const [row] = await read(ctx, (tx) =>
    tx.tx
      .select()
      .from(mediaCaptions)
      .where(and(eq(mediaCaptions.agencyId, agencyOf(tx)), eq(mediaCaptions.sha256, sha256)))
      .limit(1),
  );
  const { language, version, videoSha256 } = found(row, "caption track");
  const text = (await ctx.blobs.get(sha256)).toString("utf8");
  return { language, version, videoSha256, text, cues: parseTrack(text) };
}

/** Which of these are tracks of their videos: an address of bytes alone proves nothing. */
export async function knownTracks(
  ctx: Ctx,
  pairs: readonly { video: string; track: string }[],
): Promise<Set<string>> {
  if (pairs.length === 0) return new Set();
  const rows = await read(ctx, (tx) =>
    tx.tx
      .select({ video: mediaCaptions.videoSha256, track: mediaCaptions.sha256 })
      .from(mediaCaptions)
      .where(
        and(
          eq(mediaCaptions.agencyId, agencyOf(tx)),
          inArray(
            mediaCaptions.videoSha256,
            pairs.map(({ video }) => video),
          ),
        ),
      ),
  );
  const known = new Set(rows.map(({ video, track }) => `${video} ${track}`));
  return new Set(
    pairs.filter(({ video, track }) => known.has(`${video} ${track}`)).map(({ track }) => track),
  );
}

import { open, stat, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { desc, and, eq, inArray } from "drizzle-orm";
import { authorize, personOf } from "#agency";
import { isDiskFull } from "#platform/blobs/blobs.ts";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { mediaItem, plainName, storeItem, type MediaItem } from "./items.ts";
import { damaged, remux, type VideoFacts } from "./remux.ts";
import { mediaPosters, mediaVideos } from "./schema.ts";

const videoBytesMax = limit(
  "media.video",
  512 * 1024 * 1024,
  "bytes",
  "ten minutes of a telephone's best; streamed to disk, never whole in memory",
);
const durationMsMax = limit(
  "media.video-time",
  60 * 60 * 1000,
  "ms",
  "a whole press conference; longer recordings belong with the records",
);
const headBytes = 4_100;
const accepted = new Set(["video/mp4", "video/x-m4v", "video/quicktime", "video/webm"]);

/**
 * Takes a video as it arrives, without holding it in memory: its type is read from its bytes, and it is written anew
 * from its picture and sound alone, so that places, device names and whatever else a camera notes are gone.
 */
export async function addVideo(
  ctx: Ctx,
  file: { name: string; body: AsyncIterable<Uint8Array> },
): Promise<MediaItem> {
  authorize(ctx, "media.add");
  await using stage = await ctx.blobs.stage();
  const [given, clean] = [join(stage.folder, "given"), join(stage.folder, "clean")];
  await receive(file.body, given);
  const facts = await rewritten(given, clean);
  const sizeBytes = (await stat(clean)).size;
  const sha256 = await ctx.blobs.keep(clean);
  return transact(ctx, async (tx) => {
    const { type, width, height, durationMs, videoCodec, audioCodec } = facts;
    const name = plainName(file.name);
    await storeItem(tx, { sha256, name, type, sizeBytes, width, height });
    await tx.tx
      .insert(mediaVideos)
      .values({ agencyId: agencyOf(tx), sha256, durationMs, videoCodec, audioCodec })
      .onConflictDoNothing();
    return mediaItem(tx, sha256);
  });
}

async function receive(body: AsyncIterable<Uint8Array>, path: string): Promise<void> {
  await using file = await open(path, "wx");
  let sizeBytes = 0;
  for await (const piece of body) {
    sizeBytes += piece.byteLength;
    if (sizeBytes > videoBytesMax)
      throw new Refusal(
        "too-large",
        `A video may have at most ${videoBytesMax / 1024 / 1024} MB. Export it smaller, or cut it.`,
        { status: 413 },
      );
    await written(file, piece);
  }
  if (sizeBytes === 0) throw new Refusal("no-file", "Send one video as the request's body.");
}

async function written(file: FileHandle, piece: Uint8Array): Promise<void> {
  try {
    await file.writeFile(piece);
  } catch (cause) {
    if (!isDiskFull(cause)) throw cause;
    throw new Refusal(
      "disk-full",
      "The disk is full. Nothing was changed; free space and try again.",
      { status: 507, cause },
    );
  }
}

async function rewritten(given: string, clean: string): Promise<VideoFacts> {
  await mustBeVideo(given);
  try {
    return await remux(given, clean, durationMsMax);
  } catch (cause) {
    throw cause instanceof Refusal ? cause : damaged(cause);
  }
}

/** By its first bytes, whatever it is called. */
async function mustBeVideo(path: string): Promise<void> {
  const { fileTypeFromBuffer } = await import("file-type");
  await using file = await open(path, "r");
  const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
  const type = await fileTypeFromBuffer(buffer.subarray(0, bytesRead));
  if (type && accepted.has(type.mime)) return;
  const what = type ? `a ${type.ext.toUpperCase()} file` : "no video that can be read here";
  throw new Refusal("not-a-video", `This is ${what}. Take an MP4, MOV or WebM video.`, {
    status: 415,
  });
}

/** Chooses the picture that stands for a video before it plays: one that is here, mostly a frame of it. */
export async function choosePoster(ctx: Ctx, videoSha256: string, sha256: string): Promise<void> {
  authorize(ctx, "media.add", { kind: "video", id: videoSha256 });
  await transact(ctx, async (tx) => {
    const [video, poster] = [await mediaItem(tx, videoSha256), await mediaItem(tx, sha256)];
    if (video.durationMs === null || poster.durationMs !== null)
      throw new Refusal("not-a-video", "Only a video has a still picture, and it is a picture.");
    await tx.tx.insert(mediaPosters).values({
      agencyId: agencyOf(tx),
      id: tx.ids.uuid(),
      videoSha256,
      sha256,
      chosenBy: personOf(tx).personId,
      chosenAt: stamp(tx.clock.now()),
    });
    await tx.happenings.tell(tx, {
      kind: "media.poster-chosen",
      subject: { kind: "media", id: videoSha256 },
      facts: { poster: sha256 },
    });
  });
}

/** The newest still picture of each video that has one. */
export async function postersOf(
  tx: TxCtx,
  videos: readonly string[],
): Promise<Map<string, string>> {
  if (videos.length === 0) return new Map();
  const rows = await tx.tx
    .selectDistinctOn([mediaPosters.videoSha256])
    .from(mediaPosters)
    .where(
      and(eq(mediaPosters.agencyId, agencyOf(tx)), inArray(mediaPosters.videoSha256, [...videos])),
    )
    .orderBy(mediaPosters.videoSha256, desc(mediaPosters.chosenAt), desc(mediaPosters.id));
  return new Map(rows.map(({ videoSha256, sha256 }) => [videoSha256, sha256]));
}

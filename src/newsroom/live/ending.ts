import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { endStream, startedStreams, type WebsiteStream } from "#channels";
import { instantOf, Temporal } from "#platform/clock.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { limit } from "#platform/limits.ts";
import { askedEveryMs } from "./intake.ts";
import { StreamFolder } from "./stream-folder.ts";

const silentMinutes = limit(
  "live.silence",
  10,
  "minutes",
  "without a word of the encoder, then the stream is over",
);

const lookMs = limit("live.look", 5_000, "ms", "between two looks whether a stream is over");

/** Looks until the signal aborts. What its encoder ends, or a recall, is over within seconds. */
export async function keepEnding(
  ctx: Ctx,
  site: { agencyId: string | undefined },
  { dataFolder, signal }: { dataFolder: string; signal: AbortSignal },
): Promise<void> {
  while (!signal.aborted) {
    const { agencyId } = site;
    if (agencyId !== undefined)
      await endStreams(asSystem(ctx, "live", agencyId), dataFolder).catch((error: unknown) =>
        ctx.log.error({ err: error }, "live streams could not be looked at"),
      );
    await ctx.clock.sleep(lookMs, signal);
  }
}

/** Ends what is over: said so by its encoder or by somebody of the agency, silent too long, or taken back. What was shown becomes a record. */
export async function endStreams(ctx: Ctx, dataFolder: string): Promise<string[]> {
  const ended: string[] = [];
  for (const stream of await startedStreams(ctx)) {
    const folder = new StreamFolder(dataFolder, stream.postId);
    const isOver =
      !stream.isStanding ||
      isAskedToEnd(ctx, stream) ||
      isSilent(ctx, stream) ||
      (await folder.isOver());
    if (!isOver) continue;
    await endStream(ctx, stream.postId, await recordingOf(ctx, folder));
    if (stream.isStanding) await folder.end();
    else await folder.remove();
    ended.push(stream.postId);
  }
  return ended;
}

/** Once every intake has heard of it, so that nothing comes after what is kept. */
function isAskedToEnd(ctx: Ctx, { endAskedAt }: WebsiteStream): boolean {
  if (endAskedAt === null) return false;
  const heard = instantOf(endAskedAt).add({ milliseconds: askedEveryMs });
  return Temporal.Instant.compare(ctx.clock.now(), heard) >= 0;
}

function isSilent(ctx: Ctx, { heardAt, startedAt }: WebsiteStream): boolean {
  const last = heardAt ?? startedAt;
  if (last === null) return false;
  const until = instantOf(last).add({ minutes: silentMinutes });
  return Temporal.Instant.compare(ctx.clock.now(), until) > 0;
}

/** Each rendition as one file in the store of blobs, byte for byte as it was sent. */
async function recordingOf(ctx: Ctx, folder: StreamFolder): Promise<WebsiteStream["recording"]> {
  const kept: WebsiteStream["recording"][number][] = [];
  await using stage = await ctx.blobs.stage();
  for (const name of await folder.playlists()) {
    const pieces = await folder.pieces(name);
    if (pieces.length === 0) continue;
    const path = join(stage.folder, name);
    await pipeline(Readable.from(folder.bytesOf(pieces)), createWriteStream(path));
    const sha256 = await ctx.blobs.keep(path);
    kept.push({
      name,
      sha256,
      sizeBytes: await ctx.blobs.sizeOf(sha256),
      seconds: Math.round(pieces.reduce((sum, { seconds }) => sum + seconds, 0)),
      missing: pieces.filter((one) => !folder.has(one.name)).length,
    });
  }
  return kept;
}

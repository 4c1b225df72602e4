import { Readable } from "node:stream";
import { text as textOf } from "node:stream/consumers";
import { beginStream, heardStream, openWebsiteStream } from "#channels";
import { instantOf, Temporal } from "#platform/clock.ts";
import type { Ctx } from "#platform/context.ts";
import { isEqual } from "#platform/crypto/equal.ts";
import { nothingHere } from "#platform/http/problem.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { isStreamName, readPlaylist, type Playlist } from "./playlist.ts";
import { StreamFolder } from "./stream-folder.ts";

const playlistBytesMax = limit(
  "live.playlist",
  1_048_576,
  "bytes",
  "one playlist of a live stream",
);
const earlyMinutes = limit(
  "live.early",
  120,
  "minutes",
  "an encoder may be tried before the start",
);
const heardEveryMs = limit(
  "live.heard",
  10_000,
  "ms",
  "between two notes that the encoder was heard",
);

export const askedEveryMs = limit(
  "live.asked",
  5_000,
  "ms",
  "between two looks whether a stream may go on",
);

/** One that is sent to: what was asked of the database lately, so that it goes on while the database is away. */
interface Open {
  key: string;
  startsAt: Temporal.Instant;
  hasBegun: boolean;
  hasCaptions: boolean;
  notedMs: number;
  /** When the database was asked for it last. */
  askedMs: number;
}

export interface StreamPut {
  postId: string;
  key: string;
  name: string;
  body: Readable;
}

/**
 * Where encoders put a live stream: HLS by HTTP, as DASH-IF's Live Media Ingest (interface 2) has it. The key in the address
 * is the only key. Nothing is public before the start that was approved.
 */
export class LiveIntake {
  readonly #dataFolder: string;
  readonly #open = new Map<string, Open>();
  /** Playlists of a stream are noted one after another. */
  readonly #turns = new Map<string, Promise<void>>();

  constructor(dataFolder: string) {
    this.#dataFolder = dataFolder;
  }

  /** Takes one file; throws Refusal. A wrong key and a stream that is over are answered alike. */
  async put(ctx: Ctx, { postId, key, name, body }: StreamPut): Promise<void> {
    const open = await this.#opened(ctx, postId, key);
    if (!isStreamName(name))
      throw new Refusal(
        "live-name",
        "Name pieces and playlists by letters, digits, - and _, with an ending such as .m3u8, .ts or .m4s.",
        { status: 422 },
      );
    const now = ctx.clock.now();
    if (Temporal.Instant.compare(now, open.startsAt.subtract({ minutes: earlyMinutes })) < 0)
      throw new Refusal(
        "live-early",
        `Try the encoder from ${earlyMinutes} minutes before the start on.`,
        {
          status: 409,
        },
      );
    const folder = new StreamFolder(this.#dataFolder, postId);
    if (!name.endsWith(".m3u8")) return folder.take(name, body);
    const text = await textOf(Readable.from(limited(body)));
    const read = readPlaylist(text);
    const turn = (this.#turns.get(postId) ?? Promise.resolve()).then(() =>
      folder.list(name, text, read),
    );
    this.#turns.set(
      postId,
      turn.catch(() => undefined),
    );
    await turn;
    await this.#heard(ctx, postId, open, read);
  }

  async #opened(ctx: Ctx, postId: string, key: string): Promise<Open> {
    const known = this.#open.get(postId);
    const nowMs = ctx.clock.now().epochMilliseconds;
    const isFresh = known && Math.abs(nowMs - known.askedMs) < askedEveryMs;
    const open = isFresh ? known : await this.#asked(ctx, postId, known);
    if (!open || !isEqual(key, open.key)) throw nothingHere();
    open.askedMs = nowMs;
    return open;
  }

  /** Whether it was moved, taken back or is over; while the database is away it stays as it was known. */
  async #asked(ctx: Ctx, postId: string, known: Open | undefined): Promise<Open | undefined> {
    try {
      const told = await openWebsiteStream(ctx, postId);
      if (!told) {
        this.#open.delete(postId);
        return undefined;
      }
      const open: Open = {
        notedMs: known?.notedMs ?? 0,
        askedMs: 0,
        key: told.key,
        startsAt: instantOf(told.startsAt),
        hasBegun: told.startedAt !== null,
        hasCaptions: told.hasCaptions,
      };
      this.#open.set(postId, open);
      return open;
    } catch (error) {
      if (!known) throw error;
      ctx.log.warn({ err: error, postId }, "a live stream goes on without the database");
      return known;
    }
  }

  /** The database may be away in the middle of a press conference: what it is told can wait, the stream cannot. */
  async #heard(ctx: Ctx, postId: string, open: Open, read: Playlist): Promise<void> {
    const now = ctx.clock.now();
    const hasCaptions = read.kind === "master" && read.hasCaptions && !open.hasCaptions;
    try {
      const hasPieces = read.kind === "media" && read.pieces.length > 0;
      if (!open.hasBegun && hasPieces && Temporal.Instant.compare(now, open.startsAt) >= 0) {
        await beginStream(ctx, postId);
        open.hasBegun = true;
      }
      if (hasCaptions || now.epochMilliseconds - open.notedMs > heardEveryMs) {
        await heardStream(ctx, postId, hasCaptions);
        open.notedMs = now.epochMilliseconds;
        open.hasCaptions ||= hasCaptions;
      }
    } catch (error) {
      ctx.log.warn({ err: error, postId }, "a live stream goes on without the database");
    }
  }
}

async function* limited(body: Readable): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of body) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > playlistBytesMax)
      throw new Refusal("too-large", "This playlist is too large.", { status: 413 });
    yield bytes;
  }
}

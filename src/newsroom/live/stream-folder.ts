import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync, mkdirSync } from "node:fs";
import { appendFile, mkdtemp, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { writeDurably } from "#platform/blobs/blobs.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { wholePlaylist, type Piece, type Playlist } from "./playlist.ts";

const pieceBytesMax = limit("live.piece", 33_554_432, "bytes", "one piece of a live stream");
const streamBytesMax = limit(
  "live.stream",
  21_474_836_480,
  "bytes",
  "one live stream in all: eight hours at six megabits a second",
);

const piece = z.object({
  sequence: z.number(),
  name: z.string(),
  seconds: z.number(),
  init: z.string().optional(),
  isDiscontinuity: z.literal(true).optional(),
  takenAt: z.string().optional(),
});
/** Every piece that a playlist ever named, as lines of JSON: what is kept when the encoder has forgotten it. */
const listed = (playlist: string) => `${playlist}.pieces`;
const entryFile = "entry";

/** The files of one live stream, as its encoder sent them. None is ever changed; playlists alone are replaced. */
export class StreamFolder {
  readonly path: string;
  #bytes: number | undefined;

  constructor(dataFolder: string, postId: string) {
    this.path = join(dataFolder, "live", postId);
  }

  /**
   * Keeps a piece. The same bytes again change nothing; others under a known name are refused, for what was shown stays what
   * was shown.
   */
  async take(name: string, body: Readable): Promise<void> {
    mkdirSync(this.path, { recursive: true });
    const aside = await mkdtemp(join(this.path, ".part-"));
    const part = join(aside, name);
    const before = await this.#sizeBytes();
    let size = 0;
    const hash = createHash("sha256");
    const counted = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        size += chunk.length;
        hash.update(chunk);
        const isFull = size > pieceBytesMax || before + size > streamBytesMax;
        done(isFull ? tooLarge() : null, chunk);
      },
    });
    try {
      await pipeline(body, counted, createWriteStream(part));
      const known = join(this.path, name);
      if (!existsSync(known)) await rename(part, known);
      else if ((await hashOf(known)) !== hash.digest("hex")) throw nameTaken(name);
      else return;
      this.#bytes = before + size;
    } finally {
      await rm(aside, { recursive: true, force: true });
    }
  }

  /** Takes a playlist. One of pieces is shown from its beginning: what the encoder has forgotten stays. */
  async list(name: string, text: string, read: Playlist): Promise<void> {
    mkdirSync(this.path, { recursive: true });
    if (read.kind === "master") await writeDurably(join(this.path, name), text);
    else await this.#add(name, read.pieces, read.isOver);
    if (read.kind === "master" || (await this.entry()) === undefined)
      await writeDurably(join(this.path, entryFile), name);
  }

  async #add(name: string, told: readonly Piece[], isOver: boolean): Promise<void> {
    const known = await this.pieces(name);
    const last = known.at(-1)?.sequence ?? -1;
    const fresh = told.filter(({ sequence }) => sequence > last);
    const lines = fresh.map((one) => `${JSON.stringify(one)}\n`).join("");
    await appendFile(join(this.path, listed(name)), lines);
    await this.#show(name, [...known, ...fresh], isOver);
  }

  async #show(name: string, pieces: readonly Piece[], isOver: boolean): Promise<void> {
    const text = wholePlaylist(pieces, { isOver, isGap: (one) => !this.has(one.name) });
    await writeDurably(join(this.path, name), text);
  }

  /** The playlist that players begin with: the one over all renditions where there is one. */
  async entry(): Promise<string | undefined> {
    return readFile(join(this.path, entryFile), "utf8").catch(() => undefined);
  }

  async pieces(playlist: string): Promise<Piece[]> {
    const text = await readFile(join(this.path, listed(playlist)), "utf8").catch(() => "");
    // A line that was cut off by a fault is no line.
    const whole = text.slice(0, text.lastIndexOf("\n") + 1);
    return whole
      .split("\n")
      .filter(Boolean)
      .map((line) => piece.parse(JSON.parse(line)));
  }

  /** Playlists of pieces, by name. */
  async playlists(): Promise<string[]> {
    const names: string[] = await readdir(this.path).catch(() => []);
    return names.filter((name) => names.includes(listed(name))).sort();
  }

  /** Whether every rendition says that it is over (EXT-X-ENDLIST). */
  async isOver(): Promise<boolean> {
    const names = await this.playlists();
    const texts = await Promise.all(names.map((name) => readFile(join(this.path, name), "utf8")));
    return texts.length > 0 && texts.every((text) => text.includes("#EXT-X-ENDLIST"));
  }

  has(name: string): boolean {
    return existsSync(join(this.path, name));
  }

  /** No piece comes any more. */
  async end(): Promise<void> {
    for (const name of await this.playlists())
      await this.#show(name, await this.pieces(name), true);
  }

  /** All of a rendition in order, byte for byte: what must be read first, then its pieces. */
  async *bytesOf(pieces: readonly Piece[]): AsyncGenerator<Buffer> {
    let init: string | undefined;
    for (const one of pieces) {
      if (one.init !== undefined && one.init !== init && this.has(one.init))
        yield* this.#read(one.init);
      init = one.init;
      if (this.has(one.name)) yield* this.#read(one.name);
    }
  }

  async *#read(name: string): AsyncGenerator<Buffer> {
    for await (const chunk of createReadStream(join(this.path, name)))
      if (Buffer.isBuffer(chunk)) yield chunk;
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }

  async #sizeBytes(): Promise<number> {
    if (this.#bytes !== undefined) return this.#bytes;
    const names: string[] = await readdir(this.path).catch(() => []);
    const sizes = await Promise.all(
      names.map((name) =>
        stat(join(this.path, name)).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
    );
    return sizes.reduce((sum, one) => sum + one, 0);
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

function tooLarge(): Refusal {
  const says = `One piece of a live stream has at most ${pieceBytesMax / 1_048_576} MB, and all of it ${streamBytesMax / 1_073_741_824} GB.`;
  return new Refusal("too-large", says, { status: 413 });
}

function nameTaken(name: string): Refusal {
  const says = `There is another file called ${name} already. Set the encoder to number its pieces.`;
  return new Refusal("live-name-taken", says, { status: 409 });
}

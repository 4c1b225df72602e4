import { createHash } from "node:crypto";
import { mkdir, open, writeFile, type FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createReadStream, createWriteStream } from "node:fs";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32 } from "node:zlib";

const atOnceBytes = 256 * 1024;

export interface OutFile {
  sha256: string;
  sizeBytes: number;
  /** As a ZIP wants it: the whole production is handed out as one without being written once more. */
  crc32: number;
}

/** What is said of a file's bytes, as they come. */
class Sums {
  readonly #hash = createHash("sha256");
  #sizeBytes = 0;
  #crc = 0;

  add(bytes: Uint8Array): void {
    this.#hash.update(bytes);
    this.#sizeBytes += bytes.length;
    this.#crc = crc32(bytes, this.#crc);
  }

  end(): OutFile {
    return { sha256: this.#hash.digest("hex"), sizeBytes: this.#sizeBytes, crc32: this.#crc };
  }
}

/** Files of a production, each hashed while it is written. Paths have forward slashes. */
export class OutFolder {
  readonly folder: string;
  readonly files = new Map<string, OutFile>();
  readonly #made = new Set<string>();

  constructor(folder: string) {
    this.folder = folder;
  }

  async whole(path: string, content: Uint8Array | string): Promise<OutFile> {
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    await this.#mustHavePlace(path);
    await writeFile(join(this.folder, path), bytes, { mode: 0o600 });
    const sums = new Sums();
    sums.add(bytes);
    return this.#note(path, sums);
  }

  /** A file that is written piece by piece; it counts when it is ended. */
  async stream(path: string): Promise<OutStream> {
    await this.#mustHavePlace(path);
    const handle = await open(join(this.folder, path), "w", 0o600);
    return new OutStream(handle, (sums) => this.#note(path, sums));
  }

  /** Bytes as they come, such as a video from the blob store: never whole in memory. */
  async copy(path: string, from: NodeJS.ReadableStream): Promise<OutFile> {
    await this.#mustHavePlace(path);
    const sums = new Sums();
    const counted = new Transform({
      transform(piece: Buffer, _encoding, done) {
        sums.add(piece);
        done(null, piece);
      },
    });
    await pipeline(from, counted, createWriteStream(join(this.folder, path), { mode: 0o600 }));
    return this.#note(path, sums);
  }

  /** Takes in a file that something else wrote at its place. */
  async adopt(path: string): Promise<OutFile> {
    const sums = new Sums();
    for await (const piece of createReadStream(join(this.folder, path))) sums.add(piece as Buffer);
    return this.#note(path, sums);
  }

  #note(path: string, sums: Sums): OutFile {
    const file = sums.end();
    this.files.set(path, file);
    return file;
  }

  async #mustHavePlace(path: string): Promise<void> {
    const folder = dirname(join(this.folder, path));
    if (this.#made.has(folder)) return;
    await mkdir(folder, { recursive: true });
    this.#made.add(folder);
  }
}

/** Gathers small pieces and writes them together. */
export class OutStream {
  readonly #handle: FileHandle;
  readonly #noted: (sums: Sums) => OutFile;
  readonly #sums = new Sums();
  #pieces: Buffer[] = [];
  #waiting = 0;

  constructor(handle: FileHandle, noted: (sums: Sums) => OutFile) {
    this.#handle = handle;
    this.#noted = noted;
  }

  async write(content: Uint8Array | string): Promise<void> {
    const bytes = Buffer.from(content as Uint8Array);
    this.#pieces.push(bytes);
    this.#waiting += bytes.length;
    if (this.#waiting >= atOnceBytes) await this.#flush();
  }

  async end(): Promise<OutFile> {
    await this.#flush();
    await this.#handle.sync();
    await this.#handle.close();
    return this.#noted(this.#sums);
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#waiting = 0;
    this.#sums.add(bytes);
    await this.#handle.writeFile(bytes);
  }
}

import { createHash, type Hash } from "node:crypto";
import { mkdir, open, writeFile, type FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createWriteStream } from "node:fs";
import { Transform } from "node:stream";

const atOnceBytes = 256 * 1024;

export interface OutFile {
  sha256: string;
  sizeBytes: number;
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
    return this.#note(path, createHash("sha256").update(bytes), bytes.length);
  }

  /** A file that is written piece by piece; it counts when it is ended. */
  async stream(path: string): Promise<OutStream> {
    await this.#mustHavePlace(path);
    const handle = await open(join(this.folder, path), "w", 0o600);
    return new OutStream(handle, (hash, size) => this.#note(path, hash, size));
  }

  /** Bytes as they come, such as a video from the blob store: never whole in memory. */
  async copy(path: string, from: NodeJS.ReadableStream): Promise<OutFile> {
    await this.#mustHavePlace(path);
    const hash = createHash("sha256");
    let sizeBytes = 0;
    const counted = new Transform({
      transform(piece: Buffer, _encoding, done) {
        hash.update(piece);
        sizeBytes += piece.length;
        done(null, piece);
      },
    });
    await pipeline(from, counted, createWriteStream(join(this.folder, path), { mode: 0o600 }));
    return this.#note(path, hash, sizeBytes);
  }

  /** Takes in a file that something else wrote at its place. */
  async adopt(path: string): Promise<OutFile> {
    const hash = createHash("sha256");
    let sizeBytes = 0;
    for await (const piece of createReadStream(join(this.folder, path))) {
      const bytes = piece as Buffer;
      hash.update(bytes);
      sizeBytes += bytes.length;
    }
    return this.#note(path, hash, sizeBytes);
  }

  #note(path: string, hash: Hash, sizeBytes: number): OutFile {
    const file = { sha256: hash.digest("hex"), sizeBytes };
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
  readonly #noted: (hash: Hash, sizeBytes: number) => OutFile;
  readonly #hash = createHash("sha256");
  #pieces: Buffer[] = [];
  #waiting = 0;
  #sizeBytes = 0;

  constructor(handle: FileHandle, noted: (hash: Hash, sizeBytes: number) => OutFile) {
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
    return this.#noted(this.#hash, this.#sizeBytes);
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#waiting = 0;
    this.#hash.update(bytes);
    this.#sizeBytes += bytes.length;
    await this.#handle.writeFile(bytes);
  }
}

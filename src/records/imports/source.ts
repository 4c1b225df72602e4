import { open, stat } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { limit } from "#platform/limits.ts";

const chunkBytes = limit("imports.chunk", 1_048_576, "bytes", "read from a file in one go");

/** The bytes of one file that is read in: on the disk, or in memory where it is small. */
export interface Source extends AsyncDisposable {
  /** With the folders it lay in: they tell one network's download from another's. */
  name: string;
  size: number;
  /** On the disk, for what can only be read there. */
  path?: string;
  /** Fewer bytes than asked for only at the end. */
  read(offset: number, length: number): Promise<Buffer>;
}

export async function fileSource(path: string, name = path): Promise<Source> {
  const { size } = await stat(path);
  const file = await open(path, "r");
  return {
    name,
    size,
    path,
    read: (offset, length) => readFully(file, offset, Math.min(length, size - offset)),
    [Symbol.asyncDispose]: () => file.close(),
  };
}

export function memorySource(bytes: Uint8Array, name: string): Source {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    name,
    size: bytes.length,
    read: (offset, length) => Promise.resolve(whole.subarray(offset, offset + length)),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

async function readFully(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(Math.max(0, length));
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

/** A part of a file that moves on: only what is being looked at is in memory. */
export class ByteWindow {
  readonly #source: Source;
  /** Where `bytes` begin in the file. */
  offset = 0;
  bytes: Buffer = Buffer.alloc(0);

  constructor(source: Source) {
    this.#source = source;
  }

  get isAtEnd(): boolean {
    return this.offset + this.bytes.length >= this.#source.size;
  }

  /** Adds what follows, more each time, so that a long stretch is not copied over and over. False at the end. */
  async grow(): Promise<boolean> {
    const from = this.offset + this.bytes.length;
    const next = await this.#source.read(from, Math.max(chunkBytes, this.bytes.length));
    if (next.length === 0) return false;
    this.bytes = this.bytes.length === 0 ? next : Buffer.concat([this.bytes, next]);
    return true;
  }

  /** Leaves the first bytes behind. */
  drop(count: number): void {
    this.bytes = this.bytes.subarray(count);
    this.offset += count;
  }

  /** Where something next stands, reading on as needed; -1 when it stands nowhere, or `max` bytes hold none. */
  async find(what: string, from: number, max: number): Promise<number> {
    for (let start = from; ;) {
      const at = this.bytes.indexOf(what, start, "latin1");
      if (at !== -1) return at;
      if (this.bytes.length - from > max) return -1;
      start = Math.max(from, this.bytes.length - what.length + 1);
      if (!(await this.grow())) return -1;
    }
  }
}

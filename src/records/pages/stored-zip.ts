import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { crc32 } from "node:zlib";
import type { Sink, Stretch } from "./warc.ts";

/*
 * A ZIP whose files are stored and not compressed (PKWARE APPNOTE 6.3), so that a viewer can read one record out of the
 * middle. ZIP64 where a size, a place or the count needs it: such a file may be of any size.
 */

const pieceBytes = 1_048_576;

/** A file on disk, with what a ZIP and a data package say of it; hashed while it is written. */
export class HashedFile implements Stretch {
  readonly path: string;
  readonly #file: FileHandle;
  readonly #hash = createHash("sha256");
  sizeBytes = 0;
  crc = 0;
  sha256 = "";

  private constructor(path: string, file: FileHandle) {
    this.path = path;
    this.#file = file;
  }

  static async create(path: string): Promise<HashedFile> {
    return new HashedFile(path, await open(path, "wx", 0o600));
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#hash.update(bytes);
    this.crc = crc32(bytes, this.crc);
    this.sizeBytes += bytes.length;
    await this.#file.writeFile(bytes);
  }

  open(): AsyncIterable<Uint8Array> {
    return createReadStream(this.path, { highWaterMark: pieceBytes });
  }

  /** Nothing is written afterwards; the hash is known from here on. */
  async close(): Promise<void> {
    if (this.sha256 !== "") return;
    this.sha256 = this.#hash.digest("hex");
    await this.#file.close();
  }
}

export interface StoredFile {
  name: string;
  file: Stretch & { crc: number };
}

interface Placed {
  name: Buffer;
  sizeBytes: number;
  crc: number;
  offset: number;
}

/** Writes closed files into one container, in their order. */
export async function writeStoredZip(sink: Sink, files: readonly StoredFile[]): Promise<void> {
  let offset = 0;
  const put = async (bytes: Uint8Array) => {
    await sink(bytes);
    offset += bytes.length;
  };
  const placed: Placed[] = [];
  for (const { name, file } of files) {
    const { sizeBytes, crc } = file;
    const entry = { name: Buffer.from(name), sizeBytes, crc, offset };
    placed.push(entry);
    await put(localHeader(entry));
    const end = offset + sizeBytes;
    for await (const piece of file.open()) await put(piece);
    if (offset !== end) throw new Error(`${name} is no longer the ${sizeBytes} bytes it was`);
  }
  const start = offset;
  for (const entry of placed) await put(directoryEntry(entry));
  await put(endOf(placed.length, offset - start, start));
}

const most32 = 0xffffffff;
const most16 = 0xffff;

/** Version, flags (names are UTF-8), stored, 1980-01-01: then CRC, sizes and lengths. */
function common({ name, sizeBytes, crc }: Placed, is64: boolean, extraBytes: number): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(is64 ? 45 : 20, 0);
  fields.writeUInt16LE(0x0800, 2);
  fields.writeUInt16LE(0x0021, 8);
  fields.writeUInt32LE(crc, 10);
  fields.writeUInt32LE(is64 ? most32 : sizeBytes, 14);
  fields.writeUInt32LE(is64 ? most32 : sizeBytes, 18);
  fields.writeUInt16LE(name.length, 22);
  fields.writeUInt16LE(extraBytes, 24);
  return fields;
}

function extra64(...values: number[]): Buffer {
  const extra = Buffer.alloc(4 + values.length * 8);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(values.length * 8, 2);
  for (const [at, value] of values.entries()) extra.writeBigUInt64LE(BigInt(value), 4 + at * 8);
  return extra;
}

function localHeader(entry: Placed): Buffer {
  const is64 = entry.sizeBytes >= most32;
  const extra = is64 ? extra64(entry.sizeBytes, entry.sizeBytes) : Buffer.alloc(0);
  const signature = Buffer.from("PK\u0003\u0004", "latin1");
  return Buffer.concat([signature, common(entry, is64, extra.length), entry.name, extra]);
}

function directoryEntry(entry: Placed): Buffer {
  const { sizeBytes, offset, name } = entry;
  const is64 = sizeBytes >= most32 || offset >= most32;
  const extra = is64 ? extra64(sizeBytes, sizeBytes, offset) : Buffer.alloc(0);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(is64 ? most32 : offset, 10);
  const signature = Buffer.from(`PK\u0001\u0002${is64 ? "\u002d" : "\u0014"}\u0000`, "latin1");
  return Buffer.concat([signature, common(entry, is64, extra.length), rest, name, extra]);
}

function endOf(count: number, sizeBytes: number, start: number): Buffer {
  const is64 = count >= most16 || sizeBytes >= most32 || start >= most32;
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", "latin1");
  end.writeUInt16LE(is64 ? most16 : count, 8);
  end.writeUInt16LE(is64 ? most16 : count, 10);
  end.writeUInt32LE(is64 ? most32 : sizeBytes, 12);
  end.writeUInt32LE(is64 ? most32 : start, 16);
  return is64 ? Buffer.concat([end64(count, sizeBytes, start), end]) : end;
}

function end64(count: number, sizeBytes: number, start: number): Buffer {
  const record = Buffer.alloc(56);
  record.write("PK\u0006\u0006", "latin1");
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE(45, 12);
  record.writeUInt16LE(45, 14);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(sizeBytes), 40);
  record.writeBigUInt64LE(BigInt(start), 48);
  const locator = Buffer.alloc(20);
  locator.write("PK\u0006\u0007", "latin1");
  locator.writeBigUInt64LE(BigInt(start + sizeBytes), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([record, locator]);
}

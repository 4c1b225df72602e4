import { open } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { limit } from "#platform/limits.ts";

/*
 * The container of an export package: a ZIP (PKWARE APPNOTE 6.3) of which every byte that is not
 * content is fixed by the contents. Files are stored, not compressed; times, attributes, comments and
 * extra fields are constant. So a reader can demand exactly the one right container, a changed bit in
 * a header is found like one in a file, and a "bomb" that unpacks to more than it weighs cannot be.
 */

export const filesMax = limit(
  "archive.package-files",
  60_000,
  "files",
  "a ZIP counts its files in 16 bits",
);
export const packageSizeBytesMax = limit(
  "archive.package",
  4_000_000_000,
  "bytes",
  "a ZIP's offsets have 32 bits; a larger production is given out as several packages",
);
const fileSizeBytesMax = limit(
  "archive.package-file",
  1_000_000_000,
  "bytes",
  "one file of a package is in memory at a time",
);
const pathLengthMax = limit("archive.package-path", 200, "characters", "our own names are shorter");

export interface PackageFile {
  /** A relative path of one or two plain ASCII names. */
  path: string;
  bytes: Uint8Array;
}

/** The files of a package, wherever they lie. */
export interface PackageFiles {
  readonly paths: readonly string[];
  /** Throws a PackageFault when the file cannot be right. */
  read(path: string): Promise<Uint8Array>;
}

/** What is wrong with a package, as a sentence. */
export class PackageFault extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = "PackageFault";
  }
}

/** Bytes that can be read at any place. */
export interface ByteSource {
  readonly size: number;
  /** Exactly `length` bytes from `offset`. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

export function bytesSource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}

/** A file on disk; the caller owns it and closes it with `await using`. */
export async function fileSource(path: string): Promise<ByteSource & AsyncDisposable> {
  const file = await open(path, "r");
  const { size } = await file.stat();
  return {
    size,
    async read(offset, length) {
      const bytes = Buffer.alloc(length);
      const { bytesRead } = await file.read(bytes, 0, length, offset);
      if (bytesRead !== length) throw new PackageFault("the ZIP became shorter while it was read");
      return bytes;
    },
    [Symbol.asyncDispose]: () => file.close(),
  };
}

interface ZipEntry {
  path: string;
  crc: number;
  sizeBytes: number;
  offset: number;
}

/** The container's bytes, as its files come. The same files in the same order give the same bytes. */
export async function* writeZip(
  files: Iterable<PackageFile> | AsyncIterable<PackageFile>,
): AsyncGenerator<Uint8Array> {
  const entries: ZipEntry[] = [];
  const seen = new Set<string>();
  let offset = 0;
  for await (const { path, bytes } of files) {
    const entry = { path, crc: crc32(bytes), sizeBytes: bytes.length, offset };
    const fault = entryFault(entry) ?? (seen.has(path) ? "is there twice" : undefined);
    if (fault) throw new PackageFault(`${path} ${fault}`);
    seen.add(path);
    entries.push(entry);
    if (entries.length > filesMax) throw new PackageFault("a package has too many files");
    const header = localHeader(entry);
    offset += header.length + bytes.length;
    if (offset > packageSizeBytesMax) throw new PackageFault("the package is too large");
    yield header;
    yield bytes;
  }
  const directory = Buffer.concat(entries.map(directoryEntry));
  yield directory;
  yield endRecord(entries.length, directory.length, offset);
}

/**
 * Opens a container, holding every byte of it that is not content against the one that `writeZip`
 * would have written. Throws a PackageFault at the first that differs.
 */
export async function openZip(source: ByteSource): Promise<PackageFiles> {
  const entries = await readDirectory(source);
  const byPath = new Map<string, ZipEntry>();
  for (const entry of entries) {
    if (byPath.has(entry.path)) throw new PackageFault(`the ZIP has ${entry.path} twice`);
    byPath.set(entry.path, entry);
    const expected = localHeader(entry);
    if (!expected.equals(await source.read(entry.offset, expected.length))) {
      throw new PackageFault(`the ZIP's header of ${entry.path} was altered`);
    }
  }
  return {
    paths: [...byPath.keys()],
    async read(path) {
      const entry = byPath.get(path);
      if (entry === undefined) throw new PackageFault(`the package has no ${path}`);
      const start = entry.offset + localHeader(entry).length;
      const bytes = await source.read(start, entry.sizeBytes);
      if (crc32(bytes) !== entry.crc)
        throw new PackageFault(`${path} was altered (its CRC differs)`);
      return bytes;
    },
  };
}

async function readDirectory(source: ByteSource): Promise<ZipEntry[]> {
  if (source.size < 22 || source.size > 2 * packageSizeBytesMax) {
    throw new PackageFault("this is no ZIP that could be a package");
  }
  const end = Buffer.from(await source.read(source.size - 22, 22));
  const count = end.readUInt16LE(10);
  const directorySize = end.readUInt32LE(12);
  const directoryStart = end.readUInt32LE(16);
  const isWhole = directoryStart + directorySize + 22 === source.size;
  if (
    !isWhole ||
    count > filesMax ||
    !end.equals(endRecord(count, directorySize, directoryStart))
  ) {
    throw new PackageFault("the ZIP's end was altered or cut off");
  }
  const directory = Buffer.from(await source.read(directoryStart, directorySize));
  const entries: ZipEntry[] = [];
  let at = 0;
  let offset = 0;
  for (let number = 0; number < count; number += 1) {
    const entry = parseDirectoryEntry(directory, at, offset);
    entries.push(entry);
    at += 46 + entry.path.length;
    offset += 30 + entry.path.length + entry.sizeBytes;
  }
  if (at !== directorySize || offset !== directoryStart) {
    throw new PackageFault("the ZIP's directory does not fit its files");
  }
  return entries;
}

function parseDirectoryEntry(directory: Buffer, at: number, offset: number): ZipEntry {
  if (at + 46 > directory.length) throw new PackageFault("the ZIP's directory is cut off");
  const pathLength = Math.min(directory.readUInt16LE(at + 28), pathLengthMax);
  const entry = {
    path: directory.toString("latin1", at + 46, at + 46 + pathLength),
    crc: directory.readUInt32LE(at + 16),
    sizeBytes: directory.readUInt32LE(at + 24),
    offset,
  };
  const found = directory.subarray(at, at + 46 + pathLength);
  if (entryFault(entry) || !directoryEntry(entry).equals(found)) {
    throw new PackageFault(`the ZIP's directory was altered (at ${JSON.stringify(entry.path)})`);
  }
  return entry;
}

function entryFault({ path, sizeBytes }: ZipEntry): string | undefined {
  if (path.length > pathLengthMax || !/^[A-Za-z0-9][\w.-]*(\/[A-Za-z0-9][\w.-]*)?$/.test(path)) {
    return "is no path that a package may hold";
  }
  return sizeBytes > fileSizeBytesMax ? "is larger than archive.package-file allows" : undefined;
}

/** Version 1.0, no flags, stored, 1980-01-01 00:00: then CRC, sizes and the path's length. */
function commonFields({ path, crc, sizeBytes }: ZipEntry): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(10, 0);
  fields.writeUInt16LE(0x0021, 8);
  fields.writeUInt32LE(crc, 10);
  fields.writeUInt32LE(sizeBytes, 14);
  fields.writeUInt32LE(sizeBytes, 18);
  fields.writeUInt16LE(path.length, 22);
  return fields;
}

function localHeader(entry: ZipEntry): Buffer {
  const signature = Buffer.from("PK\u0003\u0004", "latin1");
  return Buffer.concat([signature, commonFields(entry), Buffer.from(entry.path, "latin1")]);
}

function directoryEntry(entry: ZipEntry): Buffer {
  const signature = Buffer.from("PK\u0001\u0002\u000a\u0000", "latin1");
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(entry.offset, 10);
  return Buffer.concat([signature, commonFields(entry), rest, Buffer.from(entry.path, "latin1")]);
}

function endRecord(count: number, directorySize: number, directoryStart: number): Buffer {
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", "latin1");
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directorySize, 12);
  end.writeUInt32LE(directoryStart, 16);
  return end;
}

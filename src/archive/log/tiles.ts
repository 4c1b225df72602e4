import { limit } from "#platform/limits.ts";
import { foldPeaks, leafHash, pushLeaf } from "./merkle.ts";

/* The static files of a log, by C2SP tlog-tiles: hash tiles of height 8 and bundles of entries. */

/** Hashes in a full tile, entries in a full bundle. */
export const tileWidth = 256;
const hashSizeBytes = 32;

export const entrySizeBytesMax = limit(
  "archive.entry",
  65_535,
  "bytes",
  "a bundle carries each entry's length in 16 bits (C2SP tlog-tiles)",
);

/** One tile: `width` hashes (1 to 256) of the nodes at height 8 × `level`, the tile number `index`. */
export interface Tile {
  level: number;
  index: number;
  width: number;
}

/** Where the tile lies, such as `tile/0/x001/x234/067` or, not yet full, `tile/0/000.p/5`. */
export function tilePath(tile: Tile): string {
  return `tile/${tile.level}/${numberPath(tile.index)}${partialSuffix(tile.width)}`;
}

/** Where the bundle of entries lies that belongs to the level-0 tile of this number and width. */
export function bundlePath(index: number, width: number): string {
  return `tile/entries/${numberPath(index)}${partialSuffix(width)}`;
}

/** The folder that holds the partial forms of a tile or bundle, given its full form's path. */
export function partialsPath(fullPath: string): string {
  return `${fullPath}.p`;
}

function numberPath(index: number): string {
  const groups = [String(index % 1000).padStart(3, "0")];
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`x${String(rest % 1000).padStart(3, "0")}`);
  }
  return groups.join("/");
}

function partialSuffix(width: number): string {
  if (!Number.isInteger(width) || width < 1 || width > tileWidth) {
    throw new RangeError(`a tile is 1 to ${tileWidth} wide, not ${width}`);
  }
  return width === tileWidth ? "" : `.p/${width}`;
}

/** How many hashes tile `index` of `level` has in a log of `size` leaves; 0 when it has no such tile. */
export function widthAt(size: number, level: number, index: number): number {
  const hashes = Math.floor(size / tileWidth ** level);
  return Math.max(0, Math.min(tileWidth, hashes - index * tileWidth));
}

/** Every tile of a log of `size` leaves, level by level from the leaves upward, left to right. */
export function* tilesOf(size: number): Generator<Tile> {
  for (let level = 0; widthAt(size, level, 0) > 0; level += 1) {
    for (let index = 0; ; index += 1) {
      const width = widthAt(size, level, index);
      if (width === 0) break;
      yield { level, index, width };
    }
  }
}

/** A tile's bytes: its hashes one after another. */
export function encodeTile(hashes: readonly Uint8Array[]): Buffer {
  return Buffer.concat(hashes, hashes.length * hashSizeBytes);
}

/** The hashes of a tile; throws when its length is not that of `width` hashes. */
export function decodeTile(bytes: Uint8Array, width: number): Buffer[] {
  if (bytes.length !== width * hashSizeBytes) {
    throw new RangeError(`has ${bytes.length} bytes where ${width} hashes were expected`);
  }
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: width }, (_, at) =>
    view.subarray(at * hashSizeBytes, (at + 1) * hashSizeBytes),
  );
}

/** A bundle's bytes: each entry after its length as a big-endian uint16. */
export function encodeBundle(entries: readonly Uint8Array[]): Buffer {
  const parts: Uint8Array[] = [];
  for (const entry of entries) {
    if (entry.length > entrySizeBytesMax) {
      throw new RangeError(`an entry has ${entry.length} bytes; archive.entry is the limit`);
    }
    const length = Buffer.allocUnsafe(2);
    length.writeUInt16BE(entry.length);
    parts.push(length, entry);
  }
  return Buffer.concat(parts);
}

/** The entries of a bundle; throws unless there are exactly `width`, with nothing after them. */
export function decodeBundle(bytes: Uint8Array, width: number): Buffer[] {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: Buffer[] = [];
  let at = 0;
  while (entries.length < width) {
    if (at + 2 > view.length) throw new RangeError(`ends within entry ${entries.length}`);
    const end = at + 2 + view.readUInt16BE(at);
    if (end > view.length) throw new RangeError(`ends within entry ${entries.length}`);
    entries.push(view.subarray(at + 2, end));
    at = end;
  }
  if (at !== view.length) throw new RangeError(`has ${view.length - at} bytes after its entries`);
  return entries;
}

/** The hash over all of a tile's hashes: for a full tile, the node 8 levels above them. */
export function tileRoot(hashes: readonly Uint8Array[]): Buffer {
  const peaks: Uint8Array[] = [];
  for (const [index, hash] of hashes.entries()) pushLeaf(peaks, index, hash);
  return foldPeaks(peaks);
}

/** The level-0 hashes that a bundle's entries demand. */
export function bundleHashes(entries: readonly Uint8Array[]): Buffer[] {
  return entries.map((entry) => leafHash(entry));
}

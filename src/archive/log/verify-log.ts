import { setImmediate } from "node:timers/promises";
import { HashesSeen } from "./hashes-seen.ts";
import { emptyRoot, foldPeaks, pushLeaf, sameHash } from "./merkle.ts";
import { TileFault, TileReader } from "./tile-reader.ts";
import type { TileStore } from "./tile-store.ts";
import { bundleHashes, bundlePath, tilePath, tileRoot, tileWidth, widthAt } from "./tiles.ts";

/** Bundles, after which others have their turn: a check runs beside a newsroom. */
const atATime = 4;

export interface LogHead {
  size: number;
  root: Uint8Array;
}

export interface LogVerdict {
  ok: boolean;
  /** One sentence for each fault, with the file or leaf that it concerns. */
  faults: string[];
  /** The entries that could be read. */
  entriesRead: number;
  /** The root over the entries as they lie there; undefined when some could not be read. */
  root: Buffer | undefined;
}

/**
 * Recomputes a whole log from its entries to its root and names every fault: files that are missing
 * or misshapen, leaves that are altered, reordered or repeated, tiles that do not follow from the
 * tiles below, and a root that is not the signed one. Costs 8 bytes of memory an entry, by which
 * repeated ones are found, and a hash for each 256; all else is O(log n).
 */
export async function verifyLog(store: TileStore, head: LogHead): Promise<LogVerdict> {
  const reader = new TileReader(store, head.size);
  const faults: string[] = [];
  const leaves = await checkEntries(reader, faults);
  faults.push(...(await repeatedEntries(reader, leaves.seen.repeated())));
  await checkUpperTiles(reader, leaves.tileRoots, faults);
  const root = leaves.isWhole ? rootOver(leaves.peaks) : undefined;
  if (root && !sameHash(root, head.root)) {
    faults.push(
      `the entries give root ${root.toString("hex")}, but the checkpoint of size ${head.size} ` +
        `was signed over ${Buffer.from(head.root).toString("hex")}`,
    );
  }
  return { ok: faults.length === 0, faults, entriesRead: leaves.entriesRead, root };
}

interface LeavesRead {
  /** Roots of the perfect subtrees over the entries as they lie there, largest first; only as far as they are whole. */
  peaks: Uint8Array[];
  /** The root of each full tile of leaf hashes; undefined where the tile cannot be read. */
  tileRoots: (Buffer | undefined)[];
  seen: HashesSeen;
  entriesRead: number;
  isWhole: boolean;
}

async function checkEntries(reader: TileReader, faults: string[]): Promise<LeavesRead> {
  const seen = new HashesSeen();
  const read: LeavesRead = { peaks: [], tileRoots: [], seen, entriesRead: 0, isWhole: true };
  for (let index = 0; widthAt(reader.size, 0, index) > 0; index += 1) {
    const entries = await orFault(faults, () => reader.bundle(index));
    const tile = await orFault(faults, () => reader.tile(0, index));
    if (entries === undefined) {
      read.isWhole = false;
      read.tileRoots.push(tile && tileRoot(tile));
      continue;
    }
    const hashes = bundleHashes(entries);
    for (const hash of hashes) seen.add(hash);
    const root = addBundle(read, index, hashes);
    const different = tile ? differences(hashes, tile, index) : [];
    faults.push(...different);
    read.tileRoots.push(tile && different.length > 0 ? tileRoot(tile) : tile && root);
    read.entriesRead += entries.length;
    if (index % atATime === 0) await setImmediate();
  }
  return read;
}

/** Adds bundle `index` to the peaks over those before it, if none of them is missing. Gives the root over it. */
function addBundle(
  { peaks, isWhole }: LeavesRead,
  index: number,
  hashes: readonly Buffer[],
): Buffer {
  const its: Uint8Array[] = [];
  for (const [at, hash] of hashes.entries()) pushLeaf(its, at, hash);
  const root = foldPeaks(its);
  if (!isWhole) return root;
  // Only the last is not full: its peaks are smaller than any before them.
  if (hashes.length === tileWidth) pushLeaf(peaks, index, root);
  else peaks.push(...its);
  return root;
}

function rootOver(peaks: readonly Uint8Array[]): Buffer {
  return peaks.length === 0 ? emptyRoot() : foldPeaks(peaks);
}

/** No two entries are alike, as each has an id and salted hashes of its own. */
async function repeatedEntries(
  reader: TileReader,
  prefixes: ReadonlySet<bigint>,
): Promise<string[]> {
  const faults: string[] = [];
  const firsts = new Map<string, number>();
  for (let index = 0; prefixes.size > 0 && widthAt(reader.size, 0, index) > 0; index += 1) {
    const entries = (await orFault([], () => reader.bundle(index))) ?? [];
    for (const [at, hash] of bundleHashes(entries).entries()) {
      if (!prefixes.has(hash.readBigUInt64BE())) continue;
      const first = firsts.get(hash.toString("hex"));
      if (first === undefined) firsts.set(hash.toString("hex"), index * tileWidth + at);
      else faults.push(`entry ${index * tileWidth + at} repeats entry ${first}`);
    }
  }
  return faults;
}

/** Leaf by leaf, what stands in a bundle against what its tile says. */
function differences(found: readonly Buffer[], tile: readonly Buffer[], index: number): string[] {
  const faults: string[] = [];
  for (const [at, hash] of found.entries()) {
    const expected = tile[at];
    if (expected && sameHash(hash, expected)) continue;
    const leaf = index * tileWidth + at;
    const place = tile.findIndex((other) => sameHash(other, hash));
    const moved =
      place >= 0 ? `holds the entry of leaf ${index * tileWidth + place}` : "is altered";
    faults.push(`entry ${leaf} ${moved} (${bundlePath(index, found.length)})`);
  }
  return faults;
}

/** Every hash above the leaves must be the root of the full tile below it. */
async function checkUpperTiles(
  reader: TileReader,
  tileRoots: readonly (Buffer | undefined)[],
  faults: string[],
): Promise<void> {
  // A fault in the tile below was named when that level was checked.
  const rootBelow = async (level: number, index: number): Promise<Buffer | undefined> => {
    if (level === 0) return tileRoots[index];
    const hashes = await orFault([], () => reader.tile(level, index));
    return hashes && tileRoot(hashes);
  };
  for (let level = 1; widthAt(reader.size, level, 0) > 0; level += 1) {
    for (let index = 0; widthAt(reader.size, level, index) > 0; index += 1) {
      const tile = await orFault(faults, () => reader.tile(level, index));
      if (tile === undefined) continue;
      const path = tilePath({ level, index, width: tile.length });
      for (const [at, hash] of tile.entries()) {
        const below = index * tileWidth + at;
        const root = await rootBelow(level - 1, below);
        if (root === undefined || sameHash(root, hash)) continue;
        const source = tilePath({ level: level - 1, index: below, width: tileWidth });
        faults.push(`${path} does not follow from ${source} (hash ${at})`);
      }
    }
  }
}

async function orFault<T>(faults: string[], read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof TileFault)) throw error;
    faults.push(error.message);
    return undefined;
  }
}

/**
 * Whether an older signed head is the beginning of the log at its present size: the sentence that
 * says it is not, or undefined. A fork or a rewritten past is found here.
 */
export async function verifyPastHead(log: TileReader, older: LogHead): Promise<string | undefined> {
  if (older.size > log.size) {
    return `a checkpoint was signed at size ${older.size}, but the log now ends at ${log.size}`;
  }
  try {
    const root = await log.rootAt(older.size);
    if (sameHash(root, older.root)) return undefined;
    return (
      `the log is forked: at size ${older.size} its root was signed as ` +
      `${Buffer.from(older.root).toString("hex")}, and is now ${root.toString("hex")}`
    );
  } catch (error) {
    if (error instanceof TileFault) return error.message;
    throw error;
  }
}

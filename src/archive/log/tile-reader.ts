import { consistencyRanges, foldPeaks, inclusionRanges, nodeHash, perfectNodes } from "./merkle.ts";
import { emptyRoot } from "./merkle.ts";
import type { LeafRange, NodeAt } from "./merkle.ts";
import type { TileStore } from "./tile-store.ts";
import { bundlePath, decodeBundle, decodeTile, tilePath, tileWidth } from "./tiles.ts";
import { widthAt } from "./tiles.ts";
import { limit } from "#platform/limits.ts";

const cachedTilesMax = limit(
  "archive.tiles-cached",
  512,
  "tiles",
  "a reader keeps at most 8 MiB of hashes",
);

/** A file of the log is absent or cannot be right. `path` names it. */
export class TileFault extends Error {
  readonly path: string;

  constructor(path: string, why: string) {
    super(`${path} ${why}`);
    this.name = "TileFault";
    this.path = path;
  }
}

/**
 * A tile's hashes, and above them row by row those of its perfect subtrees, as far as they were asked for: proofs of
 * neighbours share them.
 */
type PerfectRows = Buffer[][];

function rowAbove(below: readonly Buffer[]): Buffer[] {
  const row: Buffer[] = [];
  for (let at = 0; at + 1 < below.length; at += 2)
    row.push(nodeHash(below[at] ?? Buffer.alloc(0), below[at + 1] ?? Buffer.alloc(0)));
  return row;
}

/**
 * Reads a log of a known size from its tiles alone. It believes the tiles: whoever takes a proof from
 * here checks it against a signed root. Throws a TileFault for what is absent or misshapen.
 */
export class TileReader {
  readonly size: number;
  readonly #store: TileStore;
  readonly #cache = new Map<string, PerfectRows>();

  constructor(store: TileStore, size: number) {
    this.#store = store;
    this.size = size;
  }

  /** The hashes of tile `index` of `level`, as many as the log's size gives it. */
  async tile(level: number, index: number): Promise<Buffer[]> {
    return (await this.#rows(level, index))[0] ?? [];
  }

  async #rows(level: number, index: number): Promise<PerfectRows> {
    const width = widthAt(this.size, level, index);
    const path = tilePath({ level, index, width });
    const cached = this.#cache.get(path);
    if (cached) return cached;
    const full = tilePath({ level, index, width: tileWidth });
    const hashes = await this.#decoded(path, full, (bytes, isWhole) =>
      isWhole ? decodeTile(bytes, tileWidth).slice(0, width) : decodeTile(bytes, width),
    );
    const rows = [hashes];
    this.#keep(path, rows);
    return rows;
  }

  /** The entries of bundle `index`, as many as the log's size gives it. */
  async bundle(index: number): Promise<Buffer[]> {
    const width = widthAt(this.size, 0, index);
    const path = bundlePath(index, width);
    return this.#decoded(path, bundlePath(index, tileWidth), (bytes, isWhole) =>
      isWhole ? decodeBundle(bytes, tileWidth).slice(0, width) : decodeBundle(bytes, width),
    );
  }

  /** The entry at `index`. */
  async entry(index: number): Promise<Buffer> {
    if (index >= this.size) throw new RangeError(`the log has no entry ${index}`);
    const entries = await this.bundle(Math.floor(index / tileWidth));
    const entry = entries[index % tileWidth];
    if (entry === undefined) throw new RangeError(`the log has no entry ${index}`);
    return entry;
  }

  /** The hash of one perfect subtree. */
  async node({ level, index }: NodeAt): Promise<Buffer> {
    const tileLevel = Math.floor(level / 8);
    const width = 2 ** (level % 8);
    const first = index * width;
    const rows = await this.#rows(tileLevel, Math.floor(first / tileWidth));
    while (rows.length <= level % 8) rows.push(rowAbove(rows.at(-1) ?? []));
    const hash = rows[level % 8]?.[(first % tileWidth) / width];
    if (hash === undefined) throw new RangeError(`the log has no node ${level}/${index}`);
    return hash;
  }

  /** The root that the log had at `size`, which may lie in its past. */
  async rootAt(size: number): Promise<Buffer> {
    return size === 0 ? emptyRoot() : this.#range([0, size]);
  }

  /** The roots of the perfect subtrees that make up the whole log, largest first. */
  async peaks(): Promise<Buffer[]> {
    return this.#nodes([0, this.size]);
  }

  /** The proof that entry `index` stands in the log as it was at `size` (RFC 9162 §2.1.3). */
  async inclusionProof(index: number, size = this.size): Promise<Buffer[]> {
    return this.#ranges(inclusionRanges(index, size));
  }

  /** The proof that the log at `older` is the beginning of the log at `newer` (RFC 9162 §2.1.4). */
  async consistencyProof(older: number, newer = this.size): Promise<Buffer[]> {
    return this.#ranges(consistencyRanges(older, newer));
  }

  async #ranges(ranges: readonly LeafRange[]): Promise<Buffer[]> {
    const proof: Buffer[] = [];
    for (const range of ranges) proof.push(await this.#range(range));
    return proof;
  }

  async #range(range: LeafRange): Promise<Buffer> {
    return foldPeaks(await this.#nodes(range));
  }

  async #nodes(range: LeafRange): Promise<Buffer[]> {
    const hashes: Buffer[] = [];
    for (const at of perfectNodes(range)) hashes.push(await this.node(at));
    return hashes;
  }

  /** A partial file may have been removed once its full form lay there; that one begins the same. */
  async #decoded(
    path: string,
    full: string,
    decode: (bytes: Uint8Array, isWhole: boolean) => Buffer[],
  ): Promise<Buffer[]> {
    const partial = path === full ? undefined : await this.#store.read(path);
    const bytes = partial ?? (await this.#store.read(full));
    if (bytes === undefined) throw new TileFault(path, "is missing");
    try {
      return decode(bytes, partial === undefined);
    } catch (error) {
      if (error instanceof RangeError) throw new TileFault(partial ? path : full, error.message);
      throw error;
    }
  }

  #keep(path: string, rows: PerfectRows): void {
    if (this.#cache.size >= cachedTilesMax) {
      // A Map keeps the order of insertion, so its first key is the oldest.
      for (const oldest of this.#cache.keys()) {
        this.#cache.delete(oldest);
        break;
      }
    }
    this.#cache.set(path, rows);
  }
}

import { limit } from "#platform/limits.ts";
import { Frontier } from "./frontier.ts";
import { TileReader } from "./tile-reader.ts";
import type { TileStore } from "./tile-store.ts";
import { bundlePath, encodeBundle, encodeTile, partialsPath, tilePath } from "./tiles.ts";
import { entrySizeBytesMax, tileRoot, tileWidth, widthAt } from "./tiles.ts";

const writesAtOnce = limit(
  "archive.tile-writes",
  32,
  "files",
  "an import's tiles are made durable side by side without exhausting file handles",
);

/** What is added to a log: an entry's bytes and its RFC 6962 leaf hash. */
export interface LogLeaf {
  bytes: Uint8Array;
  leafHash: Uint8Array;
}

/**
 * Writes a log's tiles and bundles as it grows, in O(log n) memory. It writes only files that no
 * checkpoint of the present size needs, so a crash within `append` harms nothing that was published:
 * open again at the signed size and append again.
 *
 * **Invariant:** one writer a log. Whoever holds it signs the checkpoint only after `append` returned.
 */
export class TileWriter {
  readonly #store: TileStore;
  #frontier: Frontier;
  /** For each level the hashes of the tile at the right edge, which is never full here. */
  #edges: Buffer[][];
  #bundle: Uint8Array[];
  #completed: string[] = [];
  #isBroken = false;

  private constructor(store: TileStore, edge: RightEdge) {
    this.#store = store;
    this.#frontier = edge.frontier;
    this.#edges = edge.edges;
    this.#bundle = edge.bundle;
  }

  /** Takes up a log of `size` leaves, reading its right edge. Throws a TileFault when that is absent. */
  static async open(store: TileStore, size: number): Promise<TileWriter> {
    return new TileWriter(store, await readEdge(new TileReader(store, size)));
  }

  get size(): number {
    return this.#frontier.size;
  }

  root(): Buffer {
    return this.#frontier.root();
  }

  /** Adds leaves in order; when it returns, every file of the grown log is durable. */
  async append(leaves: readonly LogLeaf[]): Promise<void> {
    if (this.#isBroken) throw new Error("a write failed; open the log again at its signed size");
    const tooLong = leaves.find((leaf) => leaf.bytes.length > entrySizeBytesMax);
    if (tooLong) throw new RangeError(`an entry has ${tooLong.bytes.length} bytes`);
    const files: [path: string, bytes: Buffer][] = [];
    const touched = new Set<number>();
    for (const leaf of leaves) this.#add(leaf, files, touched);
    this.#addPartials(files, touched);
    try {
      await this.#writeAll(files);
    } catch (error) {
      this.#isBroken = true;
      throw error;
    }
  }

  /**
   * Removes the partial forms of tiles that have become full. Call it after a checkpoint of the
   * present size is published: readers of an older one then find the full form (tlog-tiles allows it).
   */
  async prunePartials(): Promise<void> {
    for (const path of this.#completed.splice(0))
      await this.#store.removeFolder(partialsPath(path));
  }

  #add(leaf: LogLeaf, files: [string, Buffer][], touched: Set<number>): void {
    this.#bundle.push(leaf.bytes);
    if (this.#bundle.length === tileWidth) {
      const path = bundlePath(Math.floor(this.size / tileWidth), tileWidth);
      files.push([path, encodeBundle(this.#bundle)]);
      this.#completed.push(path);
      this.#bundle = [];
    }
    this.#frontier.append(leaf.leafHash);
    let carried: Buffer = Buffer.from(leaf.leafHash);
    for (let level = 0; ; level += 1) {
      const edge = (this.#edges[level] ??= []);
      edge.push(carried);
      touched.add(level);
      if (edge.length < tileWidth) return;
      const index = Math.floor(this.size / tileWidth ** (level + 1)) - 1;
      const path = tilePath({ level, index, width: tileWidth });
      files.push([path, encodeTile(edge)]);
      this.#completed.push(path);
      carried = tileRoot(edge);
      this.#edges[level] = [];
    }
  }

  #addPartials(files: [string, Buffer][], touched: ReadonlySet<number>): void {
    for (const level of touched) {
      const edge = this.#edges[level] ?? [];
      if (edge.length === 0) continue;
      const index = Math.floor(this.size / tileWidth ** (level + 1));
      files.push([tilePath({ level, index, width: edge.length }), encodeTile(edge)]);
    }
    if (touched.size > 0 && this.#bundle.length > 0) {
      const path = bundlePath(Math.floor(this.size / tileWidth), this.#bundle.length);
      files.push([path, encodeBundle(this.#bundle)]);
    }
  }

  async #writeAll(files: readonly [string, Buffer][]): Promise<void> {
    for (let at = 0; at < files.length; at += writesAtOnce) {
      const some = files.slice(at, at + writesAtOnce);
      await Promise.all(some.map(([path, bytes]) => this.#store.write(path, bytes)));
    }
  }
}

interface RightEdge {
  frontier: Frontier;
  edges: Buffer[][];
  bundle: Uint8Array[];
}

async function readEdge(reader: TileReader): Promise<RightEdge> {
  const { size } = reader;
  const edges: Buffer[][] = [];
  for (let level = 0; widthAt(size, level, 0) > 0; level += 1) {
    const index = Math.floor(size / tileWidth ** (level + 1));
    edges.push(widthAt(size, level, index) > 0 ? [...(await reader.tile(level, index))] : []);
  }
  const last = Math.floor(size / tileWidth);
  const bundle = widthAt(size, 0, last) > 0 ? [...(await reader.bundle(last))] : [];
  return { frontier: Frontier.of(size, await reader.peaks()), edges, bundle };
}

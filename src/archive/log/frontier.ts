import { emptyRoot, foldPeaks, pushLeaf } from "./merkle.ts";

/** A frontier as it is kept in a file. Hashes are base64, largest subtree first. */
export interface FrontierRecord {
  size: number;
  peaks: string[];
}

/**
 * The right edge of a growing tree: all that is needed to add leaves and know the root, in O(log n)
 * memory (RFC 6962 tree; "compact range").
 */
export class Frontier {
  #size = 0;
  #peaks: Uint8Array[] = [];

  get size(): number {
    return this.#size;
  }

  /** Adds one leaf hash (32 bytes); about one node hash of work on average. */
  append(leafHash: Uint8Array): void {
    if (leafHash.length !== 32) throw new RangeError("a leaf hash is 32 bytes");
    pushLeaf(this.#peaks, this.#size, leafHash);
    this.#size += 1;
  }

  root(): Buffer {
    return this.#size === 0 ? emptyRoot() : foldPeaks(this.#peaks);
  }

  copy(): Frontier {
    return Frontier.of(this.#size, this.#peaks);
  }

  serialise(): FrontierRecord {
    return {
      size: this.#size,
      peaks: this.#peaks.map((peak) => Buffer.from(peak).toString("base64")),
    };
  }

  /** Throws when the peaks cannot belong to a tree of that size. */
  static of(size: number, peaks: readonly Uint8Array[]): Frontier {
    if (!Number.isSafeInteger(size) || size < 0 || peaks.length !== ones(size)) {
      throw new RangeError(`${peaks.length} peaks do not make a tree of ${size}`);
    }
    if (peaks.some((peak) => peak.length !== 32)) throw new RangeError("a peak is 32 bytes");
    const frontier = new Frontier();
    frontier.#size = size;
    frontier.#peaks = [...peaks];
    return frontier;
  }

  /** Reads what `serialise` wrote; throws on anything else. */
  static parse(record: unknown): Frontier {
    if (!isRecord(record)) throw new TypeError("this is no frontier");
    return Frontier.of(
      record.size,
      record.peaks.map((peak) => Buffer.from(peak, "base64")),
    );
  }
}

function isRecord(value: unknown): value is FrontierRecord {
  if (typeof value !== "object" || value === null) return false;
  if (!("size" in value) || typeof value.size !== "number") return false;
  if (!("peaks" in value) || !Array.isArray(value.peaks)) return false;
  return value.peaks.every((peak) => typeof peak === "string");
}

/** A tree of n leaves has one perfect subtree for each bit that is set in n. */
function ones(size: number): number {
  return size.toString(2).replaceAll("0", "").length;
}

import type { Database } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import type { LogLeaf } from "./log/tile-writer.ts";

const freshMax = limit(
  "archive.fresh",
  64 * 1024 * 1024,
  "bytes",
  "captured a moment ago and kept in memory until it is in the log and the index; what is over is read anew",
);

/** Byte strings one after another: each with where it starts, counted from 1 as SQL does, and its size. */
export interface Packed {
  bytes: Buffer;
  starts: number[];
  sizes: number[];
}

/** Records captured in one go, in the order in which they come into the log, one right after another. */
export interface FreshBatch {
  agencyId: string;
  ids: readonly string[];
  texts: readonly string[];
  entries: Packed;
  leafHashes: Packed;
}

interface Kept extends FreshBatch {
  needed: { leaves: boolean; texts: boolean };
  size: number;
}

/**
 * What this process captured a moment ago, for those who need it next: the keeper of the log its entries, the index its
 * words. Neither then reads, nor opens, what was sealed this second. It is a copy: whoever does not find something here
 * reads it from the database, as after a restart. Batches are kept as they were written, not record by record: collecting
 * so many small things as garbage would cost what is saved.
 */
export class Fresh {
  /** Only what somebody here will ask for is kept. */
  readonly wanted = { leaves: false, texts: false };
  /** By the id of its first record, the oldest first. */
  readonly #batches = new Map<string, Kept>();
  #size = 0;

  /** Takes what was committed. What does not fit any more goes, the oldest first. */
  keep(batch: FreshBatch): void {
    const [first] = batch.ids;
    if (first === undefined) return;
    const lengths = batch.texts.reduce((sum, text) => sum + 2 * text.length + 100, 0);
    const size = batch.entries.bytes.length + batch.leafHashes.bytes.length + lengths;
    this.#batches.set(first, { ...batch, needed: { ...this.wanted }, size });
    this.#size += size;
    for (const oldest of this.#batches.values()) {
      if (this.#size <= freshMax) break;
      this.#drop(oldest);
    }
  }

  /** The leaves of these records, in their order, each handed out once; undefined where one is not at hand. */
  takeLeaves(ids: readonly string[]): (LogLeaf | undefined)[] {
    const leaves: (LogLeaf | undefined)[] = [];
    while (leaves.length < ids.length) {
      const batch = this.#batches.get(ids[leaves.length] ?? "");
      if (!batch?.needed.leaves) {
        leaves.push(undefined);
        continue;
      }
      const from = leaves.length;
      for (let at = 0; at < batch.ids.length && ids[from + at] === batch.ids[at]; at++)
        leaves.push({ bytes: pieceOf(batch.entries, at), leafHash: pieceOf(batch.leafHashes, at) });
      batch.needed.leaves = false;
      this.#tidy(batch);
    }
    return leaves;
  }

  /** The texts of an agency's records, at least so many if they are there, in the order in which they were captured. */
  texts(agencyId: string, many: number): Map<string, string> {
    const found = new Map<string, string>();
    for (const batch of this.#unindexed(agencyId, many))
      for (const [at, id] of batch.ids.entries()) found.set(id, batch.texts[at] ?? "");
    return found;
  }

  /** The last record of each batch whose texts would be given: what is in the log before it is indexed no later. */
  lastIds(agencyId: string, many: number): string[] {
    return this.#unindexed(agencyId, many).flatMap(({ ids }) => ids.slice(-1));
  }

  /** They are in the index, in the order of the log: a batch goes when its last one is. */
  forgetIndexed(agencyId: string, ids: ReadonlySet<string>): void {
    for (const batch of this.#batches.values()) {
      if (batch.agencyId !== agencyId || !ids.has(batch.ids.at(-1) ?? "")) continue;
      batch.needed.texts = false;
      this.#tidy(batch);
    }
  }

  #unindexed(agencyId: string, many: number): Kept[] {
    const found: Kept[] = [];
    let records = 0;
    for (const batch of this.#batches.values()) {
      if (records >= many) break;
      if (batch.agencyId !== agencyId || !batch.needed.texts) continue;
      found.push(batch);
      records += batch.ids.length;
    }
    return found;
  }

  /** They were destroyed: whatever was captured with them is forgotten too. */
  forgetDestroyed(ids: readonly string[]): void {
    const gone = new Set(ids);
    for (const batch of this.#batches.values())
      if (batch.ids.some((id) => gone.has(id))) this.#drop(batch);
  }

  #tidy(batch: Kept): void {
    if (!batch.needed.leaves && !batch.needed.texts) this.#drop(batch);
  }

  #drop(batch: Kept): void {
    if (this.#batches.delete(batch.ids[0] ?? "")) this.#size -= batch.size;
  }
}

function pieceOf({ bytes, starts, sizes }: Packed, at: number): Buffer {
  const from = (starts[at] ?? 1) - 1;
  return bytes.subarray(from, from + (sizes[at] ?? 0));
}

const byDatabase = new WeakMap<Database, Fresh>();

/** One for each database that this process has open. */
export function freshOf({ db }: { db: Database }): Fresh {
  const known = byDatabase.get(db) ?? new Fresh();
  byDatabase.set(db, known);
  return known;
}

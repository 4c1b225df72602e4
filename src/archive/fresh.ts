import type { Database } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";

const freshMax = limit(
  "archive.fresh",
  64 * 1024 * 1024,
  "bytes",
  "captured a moment ago and kept in memory until it is in the log and the index; what is over is read anew",
);

export interface FreshRecord {
  agencyId: string;
  id: string;
  text: string;
  entry: Buffer;
  leafHash: Buffer;
}

export type Leaf = Pick<FreshRecord, "entry" | "leafHash">;

/** What does not fit any more goes, the oldest first. */
class Shelf<Value> {
  readonly #byId = new Map<string, { value: Value; size: number }>();
  readonly #max: number;
  #size = 0;

  constructor(max: number) {
    this.#max = max;
  }

  put(id: string, value: Value, size: number): void {
    this.drop(id);
    this.#byId.set(id, { value, size });
    this.#size += size;
    for (const oldest of this.#byId.keys()) {
      if (this.#size <= this.#max) break;
      this.drop(oldest);
    }
  }

  drop(id: string): Value | undefined {
    const one = this.#byId.get(id);
    if (one === undefined) return undefined;
    this.#byId.delete(id);
    this.#size -= one.size;
    return one.value;
  }

  *all(): Generator<[id: string, value: Value]> {
    for (const [id, { value }] of this.#byId) yield [id, value];
  }
}

/**
 * What this process captured a moment ago, for those who need it next: the keeper of the log its entries, the index its
 * words. Neither then reads, nor opens, what was sealed this second. It is a copy: whoever does not find something here
 * reads it from the database, as after a restart.
 */
export class Fresh {
  readonly #leaves = new Shelf<Leaf>(freshMax / 2);
  readonly #texts = new Shelf<Pick<FreshRecord, "agencyId" | "text">>(freshMax / 2);
  /** Only what somebody here will ask for is kept. */
  readonly wanted = { leaves: false, texts: false };

  /** Takes what was committed. */
  keep(records: readonly FreshRecord[]): void {
    for (const { id, agencyId, text, entry, leafHash } of records) {
      if (this.wanted.leaves) this.#leaves.put(id, { entry, leafHash }, entry.length + 200);
      if (this.wanted.texts) this.#texts.put(id, { agencyId, text }, 2 * text.length + 200);
    }
  }

  /** Hands an entry out, once. */
  takeLeaf(id: string): Leaf | undefined {
    return this.#leaves.drop(id);
  }

  /** The texts of an agency's newest records, at most so many, in the order in which they were captured. */
  texts(agencyId: string, max: number): Map<string, string> {
    const found = new Map<string, string>();
    for (const [id, one] of this.#texts.all()) {
      if (one.agencyId === agencyId) found.set(id, one.text);
      if (found.size >= max) break;
    }
    return found;
  }

  /** They are in the index now, or were destroyed. */
  forgetTexts(ids: Iterable<string>): void {
    for (const id of ids) this.#texts.drop(id);
  }
}

const byDatabase = new WeakMap<Database, Fresh>();

/** One for each database that this process has open. */
export function freshOf({ db }: { db: Database }): Fresh {
  const known = byDatabase.get(db) ?? new Fresh();
  byDatabase.set(db, known);
  return known;
}

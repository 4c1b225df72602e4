import { DocSet, packPlaces, placesOf } from "./doc-set.ts";

/** A run of the log whose terms are kept together. Places in it count from its first leaf. */
export interface Block {
  /** The name of its rows; a merged block is not its first part. */
  block: number;
  first: number;
  size: number;
}

/** Gathers the terms of records in log order: what becomes a block, or is searched in memory before it is one. */
export class BlockBuilder {
  readonly #places = new Map<string, number[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Adds the next record. */
  add(terms: Iterable<string>): void {
    const place = this.#size++;
    for (const term of terms) {
      const places = this.#places.get(term);
      if (places) places.push(place);
      else this.#places.set(term, [place]);
    }
  }

  terms(): IterableIterator<string> {
    return this.#places.keys();
  }

  docs(term: string): DocSet | undefined {
    const places = this.#places.get(term);
    return places && DocSet.of(this.#size, places);
  }

  /** Every term with its places as the index keeps them, in the order of the index. */
  packed(): { terms: string[]; places: Buffer[] } {
    const terms = [...this.#places.keys()].sort(byBytes);
    return {
      terms,
      places: terms.map((term) => packPlaces(this.#places.get(term) ?? [], this.#size)),
    };
  }

  /** Appends a whole block that follows: its rows as they are kept. */
  append(rows: Iterable<{ term: string; docs: Buffer }>, size: number): void {
    for (const { term, docs } of rows) {
      const moved = placesOf(docs).map((place) => place + this.#size);
      const places = this.#places.get(term);
      if (places) for (const place of moved) places.push(place);
      else this.#places.set(term, moved);
    }
    this.#size += size;
  }
}

/** As the database sorts them, so that rows are written where they belong, one after another. */
function byBytes(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

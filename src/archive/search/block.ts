import type { BlockRow } from "./block-rows.ts";
import { DocSet } from "./doc-set.ts";
import { packPlaces } from "./packing.ts";
import { heapTerm, type DocTerms } from "./terms.ts";

/** A run of the log whose terms are kept together. Places in it count from its first leaf. */
export interface Block {
  /** The name of its rows; a merged block is not its first part. */
  block: number;
  first: number;
  size: number;
  /** When the first and the last of its records were captured, as the database writes instants. */
  times?: readonly [from: string, until: string];
}

/** Gathers the terms of records in log order: what becomes a block, or is searched in memory before it is one. */
export class BlockBuilder {
  readonly #places = new Map<string, number[]>();
  readonly #heaps: (number[] | undefined)[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Adds the next record. */
  add({ terms, heaps }: DocTerms): void {
    const place = this.#size++;
    for (const term of terms) {
      const places = this.#places.get(term);
      if (places === undefined) this.#places.set(term, [place]);
      else if (places[places.length - 1] !== place) places.push(place);
    }
    for (const heap of heaps) {
      const places = (this.#heaps[heap] ??= []);
      if (places[places.length - 1] !== place) places.push(place);
    }
  }

  /** The words and what records are filed under, heaps left out. */
  terms(): IterableIterator<string> {
    return this.#places.keys();
  }

  docs(term: string): DocSet | undefined {
    const places = term.startsWith("~")
      ? this.#heaps[Number.parseInt(term.slice(1), 36)]
      : this.#places.get(term);
    // More are added to the list later.
    return places && DocSet.of(this.#size, [...places]);
  }

  /** Every term with its places as the index keeps them, in the order of the index. */
  packed(): BlockRow[] {
    const all = new Map<string, readonly number[]>(this.#places);
    for (const [heap, places] of this.#heaps.entries()) if (places) all.set(heapTerm(heap), places);
    const terms = [...all.keys()].sort(byBytes);
    return terms.map((term) => ({ term, docs: packPlaces(all.get(term) ?? [], this.#size) }));
  }
}

/** As the database sorts them, so that rows are written where they belong, one after another. */
function byBytes(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

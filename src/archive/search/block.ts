import type { BlockRow } from "./block-rows.ts";
import { DocSet } from "./doc-set.ts";
import { packPlaces } from "./packing.ts";
import {
  heapsTogether,
  placesOfHeap,
  sharedBy,
  sharedHeap,
  sharedTerm,
  slotsOf,
  type DocTerms,
} from "./terms.ts";

/** A run of the log whose terms are kept together. Places in it count from its first leaf. */
export interface Block {
  /** The name of its rows; a merged block is not its first part. */
  block: number;
  first: number;
  size: number;
  /** When the first and the last of its records were captured, as the database writes instants. */
  times?: readonly [from: string, until: string];
}

/** How often blocks were merged that are large: each heap has a row of its own there. */
const mergesOfLarge = 2;

/** Blocks begin at multiples of thousands, so that one and those merged of it have names of their own. */
export function nameOf(first: number, merges: number): number {
  return first * 2 + merges;
}

export function isLarge({ block, first }: Pick<Block, "block" | "first">): boolean {
  return block >= nameOf(first, mergesOfLarge);
}

/** Gathers the terms of records in log order: what becomes a block, or is searched in memory before it is one. */
export class BlockBuilder {
  readonly #places = new Map<string, number[]>();
  /** The slots of rows that heaps share. */
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
      const { row, nth } = sharedHeap(heap);
      const slot = place * heapsTogether + nth;
      const slots = this.#heaps[row];
      if (slots) addSlot(slots, slot);
      else this.#heaps[row] = [slot];
    }
  }

  /** The words and what records are filed under, heaps left out. */
  terms(): IterableIterator<string> {
    return this.#places.keys();
  }

  docs(term: string): DocSet | undefined {
    const shared = sharedBy(term);
    if (shared) {
      const slots = this.#heaps[Number.parseInt(shared.term.slice(1), 36)];
      return slots && DocSet.of(this.#size, placesOfHeap(slots, shared.nth));
    }
    const places = this.#places.get(term);
    // More are added to the list later.
    return places && DocSet.of(this.#size, [...places]);
  }

  /** Every term with its places as the index keeps them, in the order of the index: as a small block, or as a large one. */
  packed(size: "small" | "large" = "small"): BlockRow[] {
    const all = new Map<string, readonly number[]>(this.#places);
    for (const [row, slots] of this.#heaps.entries()) {
      if (!slots) continue;
      if (size === "small") all.set(sharedTerm(row), slots);
      else
        for (const { term, places } of partedHeaps(sharedTerm(row), slots)) all.set(term, places);
    }
    const terms = [...all.keys()].sort(byBytes);
    return terms.map((term) => ({
      term,
      docs: packPlaces(all.get(term) ?? [], this.#size * slotsOf(term)),
    }));
  }
}

/** A row that heaps share as a row for each of them. */
export function partedHeaps(
  term: string,
  slots: readonly number[],
): { term: string; places: number[] }[] {
  const heaps = Array.from({ length: heapsTogether }, (_one, nth) => ({
    term: `${term}.${nth}`,
    places: [] as number[],
  }));
  for (const slot of slots)
    heaps[slot % heapsTogether]?.places.push(Math.floor(slot / heapsTogether));
  return heaps.filter(({ places }) => places.length > 0);
}

/** Slots stay in rising order, though those of one record come in the order of its words. */
function addSlot(slots: number[], slot: number): void {
  let at = slots.length;
  while (at > 0 && (slots[at - 1] ?? 0) > slot) at--;
  if (at === slots.length) {
    if (slots[at - 1] !== slot) slots.push(slot);
  } else if (at === 0 || slots[at - 1] !== slot) slots.splice(at, 0, slot);
}

/** As the database sorts them, so that rows are written where they belong, one after another. */
function byBytes(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

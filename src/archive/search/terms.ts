import type { Lexeme } from "./stems.ts";

/**
 * What a record is found by. Words stand as they are, #tags and @names also with their sign. `~n` and `~n.m`: two words
 * side by side, by their stems, thrown into one of some thousand heaps: enough to know where a phrase cannot be.
 * `:field=value`: its filing.
 *
 * A row for each heap would be too much for a small block, and too few heaps for a large one. A small block has a row `~n`
 * for eight heaps together, which counts eight slots for each place, one for each of them; of what is large each has a row.
 */
const rowCount = 8_192;
/** Heaps that share a row of a small block. */
export const heapsTogether = 8;

/** The heap of two stems side by side, by their hashes. The index depends on it, so it never changes. */
export function heapOf(left: number, right: number): number {
  const mixed = Math.imul(left ^ (left >>> 15), 0x2c_1b_3c_6d) ^ Math.imul(right, 0x29_7a_2d_39);
  return ((mixed ^ (mixed >>> 12)) >>> 0) % (rowCount * heapsTogether);
}

/** In which row of a small block a heap is, and which of the slots of a place is its own. */
export function sharedHeap(heap: number): { row: number; nth: number } {
  return { row: heap % rowCount, nth: (heap / rowCount) | 0 };
}

/** A heap by its own row. */
export function heapTerm(heap: number): string {
  const { row, nth } = sharedHeap(heap);
  return `${sharedTerm(row)}.${nth}`;
}

export function sharedTerm(row: number): string {
  return `~${row.toString(36)}`;
}

/** Where a small block has a heap, by the term of its own row: the shared row, and which of its slots; else undefined. */
export function sharedBy(term: string): { term: string; nth: number } | undefined {
  const dot = term.startsWith("~") ? term.indexOf(".") : -1;
  return dot < 0
    ? undefined
    : { term: term.slice(0, dot), nth: Number.parseInt(term.slice(dot + 1), 10) };
}

/** How many slots a place has in the row of a term. */
export function slotsOf(term: string): number {
  return term.startsWith("~") && !term.includes(".") ? heapsTogether : 1;
}

/** The places at which one of the heaps of a shared row is, by the row's slots. */
export function placesOfHeap(slots: readonly number[], nth: number): number[] {
  const places: number[] = [];
  for (const slot of slots)
    if (slot % heapsTogether === nth) places.push(Math.floor(slot / heapsTogether));
  return places;
}

/** What one record is found by; the same may be named twice. */
export interface DocTerms {
  terms: string[];
  heaps: number[];
}

/** The terms of a text by the lexemes of its words, in their order; what bears a # or @ is found with it and without. */
export function textTerms(lexemes: readonly Lexeme[], withSigils: readonly string[]): DocTerms {
  const terms: string[] = [...withSigils];
  const heaps: number[] = [];
  let before: Lexeme | undefined;
  for (const lexeme of lexemes) {
    terms.push(lexeme.word);
    if (before) heaps.push(heapOf(before.hash, lexeme.hash));
    before = lexeme;
  }
  return { terms, heaps };
}

export const destroyedTerm = ":destroyed";
export const mediaTerm = ":media=yes";

export type Field = "kind" | "channel" | "person" | "direction" | "month" | "day";

export function fieldTerm(field: Field, value: string): string {
  return `:${field}=${value}`;
}

/** The columns that a record is filed under, as terms. */
export interface Filing {
  kind: string;
  channel_id: string | null;
  person_id: string | null;
  direction: string;
  media_count: number;
  /** RFC 3339, UTC. */
  captured_at: string;
  occurred_at: string;
  disposition_id: string | null;
}

export function filingTerms(row: Filing): string[] {
  return [
    fieldTerm("kind", row.kind),
    fieldTerm("direction", row.direction),
    fieldTerm("month", row.captured_at.slice(0, 7)),
    fieldTerm("day", row.occurred_at.slice(0, 10)),
    ...(row.channel_id === null ? [] : [fieldTerm("channel", row.channel_id)]),
    ...(row.person_id === null ? [] : [fieldTerm("person", row.person_id)]),
    ...(row.media_count > 0 ? [mediaTerm] : []),
    ...(row.disposition_id === null ? [] : [destroyedTerm]),
  ];
}

/** True for what a person may have written: words, #tags and @names, but no heap and no filing. */
export function isWord(term: string): boolean {
  return !term.startsWith("~") && !term.startsWith(":");
}

import type { Lexeme } from "./stems.ts";

/**
 * What a record is found by. Words stand as they are, #tags and @names also with their sign. `~n`: two words side by side,
 * by their stems, thrown into one of some thousand heaps: enough to know where a phrase cannot be. `:field=value`: its filing.
 */
const heapCount = 8192;

/** The heap of two stems side by side, by their hashes. The index depends on it, so it never changes. */
export function heapOf(left: number, right: number): number {
  const mixed = Math.imul(left ^ (left >>> 15), 0x2c_1b_3c_6d) ^ Math.imul(right, 0x29_7a_2d_39);
  return ((mixed ^ (mixed >>> 12)) >>> 0) % heapCount;
}

export function heapTerm(heap: number): string {
  return `~${heap.toString(36)}`;
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

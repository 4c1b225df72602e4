import type { Token } from "./tokens.ts";

/**
 * What a record is found by. Words stand as they are, #tags and @names also with their sign. `~n`: two words side by side,
 * by their stems, thrown into one of some thousand heaps: enough to know where a phrase cannot be. `:field=value`: its filing.
 */
const heaps = 8192;

/** The heap of two stems side by side. FNV-1a: the index depends on it, so it never changes. */
export function pairTerm(left: string, right: string): string {
  let hash = 0x81_1c_9d_c5;
  for (const text of [left, "\n", right])
    for (let at = 0; at < text.length; at++)
      hash = Math.imul(hash ^ text.charCodeAt(at), 0x01_00_01_93);
  return `~${((hash >>> 0) % heaps).toString(36)}`;
}

/** The terms of a text, each once. */
export function textTerms(tokens: readonly Token[], stem: (word: string) => string): Set<string> {
  const terms = new Set<string>();
  let before = "";
  for (const { word, sigil } of tokens) {
    terms.add(word);
    if (sigil !== "") terms.add(sigil + word);
    const stemmed = stem(word);
    if (before !== "") terms.add(pairTerm(before, stemmed));
    before = stemmed;
  }
  return terms;
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

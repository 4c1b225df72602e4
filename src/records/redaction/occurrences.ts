import type { Span } from "#platform/text/reading.ts";
import { limit } from "#platform/limits.ts";
import { wordsOf, plainOf } from "./detectors/words.ts";

export const soughtMax = limit(
  "redaction.sought",
  200,
  "characters",
  "of what is looked for in all records of a request",
);
const phoneDigitsMin = 7;

/** What is looked for: as digits, whatever stands between them, as written, or as words in any case and accent. */
type Sought =
  | { as: "digits"; pattern: RegExp }
  | { as: "written"; text: string }
  | { as: "words"; wholes: readonly (readonly string[])[] };

/**
 * Where the same telephone, address, name or words stand in a text: a telephone however it is grouped, words in any
 * case and accents, "Reyes, Dana" for "Dana Reyes". `alone` also finds the first or the last of several words by
 * itself. In the order of the text.
 */
export function occurrencesIn(
  text: string,
  words: string,
  { alone = false }: { alone?: boolean } = {},
): Span[] {
  const sought = soughtOf(words, alone);
  if (sought.as === "digits")
    return [...text.matchAll(sought.pattern)].map(({ 0: shown, index }) => ({
      start: index,
      end: index + shown.length,
    }));
  return sought.as === "written" ? writtenIn(text, sought.text) : wordsIn(text, sought.wholes);
}

function soughtOf(words: string, alone: boolean): Sought {
  const trimmed = words.trim();
  const digits = trimmed.replaceAll(/\D/g, "");
  if (digits.length >= phoneDigitsMin && /^[+(\d][\d\s().\-–/+]*$/u.test(trimmed))
    return { as: "digits", pattern: digitPattern(digits) };
  const plain = wordsOf(trimmed).map((word) => word.plain);
  if (plain.length === 0 || /[@/\\_#:]/u.test(trimmed)) return { as: "written", text: trimmed };
  const wholes = [plain];
  if (plain.length === 2) wholes.push([plain[1] ?? "", plain[0] ?? ""]);
  if (alone && plain.length > 1)
    for (const one of [plain[0], plain.at(-1)])
      if (one !== undefined && one.length >= 3) wholes.push([one]);
  return { as: "words", wholes };
}

/** With or without the country's 1 in front, and whatever separates the groups. */
function digitPattern(digits: string): RegExp {
  const bare = digits.length === 11 && digits.startsWith("1") ? digits.slice(1) : digits;
  const apart = String.raw`[\s().\-–/]{0,3}`;
  const front = bare.length === 10 ? String.raw`(?:\+?1[\s.\-]{0,2})?\(?` : String.raw`\+?`;
  return new RegExp(String.raw`(?<![\d+])${front}${[...bare].join(apart)}(?!\d)`, "gu");
}

function writtenIn(text: string, written: string): Span[] {
  const found: Span[] = [];
  const pattern = new RegExp(written.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`), "giu");
  for (const { 0: shown, index } of text.matchAll(pattern))
    if (shown !== "") found.push({ start: index, end: index + shown.length });
  return found;
}

function wordsIn(text: string, wholes: readonly (readonly string[])[]): Span[] {
  const all = wordsOf(text);
  const byFirst = Map.groupBy(wholes, ([first = ""]) => first);
  const found: Span[] = [];
  for (let at = 0; at < all.length; at++) {
    const starts = byFirst.get(all[at]?.plain ?? "");
    if (!starts) continue;
    let long = 0;
    for (const whole of starts) {
      const isThere = whole.every((part, nth) => {
        const word = all[at + nth];
        return word?.plain === part && (nth === 0 || /^[\s,.\-–]{1,3}$/u.test(word.gap));
      });
      if (isThere) long = Math.max(long, whole.length);
    }
    const [first, last] = [all[at], all[at + long - 1]];
    if (long === 0 || !first || !last) continue;
    found.push({ start: first.start, end: last.end });
    at += long - 1;
  }
  return found;
}

/** Whether something can be looked for at all: one sign alone would take out every text. */
export function canBeSought(words: string): boolean {
  return plainOf(words).replaceAll(/[^\p{L}\p{N}]/gu, "").length >= 3;
}

import { placeWord } from "#platform/text/not-names.ts";
import { isEveryday } from "../names/everyday-words.ts";
import { isNameInSmallLetters } from "../names/known.ts";
import type { NameLists, Suggestion } from "./detector.ts";
import type { FoundName } from "./person.ts";
import { plainOf, wordsOf, type Word } from "./words.ts";

interface Whole {
  parts: readonly string[];
  type: "PERSON" | "JUVENILE";
}

/** Everybody who is known for a set of texts: on the agency's lists, or named in full in one of them. */
export interface KnownPeople {
  /** By the first word of the name. */
  wholes: ReadonlyMap<string, readonly Whole[]>;
  /** Given and family names that stand for somebody known; false for those only read in a text. */
  parts: ReadonlyMap<string, { type: "PERSON" | "JUVENILE"; isListed: boolean }>;
}

/** Gathers who is known; `found` are names read in the set's own texts, believed when they are whole and sure. */
export function knownPeople(lists: NameLists, found: readonly FoundName[]): KnownPeople {
  const wholes = new Map<string, Whole[]>();
  const parts = new Map<string, { type: "PERSON" | "JUVENILE"; isListed: boolean }>();
  const addParts = (names: readonly string[], type: "PERSON" | "JUVENILE", isListed: boolean) => {
    for (const name of [names[0], names.at(-1)])
      if (name !== undefined && name.length >= 3 && !parts.has(name) && !isEveryday(name))
        parts.set(name, { type, isListed });
  };
  const addList = (names: readonly string[], type: "PERSON" | "JUVENILE") => {
    for (const name of names) {
      const plain = wordsOf(name).map((word) => word.plain);
      const [first] = plain;
      if (first === undefined || plain.join("").length < 3) continue;
      wholes.set(first, [...(wholes.get(first) ?? []), { parts: plain, type }]);
      const reversed = [plain.at(-1) ?? first, ...plain.slice(0, -1)];
      if (plain.length > 1)
        wholes.set(reversed[0] ?? "", [
          ...(wholes.get(reversed[0] ?? "") ?? []),
          { parts: reversed, type },
        ]);
      addParts(plain, type, true);
    }
  };
  addList(lists.minors ?? [], "JUVENILE");
  addList(lists.people ?? [], "PERSON");
  addList(lists.officers ?? [], "PERSON");
  for (const { parts: names, confidence } of found)
    if (names.length > 1 && confidence >= 0.62) addParts(names, "PERSON", false);
  return { wholes, parts };
}

/** Where a known person is named in full, whatever case and accents, or by one name alone. */
export function knownIn(text: string, known: KnownPeople): Suggestion[] {
  if (known.wholes.size === 0 && known.parts.size === 0) return [];
  const all = wordsOf(text);
  const found: Suggestion[] = [];
  for (let at = 0; at < all.length; at++) {
    const word = all[at];
    if (!word) continue;
    const whole = wholeAt(all, at, known);
    if (whole) {
      found.push({ type: whole.type, start: word.start, end: whole.end, confidence: 0.99 });
      at = whole.to - 1;
      continue;
    }
    const part = known.parts.get(word.plain);
    if (!part || isOfPlace(all, at)) continue;
    const isWritten =
      word.isCapital ||
      isNameInSmallLetters(word.plain) ||
      (part.isListed && word.plain.length >= 4);
    if (isWritten && !/[@#/]$/.test(word.gap))
      found.push({
        type: part.type,
        start: word.start,
        end: word.end,
        confidence: part.isListed ? 0.85 : 0.58,
      });
  }
  return found;
}

function wholeAt(
  all: readonly Word[],
  from: number,
  known: KnownPeople,
): { type: Whole["type"]; to: number; end: number } | undefined {
  let best: { type: Whole["type"]; to: number; end: number } | undefined;
  for (const { parts, type } of known.wholes.get(all[from]?.plain ?? "") ?? []) {
    let at = from;
    const isThere = parts.every((part, nth) => {
      // A middle initial may stand in the text and not on the list.
      if (nth > 0 && all[at]?.plain.length === 1 && all[at]?.plain !== part) at += 1;
      const word = all[at];
      at += 1;
      return word?.plain === part && (nth === 0 || /^[\s,.]{1,3}$/.test(word.gap));
    });
    const end = all[at - 1]?.end;
    if (isThere && end !== undefined && at > (best?.to ?? 0)) best = { type, to: at, end };
  }
  return best;
}

function isOfPlace(all: readonly Word[], at: number): boolean {
  const next = all[at + 1];
  return next?.gap === " " && next.isCapital && placeWord.test(plainOf(next.text));
}

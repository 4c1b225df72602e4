import { notNames, placeWord } from "#platform/text/not-names.ts";
import { isBuiltLikeWord, isEveryday } from "../names/everyday-words.ts";
import { asFamily, asGiven } from "../names/known.ts";
import { street, streetToo } from "./address-words.ts";
import { isIntroducedAt, titles } from "./name-context.ts";
import type { Word } from "./words.ts";

/** Words that may be one person's name, with what the words beside them say of it. */
export interface NameRun {
  words: readonly Word[];
  /** Index of the first and behind the last word among all words. */
  from: number;
  to: number;
  isTitled: boolean;
  /** A place's, a house's or a firm's word follows: "Mia Torres Park". */
  isPlace: boolean;
}

const particles = new Set(
  "de del la las los van von der den da dos das do di della du ten ter al el bin ibn af av zu y e mac san st".split(
    " ",
  ),
);
const suffixes = new Set([
  "jr",
  "sr",
  "ii",
  "iii",
  "iv",
  "md",
  "dds",
  "phd",
  "dvm",
  "esq",
  "rn",
  "cpa",
]);
const firm =
  /^(?:inc|llc|llp|corp|corporation|company|co|ltd|plc|gmbh|group|associates|partners|holdings|industries|enterprises|foundation|institute|technologies|systems|solutions|analytics|bank|insurance|realty|motors|auto|towing|brothers|bros|sons|orchestra|band|county|city|township|parish|borough|republic|islands?|fc|united|football|hospital|clinic|elementary|middle|bridge|mall|terminal|alert|act|law|syndrome|disease|award|prize|blvd|rd|ln|ct|cir|hwy|pkwy|apts)$/;
const streetWord = new RegExp(`^(?:${street}|${streetToo})$`, "u");
/** "Lake Norman", "Fort Collins": what is named behind it is no person. */
const placeBefore =
  /^(?:lake|lago|mount|mt|fort|ft|port|camp|saint|hurricane|storm|cape|point|isle|university|rancho|rio|villa|casa|santa|las|los|north|south|east|west)$/;
const longest = 6;

export const isSuffix = (plain: string): boolean => suffixes.has(plain);

/** Every run of capitalised words that is not all everyday words, cut where everyday words stand in it. */
export function nameRuns(all: readonly Word[]): NameRun[] {
  const runs: NameRun[] = [];
  let at = 0;
  while (at < all.length) {
    const to = endOfCapitals(all, at);
    if (to > at) runs.push(...cutRun(all, at, to));
    at = Math.max(to, at + 1);
  }
  return runs;
}

function endOfCapitals(all: readonly Word[], from: number): number {
  let to = from;
  while (to < all.length) {
    const word = all[to];
    if (!word || (to > from && !isJoined(all, to))) break;
    const isParticle = to > from && particles.has(word.plain) && !word.isCapital;
    const next = all[to + 1];
    if (isParticle) {
      const isBetween =
        next !== undefined && next.gap === " " && (next.isCapital || particles.has(next.plain));
      if (!isBetween) break;
    } else if (!word.isCapital || (word.text === "I" && !next?.gap.startsWith("."))) break;
    to += 1;
  }
  return to;
}

function isJoined(all: readonly Word[], at: number): boolean {
  const [last, word] = [all[at - 1], all[at]];
  if (!last || !word) return false;
  if (/^ {1,2}$/.test(word.gap) || word.gap === "\u00A0") return true;
  // Daniel "Danny" Ochoa
  if (/^ ["“(]$/.test(word.gap)) return /^["”)] $/.test(all[at + 1]?.gap ?? "");
  if (/^["”)] $/.test(word.gap)) return /^ ["“(]$/.test(last.gap);
  if (/^\. ?$/.test(word.gap))
    return last.isInitial || titles.has(last.plain) || isSuffix(last.plain);
  return word.gap === ", " && isSuffix(word.plain);
}

/** "Megan's Law", "Patrick's Day", "Tom's Tavern". */
function isLaw(words: readonly Word[], next: Word | undefined): boolean {
  if (words.length > 1 || !next?.isCapital || !/^['’][sS] $/.test(next.gap)) return false;
  return (
    placeWord.test(next.plain) ||
    firm.test(next.plain) ||
    /^(?:eve|pizza|bar|cafe|diner|garage|auto|shop|deli)$/.test(next.plain)
  );
}

/** "Rennie Union": a street's word at the end, and no given name before a family name that is also one. */
function isStreet(words: readonly Word[]): boolean {
  const [first, last] = [words[0], words.at(-1)];
  if (!first || !last || first === last || !streetWord.test(last.plain)) return false;
  return asFamily(last.plain) === 0 || asGiven(first.plain) === 0;
}

/** Titles and everyday words are taken off; what stays together is a run. */
function cutRun(all: readonly Word[], from: number, to: number): NameRun[] {
  const runs: NameRun[] = [];
  let start = from;
  let isTitled = false;
  for (let at = from; at <= to; at++) {
    const word = at < to ? all[at] : undefined;
    if (word && !isBarrier(all, start, at, to)) continue;
    if (at > start)
      runs.push(
        runOf(all, start, at, {
          isTitled,
          next: word,
          last: start > from ? all[start - 1] : undefined,
        }),
      );
    isTitled = word !== undefined && titles.has(word.plain);
    start = at + 1;
  }
  return runs.filter(({ words }) =>
    words.some(({ isInitial, plain }) => !isInitial && !isSuffix(plain)),
  );
}

function isBarrier(all: readonly Word[], start: number, at: number, to: number): boolean {
  const word = all[at];
  if (!word || word.isInitial || particles.has(word.plain))
    return at === start && particles.has(word?.plain ?? "") && !word?.isCapital;
  if (isSuffix(word.plain)) return at === start;
  if (titles.has(word.plain) && at === start) return true;
  const isVerb = word.opens && isBuiltLikeWord(word.plain);
  if (at === start && isVerb && asFamily(word.plain) === 0 && asGiven(word.plain) === 0)
    return true;
  const isNameToo = asFamily(word.plain) > 0 || asGiven(word.plain) > 0;
  if (at === start && isNameToo && (isTitle(all[at - 1]) || isIntroducedAt(all, at))) return false;
  if (!isEveryday(word.plain) && !placeWord.test(word.plain)) return false;
  const before = at > start ? all[at - 1] : undefined;
  const isStreetToo = streetWord.test(word.plain) || placeWord.test(word.plain);
  if (before && isStreetToo && asGiven(before.plain) < 2 && !before.isInitial) return true;
  const next = at + 1 < to ? all[at + 1] : undefined;
  // "Maria White", "Grace K. Park": a family name that is also a word, at the end behind a sure given name.
  if (before && asFamily(word.plain) > 0 && isGivenAt(all, start, at) && !isPlaceNext(next))
    return false;
  // "Hannah Bright": a capital nobody would give the word, were it not her name.
  if (
    before &&
    at === start + 1 &&
    asGiven(before.plain) === 2 &&
    !next &&
    !notNames.has(word.plain)
  )
    return isStreetToo || word.isShout;
  // "May Lopez", "Will Torres": a given name that is also a word, before a sure family name.
  return !(
    at === start &&
    next !== undefined &&
    asGiven(word.plain) > 0 &&
    asFamily(next.plain) === 2 &&
    !word.opens
  );
}

const isTitle = (word: Word | undefined): boolean => word !== undefined && titles.has(word.plain);

function isPlaceNext(next: Word | undefined): boolean {
  return next !== undefined && (placeWord.test(next.plain) || firm.test(next.plain));
}

function isGivenAt(all: readonly Word[], start: number, at: number): boolean {
  for (let back = at - 1; back >= start && back >= at - 3; back--)
    if (asGiven(all[back]?.plain ?? "") > 0 && !isEveryday(all[back]?.plain ?? "")) return true;
  return false;
}

function runOf(
  all: readonly Word[],
  from: number,
  to: number,
  { isTitled, next, last }: { isTitled: boolean; next: Word | undefined; last: Word | undefined },
): NameRun {
  let end = to;
  while (end > from && particles.has(all[end - 1]?.plain ?? "") && !all[end - 1]?.isCapital)
    end -= 1;
  const words = all.slice(from, Math.min(end, from + longest));
  const behind = next ?? (all[to]?.gap === " " ? all[to] : undefined);
  const isPlace =
    (behind !== undefined &&
      (placeWord.test(behind.plain) || firm.test(behind.plain) || streetWord.test(behind.plain)) &&
      (next !== undefined || behind.isCapital)) ||
    words.some(({ plain }, at) => at > 0 && firm.test(plain)) ||
    isLaw(words, all[to]) ||
    (last !== undefined && placeBefore.test(last.plain)) ||
    isStreet(words);
  return { words, from, to: from + words.length, isTitled, isPlace };
}

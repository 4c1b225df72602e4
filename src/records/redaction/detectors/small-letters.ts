import { isBuiltLikeWord, isEveryday } from "../names/everyday-words.ts";
import { asFamily, asGiven, isNameInSmallLetters } from "../names/known.ts";
import { isDoing, titles } from "./name-context.ts";
import { surnameShape } from "../names/surnames.ts";
import type { FoundName } from "./person.ts";
import type { Word } from "./words.ts";

const introductions = new Set(
  `name-is names-is my-names call-me calls-me called-me name's-is its-me is-named was-named guy-named man-named girl-named
  woman-named boy-named kid-named someone-named named-is up-with ask-for goes-by go-by name-was last-name first-name me-llamo se-llama
  nombre-es this-is`.split(/\s+/),
);

const relations = new Set(
  `roommate boyfriend girlfriend neighbor son daughter husband wife brother sister friend cousin ex landlord nephew niece
  uncle aunt mom dad mama papa grandma grandpa grandson granddaughter boss coworker stepson stepdad`.split(
    /\s+/,
  ),
);

/** Names as people type them in chats: "my name is borna jerković", "call olga". */
export function namesInSmallLetters(all: readonly Word[]): FoundName[] {
  const found: FoundName[] = [];
  for (let at = 0; at < all.length; at++) {
    const word = all[at];
    if (!word || word.isCapital || !/^\p{Ll}/u.test(word.text) || /[@#/._-]$/.test(word.gap))
      continue;
    const isIntroduced =
      at >= 1 && /^\.? $/.test(word.gap) && isIntroduction(all, at) && isNoWord(word.plain);
    if (!isNameInSmallLetters(word.plain) && !isIntroduced && !isShaped(word, all[at + 1]))
      continue;
    if (/^[@#/._]/.test(all[at + 1]?.gap ?? "") && !/^\.(?:\s|$)/.test(all[at + 1]?.gap ?? ""))
      continue;
    const to = endOfName(all, at, isIntroduced);
    const last = all[to - 1] ?? word;
    const words = all.slice(at, to);
    found.push({
      start: word.start,
      end: last.end,
      confidence: isIntroduced ? 0.72 : to - at > 1 ? 0.7 : 0.56,
      parts: words.filter(({ plain }) => plain.length > 1).map(({ plain }) => plain),
    });
    at = to - 1;
  }
  return found;
}

function isIntroduction(all: readonly Word[], at: number): boolean {
  const last = all[at - 1]?.plain ?? "";
  if (/^(?:mr|mrs|ms|dr|sr|sra)$/.test(last) && /^\.? $/.test(all[at]?.gap ?? "")) return true;
  if (relations.has(last) && /^(?:my|his|her|our|their|the)$/.test(all[at - 2]?.plain ?? ""))
    return asGiven(all[at]?.plain ?? "") > 0 || isDoing(all[at + 1]);
  if (titles.has(last) && last !== "miss" && all[at]?.gap === " ")
    return asFamily(all[at]?.plain ?? "") > 0;
  return last === "named" || introductions.has(`${all[at - 2]?.plain ?? ""}-${last}`);
}

const isNoWord = (plain: string): boolean =>
  plain.length >= 3 && !/\d/.test(plain) && !isEveryday(plain) && !isBuiltLikeWord(plain);

/** An initial and a family name may follow; an unknown word does only where a name was announced. */
function endOfName(all: readonly Word[], from: number, isIntroduced: boolean): number {
  let to = from + 1;
  const isInitial =
    all[to]?.gap === " " && /^\p{L}$/u.test(all[to]?.text ?? "") && all[to]?.plain !== "i";
  const next = all[to + (isInitial ? 1 : 0)];
  if (!next || !/^\.? $/.test(next.gap) || next.isCapital) return to;
  const isKnown = asFamily(next.plain) > 0 && !isEveryday(next.plain);
  const isFamily =
    isKnown ||
    ((isInitial || isIntroduced || /[^\p{ASCII}]/u.test(next.text)) && isNoWord(next.plain));
  const couldBe =
    isFamily ||
    (next.plain.length >= 4 && isNoWord(next.plain) && endsClause(all, to + (isInitial ? 2 : 1)));
  if (couldBe) to += isInitial ? 2 : 1;
  return to;
}

/** "borna jerković", "gudgeir bergsveinsson": an unknown word before one that is built like a family name. */
function isShaped(word: Word, next: Word | undefined): boolean {
  if (next?.gap !== " " || next.isCapital || word.plain.length < 4 || next.plain.length < 7)
    return false;
  return isNoWord(word.plain) && isNoWord(next.plain) && surnameShape.test(next.plain);
}

function endsClause(all: readonly Word[], at: number): boolean {
  const next = all[at];
  return next === undefined || !/^ +$/.test(next.gap);
}

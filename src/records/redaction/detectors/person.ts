import type { Span } from "#platform/text/reading.ts";
import { isBuiltLikeWord, isEveryday } from "../names/everyday-words.ts";
import { asFamily, asGiven, brands } from "../names/known.ts";
import { before, type Suggestion } from "./detector.ts";
import { followOf, isWholeLine, leadOf } from "./name-context.ts";
import { isSuffix, nameRuns, type NameRun } from "./name-runs.ts";
import { namesInSmallLetters } from "./small-letters.ts";
import { plainOf, wordsOf, type Word } from "./words.ts";

/** A name that was found, with its words for whoever looks for it elsewhere. */
export interface FoundName extends Span {
  confidence: number;
  /** Lower case without accents; initials and suffixes are left out. */
  parts: readonly string[];
}

const believed = 1.2;

/** People's names: evidence from lists, shapes, titles and the words around, added up. */
export function namesIn(text: string): FoundName[] {
  const all = wordsOf(text);
  const runs = nameRuns(all).map((run) => ({ run, score: scoreOf(all, run, text) }));
  for (let at = 0; at < runs.length; at++) {
    const one = runs[at];
    if (!one || one.score >= believed || one.score <= -0.5) continue;
    if (isBeside(all, runs[at - 1], one.run) || isBeside(all, runs[at + 1], one.run))
      one.score += 1.5;
  }
  const found = lastFirst(
    text,
    runs.filter(({ score }) => score >= believed).map(({ run, score }) => foundOf(run, score)),
  );
  return [...found, ...namesInSmallLetters(all)];
}

/** "GARCIA, MARIA L": as forms and dispatchers write, the family name first. */
function lastFirst(text: string, found: readonly FoundName[]): FoundName[] {
  const kept: FoundName[] = [];
  for (const one of found) {
    const isShout = !/\p{Ll}/u.test(text.slice(one.start, one.end));
    const family = isShout
      ? /(?<![\p{L}\d])\p{Lu}[\p{Lu}'’-]{1,24}(?=, ?$)/u.exec(before(text, one.start, 30))
      : null;
    if (!family || isEveryday(plainOf(family[0]))) {
      kept.push(one);
      continue;
    }
    const start = Math.max(0, one.start - 30) + family.index;
    if ((kept.at(-1)?.start ?? -1) >= start) kept.pop();
    kept.push({ ...one, start, parts: [...one.parts, plainOf(family[0])] });
  }
  return kept;
}

export function people(names: readonly FoundName[]): Suggestion[] {
  return names.map(({ start, end, confidence }) => ({ type: "PERSON", start, end, confidence }));
}

/** "Amy, Nathaniel and Donald": who stands in a row with a name is a name. */
function isBeside(
  all: readonly Word[],
  other: { run: NameRun; score: number } | undefined,
  run: NameRun,
): boolean {
  if (!other || other.score < believed || other.run.words.length > run.words.length + 1)
    return false;
  const [left, right] = other.run.from < run.from ? [other.run, run] : [run, other.run];
  if (right.from === left.to) return right.words[0]?.gap === ", ";
  const link = all[left.to];
  return (
    right.from === left.to + 1 &&
    (link?.plain === "and" || link?.plain === "y" || link?.plain === "or")
  );
}

function scoreOf(all: readonly Word[], run: NameRun, text: string): number {
  if (run.isPlace && !run.isTitled) return -1;
  const main = run.words.filter(
    (word) => !word.isInitial && !isSuffix(word.plain) && word.isCapital,
  );
  const phrase = main.map(({ plain }) => plain).join(" ");
  if (brands.has(phrase) || main.length === 0) return -1;
  const lead = leadOf(all, run);
  // A sure given name is seldom a place's.
  const sure = asGiven(main[0]?.plain ?? "") === 2;
  const context = lead * (lead < 0 && sure ? 0.5 : 1) + followOf(all, run, text);
  const line = isWholeLine(all, run);
  return main.length === 1
    ? ofOne(run, main[0], context)
    : ofSeveral(run, main, context) + (line ? 0.5 : 0);
}

function ofSeveral(run: NameRun, main: readonly Word[], context: number): number {
  const [first, last] = [main[0], main.at(-1)];
  if (!first || !last) return 0;
  const given = asGiven(first.plain);
  const family = asFamily(last.plain);
  const isShout = main.every((word) => word.isShout);
  const isMarked = run.words.some(
    (word) => (word.isInitial && word !== run.words[0]) || isSuffix(word.plain),
  );
  const strange = main.filter(({ plain }) => asGiven(plain) === 0 && asFamily(plain) === 0);
  const likeWords = strange.filter(({ plain }) => isBuiltLikeWord(plain)).length;
  const foreign = strange.some(({ text }) => /[^\p{ASCII}]/u.test(text)) ? 0.2 : 0;
  const size = main.length > 3 ? -0.6 : 0;
  const unknownShout = isShout && given === 0 ? -1.5 : 0;
  return (
    1.1 +
    given * 0.6 +
    family * 0.4 +
    (given === 0 ? asGiven(last.plain) * 0.3 : 0) +
    (isMarked && strange.length < main.length + 1 ? 0.8 : 0) +
    foreign +
    size +
    unknownShout -
    likeWords * 0.8 -
    (strange.length === main.length ? 0.1 : 0) +
    context
  );
}

function ofOne(run: NameRun, word: Word | undefined, context: number): number {
  if (!word) return 0;
  const [given, family] = [asGiven(word.plain), asFamily(word.plain)];
  if (isEveryday(word.plain) && context < 1.8) return -1;
  if (word.plain.length < 3 && given < 2) return -1;
  const known = Math.max(
    given === 2 ? 1.3 : given * 0.3,
    family === 2 ? (word.opens ? 0.7 : 1.2) : family * 0.3,
  );
  // The first word of a sentence wears a capital anyway.
  const start = word.opens && known < 1.2 && context < 2 ? -0.3 : 0;
  const marked = run.words.length > 1 ? 0.6 : 0;
  const pair = word.plain.includes("-") && given < 2 ? -0.6 : 0;
  const shout = word.isShout && known < 1.2 ? -1.5 : 0;
  const mixed =
    /\d|\p{Ll}\p{Lu}/u.test(word.text) &&
    !/^(?:Mc|Mac|De|Di|Du|La|Le|Van|Von|Fitz|O['’])/.test(word.text);
  if (mixed && known === 0) return -1;
  const like = known === 0 && isBuiltLikeWord(word.plain) ? -0.8 : 0;
  return known + start + marked + pair + shout + like + context;
}

function foundOf(run: NameRun, score: number): FoundName {
  const last = run.words.at(-1);
  return {
    start: run.words[0]?.start ?? 0,
    end: last?.end ?? 0,
    confidence: Math.min(0.95, 0.36 + score * 0.17),
    parts: run.words
      .filter(({ isInitial, plain }) => !isInitial && !isSuffix(plain))
      .map(({ plain }) => plain),
  };
}

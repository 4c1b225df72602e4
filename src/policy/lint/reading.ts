import { ambiguousNames, givenNames } from "#platform/text/given-names.ts";
import { notNames, officialTitle, placeWord } from "#platform/text/not-names.ts";
import { folded, sentencesIn, type Span } from "#platform/text/reading.ts";

export interface PersonName extends Span {
  /** A known given name stands in it; else it is only capitalised like one. */
  isKnown: boolean;
  /** One word that is also a month, a place or an everyday word. */
  isDoubtful: boolean;
  /** Named with an office: "Sgt. Cora Ames". */
  isOfficial: boolean;
  words: number;
}

const token = /\p{L}[\p{L}\p{M}]{0,30}(?:['’-]\p{L}[\p{L}\p{M}]{0,30}){0,3}\.?/gu;
const particles = new Set(["de", "del", "la", "las", "los", "van", "von", "der", "da", "dos"]);
const suffixes = new Set(["jr", "sr", "ii", "iii", "iv"]);

interface Token extends Span {
  word: string;
  isCapital: boolean;
}

/** Every run of words that reads as a person's name, in the order of the text. */
function namesIn(text: string): PersonName[] {
  const names: PersonName[] = [];
  let run: Token[] = [];
  const close = () => {
    const name = nameOf(text, run);
    if (name) names.push(name);
    run = [];
  };
  for (const one of tokensOf(text)) {
    const last = run.at(-1);
    const gap = last ? text.slice(last.end, one.start) : "";
    const isNext = last !== undefined && (gap === " " || (gap === ", " && isSuffix(one.word)));
    if (last && !isNext) close();
    if (one.isCapital || (run.length > 0 && particles.has(one.word))) run.push(one);
    else close();
  }
  close();
  return names;
}

function tokensOf(text: string): Token[] {
  const all: Token[] = [];
  for (const { 0: found, index } of text.matchAll(token)) {
    const isInitial = /^\p{Lu}\.$/u.test(found) || /^(?:Jr|Sr)\.$/.test(found);
    const bare = found.endsWith(".") && !isInitial ? found.slice(0, -1) : found;
    const word = bare.replace(/['’]s$/u, "");
    const before = text[index - 1] ?? "";
    if (/[#@\d_/]/.test(before)) {
      all.push({
        word: word.toLowerCase(),
        start: index,
        end: index + word.length,
        isCapital: false,
      });
      continue;
    }
    all.push({
      word: folded(word.replace(/\.$/, "")),
      start: index,
      end: index + word.length,
      // "Thirteen-year-old Marcus": an age leads a name and is no part of it.
      isCapital: /^\p{Lu}/u.test(word) && !/-olds?$/i.test(word),
    });
  }
  return all;
}

const isSuffix = (word: string) => suffixes.has(word);

function nameOf(text: string, run: readonly Token[]): PersonName | undefined {
  let words = run;
  while (words[0] && isNoName(words[0], words)) words = words.slice(1);
  const stop = words.findIndex((one, at) => at > 0 && isNoName(one, words) && !isFamily(words, at));
  // "Mia Torres Park" is a park; "Mia Torres Tuesday" is still Mia Torres.
  if (stop > 0 && placeWord.test(words[stop]?.word ?? "")) return undefined;
  if (stop > 0) words = words.slice(0, stop);
  while (words.length > 0 && particles.has(words.at(-1)?.word ?? "")) words = words.slice(0, -1);
  const [first, ...rest] = words;
  if (!first || words.length > 6) return undefined;
  const isSingle = rest.filter(({ word }) => word.length > 1).length === 0;
  const isKnown = givenNames.has(first.word) || (!isSingle && ambiguousNames.has(first.word));
  const isDoubtful = isSingle && ambiguousNames.has(first.word);
  if (isSingle && !isKnown && !isDoubtful && first.word.length < 3) return undefined;
  const isShout = /^\p{Lu}{2,}$/u.test(text.slice(first.start, first.end));
  if (isShout && !isKnown) return undefined;
  const end = words.at(-1)?.end ?? first.end;
  const head = text.slice(Math.max(0, first.start - 24), first.start);
  return {
    start: first.start,
    end,
    isKnown,
    isDoubtful,
    isOfficial: officialTitle.test(head),
    words: words.length,
  };
}

/** Everyday words that are also family names: believed behind a given name that is nothing else. */
const familyWords = new Set(
  `banks bell best black booth brooks brown case church day field fields good green hill house lake lane law long love
  major march mills noble north page park poole post price rice rivers short street temple waters west white woods
  young`.split(/\s+/),
);

function isFamily(all: readonly Token[], at: number): boolean {
  return (
    familyWords.has(all[at]?.word ?? "") &&
    givenNames.has(all[at - 1]?.word ?? "") &&
    at === all.length - 1
  );
}

function isNoName(one: Token, all: readonly Token[]): boolean {
  if (particles.has(one.word) || isSuffix(one.word)) return false;
  // "May Lopez" is a person, "May" a month; "Park" may be a family name after a given one.
  if (all.length > 1 && one === all[0] && ambiguousNames.has(one.word))
    return notNames.has(one.word) && !followsFamily(all);
  return notNames.has(one.word);
}

function followsFamily(all: readonly Token[]): boolean {
  const next = all[1]?.word ?? "";
  return !notNames.has(next) && !particles.has(next);
}

/** The sentence around a place; found by halving, since every match asks. */
export function sentenceAt(text: string, at: number): Span {
  const all = sentencesOnce(text);
  let low = 0;
  let high = all.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((all[middle]?.start ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return all[low] ?? { start: 0, end: text.length };
}

let last: { text: string; sentences: Span[]; names?: PersonName[] } = { text: "", sentences: [] };

function readOnce(text: string): typeof last {
  if (last.text !== text) last = { text, sentences: sentencesIn(text) };
  return last;
}

/** The same text is asked by every rule in turn; it is read once. */
export function sentencesOnce(text: string): readonly Span[] {
  return readOnce(text).sentences;
}

export function namesOnce(text: string): readonly PersonName[] {
  const read = readOnce(text);
  return (read.names ??= namesIn(text));
}

export function slice(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}

/** Whether two spans share a character. */
export function meets(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end;
}

/** The spans without those that lie inside or overlap an earlier, longer one. */
export function apart<S extends Span>(spans: readonly S[]): S[] {
  const kept: S[] = [];
  for (const one of [...spans].sort((a, b) => b.end - b.start - (a.end - a.start)))
    if (!kept.some((other) => meets(one, other))) kept.push(one);
  return kept.sort((a, b) => a.start - b.start);
}

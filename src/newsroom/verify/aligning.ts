import { isFrameAt, isTurning, type Token } from "./words-of.ts";

/** How the words of a question lie in the words of a post. */
export interface Alignment {
  matched: number;
  /** Characters of the matched words. */
  characters: number;
  /** Words of the post between the first and the last matched one that the question lacks. */
  skipped: readonly string[];
  /** Words of the question that the post lacks, and that no network writes around a post. */
  foreign: readonly Token[];
  postLength: number;
}

const right = 3;
const rightShort = 1;
const gap = 1;

/** Letters that look alike. Any other change of a letter is another word, such as another name. */
const lookalikes = ["ceoaq", "nhuvb", "tfljr", "gqyjp", "mnw", "szx", "kxh", "dlcbo"];

function looksLike(a: string, b: string): boolean {
  return lookalikes.some((letters) => letters.includes(a) && letters.includes(b));
}

/** How many characters of a word may be misread: short words are read rightly or not at all. */
function misreadMax(length: number): number {
  if (length < 3) return 0;
  if (length < 6) return 1;
  return length < 9 ? 2 : 3;
}

/**
 * Whether `read` may be `word`, misread. A word that stands in any post is a word of its own, and so are numbers,
 * addresses and words that turn a statement round.
 */
function mayBeMisread(read: Token, word: Token, isKnown: (word: string) => boolean): boolean {
  if (read.isHard || word.isHard || isTurning(read.word) || isKnown(read.word)) return false;
  if (isTurning(word.word)) return word.word.length > 4 && within(read.word, word.word, 1);
  return within(read.word, word.word, misreadMax(Math.min(read.word.length, word.word.length)));
}

/** Edit distance of at most `max`, where a letter may only be taken for one that looks like it. */
function within(a: string, b: string, max: number): boolean {
  if (max === 0 || Math.abs(a.length - b.length) > max) return a === b;
  let last = Array.from({ length: b.length + 1 }, (_one, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const [x = "", y = ""] = [a[i - 1], b[j - 1]];
      const taken = x === y ? 0 : looksLike(x, y) ? 1 : 2;
      row.push(Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + taken));
    }
    if (Math.min(...row) > max) return false;
    last = row;
  }
  return (last[b.length] ?? max + 1) <= max;
}

/** The best local alignment (Smith and Waterman 1981) of a question in a post, words for letters. */
export function align(
  question: readonly Token[],
  post: readonly Token[],
  isKnown: (word: string) => boolean,
): Alignment {
  const fits = fitsOf(question, post, isKnown);
  const width = post.length + 1;
  const moves = new Uint8Array((question.length + 1) * width);
  let above = new Int32Array(width);
  let best = { score: 0, at: 0 };
  for (let i = 1; i <= question.length; i++) {
    const row = new Int32Array(width);
    const words = fits[i - 1];
    const gain = (question[i - 1]?.word.length ?? 0) < 4 ? rightShort : right;
    for (let j = 1; j < width; j++) {
      const match = words?.has(post[j - 1]?.word ?? "") ? (above[j - 1] ?? 0) + gain : 0;
      const up = (above[j] ?? 0) - gap;
      const left = (row[j - 1] ?? 0) - gap;
      const score = Math.max(0, match, up, left);
      row[j] = score;
      moves[i * width + j] = score === 0 ? 0 : score === match ? 1 : score === up ? 2 : 3;
      if (score > best.score) best = { score, at: i * width + j };
    }
    above = row;
  }
  return trace(question, post, moves, best.at);
}

/** For each word of the question, the words of the post that it may be. */
function fitsOf(
  question: readonly Token[],
  post: readonly Token[],
  isKnown: (word: string) => boolean,
): Set<string>[] {
  const words = new Map(post.map((token) => [token.word, token]));
  return question.map((token) => {
    if (words.has(token.word)) return new Set([token.word]);
    const alike = [...words.values()].filter((word) => mayBeMisread(token, word, isKnown));
    return new Set(alike.map(({ word }) => word));
  });
}

function trace(
  question: readonly Token[],
  post: readonly Token[],
  moves: Uint8Array,
  from: number,
): Alignment {
  const width = post.length + 1;
  const found = new Set<number>();
  const skipped: string[] = [];
  let characters = 0;
  let at = from;
  for (let move = moves[at] ?? 0; move !== 0; move = moves[at] ?? 0) {
    const i = Math.floor(at / width);
    const j = at % width;
    if (move === 1) {
      found.add(i - 1);
      characters += post[j - 1]?.word.length ?? 0;
    } else if (move === 3) skipped.push(post[j - 1]?.word ?? "");
    at -= move === 1 ? width + 1 : move === 2 ? width : 1;
  }
  const first = Math.min(...found);
  const last = Math.max(...found);
  const foreign = question.filter(
    (_token, index) =>
      !found.has(index) && !((index < first || index > last) && isFrameAt(question, index)),
  );
  return { matched: found.size, characters, skipped, foreign, postLength: post.length };
}

/**
 * Whether the question is this post's text, whole or cut off. All doubt says no: a number, an address or a word that
 * turns the meaning, added or left out, and any other word that is not of the post, makes it another text.
 */
export function isOurs({ matched, characters, skipped, foreign, postLength }: Alignment): boolean {
  const isWhole = matched === postLength && matched >= 3;
  const isLongEnough = matched >= 12 || (matched >= 8 && matched >= 0.3 * postLength);
  if (!isWhole && (!isLongEnough || characters < 30)) return false;
  if (foreign.some(({ word, isHard }) => isHard || isTurning(word) || word.length > 2))
    return false;
  if (foreign.length > 0.12 * matched) return false;
  if (skipped.some(isTurning)) return false;
  return skipped.length <= Math.max(1, Math.floor(0.15 * matched));
}

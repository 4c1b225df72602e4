import { hash } from "node:crypto";
import { limit } from "#platform/limits.ts";

/*
 * The part `words` of an entry (decision 0012): the record's text again, committed word by word, so that a copy may
 * withhold a name and still be proved. All of it is text, so that a page of any language checks it:
 *
 *   leaf   hex of SHA-256(salt, word), the salt being 32 hex digits before the word
 *   part   hex of SHA-256(leaf, leaf, …), which the entry commits to like any part
 *
 * A withheld word is told by its leaf alone, which reveals neither the word nor its length.
 */

const piecesMax = limit(
  "archive.words",
  4_096,
  "pieces",
  "of one text; in a longer one several words are one piece",
);
export const wordsPart = "words";
export const seedSizeBytes = 32;
const saltDigits = 32;
const hexSalt = /^[0-9a-f]{32}$/;
const hexLeaf = /^[0-9a-f]{64}$/;
/** A word with what follows it up to the next; scripts without spaces by their signs; never longer than 64 units. */
const piece =
  /(?:[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]\p{M}*|[\p{L}\p{M}\p{N}]{1,64})[^\p{L}\p{M}\p{N}]{0,64}|[^\p{L}\p{M}\p{N}]{1,64}/gu;
/** Words given out, or withheld for a reason. */
export type WordRun = { salts: string[]; words: string[] } | { leaves: string[]; reason: string };

/** A stretch of a text, in UTF-16 units, that is not given out. */
export interface WithheldSpan {
  start: number;
  end: number;
  reason: string;
}

/** The pieces of a text, whole and in order: together they are the text again. */
function piecesOf(text: string): string[] {
  const pieces = text.toWellFormed().match(piece) ?? [];
  const width = Math.ceil(pieces.length / piecesMax);
  if (width <= 1) return pieces;
  return Array.from({ length: Math.ceil(pieces.length / width) }, (_, at) =>
    pieces.slice(at * width, (at + 1) * width).join(""),
  );
}

/** What the part `words` of a text says; the entry commits to it. */
export function wordsDigest(text: string, seed: Uint8Array): string {
  const pieces = piecesOf(text);
  const salts = saltsOf(seed, pieces.length);
  let leaves = "";
  for (const [at, word] of pieces.entries()) leaves += leafOf(saltAt(salts, at), word);
  return hash("sha256", leaves, "hex");
}

/** The text with some stretches withheld: every word that a stretch touches is kept back, the rest is given out. */
export function redactWords(
  text: string,
  seed: Uint8Array,
  spans: readonly WithheldSpan[],
): WordRun[] {
  const pieces = piecesOf(text);
  const salts = saltsOf(seed, pieces.length);
  const runs: WordRun[] = [];
  let start = 0;
  for (const [at, word] of pieces.entries()) {
    const end = start + word.length;
    // What follows a word up to the next, such as a comma, says nothing: a stretch must touch the word itself.
    const wordEnd = start + Math.max(1, word.replace(/[^\p{L}\p{M}\p{N}]+$/u, "").length);
    const span = spans.find((one) => one.start < wordEnd && one.end > start);
    const salt = saltAt(salts, at);
    if (span) withhold(runs, leafOf(salt, word), span.reason);
    else giveOut(runs, salt, word);
    start = end;
  }
  return runs;
}

/** What the part says by what was given out and what was withheld. */
export function digestOfRuns(runs: readonly WordRun[]): string {
  const leaves = runs.flatMap((run) =>
    "leaves" in run ? run.leaves : run.words.map((word, at) => leafOf(run.salts[at] ?? "", word)),
  );
  return hash("sha256", leaves.join(""), "hex");
}

/** Whether every salt and leaf has its one form: else letters could be moved from one into the other. */
export function areProperRuns(runs: readonly WordRun[]): boolean {
  return runs.every((run) =>
    "leaves" in run
      ? run.leaves.length > 0 && run.leaves.every((leaf) => hexLeaf.test(leaf))
      : run.words.length > 0 &&
        run.words.length === run.salts.length &&
        run.salts.every((salt) => hexSalt.test(salt)) &&
        run.words.every((word) => word !== ""),
  );
}

function withhold(runs: WordRun[], leaf: string, reason: string): void {
  const last = runs.at(-1);
  if (last && "leaves" in last && last.reason === reason) last.leaves.push(leaf);
  else runs.push({ leaves: [leaf], reason });
}

function giveOut(runs: WordRun[], salt: string, word: string): void {
  const last = runs.at(-1);
  if (last && "words" in last) {
    last.salts.push(salt);
    last.words.push(word);
  } else runs.push({ salts: [salt], words: [word] });
}

function leafOf(salt: string, word: string): string {
  return hash("sha256", salt + word, "hex");
}

/** SHAKE256 of the seed, cut into the salts: knowing some of them tells nothing of the rest. */
function saltsOf(seed: Uint8Array, count: number): string {
  if (seed.length !== seedSizeBytes) throw new RangeError("a seed is 32 bytes");
  if (count === 0) return "";
  const outputLength = (count * saltDigits) / 2;
  return hash("shake256", seed, { outputLength, outputEncoding: "hex" });
}

function saltAt(salts: string, at: number): string {
  return salts.slice(at * saltDigits, (at + 1) * saltDigits);
}

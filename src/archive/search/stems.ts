import type { TxCtx } from "#platform/context.ts";
import { limit } from "#platform/limits.ts";
import { withoutAccents } from "./tokens.ts";

const keptMax = limit("archive.stems-kept", 200_000, "words", "whose stem a process remembers");

/** A word as the index knows it. */
export interface Lexeme {
  word: string;
  stem: string;
  /** Of the stem; what pairs of words are made of. */
  hash: number;
}

/** For all agencies alike: a stem tells nothing but of the word that it is asked for. */
const known = new Map<string, Lexeme>();
const none: ReadonlyMap<string, Lexeme> = new Map();

/**
 * The stems of words as PostgreSQL's `english_stem` gives them, accents left out; a word that it calls too common to have
 * one ("the") is its own. A lexeme for each of the words, in their order. Asks the database for those only that this process
 * has not seen.
 */
export async function lexemesOf(tx: TxCtx, words: readonly string[]): Promise<Lexeme[]> {
  const unknown = new Set<string>();
  const lexemes = words.map((word) => {
    const lexeme = known.get(word) ?? numberAsLexeme(word);
    if (!lexeme) unknown.add(word);
    return lexeme;
  });
  // What is learnt may push out of memory what was looked up before: nothing is looked up again.
  const learnt = unknown.size > 0 ? await learn(tx, [...unknown]) : none;
  return lexemes.map((lexeme, at) => lexeme ?? lexemeIn(learnt, words[at] ?? ""));
}

/** A number is its own stem: nobody need be asked, and it pushes no word out of memory. */
function numberAsLexeme(word: string): Lexeme | undefined {
  return /^[0-9]+$/.test(word) ? lexemeOf(word, word) : undefined;
}

/** The same to be asked for by their words. */
export async function lexemesByWord(
  tx: TxCtx,
  words: Iterable<string>,
): Promise<(word: string) => Lexeme> {
  const lexemes = await lexemesOf(tx, [...new Set(words)]);
  const byWord = new Map(lexemes.map((one) => [one.word, one]));
  return (word) => lexemeIn(byWord, word);
}

function lexemeIn(lexemes: ReadonlyMap<string, Lexeme>, word: string): Lexeme {
  const lexeme = lexemes.get(word);
  if (!lexeme) throw new Error("a stem is asked for that was not looked up");
  return lexeme;
}

/** SQL: the stem of a word without accents. */
export function stemOf(word: string): string {
  return `coalesce((ts_lexize('english_stem', ${word}))[1], ${word})`;
}

async function learn(tx: TxCtx, words: readonly string[]): Promise<Map<string, Lexeme>> {
  const rows = await tx.tx.raw<{ stem: string }>(
    `select ${stemOf("w.word")} as stem
     from unnest($1::text[]) with ordinality w(word, place) order by w.place`,
    [words.map(withoutAccents)],
  );
  const learnt = words.map((word, at) => lexemeOf(word, rows[at]?.stem ?? word));
  // Those that were asked for last are asked for next: the oldest go.
  for (const word of known.keys()) {
    if (known.size + words.length <= keptMax) break;
    known.delete(word);
  }
  for (const lexeme of learnt) known.set(lexeme.word, lexeme);
  return new Map(learnt.map((lexeme) => [lexeme.word, lexeme]));
}

/** The stem of each of these words. */
export async function stemsOf(
  tx: TxCtx,
  words: Iterable<string>,
): Promise<(word: string) => string> {
  const of = await lexemesByWord(tx, words);
  return (word) => of(word).stem;
}

function lexemeOf(word: string, stem: string): Lexeme {
  return { word, stem, hash: hashOf(stem) };
}

/** FNV-1a. The index depends on it, so it never changes. */
function hashOf(text: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let at = 0; at < text.length; at++)
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01_00_01_93);
  return hash >>> 0;
}

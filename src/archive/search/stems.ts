import type { TxCtx } from "#platform/context.ts";
import { limit } from "#platform/limits.ts";
import { withoutAccents } from "./tokens.ts";

const keptMax = limit("archive.stems-kept", 200_000, "words", "whose stem a process remembers");

/** Word → stem, for all agencies alike: a stem tells nothing but of the word that it is asked for. */
const known = new Map<string, string>();

/**
 * The stems of words as PostgreSQL's `english_stem` gives them, accents left out; a word that it calls too common to have
 * one ("the") is its own. Asks the database for those only that this process has not seen.
 */
export async function stemsOf(
  tx: TxCtx,
  words: Iterable<string>,
): Promise<(word: string) => string> {
  const unknown = [...new Set(words)].filter((word) => !known.has(word));
  if (unknown.length > 0) {
    if (known.size + unknown.length > keptMax) known.clear();
    const plain = unknown.map(withoutAccents);
    const rows = await tx.tx.raw<{ stem: string }>(
      `select coalesce((ts_lexize('english_stem', w.word))[1], w.word) as stem
       from unnest($1::text[]) with ordinality w(word, place) order by w.place`,
      [plain],
    );
    for (const [at, word] of unknown.entries()) known.set(word, rows[at]?.stem ?? word);
  }
  const mine = known;
  return (word) => mine.get(word) ?? withoutAccents(word);
}

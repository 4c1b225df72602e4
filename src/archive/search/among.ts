import { agencyOf, type TxCtx } from "#platform/context.ts";
import { Refusal } from "#platform/refusal.ts";
import { pagesOfIds, type Page } from "../opened-pages.ts";
import { textPart, type RecordRow } from "../records.ts";
import { compileFor } from "./compiling.ts";
import { sureHits } from "./finding.ts";
import { readQuery, type QueryNode } from "./language.ts";
import { matches } from "./matching.ts";
import { planSearch } from "./plan.ts";
import type { SearchQuery } from "./query.ts";
import { tokensOf } from "./tokens.ts";

/**
 * Refuses words that cannot stand for themselves for years, as a legal hold's do: what cannot be read, what only leaves
 * out, and a small "or", which is a word here and an operator elsewhere.
 */
export function mustReadForGood(words: string): void {
  const { node, isOnlyNot, hasSmallOr } = readQuery(words);
  if (!node || isOnlyNot)
    throw new Refusal(
      "finds-nothing",
      "These words find nothing by themselves. Say what to find, or leave them empty.",
    );
  if (hasSmallOr)
    throw new Refusal(
      "small-or",
      "Write OR in capitals for one or the other, or put the words in quotation marks to find “or” as a word.",
    );
}

/**
 * Which of these records the words find, decided by their texts alone: the index, which may be behind, is not asked. To be
 * called for some hundred records, of which a page is in memory at a time; whoever calls has the look audited, or shows
 * nobody what it saw.
 */
export async function foundAmong(
  tx: TxCtx,
  words: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { node } = readQuery(words);
  if (!node) return new Set(ids);
  const found = new Set<string>();
  for await (const page of pagesOfIds(tx, ids, "all"))
    for (const id of await foundOn(tx, node, page)) found.add(id);
  return found;
}

async function foundOn(tx: TxCtx, node: QueryNode, { rows, open }: Page<RecordRow>) {
  const texts = rows.map((row) => tokensOf(textPart(open(row).parts, "text")));
  const said = new Set<string>();
  for (const tokens of texts)
    for (const { word, sigil } of tokens) said.add(word).add(sigil + word);
  const compiled = await compileFor(tx, node, said);
  return rows.filter((_row, at) => matches(compiled, texts[at] ?? [])).map(({ id }) => id);
}

/**
 * The ids of all that a search finds, and that is all the caller learns of it; undefined when they are more than `max`, or
 * when the index does not reach far enough to name them all.
 */
export async function idsFound(
  tx: TxCtx,
  query: SearchQuery,
  max: number,
): Promise<string[] | undefined> {
  const plan = await planSearch(tx, query, {});
  const { covered, total, tail } = plan.reach;
  if (covered < total) return undefined;
  const ids: string[] = [];
  const leaves: number[] = [];
  for await (const { block, docs, isTail } of sureHits(tx, plan, max))
    for (const place of docs.newestFirst()) {
      const recent = isTail ? tail.docs[place] : undefined;
      if (recent) ids.push(recent.id);
      else leaves.push(block.first + place);
    }
  if (ids.length + leaves.length > max) return undefined;
  const rows = await tx.tx.raw<{ id: string }>(
    "select id from archive_leaves where agency_id = $1 and leaf = any($2::bigint[])",
    [agencyOf(tx), leaves],
  );
  return [...ids, ...rows.map(({ id }) => id)];
}

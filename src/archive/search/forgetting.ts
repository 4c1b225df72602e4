import { agencyOf, type TxCtx } from "#platform/context.ts";
import { openerOf, textPart } from "../records.ts";
import type { Block } from "./block.ts";
import { changeRows, pageMax, rowsOfBlock, type BlockRow } from "./block-rows.ts";
import { dropBlocks, lockIndex } from "./indexing.ts";
import { packPlaces, placesOf } from "./packing.ts";
import { rowsOfIds, termsOfTexts } from "./reading.ts";
import { destroyedTerm, heapTerm, sharedHeap, sharedTerm, slotsOf } from "./terms.ts";

/** The terms that records are found by. */
export type WordsToForget = ReadonlySet<string>;

/**
 * What the index is to forget of records that are about to be destroyed, so that it need not look through all that it
 * holds; undefined where a body does not open, and everything is looked through.
 */
export async function wordsToForget(
  tx: TxCtx,
  ids: readonly string[],
): Promise<WordsToForget | undefined> {
  const found = new Set<string>();
  const rows = await tx.tx.raw<{ id: string; captured_at: string }>(
    "select id, captured_at::text from archive_records where agency_id = $1 and id = any($2::uuid[])",
    [agencyOf(tx), [...ids]],
  );
  const pages = rowsOfIds(
    tx,
    rows.map(({ id }) => id),
    rows.map((row) => row.captured_at),
  );
  const open = await openerOf(tx);
  for await (const page of pages) {
    let texts: string[];
    try {
      texts = page.map((row) => textPart(open(row).parts, "text"));
    } catch {
      return undefined;
    }
    for (const { terms, heaps } of await termsOfTexts(tx, page, texts)) {
      for (const term of terms) if (!term.startsWith(":")) found.add(term);
      for (const heap of heaps) found.add(heapTerm(heap)).add(sharedTerm(sharedHeap(heap).row));
    }
  }
  return found;
}

/**
 * Takes the words of destroyed records out of the index, in the transaction that destroys them: out of every block, and
 * what no other record holds out of the list of words. What they are filed under stays, as in their rows. Without `words`
 * every row of their blocks is looked at.
 */
export async function forgetWords(
  tx: TxCtx,
  ids: readonly string[],
  words?: WordsToForget,
): Promise<void> {
  if (ids.length === 0) return;
  const agencyId = agencyOf(tx);
  const indexed = await lockIndex(tx);
  await dropBlocks(tx, "retired_at is not null and $2", true);
  const leaves = await tx.tx.raw<{ leaf: number }>(
    "select leaf::float8 as leaf from archive_leaves where agency_id = $1 and id = any($2::uuid[]) and leaf < $3",
    [agencyId, [...ids], indexed],
  );
  const blocks = await tx.tx.raw<Block & Record<string, unknown>>(
    `select distinct b.block::float8, b.first::float8, b.size from archive_blocks b
     join unnest($2::bigint[]) as l(leaf) on l.leaf >= b.first and l.leaf < b.first + b.size where b.agency_id = $1`,
    [agencyId, leaves.map(({ leaf }) => leaf)],
  );
  const orphans: string[] = [];
  for (const block of blocks) {
    const gone = leaves
      .map(({ leaf }) => leaf - block.first)
      .filter((place) => place >= 0 && place < block.size);
    orphans.push(...(await forgetInBlock(tx, block, new Set(gone), words)));
  }
  await tx.tx.raw(
    `delete from archive_words w where w.agency_id = $1 and w.term = any($2::text[])
       and not exists (select from archive_blocks b
         join archive_terms t on t.agency_id = b.agency_id and t.block = b.block and t.term = w.term where b.agency_id = $1)`,
    [agencyId, orphans],
  );
  await tx.tx.raw("update archive_indexes set erasures = erasures + 1 where agency_id = $1", [
    agencyId,
  ]);
}

/** Returns the terms that the block holds no more. */
async function forgetInBlock(
  tx: TxCtx,
  { block, size }: Block,
  gone: ReadonlySet<number>,
  words: WordsToForget | undefined,
): Promise<string[]> {
  const agencyId = agencyOf(tx);
  const orphans: string[] = [];
  const destroyed = new Set(gone);
  const pages = words ? rowsOfWords(tx, block, [...words, destroyedTerm]) : rowsOfBlock(tx, block);
  for await (const rows of pages) {
    const changed: BlockRow[] = [];
    for (const { term, docs } of rows) {
      const slots = slotsOf(term);
      const isGone = (place: number) => gone.has(Math.floor(place / slots));
      const places = placesOf(docs);
      if (term === destroyedTerm) for (const place of places) destroyed.add(place);
      if (term.startsWith(":") || !places.some(isGone)) continue;
      const left = places.filter((place) => !isGone(place));
      if (left.length === 0) orphans.push(term);
      changed.push({ term, docs: packPlaces(left, size * slots) });
    }
    await changeRows(tx, block, changed);
  }
  await tx.tx.raw(
    `insert into archive_terms (agency_id, term, block, docs) values ($1, $4, $2, $3)
     on conflict (agency_id, block, term) do update set docs = excluded.docs`,
    [
      agencyId,
      block,
      packPlaces(
        [...destroyed].sort((a, b) => a - b),
        size,
      ),
      destroyedTerm,
    ],
  );
  await tx.tx.raw(
    "delete from archive_terms where agency_id = $1 and block = $2 and term = any($3::text[])",
    [agencyId, block, orphans],
  );
  return orphans;
}

/** The rows that a block has of some terms, some thousand at a time. */
async function* rowsOfWords(
  tx: TxCtx,
  block: number,
  terms: readonly string[],
): AsyncGenerator<BlockRow[]> {
  for (let at = 0; at < terms.length; at += pageMax)
    yield await tx.tx.raw<BlockRow>(
      "select term, docs from archive_terms where agency_id = $1 and block = $2 and term = any($3::text[])",
      [agencyOf(tx), block, terms.slice(at, at + pageMax)],
    );
}

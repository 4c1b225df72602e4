import { agencyOf, type TxCtx } from "#platform/context.ts";
import type { Block } from "./block.ts";
import { changeRows, rowsOfBlock, type BlockRow } from "./block-rows.ts";
import { dropBlocks, lockIndex } from "./indexing.ts";
import { packPlaces, placesOf } from "./packing.ts";
import { destroyedTerm } from "./terms.ts";

/**
 * Takes the words of destroyed records out of the index, in the transaction that destroys them: out of every block, and
 * what no other record holds out of the list of words. What they are filed under stays, as in their rows.
 */
export async function forgetWords(tx: TxCtx, ids: readonly string[]): Promise<void> {
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
    orphans.push(...(await forgetInBlock(tx, block, new Set(gone))));
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
): Promise<string[]> {
  const agencyId = agencyOf(tx);
  const orphans: string[] = [];
  const destroyed = new Set(gone);
  for await (const rows of rowsOfBlock(tx, block)) {
    const changed: BlockRow[] = [];
    for (const { term, docs } of rows) {
      const places = placesOf(docs);
      if (term === destroyedTerm) for (const place of places) destroyed.add(place);
      if (term.startsWith(":") || !places.some((place) => gone.has(place))) continue;
      const left = places.filter((place) => !gone.has(place));
      if (left.length === 0) orphans.push(term);
      changed.push({ term, docs: packPlaces(left, size) });
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

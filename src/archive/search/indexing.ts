import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { BlockBuilder, isLarge, nameOf } from "./block.ts";
import { joinedRows, writeRows } from "./block-rows.ts";
import { rowsOfLeaves, termsOf, type IndexRow, type KnownTexts } from "./reading.ts";
import { stemsOf } from "./stems.ts";
import { isWord } from "./terms.ts";

export const blockSize = limit(
  "archive.block",
  8_192,
  "records",
  "newer ones than the last block are searched in memory",
);
export const partsMerged = 8;
/** What a check of the index takes on at a time: a block that was merged once. */
export const mergedSize = blockSize * partsMerged;
const readAtOnce = 1_024;
const retiredMs = limit(
  "archive.block-retired",
  120_000,
  "ms",
  "a merged block's parts stay for searches that began before",
);

/** How an index is parted: the records of its smallest blocks, and how often eight beside one another become one. */
export interface Shape {
  size: number;
  merges: number;
}

/**
 * Merged twice by whoever indexes, and a third time beside it, so that a question to ten million records is put to some
 * dozen blocks and not to hundreds. Parts are merged in the order of the log, so that each block begins at a multiple of
 * its own size.
 */
export const usual: Shape = { size: blockSize, merges: 2 };
/** Records of a block that waits for its third merge. */
export const largePartSize = partSizeOf(usual, usual.merges + 1);

/** Records were destroyed while blocks were merged: what was made of them names their words. */
class Outdated extends Error {}

/**
 * One turn of the index of an agency: the next block of the log, then whatever can be merged. Blocks are made of whole
 * runs of leaves, so that their rows follow from the log alone and `verify` can make them again. Texts that are known
 * need not be opened. Returns how many records were indexed.
 */
export async function indexTurn(
  ctx: Ctx,
  shape: Shape = usual,
  texts: KnownTexts = new Map(),
): Promise<number> {
  const made = await transact(ctx, (tx) => nextBlock(tx, shape.size, texts));
  if (made === 0) return 0;
  for (let merge = 1; merge <= shape.merges; merge++) await merged(ctx, shape, merge);
  return made;
}

/**
 * Merges the first eight blocks once more that were merged as often as a turn does: some millions of records, which takes
 * up to a minute, while turns go on. Says whether there were as many.
 */
export async function mergeLarge(ctx: Ctx, shape: Shape = usual): Promise<boolean> {
  return merged(ctx, shape, shape.merges + 1);
}

async function merged(ctx: Ctx, shape: Shape, merge: number): Promise<boolean> {
  try {
    return await transact(ctx, (tx) => mergeBlocks(tx, partSizeOf(shape, merge), merge));
  } catch (error) {
    if (error instanceof Outdated) return false;
    throw error;
  }
}

/** Records of the blocks that a merge takes together. */
function partSizeOf({ size }: Shape, merge: number): number {
  return size * partsMerged ** (merge - 1);
}

/** Locks the agency's index, which begins with the first look at it, and says how far it is. */
export async function lockIndex(tx: TxCtx): Promise<number> {
  const agencyId = agencyOf(tx);
  await tx.tx.raw(
    "insert into archive_indexes (agency_id, size, erasures) values ($1, 0, 0) on conflict do nothing",
    [agencyId],
  );
  const [row] = await tx.tx.raw<{ size: string }>(
    "select size from archive_indexes where agency_id = $1 for update",
    [agencyId],
  );
  return Number(row?.size ?? 0);
}

/** How often records were destroyed. */
async function erasuresOf(tx: TxCtx): Promise<number> {
  const [row] = await tx.tx.raw<{ erasures: number }>(
    "select erasures::float8 as erasures from archive_indexes where agency_id = $1",
    [agencyOf(tx)],
  );
  return row?.erasures ?? 0;
}

async function nextBlock(tx: TxCtx, size: number, texts: KnownTexts): Promise<number> {
  const agencyId = agencyOf(tx);
  const first = await lockIndex(tx);
  const [log] = await tx.tx.raw<{ size: string }>(
    "select size from archive_logs where agency_id = $1",
    [agencyId],
  );
  if (Number(log?.size ?? 0) - first < size) return 0;
  const unused = tx.clock.now().subtract({ milliseconds: retiredMs });
  await dropBlocks(tx, "retired_at < $2", stamp(unused));
  const builder = new BlockBuilder();
  const times: string[] = [];
  for await (const rows of pagesOfLeaves(tx, first, first + size, texts)) {
    times.push(...rows.map((row) => row.captured_at));
    for (const terms of await termsOf(tx, rows, texts)) builder.add(terms);
  }
  times.sort();
  const block = nameOf(first, 0);
  await tx.tx.raw(
    "insert into archive_blocks (agency_id, block, first, size, from_at, until_at) values ($1, $2, $3, $4, $5, $6)",
    [agencyId, block, first, size, times[0], times.at(-1)],
  );
  await writeRows(tx, block, builder.packed());
  await noteWords(tx, builder.terms());
  await tx.tx.raw("update archive_indexes set size = size + $2 where agency_id = $1", [
    agencyId,
    size,
  ]);
  return size;
}

/** Leaves `from` to before `until`, a page at a time; while one is looked at the next is on its way. */
async function* pagesOfLeaves(
  tx: TxCtx,
  from: number,
  until: number,
  texts: KnownTexts,
): AsyncGenerator<IndexRow[]> {
  const pageAt = (at: number) => {
    const page = rowsOfLeaves(tx, at, Math.min(at + readAtOnce, until), texts);
    // It may fail before anybody waits for it, or when nobody will.
    page.catch(() => undefined);
    return page;
  };
  for (let at = from, page = pageAt(at); at < until;) {
    const rows = await page;
    if (rows.at(-1)?.leaf !== at + rows.length - 1)
      throw new Error(`leaves from ${at} on are not all there`);
    at += rows.length;
    if (at < until) page = pageAt(at);
    yield rows;
  }
}

async function noteWords(tx: TxCtx, all: Iterable<string>): Promise<void> {
  const terms = [...all].filter((term) => !term.startsWith("~"));
  const agencyId = agencyOf(tx);
  const known = await tx.tx.raw<{ term: string }>(
    "select term from archive_words where agency_id = $1 and term = any($2::text[])",
    [agencyId, terms],
  );
  const has = new Set(known.map(({ term }) => term));
  const unknown = terms.filter((term) => !has.has(term));
  const stem = await stemsOf(tx, unknown.filter(isStemmed));
  await tx.tx.raw(
    `insert into archive_words (agency_id, term, stem)
     select $1::uuid, t.term, t.stem from unnest($2::text[], $3::text[]) as t(term, stem) on conflict do nothing`,
    [agencyId, unknown, unknown.map((term) => (isStemmed(term) ? stem(term) : null))],
  );
}

/** #tags and @names are found as they are written. */
export function isStemmed(term: string): boolean {
  return isWord(term) && !term.startsWith("#") && !term.startsWith("@");
}

/**
 * Eight blocks beside one another become one; their parts go when no search that began before can read them. The index is
 * locked at the end alone: of large blocks it takes a while, and whoever destroys records does not wait for it. Where
 * records were destroyed meanwhile nothing is kept of it. Says whether there was something to merge.
 */
async function mergeBlocks(tx: TxCtx, partSize: number, merge: number): Promise<boolean> {
  const agencyId = agencyOf(tx);
  const [lock] = await tx.tx.raw<{ is_ours: boolean }>(
    "select pg_try_advisory_xact_lock(hashtextextended('merge ' || $1, $2)) as is_ours",
    [agencyId, merge],
  );
  if (!lock?.is_ours) return false;
  const erasures = await erasuresOf(tx);
  const parts = await tx.tx.raw<{ block: number; first: number }>(
    `select block::float8, first::float8 from archive_blocks
     where agency_id = $1 and retired_at is null and size = $2 order by first limit $3`,
    [agencyId, partSize, partsMerged],
  );
  const [first] = parts;
  if (!first || parts.length < partsMerged) return false;
  const block = nameOf(first.first, merge);
  const names = parts.map((part) => part.block);
  const isParting = isLarge({ block, first: first.first }) && !isLarge(first);
  for await (const rows of joinedRows(tx, { parts: names, partSize, isParting }))
    await writeRows(tx, block, rows);
  await lockIndex(tx);
  if ((await erasuresOf(tx)) !== erasures) throw new Outdated();
  await tx.tx.raw(
    `insert into archive_blocks (agency_id, block, first, size, from_at, until_at)
     select agency_id, $2, min(first), sum(size), min(from_at), max(until_at) from archive_blocks
     where agency_id = $1 and block = any($3::bigint[]) group by agency_id`,
    [agencyId, block, names],
  );
  await tx.tx.raw(
    "update archive_blocks set retired_at = $3 where agency_id = $1 and block = any($2::bigint[])",
    [agencyId, names, stamp(tx.clock.now())],
  );
  return true;
}

export async function dropBlocks(tx: TxCtx, which: string, value: unknown): Promise<void> {
  await tx.tx.raw(
    `with gone as (delete from archive_blocks where agency_id = $1 and ${which} returning block)
     delete from archive_terms t using gone g where t.agency_id = $1 and t.block = g.block`,
    [agencyOf(tx), value],
  );
}

import { stamp, Temporal } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { BlockBuilder } from "./block.ts";
import { packPlaces, placesOf } from "./doc-set.ts";
import { rowsOfLeaves, termsOf } from "./reading.ts";
import { stemsOf } from "./stems.ts";
import { isWord } from "./terms.ts";

export const blockSize = limit(
  "archive.block",
  8_192,
  "records",
  "newer ones than the last block are searched in memory",
);
const partsMerged = 8;
/** A merged block begins at a multiple of this many leaves: parts are merged in the order of the log. */
export const mergedSize = blockSize * partsMerged;
const readAtOnce = 1_024;
const retiredMs = limit(
  "archive.block-retired",
  120_000,
  "ms",
  "a merged block's parts stay for searches that began before",
);

interface BlockRow {
  [column: string]: unknown;
  block: number;
  first: number;
  size: number;
}

/**
 * One turn of the index of an agency: the next block of the log, then whatever can be merged. Blocks are made of whole
 * runs of leaves, so that their rows follow from the log alone and `verify` can make them again. Returns how many records
 * were indexed.
 */
export async function indexTurn(ctx: Ctx): Promise<number> {
  const made = await transact(ctx, nextBlock);
  if (made > 0) await transact(ctx, mergeBlocks);
  return made;
}

/** Locks the agency's index, which begins with the first look at it, and says how far it is. */
async function lockIndex(tx: TxCtx): Promise<number> {
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

async function nextBlock(tx: TxCtx): Promise<number> {
  const agencyId = agencyOf(tx);
  const first = await lockIndex(tx);
  const [log] = await tx.tx.raw<{ size: string }>(
    "select size from archive_logs where agency_id = $1",
    [agencyId],
  );
  if (Number(log?.size ?? 0) - first < blockSize) return 0;
  const builder = new BlockBuilder();
  const times: string[] = [];
  for (let at = first; at < first + blockSize; at += readAtOnce) {
    const rows = await rowsOfLeaves(tx, at, at + readAtOnce);
    if (rows.length !== readAtOnce) throw new Error(`leaves from ${at} on are not all there`);
    times.push(...rows.map((row) => row.captured_at));
    for (const terms of await termsOf(tx, rows)) builder.add(terms);
  }
  times.sort();
  await writeBlock(tx, first, builder, { from: times[0] ?? "", until: times.at(-1) ?? "" }, false);
  await noteWords(tx, builder.terms());
  await tx.tx.raw("update archive_indexes set size = size + $2 where agency_id = $1", [
    agencyId,
    blockSize,
  ]);
  return blockSize;
}

/** Its rows in the order of the primary key. Bytes go over in one parameter, as a capture's do. */
async function writeBlock(
  tx: TxCtx,
  first: number,
  builder: BlockBuilder,
  { from, until }: { from: string; until: string },
  isMerged: boolean,
): Promise<void> {
  const agencyId = agencyOf(tx);
  const block = first * 2 + (isMerged ? 1 : 0);
  const { terms, places } = builder.packed();
  const sizes = places.map(({ length }) => length);
  let at = 1;
  const starts = sizes.map((size) => (at += size) - size);
  await tx.tx.raw(
    "insert into archive_blocks (agency_id, block, first, size, from_at, until_at) values ($1, $2, $3, $4, $5, $6)",
    [agencyId, block, first, builder.size, from, until],
  );
  await tx.tx.raw(
    `insert into archive_terms (agency_id, term, block, docs)
     select $1::uuid, t.term, $2::bigint, substr($3::bytea, t.at, t.size)
     from unnest($4::text[], $5::int[], $6::int[]) as t(term, at, size)`,
    [agencyId, block, Buffer.concat(places), terms, starts, sizes],
  );
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

/** Eight blocks beside one another become one; their parts go when no search that began before can read them. */
async function mergeBlocks(tx: TxCtx): Promise<void> {
  const agencyId = agencyOf(tx);
  await lockIndex(tx);
  const now = tx.clock.now();
  await dropBlocks(tx, "retired_at < $2", stamp(now.subtract({ milliseconds: retiredMs })));
  const parts = await tx.tx.raw<BlockRow & { from_at: string; until_at: string }>(
    `select block::float8, first::float8, size, from_at::text, until_at::text from archive_blocks
     where agency_id = $1 and retired_at is null and block % 2 = 0 order by first limit $2`,
    [agencyId, partsMerged],
  );
  const [first] = parts;
  if (!first || parts.length < partsMerged) return;
  const builder = new BlockBuilder();
  for (const part of parts) {
    const rows = await tx.tx.raw<{ term: string; docs: Buffer }>(
      "select term, docs from archive_terms where agency_id = $1 and block = $2",
      [agencyId, part.block],
    );
    builder.append(rows, part.size);
  }
  const from = parts.map((part) => part.from_at).reduce(earlier);
  const until = parts.map((part) => part.until_at).reduce((a, b) => (earlier(a, b) === a ? b : a));
  await writeBlock(tx, first.first, builder, { from, until }, true);
  await tx.tx.raw(
    "update archive_blocks set retired_at = $3 where agency_id = $1 and block = any($2::bigint[])",
    [agencyId, parts.map(({ block }) => block), stamp(now)],
  );
}

function earlier(one: string, other: string): string {
  const [a, b] = [one, other].map((at) => Temporal.Instant.from(at));
  return a && b && Temporal.Instant.compare(a, b) <= 0 ? one : other;
}

async function dropBlocks(tx: TxCtx, which: string, value: unknown): Promise<void> {
  await tx.tx.raw(
    `with gone as (delete from archive_blocks where agency_id = $1 and ${which} returning block)
     delete from archive_terms t using gone g where t.agency_id = $1 and t.block = g.block`,
    [agencyOf(tx), value],
  );
}

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
  const blocks = await tx.tx.raw<BlockRow>(
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
  { block, size }: BlockRow,
  gone: ReadonlySet<number>,
): Promise<string[]> {
  const agencyId = agencyOf(tx);
  const rows = await tx.tx.raw<{ term: string; docs: Buffer }>(
    "select term, docs from archive_terms where agency_id = $1 and block = $2",
    [agencyId, block],
  );
  const terms: string[] = [];
  const kept: Buffer[] = [];
  const orphans: string[] = [];
  for (const { term, docs } of rows) {
    const places = placesOf(docs);
    if (term.startsWith(":") || !places.some((place) => gone.has(place))) continue;
    const left = places.filter((place) => !gone.has(place));
    if (left.length === 0) orphans.push(term);
    terms.push(term);
    kept.push(packPlaces(left, size));
  }
  await setDocs(tx, block, terms, kept);
  const destroyed = rows.find(({ term }) => term === ":destroyed");
  const all = new Set([...(destroyed ? placesOf(destroyed.docs) : []), ...gone]);
  const docs = packPlaces(
    [...all].sort((a, b) => a - b),
    size,
  );
  await tx.tx.raw(
    `insert into archive_terms (agency_id, term, block, docs) values ($1, ':destroyed', $2, $3)
     on conflict (agency_id, block, term) do update set docs = excluded.docs`,
    [agencyId, block, docs],
  );
  await tx.tx.raw(
    "delete from archive_terms where agency_id = $1 and block = $2 and term = any($3::text[])",
    [agencyId, block, orphans],
  );
  return orphans;
}

async function setDocs(
  tx: TxCtx,
  block: number,
  terms: readonly string[],
  docs: readonly Buffer[],
): Promise<void> {
  let at = 1;
  await tx.tx.raw(
    `update archive_terms t set docs = substr($3::bytea, n.at, n.size)
     from unnest($4::text[], $5::int[], $6::int[]) as n(term, at, size)
     where t.agency_id = $1 and t.block = $2 and t.term = n.term`,
    [
      agencyOf(tx),
      block,
      Buffer.concat([...docs]),
      [...terms],
      docs.map(({ length }) => (at += length) - length),
      docs.map(({ length }) => length),
    ],
  );
}

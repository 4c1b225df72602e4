import { agencyOf, type TxCtx } from "#platform/context.ts";
import { limit } from "#platform/limits.ts";
import { partedHeaps } from "./block.ts";
import { joinedPlaces, packPlaces } from "./packing.ts";
import { slotsOf } from "./terms.ts";

export const pageMax = limit(
  "archive.block-page",
  8_192,
  "rows",
  "of a block of the index, read or written at a time",
);

/** A row of a block: a term, and the places that it stands at, packed. */
export interface BlockRow {
  [column: string]: unknown;
  term: string;
  docs: Buffer;
}

/** The rows of a block, some thousand at a time, in the order of their terms. */
export async function* rowsOfBlock(tx: TxCtx, block: number): AsyncGenerator<BlockRow[]> {
  for (let after = ""; ;) {
    const rows = await tx.tx.raw<BlockRow>(
      "select term, docs from archive_terms where agency_id = $1 and block = $2 and term > $3 order by term limit $4",
      [agencyOf(tx), block, after, pageMax],
    );
    const last = rows.at(-1);
    if (last) yield rows;
    if (!last || rows.length < pageMax) return;
    after = last.term;
  }
}

/** Writes rows of a block. In the order of the primary key they lie where they are read. All bytes go over as one. */
export async function writeRows(
  tx: TxCtx,
  block: number,
  rows: readonly BlockRow[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += pageMax) {
    const { terms, starts, sizes, bytes } = columnsOf(rows.slice(at, at + pageMax));
    await tx.tx.raw(
      `insert into archive_terms (agency_id, term, block, docs)
       select $1::uuid, t.term, $2::bigint, substr($3::bytea, t.at, t.size)
       from unnest($4::text[], $5::int[], $6::int[]) as t(term, at, size)`,
      [agencyOf(tx), block, bytes, terms, starts, sizes],
    );
  }
}

/** Gives rows that a block has other places. */
export async function changeRows(
  tx: TxCtx,
  block: number,
  rows: readonly BlockRow[],
): Promise<void> {
  const { terms, starts, sizes, bytes } = columnsOf(rows);
  await tx.tx.raw(
    `update archive_terms t set docs = substr($3::bytea, n.at, n.size)
     from unnest($4::text[], $5::int[], $6::int[]) as n(term, at, size)
     where t.agency_id = $1 and t.block = $2 and t.term = n.term`,
    [agencyOf(tx), block, bytes, terms, starts, sizes],
  );
}

function columnsOf(rows: readonly BlockRow[]) {
  let at = 1;
  return {
    terms: rows.map(({ term }) => term),
    starts: rows.map(({ docs }) => (at += docs.length) - docs.length),
    sizes: rows.map(({ docs }) => docs.length),
    bytes: Buffer.concat(rows.map(({ docs }) => docs)),
  };
}

/**
 * The rows of blocks of one size that lie beside one another as the rows of one block, some thousand at a time, in the
 * order of their terms. `parts` name the blocks in the order of the log. Where a large block is made of small ones, heaps
 * that shared a row are parted.
 */
export async function* joinedRows(
  tx: TxCtx,
  {
    parts,
    partSize,
    isParting,
  }: { parts: readonly number[]; partSize: number; isParting: boolean },
): AsyncGenerator<BlockRow[]> {
  const starts = new Map(parts.map((block, at) => [block, at * partSize]));
  const size = parts.length * partSize;
  const joined = (term: string, its: readonly (BlockRow & { block: number })[]): BlockRow[] => {
    const slots = slotsOf(term);
    const places = joinedPlaces(
      its.map(({ block, docs }) => ({ docs, at: (starts.get(block) ?? 0) * slots })),
    );
    if (!isParting || slots === 1) return [{ term, docs: packPlaces(places, size * slots) }];
    return partedHeaps(term, places).map((one) => ({
      term: one.term,
      docs: packPlaces(one.places, size),
    }));
  };
  for (let after = ""; ;) {
    const rows: (BlockRow & { block: number })[] = await tx.tx.raw(page, [
      agencyOf(tx),
      parts,
      after,
      Math.ceil(pageMax / parts.length),
    ]);
    const last = rows.at(-1);
    if (!last) return;
    yield [...Map.groupBy(rows, ({ term }) => term)].flatMap(([term, its]) => joined(term, its));
    after = last.term;
  }
}

/** The next rows of each part, as far as they are known of all parts: one that has more goes no further than its last. */
const page = `
  with next as materialized (
    select p.block, t.term, t.docs, t.place from unnest($2::bigint[]) as p(block) cross join lateral (
      select term, docs, row_number() over (order by term) as place from archive_terms
      where agency_id = $1 and block = p.block and term > $3 order by term limit $4) t)
  select term, block::float8 as block, docs from next
  where term <= coalesce((select min(term) from next where place = $4), term)
  order by term, block`;

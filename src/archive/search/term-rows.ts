import { agencyOf, type TxCtx } from "#platform/context.ts";
import { isLarge, type Block } from "./block.ts";
import type { DocsOf } from "./candidates.ts";
import { termsIn, type Compiled } from "./compiling.ts";
import { DocSet } from "./doc-set.ts";
import {
  headSize,
  partSize,
  partStarts,
  placesOf,
  shortShare,
  unpackPieces,
  unpackPlaces,
} from "./packing.ts";
import { placesOfHeap, sharedBy, slotsOf } from "./terms.ts";

/** A term's row in a block: all its bytes, or of a long one only what tells where its parts lie. */
interface TermRow {
  bytes: Buffer;
  length: number;
  /** Of a row that heaps share, which of the slots are the term's. */
  nth?: number | undefined;
}

/** The rows of a query's terms in one block. */
export type TermRows = ReadonlyMap<string, TermRow>;

/** Parts of a block beside one another, from `low` up to and without `high`. */
export interface Stretch {
  block: Block;
  rows: TermRows;
  /** Whose rows are to be read in it. */
  unread: readonly string[];
  low: number;
  high: number;
}

/** A stretch as a block of its own: where it lies in the log, and where in its block. */
export function asBlock({ block, low, high }: Stretch) {
  const at = low * partSize;
  const size = Math.min(block.size, high * partSize) - at;
  return { at, block: { ...block, first: block.first + at, size } };
}

/** The terms that a query needs of which there is only the beginning of their rows. */
export function unreadIn(rows: TermRows, query: Compiled): string[] {
  const isUnread = (term: string) => {
    const row = rows.get(term);
    return row !== undefined && !isRead(row);
  };
  return [...new Set(termsIn(query, isUnread))].filter(isUnread);
}

function isRead({ bytes, length }: TermRow): boolean {
  return bytes.length === length;
}

/** The sets of a block's terms, as far as their rows are read. */
export function docsIn(rows: TermRows, { size }: Block): DocsOf {
  return (term) => {
    const row = rows.get(term);
    if (row && !isRead(row)) return "unread";
    return row && setOf(row, size);
  };
}

function setOf({ bytes, nth }: TermRow, size: number): DocSet {
  if (nth === undefined) return unpackPlaces(bytes, size);
  return DocSet.of(size, placesOfHeap(placesOf(bytes), nth));
}

/**
 * The rows of some terms in some blocks: the long ones whole only in the first so many of the blocks, and in small blocks
 * those that heaps share.
 */
export async function rowsOfTerms(
  tx: TxCtx,
  terms: readonly string[],
  blocks: readonly Block[],
  wholeIn: number,
): Promise<Map<number, TermRows>> {
  if (terms.length === 0 || blocks.length === 0) return new Map();
  const wanted = blocks.flatMap((block, at) =>
    rowsToAsk(terms, block).map((one) => ({ ...one, block, isWhole: at < wholeIn })),
  );
  const rows = await tx.tx.raw<TermRow & { place: number }>(
    `select w.place::int as place, octet_length(t.docs) as length,
       case when octet_length(t.docs) <= w.short then t.docs else substr(t.docs, 1, w.head) end as bytes
     from unnest($2::bigint[], $3::text[], $4::float8[], $5::int[]) with ordinality as w(block, term, short, head, place)
     join archive_terms t on t.agency_id = $1 and t.block = w.block and t.term = w.term`,
    [
      agencyOf(tx),
      wanted.map(({ block }) => block.block),
      wanted.map(({ term }) => term),
      wanted.map(({ block, term, isWhole }) =>
        isWhole || slotsOf(term) > 1 ? Infinity : block.size * shortShare,
      ),
      wanted.map(({ block }) => headSize(block.size)),
    ],
  );
  const found = rows.flatMap(({ place, bytes, length }) => {
    const { block, of } = wanted[place - 1] ?? { block: { block: -1 }, of: [] };
    return of.map(({ term, nth }) => ({ block: block.block, term, row: { bytes, length, nth } }));
  });
  return byTerm(
    found,
    ({ block }) => block,
    ({ row }): TermRow => row,
  );
}

/** A row that a block is asked for, and the terms that it is read for. */
interface RowToAsk {
  term: string;
  of: { term: string; nth: number | undefined }[];
}

/** Heaps have rows of their own in a large block, and share them in a small one. */
function rowsToAsk(terms: readonly string[], block: Block): RowToAsk[] {
  const rows = new Map<string, RowToAsk>();
  for (const term of terms) {
    const shared = isLarge(block) ? undefined : sharedBy(term);
    const row = rows.get(shared?.term ?? term) ?? { term: shared?.term ?? term, of: [] };
    row.of.push({ term, nth: shared?.nth });
    rows.set(row.term, row);
  }
  return [...rows.values()];
}

/** Rows of terms, by a number that some of them share and then by their term. */
function byTerm<Row extends { term: string }, Value>(
  rows: readonly Row[],
  numberOf: (row: Row) => number,
  valueOf: (row: Row) => Value,
): Map<number, Map<string, Value>> {
  const all = new Map<number, Map<string, Value>>();
  for (const row of rows) {
    const its = all.get(numberOf(row)) ?? new Map<string, Value>();
    its.set(row.term, valueOf(row));
    all.set(numberOf(row), its);
  }
  return all;
}

/** What each stretch holds of every term, its long rows read as far as it needs them. */
export async function readStretches(tx: TxCtx, stretches: readonly Stretch[]): Promise<DocsOf[]> {
  const wanted = stretches.flatMap((stretch, n) =>
    stretch.unread.map((term) => ({
      n,
      term,
      block: stretch.block.block,
      ...lying(stretch, term),
    })),
  );
  const read = await slicesOf(tx, wanted);
  return stretches.map((stretch, n) => (term) => docsOf(stretch, term, read.get(n)?.get(term)));
}

interface Slice {
  /** For which of the stretches. */
  n: number;
  term: string;
  block: number;
  from: number;
  until: number;
}

async function slicesOf(
  tx: TxCtx,
  wanted: readonly Slice[],
): Promise<Map<number, Map<string, Buffer>>> {
  if (wanted.length === 0) return new Map();
  const rows = await tx.tx.raw<{ n: number; term: string; bytes: Buffer }>(
    `select w.n, w.term, substr(t.docs, w.start, w.size) as bytes
     from unnest($2::int[], $3::text[], $4::bigint[], $5::int[], $6::int[]) as w(n, term, block, start, size)
     join archive_terms t on t.agency_id = $1 and t.block = w.block and t.term = w.term`,
    [
      agencyOf(tx),
      wanted.map(({ n }) => n),
      wanted.map(({ term }) => term),
      wanted.map(({ block }) => block),
      wanted.map(({ from }) => from + 1),
      wanted.map(({ from, until }) => until - from),
    ],
  );
  return byTerm(
    rows,
    ({ n }) => n,
    ({ bytes }) => bytes,
  );
}

/** Where in a long row a stretch's bytes lie; a row that is not kept in parts is read whole. */
function lying({ rows, low, high }: Stretch, term: string): { from: number; until: number } {
  const { bytes, length } = rows.get(term) ?? { bytes: Buffer.alloc(0), length: 0 };
  const starts = partStarts(bytes, length);
  return { from: starts?.[low] ?? 0, until: starts ? (starts[high] ?? length) : length };
}

function docsOf(stretch: Stretch, term: string, read: Buffer | undefined) {
  const row = stretch.rows.get(term);
  if (!row) return undefined;
  const { at, block } = asBlock(stretch);
  if (!isRead(row) && !read) return "unread";
  const starts = isRead(row) ? undefined : partStarts(row.bytes, row.length);
  if (!starts || !read)
    return setOf({ ...row, bytes: read ?? row.bytes }, stretch.block.size).slice(at, block.size);
  const begin = starts[stretch.low] ?? 0;
  const pieces: Buffer[] = [];
  for (let part = stretch.low; part < stretch.high; part++)
    pieces.push(read.subarray((starts[part] ?? 0) - begin, (starts[part + 1] ?? 0) - begin));
  return unpackPieces(pieces, block.size);
}

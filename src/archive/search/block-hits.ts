import { agencyOf, type TxCtx } from "#platform/context.ts";
import type { Block } from "./block.ts";
import { candidatesOf, type Candidates, type DocsOf } from "./candidates.ts";
import { termsIn } from "./compiling.ts";
import { DocSet } from "./doc-set.ts";
import { unpackPlaces } from "./packing.ts";
import type { Plan } from "./plan.ts";

/** Rows of more bytes a record are fetched only for blocks in which the smaller ones leave something to find. */
const smallShare = 500 / 65_536;
/** So many blocks' larger rows are fetched together, and at first so many. */
const togetherMax = 12;
const togetherMin = 3;
const fewTexts = 16;
/** Rows that are asked for at first: of a rare word those of many blocks, most of which hold nothing; of a beginning few. */
const rowsAtFirst = 72;
const blocksAtFirstMax = 24;
/** Later so many times as many blocks each time. */
const more = 4;
const blocksMax = 192;
/** The newest blocks, of so many records together, are asked for with their larger rows: a common word is found there. */
const freshMax = 262_144;

/** What one block may hold, the newest block first. */
export interface BlockHits {
  block: Block;
  docs: DocSet;
  /** Its places need not be read to be sure. */
  isExact: boolean;
  isTail: boolean;
}

/** What each block may hold, from what is not indexed yet to the oldest; blocks with nothing are left out. */
export async function* blockHits(
  tx: TxCtx,
  plan: Plan,
  before: number | undefined,
): AsyncGenerator<BlockHits> {
  const { tail } = plan.reach;
  const newest: Block = { block: -1, first: tail.first, size: tail.builder.size };
  const inTail = candidatesOf(plan.whole, newest, (term) => tail.builder.docs(term));
  const tailHits = cut({ block: newest, ...inTail, isTail: true }, before);
  if (!tailHits.docs.isEmpty()) yield tailHits;
  const terms = [...new Set(termsIn(plan.whole))];
  let many = Math.max(1, Math.min(blocksAtFirstMax, Math.floor(rowsAtFirst / terms.length)));
  for (let at = 0; at < plan.blocks.length;) {
    const some = plan.blocks.slice(at, at + many);
    const hits = stepHits(tx, plan, terms, some, at === 0 ? freshOf(some) : 0);
    at += some.length;
    many = Math.min(blocksMax, many * more);
    for await (const found of hits) {
      const left = cut(await inRange(tx, plan, found), before);
      if (!left.docs.isEmpty()) yield left;
    }
  }
}

/** How many of these blocks, the newest first, are fresh; the first is in any case. */
function freshOf(blocks: readonly Block[]): number {
  let records = 0;
  const end = blocks.findIndex(({ size }, at) => (records += size) > freshMax && at > 0);
  return end < 0 ? blocks.length : end;
}

interface Looked {
  block: Block;
  terms: ReadonlyMap<string, Buffer | null>;
  found: Candidates;
}

/** What is sure goes out as it is found; of other blocks the larger rows are read, of more of them together each time. */
async function* stepHits(
  tx: TxCtx,
  plan: Plan,
  terms: readonly string[],
  blocks: readonly Block[],
  fresh: number,
): AsyncGenerator<BlockHits> {
  const largest = (at: number) => (at < fresh ? Infinity : smallShare);
  const known = await termsOfBlocks(tx, terms, blocks, largest);
  let together = togetherMin;
  let waiting: Looked[] = [];
  for (const block of blocks) {
    const its = known.get(block.block) ?? new Map<string, Buffer | null>();
    const found = candidatesOf(plan.whole, block, docsIn(its, block.size));
    if (found.docs.isEmpty()) continue;
    if (waiting.length === 0 && !isWorthReading(its, found.docs)) {
      yield { block, ...found, isTail: false };
      continue;
    }
    waiting.push({ block, terms: its, found });
    if (waiting.length < together) continue;
    yield* await readTogether(tx, plan, waiting);
    waiting = [];
    together = togetherMax;
  }
  yield* await readTogether(tx, plan, waiting);
}

async function readTogether(
  tx: TxCtx,
  plan: Plan,
  looked: readonly Looked[],
): Promise<BlockHits[]> {
  const unsure = looked.filter((one) => isWorthReading(one.terms, one.found.docs));
  const rest = await termsOfBlocks(
    tx,
    [...new Set(unsure.flatMap((one) => unreadIn(one.terms)))],
    unsure.map(({ block }) => block),
    () => Infinity,
  );
  return looked.map(({ block, terms, found }) => {
    const larger = rest.get(block.block);
    const docs = larger && docsIn(new Map([...terms, ...larger]), block.size);
    const sure = docs ? candidatesOf(plan.whole, block, docs) : found;
    return { block, ...sure, isTail: false };
  });
}

function unreadIn(terms: ReadonlyMap<string, Buffer | null>): string[] {
  return [...terms].flatMap(([term, docs]) => (docs === null ? [term] : []));
}

/** Few texts are opened sooner than large rows are fetched; but a text does not tell what it is filed under. */
function isWorthReading(terms: ReadonlyMap<string, Buffer | null>, docs: DocSet): boolean {
  const unread = unreadIn(terms);
  if (unread.length === 0) return false;
  return unread.some((term) => term.startsWith(":")) || docs.count() > fewTexts;
}

function docsIn(terms: ReadonlyMap<string, Buffer | null>, size: number): DocsOf {
  return (term) => {
    const docs = terms.get(term);
    if (docs === null) return "unread";
    return docs && unpackPlaces(docs, size);
  };
}

/** The rows of some terms in some blocks; null where a row has more bytes for each record of its block than asked for. */
async function termsOfBlocks(
  tx: TxCtx,
  terms: readonly string[],
  blocks: readonly Block[],
  largest: (at: number) => number,
): Promise<Map<number, Map<string, Buffer | null>>> {
  if (terms.length === 0 || blocks.length === 0) return new Map();
  const rows = await tx.tx.raw<{ term: string; block: number; docs: Buffer | null }>(
    `select t.term, t.block::float8 as block, case when octet_length(t.docs) <= b.largest then t.docs end as docs
     from unnest($3::bigint[], $4::float8[]) as b(block, largest)
     join archive_terms t on t.agency_id = $1 and t.block = b.block and t.term = any($2::text[])`,
    [
      agencyOf(tx),
      [...terms],
      blocks.map(({ block }) => block),
      blocks.map(({ size }, at) => size * largest(at)),
    ],
  );
  const found = new Map<number, Map<string, Buffer | null>>();
  for (const { term, block, docs } of rows) {
    const its = found.get(block) ?? new Map<string, Buffer | null>();
    its.set(term, docs);
    found.set(block, its);
  }
  return found;
}

/** Of a block at the edge of the time that was asked for only the leaves within it. */
async function inRange(tx: TxCtx, { times }: Plan, found: BlockHits): Promise<BlockHits> {
  if (found.isTail || (times.from === undefined && times.until === undefined)) return found;
  const { first, size } = found.block;
  const [range] = await tx.tx.raw<{ low: number | null; high: number | null }>(
    `select min(leaf)::float8 as low, max(leaf)::float8 as high from archive_leaves
     where agency_id = $1 and leaf >= $2 and leaf < $3
       and captured_at >= coalesce($4::timestamptz, '-infinity') and captured_at <= coalesce($5::timestamptz, 'infinity')`,
    [agencyOf(tx), first, first + size, times.from ?? null, times.until ?? null],
  );
  if (!range || range.low === null || range.high === null)
    return { ...found, docs: DocSet.none(size) };
  return {
    ...found,
    docs: found.docs.and(DocSet.run(size, range.low - first, range.high - first)),
  };
}

function cut(found: BlockHits, before: number | undefined): BlockHits {
  const { first, size } = found.block;
  if (before === undefined || before >= first + size) return found;
  if (before <= first) return { ...found, docs: DocSet.none(size) };
  return { ...found, docs: found.docs.and(DocSet.run(size, 0, before - 1 - first)) };
}

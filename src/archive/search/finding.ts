import { agencyOf, type TxCtx } from "#platform/context.ts";
import { limit } from "#platform/limits.ts";
import { openBody, textPart } from "../records.ts";
import type { Block } from "./block.ts";
import { candidatesOf, type DocsOf } from "./candidates.ts";
import { termsIn } from "./compiling.ts";
import { DocSet } from "./doc-set.ts";
import { matches } from "./matching.ts";
import { unpackPlaces } from "./packing.ts";
import type { Plan } from "./plan.ts";
import { rowsOfIds, rowsOfPlaces, type IndexRow } from "./reading.ts";
import { tokensOf } from "./tokens.ts";

const lookedMax = limit(
  "archive.looked-through",
  20_000,
  "records",
  "read for one page of a search that the index alone cannot answer; the next page goes on",
);
const readAtOnce = 64;
/** Rows of more bytes a record are fetched only for blocks in which the smaller ones leave something to find. */
const smallShare = 500 / 65_536;
/** So many blocks' larger rows are fetched together. */
const togetherMax = 12;
const fewTexts = 16;
/** How many blocks are asked for at once: a common word is found in the first, a rare one is looked for in all. */
const steps = [1, 3, 12, 48, 192];

export interface Hit {
  /** Its leaf, or the one that it will have. */
  place: number;
  row: IndexRow;
  text: string;
}

/** What one block may hold, the newest block first. */
export interface BlockHits {
  block: Block;
  docs: DocSet;
  /** Its places need not be read to be sure. */
  isExact: boolean;
  isTail: boolean;
}

/** A place of the log that may hold a hit. */
interface Place {
  place: number;
  isExact: boolean;
}

/**
 * The newest hits before a place, at most `max`, and of each what is to be kept of it. `stoppedAt`: so much was looked
 * through, and older ones may follow.
 */
export async function newestHits<Kept>(
  tx: TxCtx,
  plan: Plan,
  { before, max }: { before: number | undefined; max: number },
  keep: (hit: Hit) => Kept,
): Promise<{ hits: Kept[]; stoppedAt: number | undefined }> {
  const hits: Kept[] = [];
  let looked = 0;
  // Rare things lie in many blocks, a few in each: their rows are asked for together.
  let waiting: Place[] = [];
  const lookAt = async (places: readonly Place[]) => {
    for await (const hit of hitsAmong(tx, plan, places)) hits.push(keep(hit));
    if (isReadAnyway(plan) || places.some(({ isExact }) => !isExact)) looked += places.length;
  };
  for await (const { block, docs, isExact } of blockHits(tx, plan, before)) {
    for (const place of docs.newestFirst()) {
      waiting.push({ place: block.first + place, isExact });
      if (waiting.length < (isExact && !isReadAnyway(plan) ? max - hits.length : readAtOnce))
        continue;
      await lookAt(waiting);
      waiting = [];
      if (hits.length >= max) return { hits: hits.slice(0, max), stoppedAt: undefined };
      if (looked >= lookedMax) return { hits, stoppedAt: block.first + place };
    }
  }
  await lookAt(waiting);
  return { hits: hits.slice(0, max), stoppedAt: undefined };
}

function isReadAnyway({ times, marks }: Plan): boolean {
  return Object.keys(times).length > 0 || marks.length > 0;
}

/**
 * Everything that a search finds, block by block, each with the places that are sure; stops when more than `max` were found.
 * What the index alone cannot tell is read.
 */
export async function* sureHits(tx: TxCtx, plan: Plan, max: number): AsyncGenerator<BlockHits> {
  let count = 0;
  for await (const found of blockHits(tx, plan, undefined)) {
    const docs =
      found.isExact && !isReadAnyway(plan) ? found.docs : await read(tx, plan, found, max - count);
    count += docs.count();
    yield { ...found, docs, isExact: true };
    if (count > max) return;
  }
}

async function read(tx: TxCtx, plan: Plan, found: BlockHits, left: number): Promise<DocSet> {
  const { block, isExact } = found;
  const sure: number[] = [];
  const places = [...found.docs.newestFirst()].map((one) => ({
    place: block.first + one,
    isExact,
  }));
  let count = 0;
  for (let at = 0; at < places.length && count <= left; at += readAtOnce * 8) {
    for await (const { place } of hitsAmong(tx, plan, places.slice(at, at + readAtOnce * 8))) {
      sure.push(place - block.first);
      count += 1;
    }
  }
  return DocSet.of(
    block.size,
    sure.sort((a, b) => a - b),
  );
}

/** Of some places, the newest first, those that are found indeed; a page of them is in memory at a time. */
async function* hitsAmong(tx: TxCtx, plan: Plan, places: readonly Place[]): AsyncGenerator<Hit> {
  const exact = new Set(places.filter(({ isExact }) => isExact).map(({ place }) => place));
  const pages = rowsAt(
    tx,
    plan,
    places.map(({ place }) => place),
  );
  for await (const rows of pages) {
    const hits: Hit[] = [];
    for (const { place, row } of rows) {
      if (!isInTime(plan, row)) continue;
      const text = textPart((await openBody(tx, row)).parts, "text");
      if (!exact.has(place) && plan.words && !matches(plan.words, tokensOf(text))) continue;
      hits.push({ place, row, text });
    }
    yield* await marked(tx, plan, hits);
  }
}

async function* rowsAt(
  tx: TxCtx,
  { reach: { tail } }: Plan,
  places: readonly number[],
): AsyncGenerator<{ place: number; row: IndexRow }[]> {
  const docs = places.flatMap((place) => {
    const doc = tail.docs[place - tail.first];
    return doc ? [{ ...doc, place }] : [];
  });
  const at = new Map(docs.map(({ id, place }) => [id, place]));
  const recent = rowsOfIds(
    tx,
    docs.map(({ id }) => id),
    docs.map(({ capturedAt }) => capturedAt),
  );
  for await (const rows of recent) yield rows.map((row) => ({ place: at.get(row.id) ?? 0, row }));
  const older = rowsOfPlaces(
    tx,
    places.filter((place) => place < tail.first),
  );
  for await (const rows of older) yield rows.map((row) => ({ place: row.leaf ?? 0, row }));
}

function isInTime({ times }: Plan, row: IndexRow): boolean {
  const { from, until, occurredFrom, occurredUntil } = times;
  return (
    (from === undefined || row.captured_at >= from) &&
    (until === undefined || row.captured_at <= until) &&
    (occurredFrom === undefined || row.occurred_at >= occurredFrom) &&
    (occurredUntil === undefined || row.occurred_at <= occurredUntil)
  );
}

/** Those that bear the marks that were asked for, as the slice says that keeps them. */
async function marked(tx: TxCtx, { marks }: Plan, hits: Hit[]): Promise<Hit[]> {
  let left = hits;
  for (const { mark, isWanted } of marks) {
    const bearing = await mark.among(
      tx,
      left.map(({ row }) => row.id),
    );
    left = left.filter(({ row }) => bearing.has(row.id) === isWanted);
  }
  return left;
}

/** What each block may hold, from what is not indexed yet to the oldest; blocks with nothing are left out. */
async function* blockHits(
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
  let at = 0;
  for (let step = 0; at < plan.blocks.length; step++) {
    const some = plan.blocks.slice(at, at + (steps[step] ?? 192));
    at += some.length;
    for await (const found of stepHits(tx, plan, terms, some, step === 0)) {
      const left = cut(await inRange(tx, plan, found), before);
      if (!left.docs.isEmpty()) yield left;
    }
  }
}

async function* stepHits(
  tx: TxCtx,
  plan: Plan,
  terms: readonly string[],
  blocks: readonly Block[],
  isFirst: boolean,
): AsyncGenerator<BlockHits> {
  const known = await termsOfBlocks(tx, terms, blocks, isFirst ? undefined : smallShare);
  const left = blocks.flatMap((block) => {
    const its = known.get(block.block) ?? new Map<string, Buffer | null>();
    const found = candidatesOf(plan.whole, block, docsIn(its, block.size));
    return found.docs.isEmpty() ? [] : [{ block, its, found }];
  });
  for (let at = 0; at < left.length; at += togetherMax) {
    const some = left.slice(at, at + togetherMax);
    const unsure = some.filter((one) => isWorthReading(one.its, one.found.docs));
    const unread = new Set(unsure.flatMap(({ its }) => unreadIn(its)));
    const rest = await termsOfBlocks(
      tx,
      [...unread],
      unsure.map(({ block }) => block),
      undefined,
    );
    for (const { block, its, found } of some) {
      const more = rest.get(block.block);
      const sure = more
        ? candidatesOf(plan.whole, block, docsIn(new Map([...its, ...more]), block.size))
        : found;
      yield { block, ...sure, isTail: false };
    }
  }
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
  largestShare: number | undefined,
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
      blocks.map(({ size }) => (largestShare === undefined ? Infinity : size * largestShare)),
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

import type { TxCtx } from "#platform/context.ts";
import { limit } from "#platform/limits.ts";
import { openerOf, textPart } from "../records.ts";
import type { Block } from "./block.ts";
import { blockHits, type BlockHits } from "./block-hits.ts";
import { DocSet } from "./doc-set.ts";
import { matches } from "./matching.ts";
import type { Plan } from "./plan.ts";
import { rowsOfIds, rowsOfPlaces, type IndexRow } from "./reading.ts";
import { tokensOf } from "./tokens.ts";

const lookedMax = limit(
  "archive.looked-through",
  20_000,
  "records",
  "read for one page of a search that the index alone cannot answer; the next page goes on",
);
/** Texts that may be hits: so many are read first, then as many as it should take by what those were, within bounds. */
const readFirst = 56;
const readLeast = 24;
const readMost = 256;
const margin = 1.1;

export interface Hit {
  /** Its leaf, or the one that it will have. */
  place: number;
  row: IndexRow;
  /** Its words, opened when they are first asked for. */
  text: () => string;
}

/** A place of the log that may hold a hit. */
interface Place {
  place: number;
  isExact: boolean;
  /** In which it lies. */
  block: Block;
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
  let readNext = readFirst;
  // Rare things lie in many blocks, a few in each: their rows are asked for together.
  let waiting: Place[] = [];
  const lookAt = async (places: readonly Place[]) => {
    for await (const hit of hitsAmong(tx, plan, places)) hits.push(keep(hit));
    if (!isReadAnyway(plan) && places.every(({ isExact }) => isExact)) return;
    looked += places.length;
    const each = hits.length / looked;
    const enough = each > 0 ? Math.ceil((margin * (max - hits.length)) / each) : readNext * 2;
    readNext = Math.max(readLeast, Math.min(readMost, enough));
  };
  for await (const { block, docs, isExact } of blockHits(tx, plan, before)) {
    for (const place of docs.newestFirst()) {
      waiting.push({ place: block.first + place, isExact, block });
      if (waiting.length < (isExact && !isReadAnyway(plan) ? max - hits.length : readNext))
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
    block,
  }));
  let count = 0;
  for (let at = 0; at < places.length && count <= left; at += readMost * 2) {
    for await (const { place } of hitsAmong(tx, plan, places.slice(at, at + readMost * 2))) {
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
  const pages = rowsAt(tx, plan, places);
  const open = await openerOf(tx);
  for await (const rows of pages) {
    const hits: Hit[] = [];
    for (const { place, row } of rows) {
      if (!isInTime(plan, row)) continue;
      const text = once(() => textPart(open(row).parts, "text"));
      if (!exact.has(place) && plan.words && !matches(plan.words, tokensOf(text()))) continue;
      hits.push({ place, row, text });
    }
    yield* await marked(tx, plan, hits);
  }
}

function once(make: () => string): () => string {
  let made: string | undefined;
  return () => (made ??= make());
}

async function* rowsAt(
  tx: TxCtx,
  { reach: { tail } }: Plan,
  places: readonly Place[],
): AsyncGenerator<{ place: number; row: IndexRow }[]> {
  const docs = places.flatMap(({ place }) => {
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
  const indexed = places.filter(({ place }) => place < tail.first);
  const older = rowsOfPlaces(
    tx,
    indexed.map(({ place }) => place),
    timesOf(indexed),
  );
  for await (const rows of older) yield rows.map((row) => ({ place: row.leaf ?? 0, row }));
}

/** From when until when the blocks of some places are. */
function timesOf(places: readonly Place[]): Block["times"] {
  let all: Block["times"];
  for (const block of new Set(places.map((one) => one.block))) {
    if (!block.times) return undefined;
    const [from, until] = block.times;
    all = all ? [from < all[0] ? from : all[0], until > all[1] ? until : all[1]] : block.times;
  }
  return all;
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

import { agencyOf, type TxCtx } from "#platform/context.ts";
import type { Block } from "./block.ts";
import { candidatesOf, type Candidates } from "./candidates.ts";
import { termsIn } from "./compiling.ts";
import { DocSet } from "./doc-set.ts";
import { partsOf } from "./packing.ts";
import type { Plan } from "./plan.ts";
import {
  asBlock,
  docsIn,
  readStretches,
  rowsOfTerms,
  unreadIn,
  type Stretch,
  type TermRows,
} from "./term-rows.ts";

/** So many parts of long rows are read together at first, and at most. */
const partsMin = 8;
const partsMax = 512;
/** A page of results, and the parts that are read together at most for what may be in them. */
const wanted = 51;
const partsMost = 48;
const margin = 1.25;
const fewTexts = 16;
/** Rows that are asked for at first: of a rare word those of many blocks, most of which hold nothing; of a beginning few. */
const rowsAtFirst = 72;
const blocksAtFirstMax = 24;
/** Later so many times as many each time. */
const more = 4;
const blocksMax = 192;
/** The newest blocks, of so many records together, are asked for with their long rows: a common word is found there. */
const recentMax = 131_072;

/** What a block, or a stretch of it, may hold, the newest first. */
export interface BlockHits {
  block: Block;
  /** Where in its block a stretch begins. */
  at: number;
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
  const tailHits = cut({ block: newest, at: 0, ...inTail, isTail: true }, before);
  if (!tailHits.docs.isEmpty()) yield tailHits;
  const terms = [...new Set(termsIn(plan.whole))];
  const pace = new Pace();
  let many = Math.max(1, Math.min(blocksAtFirstMax, Math.floor(rowsAtFirst / terms.length)));
  for (let at = 0; at < plan.blocks.length;) {
    const some = plan.blocks.slice(at, at + many);
    const recent = at === 0 ? recentOf(some) : 0;
    const hits = stepHits(tx, plan, { terms, blocks: some, recent }, pace);
    at += some.length;
    many = Math.min(blocksMax, many * more);
    for await (const found of hits) {
      const left = cut(await inRange(tx, plan, found), before);
      if (!left.docs.isEmpty()) yield left;
    }
  }
}

/** How many of these blocks, the newest first, are recent. */
function recentOf(blocks: readonly Block[]): number {
  let records = 0;
  const end = blocks.findIndex(({ size }) => (records += size) > recentMax);
  return end < 0 ? blocks.length : end;
}

/** How many parts of long rows are read together next. Searches for the newest need few, rare things many. */
class Pace {
  #least = partsMin;
  #looked = 0;
  #found = 0;

  /** So many as hold what is still wanted, if there is as much in them as in those looked at so far. */
  get parts(): number {
    const each = this.#found / Math.max(1, this.#looked);
    const enough = each > 0 ? Math.ceil((margin * (wanted - this.#found)) / each) : 0;
    return Math.max(this.#least, Math.min(partsMost, enough));
  }

  note({ low, high }: Stretch, { docs }: Candidates): void {
    this.#looked += high - low;
    this.#found += docs.count();
  }

  /** They did not hold enough. */
  widen(): void {
    this.#least = Math.min(partsMax, this.#least * more);
  }
}

/** Parts of a block, what they may hold as far as is known, and whether it pays to read its long rows there. */
interface Looked extends Stretch {
  found: Candidates;
  isUnsure: boolean;
}

/** What is sure goes out as it is found; of other blocks the long rows are read where they matter, more of them each time. */
async function* stepHits(
  tx: TxCtx,
  plan: Plan,
  { terms, blocks, recent }: { terms: readonly string[]; blocks: readonly Block[]; recent: number },
  pace: Pace,
): AsyncGenerator<BlockHits> {
  const known = await rowsOfTerms(tx, terms, blocks, recent);
  let waiting: Looked[] = [];
  let full = pace.parts;
  let room = full;
  for (const block of blocks) {
    for (const one of looked(plan, block, known.get(block.block) ?? new Map(), () => room)) {
      waiting.push(one);
      if (one.isUnsure) room -= one.high - one.low;
      if (room > 0 && room < full) continue;
      yield* await readTogether(tx, plan, waiting, pace);
      waiting = [];
      if (room <= 0) pace.widen();
      room = full = pace.parts;
    }
  }
  yield* await readTogether(tx, plan, waiting, pace);
}

/** What a block may hold, the newest first: at once where nothing is to be read, else by as many parts as there is room for. */
function* looked(plan: Plan, block: Block, rows: TermRows, room: () => number): Generator<Looked> {
  const found = candidatesOf(plan.whole, block, docsIn(rows, block));
  if (found.docs.isEmpty()) return;
  const unread = unreadIn(rows, plan.whole);
  if (!isWorthReading(unread, found.docs)) {
    yield { block, rows, unread, low: 0, high: partsOf(block.size), found, isUnsure: false };
    return;
  }
  for (let high = partsOf(block.size), low = high; high > 0; high = low) {
    low = Math.max(0, high - room());
    const stretch = { block, rows, unread, low, high };
    const { at, block: its } = asBlock(stretch);
    const docs = found.docs.slice(at, its.size);
    const isUnsure = isWorthReading(unread, docs);
    if (!docs.isEmpty()) yield { ...stretch, found: { ...found, docs }, isUnsure };
  }
}

async function readTogether(
  tx: TxCtx,
  plan: Plan,
  all: readonly Looked[],
  pace: Pace,
): Promise<BlockHits[]> {
  const read = await readStretches(
    tx,
    all.filter(({ isUnsure }) => isUnsure),
  );
  return all.map((one) => {
    const its = asBlock(one);
    const docsOf = one.isUnsure ? read.shift() : undefined;
    const found = docsOf ? candidatesOf(plan.whole, its.block, docsOf) : one.found;
    pace.note(one, found);
    return { ...its, ...found, isTail: false };
  });
}

/** Few texts are opened sooner than long rows are fetched; but a text does not tell what it is filed under. */
function isWorthReading(unread: readonly string[], docs: DocSet): boolean {
  if (unread.length === 0) return false;
  return unread.some((term) => term.startsWith(":")) || docs.count() > fewTexts;
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

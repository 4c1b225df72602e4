import { agencyOf, type TxCtx } from "#platform/context.ts";
import type { Database } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { BlockBuilder, type Block } from "./block.ts";
import { blockSize, isStemmed } from "./indexing.ts";
import { rowsOfIds, termsOf } from "./reading.ts";
import { stemOf, stemsOf } from "./stems.ts";
import type { DocTerms } from "./terms.ts";
import { withoutAccents } from "./tokens.ts";

const tailMax = limit(
  "archive.tail",
  3 * blockSize,
  "records",
  "not in the index yet and searched in memory",
);
const tailsMax = limit("archive.tails", 16, "agencies", "whose newest records a process remembers");
const openedAtOnce = 1_024;

const nothing: DocTerms = { terms: [], heaps: [] };

interface TailDoc {
  id: string;
  capturedAt: string;
}

/**
 * The newest records of an agency, those that are in no block yet: searched in memory, and so found with the very next
 * search. The last of them may still wait for their place in the log; they come after those that have one.
 */
export class Tail {
  readonly first: number;
  /** How often records were destroyed when it was read: what it knew before is not to be used again. */
  readonly erasures: number;
  readonly docs: TailDoc[] = [];
  readonly builder = new BlockBuilder();
  /** How many of them have their place in the log. */
  sequenced = 0;
  readonly #forms = new Map<string, Set<string>>();
  readonly #terms: DocTerms[] = [];

  constructor(first: number, erasures: number) {
    this.first = first;
    this.erasures = erasures;
  }

  formsOf(stem: string): Iterable<string> {
    return this.#forms.get(stem) ?? [];
  }

  beginningWith(start: string): string[] {
    return [...this.builder.terms()].filter((term) => term.startsWith(start));
  }

  /** Holds exactly these, or their beginning. */
  isBeginningOf(wanted: readonly TailDoc[]): boolean {
    return this.docs.every(({ id }, at) => wanted[at]?.id === id);
  }

  /** Adds what it does not hold yet, from what another tail knows of it or else opened. */
  async extend(tx: TxCtx, wanted: readonly TailDoc[], other?: Tail): Promise<void> {
    const known = new Map(other?.docs.map(({ id }, at) => [id, other.#terms[at] ?? nothing]));
    for (let at = this.docs.length; at < wanted.length; at = this.docs.length) {
      const some = wanted.slice(at, at + openedAtOnce);
      const unknown = some.filter(({ id }) => !known.has(id));
      const pages = rowsOfIds(
        tx,
        unknown.map(({ id }) => id),
        unknown.map(({ capturedAt }) => capturedAt),
      );
      for await (const rows of pages) {
        const opened = await termsOf(tx, rows);
        for (const [place, { id }] of rows.entries()) known.set(id, opened[place] ?? nothing);
      }
      await this.#add(
        tx,
        some,
        some.map(({ id }) => known.get(id) ?? nothing),
      );
    }
  }

  async #add(tx: TxCtx, docs: readonly TailDoc[], terms: readonly DocTerms[]): Promise<void> {
    const words = terms.flatMap((one) => one.terms).filter(isStemmed);
    const stem = await stemsOf(tx, words);
    for (const word of words) {
      const stemmed = stem(word);
      const forms = this.#forms.get(stemmed);
      if (forms) forms.add(word);
      else this.#forms.set(stemmed, new Set([word]));
    }
    for (const [at, doc] of docs.entries()) {
      this.builder.add(terms[at] ?? nothing);
      this.docs.push(doc);
      this.#terms.push(terms[at] ?? nothing);
    }
  }
}

/** By database, then by agency: one process may run over several installations in turn. */
const tails = new WeakMap<Database, Map<string, Promise<Tail>>>();

/** How far the index of an agency is, what lies in it, and what beyond it. */
export interface Reach {
  tail: Tail;
  /** The newest first. */
  blocks: readonly Block[];
  /** Records that have their place in the log, and how many of those a search sees. */
  total: number;
  covered: number;
  /** Every word of the index that has the stem of one that was asked for. */
  forms: readonly (readonly [term: string, stem: string])[];
}

/**
 * Brings the tail up to this moment, as this transaction sees it, one at a time; and says in the same breath which words
 * of the index have the stems of these.
 */
export async function reachOf(tx: TxCtx, words: readonly string[]): Promise<Reach> {
  const agencyId = agencyOf(tx);
  const known = tails.get(tx.db) ?? new Map<string, Promise<Tail>>();
  tails.set(tx.db, known);
  const before = known.get(agencyId);
  const next = (async () => advanced(tx, await before?.catch(() => undefined), words))();
  const tail = next.then((reach) => reach.tail);
  // Whoever comes next starts from what stood before, when this one failed.
  tail.catch(() => known.delete(agencyId));
  known.delete(agencyId);
  known.set(agencyId, tail);
  const [oldest] = known.keys();
  if (known.size > tailsMax && oldest !== undefined) known.delete(oldest);
  return next;
}

/**
 * All in one statement: what gets its place, or comes into a block, meanwhile is seen once. The first new leaf is named
 * and not computed: behind the fence of row-level security a computed bound would not be looked up but compared with all.
 */
const standing = `
  select s.size::float8 as size, s.erasures::float8 as erasures, s.total::float8 as total,
    (select coalesce(json_agg(json_build_array(p.captured_at, p.ids) order by p.id), '[]') from (
      select id, captured_at, ids from archive_pending where agency_id = $1 order by id desc limit ${tailMax}) p) as waiting,
    (select coalesce(json_agg(json_build_array(l.id, l.captured_at) order by l.leaf), '[]') from (
      select id, captured_at, leaf from archive_leaves where agency_id = $1 and leaf >= $2::bigint order by leaf limit ${tailMax}) l) as leaves,
    (select coalesce(json_agg(json_build_array(b.block, b.first, b.size, b.from_at, b.until_at) order by b.first desc), '[]') from archive_blocks b
      where b.agency_id = $1 and b.retired_at is null) as blocks,
    (select coalesce(json_agg(json_build_array(w.term, w.stem)), '[]') from archive_words w
      where w.agency_id = $1 and w.stem = any(array(select ${stemOf("a.word")} from unnest($3::text[]) as a(word)))) as forms
  from (select coalesce(i.size, 0) as size, coalesce(i.erasures, 0) as erasures, coalesce(l.size, 0) as total
    from (select $1::uuid as agency_id) a left join archive_indexes i on i.agency_id = a.agency_id
    left join archive_logs l on l.agency_id = a.agency_id) s`;

interface Standing {
  [column: string]: unknown;
  size: number;
  erasures: number;
  total: number;
  waiting: [capturedAt: string, ids: string[]][];
  leaves: [id: string, capturedAt: string][];
  blocks: [block: number, first: number, size: number, fromAt: string, untilAt: string][];
  forms: [term: string, stem: string][];
}

async function standingFrom(tx: TxCtx, leaf: number, words: readonly string[]): Promise<Standing> {
  const [row] = await tx.tx.raw<Standing>(standing, [
    agencyOf(tx),
    leaf,
    words.map(withoutAccents),
  ]);
  if (!row) throw new Error("one row tells how the index stands");
  return row;
}

async function advanced(
  tx: TxCtx,
  before: Tail | undefined,
  words: readonly string[],
): Promise<Reach> {
  let from = before ? before.first + before.sequenced : 0;
  let row = await standingFrom(tx, from, words);
  const isOn = before?.first === row.size && before.erasures === row.erasures;
  if (!isOn)
    while (row.size !== from) {
      from = row.size;
      row = await standingFrom(tx, from, words);
    }
  const { size: first, erasures, total } = row;
  const known = before?.erasures === erasures ? before : undefined;
  const placed = [
    ...(isOn ? before.docs.slice(0, before.sequenced) : []),
    ...row.leaves.map(([id, capturedAt]) => ({ id, capturedAt })),
  ];
  const pending = row.waiting
    .flatMap(([capturedAt, ids]) => ids.map((id) => ({ id, capturedAt })))
    .slice(-tailMax);
  const wanted = [...placed, ...pending];
  const tail = isOn && before.isBeginningOf(wanted) ? before : new Tail(first, erasures);
  await tail.extend(tx, wanted, known);
  tail.sequenced = placed.length;
  return {
    tail,
    blocks: row.blocks.map(([block, start, size, ...times]) => ({
      block,
      first: start,
      size,
      times,
    })),
    total,
    covered: Math.min(total, first + placed.length),
    forms: row.forms,
  };
}

import { agencyOf, type TxCtx } from "#platform/context.ts";
import type { Database } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { BlockBuilder } from "./block.ts";
import { blockSize, isStemmed } from "./indexing.ts";
import { rowsOfIds, termsOf } from "./reading.ts";
import { stemsOf } from "./stems.ts";

const tailMax = limit(
  "archive.tail",
  3 * blockSize,
  "records",
  "not in the index yet and searched in memory",
);
const tailsMax = limit("archive.tails", 16, "agencies", "whose newest records a process remembers");
const openedAtOnce = 1_024;

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
  readonly #terms: string[][] = [];

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
    const known = new Map(other?.docs.map(({ id }, at) => [id, other.#terms[at] ?? []]));
    for (let at = this.docs.length; at < wanted.length; at = this.docs.length) {
      const some = wanted.slice(at, at + openedAtOnce);
      const unknown = some.filter(({ id }) => !known.has(id));
      const rows = await rowsOfIds(
        tx,
        unknown.map(({ id }) => id),
        unknown.map(({ capturedAt }) => capturedAt),
      );
      const opened = await termsOf(tx, rows);
      for (const [place, { id }] of rows.entries()) known.set(id, opened[place] ?? []);
      await this.#add(
        tx,
        some,
        some.map(({ id }) => known.get(id) ?? []),
      );
    }
  }

  async #add(tx: TxCtx, docs: readonly TailDoc[], terms: readonly string[][]): Promise<void> {
    const words = terms.flat().filter(isStemmed);
    const stem = await stemsOf(tx, words);
    for (const word of words) {
      const stemmed = stem(word);
      const forms = this.#forms.get(stemmed);
      if (forms) forms.add(word);
      else this.#forms.set(stemmed, new Set([word]));
    }
    for (const [at, doc] of docs.entries()) {
      this.builder.add(terms[at] ?? []);
      this.docs.push(doc);
      this.#terms.push(terms[at] ?? []);
    }
  }
}

/** By database, then by agency: one process may run over several installations in turn. */
const tails = new WeakMap<Database, Map<string, Promise<Tail>>>();

/** How far the index of an agency is, and what lies beyond it. */
export interface Reach {
  tail: Tail;
  /** Records that have their place in the log, and how many of those a search sees. */
  total: number;
  covered: number;
}

/** Brings the tail up to this moment, as this transaction sees it. One at a time. */
export async function reachOf(tx: TxCtx): Promise<Reach> {
  const agencyId = agencyOf(tx);
  const known = tails.get(tx.db) ?? new Map<string, Promise<Tail>>();
  tails.set(tx.db, known);
  const before = known.get(agencyId);
  let total = 0;
  const next = (async () => {
    const tail = await before?.catch(() => undefined);
    const done = await advanced(tx, tail);
    ({ total } = done);
    return done.tail;
  })();
  known.delete(agencyId);
  known.set(agencyId, next);
  const [oldest] = known.keys();
  if (known.size > tailsMax && oldest !== undefined) known.delete(oldest);
  const tail = await next;
  return { tail, total, covered: Math.min(total, tail.first + tail.sequenced) };
}

async function advanced(tx: TxCtx, before: Tail | undefined) {
  const agencyId = agencyOf(tx);
  // What waits is read first: what gets its place meanwhile is seen twice, never not at all.
  const waiting = await tx.tx.raw<{ captured_at: string; ids: string[] }>(
    `select captured_at::text, ids from archive_pending where agency_id = $1 order by id desc limit ${tailMax}`,
    [agencyId],
  );
  const [state] = await tx.tx.raw<{ size: number; erasures: number; total: number }>(
    `select coalesce(i.size, 0)::float8 as size, coalesce(i.erasures, 0)::float8 as erasures, coalesce(l.size, 0)::float8 as total
     from (select $1::uuid as agency_id) a left join archive_indexes i on i.agency_id = a.agency_id
     left join archive_logs l on l.agency_id = a.agency_id`,
    [agencyId],
  );
  const { size: first, erasures, total } = state ?? { size: 0, erasures: 0, total: 0 };
  const known = before?.erasures === erasures ? before : undefined;
  const isOn = known?.first === first;
  const leaves = await tx.tx.raw<{ id: string; captured_at: string }>(
    "select id, captured_at::text from archive_leaves where agency_id = $1 and leaf >= $2 and leaf < $3 order by leaf",
    [agencyId, first + (isOn ? known.sequenced : 0), first + tailMax],
  );
  const placed = [
    ...(isOn ? known.docs.slice(0, known.sequenced) : []),
    ...leaves.map((one) => ({ id: one.id, capturedAt: one.captured_at })),
  ];
  const seen = new Set(placed.map(({ id }) => id));
  const pending = waiting
    .reverse()
    .flatMap((one) => one.ids.map((id) => ({ id, capturedAt: one.captured_at })))
    .filter(({ id }) => !seen.has(id))
    .slice(-tailMax);
  const wanted = [...placed, ...pending];
  const tail = isOn && known.isBeginningOf(wanted) ? known : new Tail(first, erasures);
  await tail.extend(tx, wanted, known);
  tail.sequenced = placed.length;
  return { tail, total };
}

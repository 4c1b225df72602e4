import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { foundAmong, idsFound, type SearchQuery } from "#archive";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { legalHolds } from "./tables.ts";

const byWordsMax = limit(
  "legal-holds.by-words",
  50_000,
  "records",
  "that a hold's words find; of more, all that its other conditions span are shown as held",
);

/** A hold that stands and has words; what it covers is decided by the texts. */
type WordHold = typeof legalHolds.$inferSelect & { words: string };

/** Holds by words, with what their words find. What cannot be told for sure is held. */
export interface HeldByWords {
  ids: readonly string[];
  /** Holds whose words were not looked for to the end: everything that they span is held. */
  unsure: readonly string[];
}

/** SQL: a hold `h` keeps the record `r`, by name or by what it spans. $n: ids found by words, $m: holds that are unsure. */
export function isHeld(ids: string, unsure: string): string {
  return `(r.id = any(${ids}::uuid[]) or exists (
    select from legal_holds h where h.agency_id = r.agency_id and h.released_at is null
      and (legal_hold_names(h, r) or legal_hold_spans(h, r) and (h.words is null or h.id = any(${unsure}::uuid[])))))`;
}

async function wordHolds(tx: TxCtx): Promise<WordHold[]> {
  const rows = await tx.tx
    .select()
    .from(legalHolds)
    .where(
      and(
        eq(legalHolds.agencyId, agencyOf(tx)),
        isNull(legalHolds.releasedAt),
        isNotNull(legalHolds.words),
      ),
    );
  return rows.flatMap((row) => (row.words === null ? [] : [{ ...row, words: row.words }]));
}

/** What the words of every standing hold find in the whole archive, by its index. */
export async function heldByWords(tx: TxCtx): Promise<HeldByWords> {
  const found = new Set<string>();
  const unsure: string[] = [];
  for (const hold of await wordHolds(tx)) {
    const ids = await idsOf(tx, hold);
    if (ids) for (const id of ids) found.add(id);
    else unsure.push(hold.id);
  }
  return { ids: [...found], unsure };
}

/** Undefined: they cannot all be named. Words of another time that cannot be read any more hold everything they span. */
async function idsOf(tx: TxCtx, hold: WordHold): Promise<readonly string[] | undefined> {
  const { words, kind, direction, channelId, personId, occurredFrom, occurredUntil } = hold;
  const query: Record<string, unknown> = {
    words,
    kind,
    direction,
    channelId,
    personId,
    occurredFrom,
    occurredUntil,
  };
  const asked: SearchQuery = Object.fromEntries(
    Object.entries(query).filter(([, value]) => value !== null),
  );
  return idsFound(tx, asked, byWordsMax).catch(passUnreadable);
}

function passUnreadable(error: unknown): undefined {
  if (!(error instanceof Refusal)) throw error;
}

/**
 * Of some records, those pairs of a hold by words and a record whose text it does not find: read now, in this
 * transaction. What is not among them is held.
 */
export async function unheldByWords(
  tx: TxCtx,
  ids: readonly string[],
): Promise<{ hold: string; record: string }[]> {
  const pairs: { hold: string; record: string }[] = [];
  for (const { id: hold, words } of await wordHolds(tx)) {
    const found = await foundAmong(tx, words, ids).catch(passUnreadable);
    if (found)
      pairs.push(...ids.filter((id) => !found.has(id)).map((record) => ({ hold, record })));
  }
  return pairs;
}

/** Which records a hold that stands covers: what a search of the archive may ask for. */
export const underLegalHold = {
  async among(tx: TxCtx, ids: readonly string[]): Promise<ReadonlySet<string>> {
    const unheld = await unheldByWords(tx, ids);
    const rows = await tx.tx.raw<{ id: string }>(
      `select r.id from archive_records r where r.agency_id = $1 and r.id = any($2::uuid[])
         and exists (select from legal_holds h where h.agency_id = $1 and h.released_at is null
           and (legal_hold_names(h, r) or legal_hold_spans(h, r)
             and (h.words is null or (h.id, r.id) not in (select * from unnest($3::uuid[], $4::uuid[])))))`,
      [agencyOf(tx), [...ids], unheld.map(({ hold }) => hold), unheld.map(({ record }) => record)],
    );
    return new Set(rows.map(({ id }) => id));
  },
};

/** How many records each hold that stands covers now. */
export async function coveredBy(tx: TxCtx): Promise<Map<string, number>> {
  const found: { hold: string; ids: readonly string[] | undefined }[] = [];
  for (const hold of await wordHolds(tx)) found.push({ hold: hold.id, ids: await idsOf(tx, hold) });
  const told = found.flatMap(({ hold, ids }) => (ids ? [{ hold, ids }] : []));
  const rows = await tx.tx.raw<{ id: string; n: number }>(
    `select h.id, count(r.id)::int as n from legal_holds h
     join archive_records r on r.agency_id = h.agency_id and (legal_hold_names(h, r) or legal_hold_spans(h, r)
       and (h.words is null or h.id <> all($4::uuid[]) or (h.id, r.id) in (select * from unnest($2::uuid[], $3::uuid[]))))
     where h.agency_id = $1 and h.released_at is null group by h.id`,
    [
      agencyOf(tx),
      told.flatMap(({ hold, ids }) => ids.map(() => hold)),
      told.flatMap(({ ids }) => [...ids]),
      told.map(({ hold }) => hold),
    ],
  );
  return new Map(rows.map(({ id, n }) => [id, n]));
}

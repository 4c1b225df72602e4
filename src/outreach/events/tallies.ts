import { and, eq, inArray, sql } from "drizzle-orm";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { outreachEventSignUps, outreachEventTallies } from "./sign-up-tables.ts";

/** How many come: numbers alone. */
export interface Tally {
  signUps: number;
  people: number;
  waiting: number;
  gaveUp: number;
  needs: number;
  /** When addresses and needs were erased; the numbers stay. */
  erasedAt: string | null;
}

export const noTally: Tally = {
  signUps: 0,
  people: 0,
  waiting: 0,
  gaveUp: 0,
  needs: 0,
  erasedAt: null,
};

/** Counted from what is there; of what was erased, as it was counted then. */
export async function talliesOf(tx: TxCtx, ids: readonly string[]): Promise<Map<string, Tally>> {
  const tallies = new Map<string, Tally>();
  if (ids.length === 0) return tallies;
  const kept = await tx.tx
    .select()
    .from(outreachEventTallies)
    .where(
      and(
        eq(outreachEventTallies.agencyId, agencyOf(tx)),
        inArray(outreachEventTallies.eventId, [...ids]),
      ),
    );
  for (const { agencyId: _agency, eventId, ...row } of kept) tallies.set(eventId, row);
  const { eventId, state, people, hasNeed } = outreachEventSignUps;
  const rows = await tx.tx
    .select({
      eventId,
      signUps: sql<number>`count(*) filter (where ${state} = 'placed')::int`,
      people: sql<number>`coalesce(sum(${people}) filter (where ${state} = 'placed'), 0)::int`,
      waiting: sql<number>`coalesce(sum(${people}) filter (where ${state} = 'waiting'), 0)::int`,
      needs: sql<number>`count(*) filter (where ${hasNeed})::int`,
    })
    .from(outreachEventSignUps)
    .where(and(eq(outreachEventSignUps.agencyId, agencyOf(tx)), inArray(eventId, [...ids])))
    .groupBy(eventId);
  for (const { eventId: id, ...counts } of rows)
    tallies.set(id, { ...noTally, ...tallies.get(id), ...counts });
  return tallies;
}

export async function tallyOf(tx: TxCtx, id: string): Promise<Tally> {
  return (await talliesOf(tx, [id])).get(id) ?? noTally;
}

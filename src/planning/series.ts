import { and, eq, isNull } from "drizzle-orm";
import { authorize, ownAgency, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { comingPosts, drop, reconcile } from "./made.ts";
import { series, seriesExceptions } from "./schema.ts";
import { checkedSeries, type Series, type SeriesDraft } from "./series-draft.ts";

export const seriesMax = limit("series.active", 200, "series", "an agency plans at once");

export async function writeSeries(ctx: Ctx, given: SeriesDraft): Promise<Series> {
  return transact(ctx, async (tx) => {
    authorize(tx, "series.write");
    const rows = await activeSeries(tx);
    if (rows.length >= seriesMax)
      throw new Refusal("too-many-series", `There are ${seriesMax} series already. End one first.`);
    const { timeZone } = await ownAgency(tx);
    const { values, leftOut } = await checkedSeries(tx, given, timeZone);
    const [made] = await tx.tx
      .insert(series)
      .values({ agencyId: agencyOf(tx), id: tx.ids.uuid(), version: 1, ...values })
      .returning();
    const row = found(made, "series");
    await leaveOut(tx, row.id, leftOut);
    await tell(tx, "planning.series-written", row, { rule: row.rule });
    return row;
  });
}

/**
 * Changes a series. What is approved already keeps its words and its time; every other coming occurrence gets the
 * new ones, and with them a new hash to approve. The one who edits owns it from now on.
 */
export async function editSeries(
  ctx: Ctx,
  id: string,
  given: SeriesDraft,
  expected: number,
): Promise<Series> {
  return transact(ctx, async (tx) => {
    const known = await lockedSeries(tx, id);
    authorize(tx, "series.write");
    if (known.version !== expected)
      throw new Refusal(
        "series-changed",
        "Somebody else changed this series meanwhile. Reload to see it.",
        { status: 409 },
      );
    const { values, leftOut } = await checkedSeries(tx, given, known.zone);
    const [changed] = await tx.tx
      .update(series)
      .set({ ...values, version: known.version + 1 })
      .where(theSeries(tx, id))
      .returning();
    const row = found(changed, "series");
    await leaveOut(tx, row.id, leftOut);
    await reconcile(tx, row);
    await tell(tx, "planning.series-edited", row, { rule: row.rule });
    return row;
  });
}

/** Ends a series: what is not approved yet is discarded; what is approved is a post like any other. */
export async function endSeries(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const known = await lockedSeries(tx, id);
    authorize(tx, "series.write");
    for (const one of await comingPosts(tx, known)) await drop(tx, one);
    await tx.tx
      .update(series)
      .set({ endedAt: stamp(tx.clock.now()), endedBy: personOf(tx).personId })
      .where(theSeries(tx, id));
    await tell(tx, "planning.series-ended", known, {});
  });
}

/** Dates that the rule's own text leaves out. */
async function leaveOut(tx: TxCtx, seriesId: string, dates: readonly string[]): Promise<void> {
  if (dates.length === 0) return;
  const by = { madeBy: personOf(tx).personId, madeAt: stamp(tx.clock.now()) };
  await tx.tx
    .insert(seriesExceptions)
    .values(
      dates.map((occurrence) => ({
        agencyId: agencyOf(tx),
        seriesId,
        occurrence,
        movedTo: null,
        ...by,
      })),
    )
    .onConflictDoUpdate({
      target: [seriesExceptions.agencyId, seriesExceptions.seriesId, seriesExceptions.occurrence],
      set: { movedTo: null, ...by },
    });
}

function activeSeries(tx: TxCtx) {
  return tx.tx
    .select()
    .from(series)
    .where(and(eq(series.agencyId, agencyOf(tx)), isNull(series.endedAt)));
}

export async function lockedSeries(tx: TxCtx, id: string): Promise<Series> {
  const [row] = await tx.tx.select().from(series).where(theSeries(tx, id)).for("update");
  const known = found(row, "series");
  if (known.endedAt !== null)
    throw new Refusal("series-ended", "This series has ended.", { status: 409 });
  return known;
}

export function theSeries(tx: TxCtx, id: string) {
  return and(eq(series.agencyId, agencyOf(tx)), eq(series.id, id));
}

export async function tell(tx: TxCtx, kind: string, row: Series, facts: object): Promise<void> {
  await tx.happenings.tell(tx, {
    kind,
    subject: { kind: "series", id: row.id },
    facts: { title: row.title, version: row.version, ...facts },
  });
}

import { and, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { authorize, namesOf, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { dueOf } from "./due.ts";
import { erasableKinds, type Destruction } from "./erasers.ts";
import { dispositionItems, dispositions, retentionSeries } from "./tables.ts";
import { theSeries } from "./series.ts";

const listedMax = limit("disposition.listed", 200, "dispositions", "shown, the newest");
const insertMax = 2_000;
const itemsShown = limit("disposition.shown", 500, "records", "of one disposition on its page");

export type Disposition = typeof dispositions.$inferSelect;

/** Proposes to destroy what is due of a series. Somebody else must agree before anything is lost. */
export async function proposeDisposition(
  ctx: Ctx,
  destruction: Destruction,
  draft: { series: string; why: string },
): Promise<{ id: string; number: number; records: number }> {
  return transact(ctx, async (tx) => {
    authorize(tx, "disposition.propose");
    const agencyId = agencyOf(tx);
    // One after another: a record lies in one open disposition only.
    await tx.tx.raw("select pg_advisory_xact_lock(hashtextextended('disposition ' || $1, 0))", [
      agencyId,
    ]);
    const [series] = await tx.tx.select().from(retentionSeries).where(theSeries(tx, draft.series));
    const { title, authority, months, code } = found(series, "series");
    const due = await dueOf(tx, code, erasableKinds(destruction));
    if (due.length === 0 || months === null)
      throw new Refusal("nothing-due", `Nothing of ${code} has reached the end of its period.`, {
        status: 409,
      });
    const id = tx.ids.uuid();
    const [last] = await tx.tx
      .select({ number: sql<number>`coalesce(max(${dispositions.number}), 0)::int` })
      .from(dispositions)
      .where(eq(dispositions.agencyId, agencyId));
    const number = (last?.number ?? 0) + 1;
    await tx.tx.insert(dispositions).values({
      agencyId,
      id,
      number,
      seriesCode: code,
      seriesTitle: title,
      authority,
      months,
      why: draft.why,
      proposedBy: personOf(tx).personId,
      proposedAt: stamp(tx.clock.now()),
    });
    for (let from = 0; from < due.length; from += insertMax)
      await tx.tx.insert(dispositionItems).values(
        due.slice(from, from + insertMax).map((row) => ({
          agencyId,
          dispositionId: id,
          recordId: row.id,
          capturedAt: row.captured_at,
          occurredAt: row.occurred_at,
        })),
      );
    await tell(tx, "records.disposition-proposed", id, {
      number,
      series: code,
      records: due.length,
    });
    return { id, number, records: due.length };
  });
}

/** Agrees to a disposition that somebody else proposed. From then on it is carried out. */
export async function approveDisposition(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const disposition = await openDisposition(tx, id);
    const me = personOf(tx).personId;
    authorize(tx, "disposition.approve", { kind: "disposition", id }, [
      disposition.proposedBy === me
        ? { code: "own-proposal", reason: "Somebody else agrees to what you proposed." }
        : undefined,
    ]);
    await tx.tx
      .update(dispositions)
      .set({ approvedBy: me, approvedAt: stamp(tx.clock.now()) })
      .where(theDisposition(tx, id));
    await tell(tx, "records.disposition-approved", id, { number: disposition.number });
  });
}

/** Takes a proposal back, or turns it down. What was approved is carried out and cannot be. */
export async function cancelDisposition(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "disposition.propose", { kind: "disposition", id });
    const { number } = await openDisposition(tx, id);
    await tx.tx
      .update(dispositions)
      .set({ cancelledBy: personOf(tx).personId, cancelledAt: stamp(tx.clock.now()) })
      .where(theDisposition(tx, id));
    await tell(tx, "records.disposition-cancelled", id, { number });
  });
}

async function openDisposition(tx: TxCtx, id: string): Promise<Disposition> {
  const [row] = await tx.tx.select().from(dispositions).where(theDisposition(tx, id)).for("update");
  const disposition = found(row, "disposition");
  if (disposition.approvedAt === null && disposition.cancelledAt === null) return disposition;
  throw new Refusal("disposition-decided", "This was decided already. Reload to see how.", {
    status: 409,
  });
}

export function theDisposition(tx: TxCtx, id: string) {
  return and(eq(dispositions.agencyId, agencyOf(tx)), eq(dispositions.id, id));
}

async function tell(tx: TxCtx, kind: string, id: string, facts: object): Promise<void> {
  await tx.happenings.tell(tx, {
    kind,
    subject: { kind: "disposition", id },
    facts,
    record: { payload: facts, text: "", direction: "internal" },
  });
}

const counts = sql<{ records: number; erased: number; kept: number }>`(
  select json_build_object('records', count(*)::int, 'erased', count(i.erased_at)::int, 'kept', count(i.kept)::int)
  from disposition_items i where i.agency_id = ${dispositions.agencyId} and i.disposition_id = ${dispositions.id})`;

/** Every disposition with how far it came, newest first. */
export async function allDispositions(ctx: Ctx) {
  authorize(ctx, "disposition.read");
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select({ disposition: dispositions, counts })
      .from(dispositions)
      .where(eq(dispositions.agencyId, agencyOf(tx)))
      .orderBy(desc(dispositions.number))
      .limit(listedMax);
    return named(tx, rows);
  });
}

/** The certificate of one: who, what, under which schedule, and every record with its place in the log. */
export async function certificate(ctx: Ctx, id: string) {
  authorize(ctx, "disposition.read", { kind: "disposition", id });
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select({ disposition: dispositions, counts })
      .from(dispositions)
      .where(theDisposition(tx, id));
    const [disposition] = await named(tx, rows);
    const items = await tx.tx.raw<{
      id: string;
      occurredAt: string;
      erasedAt: string | null;
      kept: string | null;
      leaf: number | null;
      leafHash: string;
      kind: string;
    }>(
      `select i.record_id as id, to_char(i.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "occurredAt",
         to_char(i.erased_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "erasedAt", i.kept, l.leaf::float8 as leaf,
         encode(r.leaf_hash, 'hex') as "leafHash", r.kind
       from disposition_items i
       join archive_records r on r.agency_id = i.agency_id and r.id = i.record_id and r.captured_at = i.captured_at
       left join archive_leaves l on l.agency_id = i.agency_id and l.id = i.record_id
       where i.agency_id = $1 and i.disposition_id = $2 order by i.occurred_at, i.record_id limit ${itemsShown}`,
      [agencyOf(tx), id],
    );
    return { disposition: found(disposition, "disposition"), items };
  });
}

async function named(
  tx: TxCtx,
  rows: readonly {
    disposition: Disposition;
    counts: { records: number; erased: number; kept: number };
  }[],
) {
  const people = rows.flatMap(({ disposition: { proposedBy, approvedBy, cancelledBy } }) =>
    [proposedBy, approvedBy, cancelledBy].filter((one) => one !== null),
  );
  const names = await namesOf(tx, [...new Set(people)]);
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? ""));
  return rows.map(({ disposition, counts: found }) => ({
    ...disposition,
    ...found,
    proposedByName: nameOf(disposition.proposedBy),
    approvedByName: nameOf(disposition.approvedBy),
    cancelledByName: nameOf(disposition.cancelledBy),
  }));
}

/** Approved and not finished: what the job carries out, oldest first. */
export async function dispositionsToCarryOut(
  ctx: Ctx,
): Promise<{ agencyId: string; id: string }[]> {
  const rows = await read(ctx, (tx) =>
    tx.tx.raw<{ agency_id: string; id: string }>(
      `select agency_id, id from dispositions where approved_at is not null and cancelled_at is null and finished_at is null
       order by approved_at`,
    ),
  );
  return rows.map(({ agency_id, id }) => ({ agencyId: agency_id, id }));
}

/** The next records of a disposition that nothing was decided about. */
export async function itemsLeft(tx: TxCtx, id: string, count: number): Promise<string[]> {
  const rows = await tx.tx
    .select({ recordId: dispositionItems.recordId })
    .from(dispositionItems)
    .where(
      and(
        eq(dispositionItems.agencyId, agencyOf(tx)),
        eq(dispositionItems.dispositionId, id),
        isNull(dispositionItems.erasedAt),
        isNull(dispositionItems.kept),
      ),
    )
    .orderBy(dispositionItems.recordId)
    .limit(count)
    .for("update", { skipLocked: true });
  return rows.map(({ recordId }) => recordId);
}

export async function markItems(
  tx: TxCtx,
  id: string,
  records: readonly string[],
  change: { erasedAt: string } | { kept: string },
): Promise<void> {
  if (records.length === 0) return;
  await tx.tx
    .update(dispositionItems)
    .set(change)
    .where(
      and(
        eq(dispositionItems.agencyId, agencyOf(tx)),
        eq(dispositionItems.dispositionId, id),
        inArray(dispositionItems.recordId, [...records]),
      ),
    );
}

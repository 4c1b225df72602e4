import { and, asc, desc, eq, isNull } from "drizzle-orm";
import { authorize, ownAgency, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import {
  behindProof,
  isProofRule,
  modelSchedule,
  type ModelRule,
  type ModelSeries,
} from "./model-series.ts";
import { recordSeries, retentionRules, retentionSeries } from "./tables.ts";

const seriesMax = limit("retention.series", 300, "series", "of one agency's schedule");

export type Series = typeof retentionSeries.$inferSelect;

/** The agency's schedule: its series, and the rules by which a record falls under one. */
export async function schedule(ctx: Ctx) {
  authorize(ctx, "retention.read");
  return read(ctx, async (tx) => {
    const series = await tx.tx
      .select()
      .from(retentionSeries)
      .where(eq(retentionSeries.agencyId, agencyOf(tx)))
      .orderBy(asc(retentionSeries.code))
      .limit(seriesMax);
    const rules = await tx.tx
      .select()
      .from(retentionRules)
      .where(eq(retentionRules.agencyId, agencyOf(tx)))
      .orderBy(asc(retentionRules.position));
    const { state } = await ownAgency(tx);
    const isFixed = ({ seriesCode }: { seriesCode: string }) => isProofRule({ series: seriesCode });
    return { series, rules: rules.map((rule) => ({ ...rule, isFixed: isFixed(rule) })), state };
  });
}

/** Begins with the model of the agency's state. Nothing falls due by it before somebody has verified a series. */
export async function beginSchedule(ctx: Ctx): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "retention.change");
    const { state } = await ownAgency(tx);
    const model = modelSchedule(state);
    const agencyId = agencyOf(tx);
    const [known] = await tx.tx
      .select({ code: retentionSeries.code })
      .from(retentionSeries)
      .where(eq(retentionSeries.agencyId, agencyId))
      .limit(1);
    if (known)
      throw new Refusal(
        "schedule-there",
        "This agency has a schedule already. Change its series.",
        {
          status: 409,
        },
      );
    await tx.tx.insert(retentionSeries).values(model.series.map((one) => ({ agencyId, ...one })));
    await writeRules(tx, model.rules);
    await tx.happenings.tell(tx, {
      kind: "records.schedule-begun",
      subject: { kind: "retention-schedule", id: state },
      facts: { state, series: model.series.length },
    });
  });
}

/** Enters a series, or changes one. What was changed is no longer verified: somebody looks again. */
export async function writeSeries(ctx: Ctx, draft: ModelSeries): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "retention.change");
    mustBeWhole(draft);
    const agencyId = agencyOf(tx);
    const values = { ...draft, verifiedOn: null, verifiedBy: null, retiredAt: null };
    await tx.tx
      .insert(retentionSeries)
      .values({ agencyId, ...values })
      .onConflictDoUpdate({
        target: [retentionSeries.agencyId, retentionSeries.code],
        set: values,
      });
    await tellSeries(tx, "records.series-written", draft.code, { ...draft });
  });
}

function mustBeWhole({ months, action }: ModelSeries): void {
  if (action === "permanent" && months !== null)
    throw new Refusal("permanent-has-no-period", "What is kept permanently has no period.");
  if (months !== null && months < 1)
    throw new Refusal(
      "no-period",
      "A period is a month at least; leave it open where there is none.",
    );
}

/** Says that a series is as its schedule has it. Only verified series ever fall due. */
export async function verifySeries(ctx: Ctx, code: string): Promise<void> {
  await changeSeries(ctx, code, "records.series-verified", (tx) => ({
    verifiedOn: stamp(tx.clock.now()),
    verifiedBy: personOf(tx).personId,
  }));
}

/** Nothing falls under it any more; what was destroyed by it stays told. */
export async function retireSeries(ctx: Ctx, code: string): Promise<void> {
  await changeSeries(ctx, code, "records.series-retired", (tx) => ({
    retiredAt: stamp(tx.clock.now()),
  }));
}

async function changeSeries(
  ctx: Ctx,
  code: string,
  kind: string,
  change: (tx: TxCtx) => Partial<Series>,
): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "retention.change");
    const [changed] = await tx.tx
      .update(retentionSeries)
      .set(change(tx))
      .where(and(theSeries(tx, code), isNull(retentionSeries.retiredAt)))
      .returning();
    found(changed, "series");
    await tellSeries(tx, kind, code, {});
  });
}

export function theSeries(tx: TxCtx, code: string) {
  return and(eq(retentionSeries.agencyId, agencyOf(tx)), eq(retentionSeries.code, code));
}

async function tellSeries(tx: TxCtx, kind: string, id: string, facts: object): Promise<void> {
  await tx.happenings.tell(tx, { kind, subject: { kind: "retention-series", id }, facts });
}

/**
 * Sets the rules anew, in their order, behind those that protect the proof. The last should fit everything: what fits none
 * never falls due.
 */
export async function setRules(ctx: Ctx, own: readonly ModelRule[]): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "retention.change");
    const rules = behindProof(own);
    await tx.tx.delete(retentionRules).where(eq(retentionRules.agencyId, agencyOf(tx)));
    await writeRules(tx, rules);
    await tx.happenings.tell(tx, {
      kind: "records.retention-rules-set",
      subject: { kind: "retention-schedule", id: "rules" },
      facts: { rules },
    });
  });
}

async function writeRules(tx: TxCtx, rules: readonly ModelRule[]): Promise<void> {
  const codes = new Set(
    (
      await tx.tx
        .select({ code: retentionSeries.code })
        .from(retentionSeries)
        .where(eq(retentionSeries.agencyId, agencyOf(tx)))
    ).map(({ code }) => code),
  );
  const unknown = rules.find(({ series }) => !codes.has(series));
  if (unknown)
    throw new Refusal("unknown-series", `There is no series "${unknown.series}" in the schedule.`);
  if (rules.length === 0) return;
  await tx.tx.insert(retentionRules).values(
    rules.map(({ kind, direction, series }, position) => ({
      agencyId: agencyOf(tx),
      id: tx.ids.uuid(),
      position,
      kind: kind ?? null,
      direction: direction ?? null,
      seriesCode: series,
    })),
  );
}

/** Says of one record which series it falls under, over the rules. */
export async function assignSeries(
  ctx: Ctx,
  recordId: string,
  code: string,
  why: string,
): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "retention.assign", { kind: "record", id: recordId });
    const [series] = await tx.tx.select().from(retentionSeries).where(theSeries(tx, code));
    found(series, "series");
    const [record] = await tx.tx.raw<{ id: string }>(
      "select id from archive_records where agency_id = $1 and id = $2",
      [agencyOf(tx), recordId],
    );
    found(record, "record");
    await tx.tx.insert(recordSeries).values({
      agencyId: agencyOf(tx),
      recordId,
      assignedAt: stamp(tx.clock.now()),
      seriesCode: code,
      assignedBy: personOf(tx).personId,
      why,
    });
    await tx.happenings.tell(tx, {
      kind: "records.series-assigned",
      subject: { kind: "record", id: recordId },
      facts: { series: code, why },
    });
  });
}

/** What was said of one record, newest first. */
export async function assignmentsOf(ctx: Ctx, recordId: string) {
  authorize(ctx, "retention.read");
  return read(ctx, (tx) =>
    tx.tx
      .select()
      .from(recordSeries)
      .where(and(eq(recordSeries.agencyId, agencyOf(tx)), eq(recordSeries.recordId, recordId)))
      .orderBy(desc(recordSeries.assignedAt)),
  );
}

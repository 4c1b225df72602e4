import { and, desc, eq, gte, isNotNull, ne } from "drizzle-orm";
import { authorize, namesOf, ownAgency, personOf } from "#agency";
import { stamp, Temporal } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { alerts } from "../life/tables.ts";
import { alertDrills } from "./tables.ts";

const monthsShown = limit("drills.months", 12, "months", "of practice on one page");

export interface DrillMonth {
  /** "2026-11" of the agency's calendar. */
  month: string;
  /** Exercises and tests that went out to the practice network. */
  exercises: number;
  demonstrations: { id: string; doneOn: string; tool: string; note: string; by: string }[];
  /**
   * FEMA asks for one demonstration a month: the first that is missed is a reminder, with the second the state is told, with
   * the third access may end (IPAWS monthly proficiency demonstration, fema.gov).
   * `unknown`: before the first that was written down here, nothing is known.
   */
  state: "done" | "due" | "missed" | "unknown";
}

/** The last months, the newest first: what was practised, what was demonstrated, what was missed. */
export async function drillMonths(
  ctx: Ctx,
): Promise<{ months: DrillMonth[]; missedInRow: number }> {
  authorize(ctx, "alert.read");
  return read(ctx, async (tx) => {
    const { timeZone } = await ownAgency(tx);
    const today = tx.clock.now().toZonedDateTimeISO(timeZone).toPlainDate();
    const months = Array.from({ length: monthsShown }, (_one, back) =>
      today.toPlainYearMonth().subtract({ months: back }),
    );
    const first = months.at(-1)?.toPlainDate({ day: 1 }).toString() ?? today.toString();
    const done = await demonstrationsSince(tx, first);
    const practised = await exercisesSince(tx, first, timeZone);
    const told = months.map((one): DrillMonth => {
      const month = one.toString();
      const demonstrations = done.filter(({ doneOn }) => doneOn.startsWith(month));
      const isNow = one.equals(today.toPlainYearMonth());
      const isKnown = done.some(({ doneOn }) => doneOn.slice(0, 7) < month);
      const state =
        demonstrations.length > 0 ? "done" : isNow ? "due" : isKnown ? "missed" : "unknown";
      const exercises = practised.filter((at) => at === month).length;
      return { month, exercises, demonstrations, state };
    });
    const past = told.filter(({ state }) => state !== "due");
    const other = past.findIndex(({ state }) => state !== "missed");
    return { months: told, missedInRow: other < 0 ? past.length : other };
  });
}

async function demonstrationsSince(tx: TxCtx, first: string) {
  const rows = await tx.tx
    .select()
    .from(alertDrills)
    .where(and(eq(alertDrills.agencyId, agencyOf(tx)), gte(alertDrills.doneOn, first)))
    .orderBy(desc(alertDrills.doneOn));
  const names = await namesOf(
    tx,
    rows.map(({ recordedBy }) => recordedBy),
  );
  return rows.map(({ id, doneOn, tool, note, recordedBy }) => ({
    id,
    doneOn,
    tool,
    note,
    by: names.get(recordedBy) ?? "",
  }));
}

/** The month of each. */
async function exercisesSince(tx: TxCtx, first: string, timeZone: string): Promise<string[]> {
  const from = Temporal.PlainDate.from(first).toZonedDateTime({ timeZone }).toInstant();
  const rows = await tx.tx
    .select({ startedAt: alerts.startedAt })
    .from(alerts)
    .where(
      and(
        eq(alerts.agencyId, agencyOf(tx)),
        ne(alerts.mode, "actual"),
        isNotNull(alerts.startedAt),
        gte(alerts.startedAt, stamp(from)),
      ),
    );
  return rows.flatMap(({ startedAt }) =>
    startedAt === null
      ? []
      : [
          Temporal.Instant.from(startedAt)
            .toZonedDateTimeISO(timeZone)
            .toPlainDate()
            .toPlainYearMonth()
            .toString(),
        ],
  );
}

/** Writes down that the demonstration of a month was done, with the agency's own IPAWS tool. */
export async function recordDrill(
  ctx: Ctx,
  given: { doneOn: string; tool: string; note: string },
): Promise<{ id: string }> {
  return transact(ctx, async (tx) => {
    authorize(tx, "drill.record");
    const { timeZone } = await ownAgency(tx);
    const today = tx.clock.now().toZonedDateTimeISO(timeZone).toPlainDate();
    if (Temporal.PlainDate.compare(given.doneOn, today) > 0)
      throw new Refusal("in-the-future", "This day is still to come. Record it when it is done.");
    const id = tx.ids.uuid();
    await tx.tx.insert(alertDrills).values({
      agencyId: agencyOf(tx),
      id,
      ...given,
      recordedBy: personOf(tx).personId,
      recordedAt: stamp(tx.clock.now()),
    });
    await tx.happenings.tell(tx, {
      kind: "alerts.drill-recorded",
      subject: { kind: "alert-drill", id },
      facts: { doneOn: given.doneOn, tool: given.tool },
    });
    return { id };
  });
}

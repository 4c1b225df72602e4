import { and, asc, eq, gte } from "drizzle-orm";
import { authorize, namesOf, ownAgency } from "#agency";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import type { RecordsLaw, Stage } from "../clocks/law.ts";
import { lawOf, lawsComparedOn } from "../clocks/laws.ts";
import { nowThere } from "./request.ts";
import { closedDays, requestLaws, type FeeRates } from "./tables.ts";

const daysMax = limit("requests.closed-days", 200, "days", "of the agency's own, from today on");

export const noRates: FeeRates = { perHourCents: 0, freeHours: 0, perPageCents: 0, freePages: 0 };

/** What the agency changed of its law, if anything. */
async function ownRow(tx: TxCtx) {
  const [row] = await tx.tx
    .select()
    .from(requestLaws)
    .where(eq(requestLaws.agencyId, agencyOf(tx)));
  return row;
}

/** The agency's records law as it counts: the table's, with its own numbers in their places. */
export async function lawHere(tx: TxCtx): Promise<RecordsLaw> {
  const { state } = await ownAgency(tx);
  const row = await ownRow(tx);
  const law = lawOf(state);
  return row ? withTerms(law, row.terms) : law;
}

function withTerms(law: RecordsLaw, terms: Readonly<Record<string, Stage["term"]>>): RecordsLaw {
  const own = (stage: Stage): Stage => ({ ...stage, term: terms[stage.stage] ?? stage.term });
  return { ...law, stages: law.stages.map(own) };
}

/** The agency's own days: to the reason, or to nothing where it is open. */
export async function ownDays(tx: TxCtx): Promise<Record<string, string>> {
  const rows = await tx.tx
    .select({ day: closedDays.day, reason: closedDays.reason })
    .from(closedDays)
    .where(eq(closedDays.agencyId, agencyOf(tx)));
  return Object.fromEntries(rows.map(({ day, reason }) => [day, reason]));
}

/** The law, what the agency changed of it, who verified it, and its own days from today on. */
export async function recordsLaw(ctx: Ctx) {
  authorize(ctx, "requests.list");
  return read(ctx, async (tx) => {
    const { state } = await ownAgency(tx);
    const row = await ownRow(tx);
    const { today } = await nowThere(tx);
    const days = await tx.tx
      .select({ day: closedDays.day, reason: closedDays.reason })
      .from(closedDays)
      .where(and(eq(closedDays.agencyId, agencyOf(tx)), gte(closedDays.day, today)))
      .orderBy(asc(closedDays.day))
      .limit(daysMax);
    const names = await namesOf(tx, row ? [row.changedBy] : []);
    return {
      table: lawOf(state),
      law: row ? withTerms(lawOf(state), row.terms) : lawOf(state),
      comparedOn: lawsComparedOn,
      own: row
        ? {
            terms: row.terms,
            note: row.note,
            fees: row.fees,
            rates: row.rates,
            verifiedOn: row.verifiedOn,
            verifiedBy: row.verifiedBy,
            changedAt: row.changedAt,
            changedBy: names.get(row.changedBy) ?? "",
          }
        : null,
      days,
      today,
    };
  });
}

/** What the public is told of the law, and what fees are worked out from. */
export async function lawTold(tx: TxCtx) {
  const row = await ownRow(tx);
  return {
    law: await lawHere(tx),
    note: row?.note ?? "",
    fees: row?.fees ?? "",
    rates: row?.rates ?? noRates,
    verifiedOn: row?.verifiedOn ?? null,
    verifiedBy: row?.verifiedBy ?? null,
  };
}

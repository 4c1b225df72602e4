import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { authorize, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { settleAllClocks } from "./clock-of.ts";
import { lawHere, noRates } from "./own-law.ts";
import { nowThere } from "./request.ts";
import { termShape } from "./steps.ts";
import { closedDays, requestLaws } from "./tables.ts";

const money = z.number().int().min(0).max(100_000);
export const lawChange = z.object({
  /** Days by stage, where they are to differ from the table; an empty object follows the table. */
  terms: z.record(z.string().max(40), termShape).default({}),
  note: z.string().trim().max(2_000).default(""),
  fees: z.string().trim().max(1_000).default(""),
  rates: z
    .object({
      perHourCents: money,
      freeHours: z.number().min(0).max(1_000),
      perPageCents: money,
      freePages: z.number().int().min(0).max(10_000),
    })
    .default(noRates),
  /** The day on which counsel compared it with the code, and who that was; both or neither. */
  verifiedOn: z.iso.date().nullable().default(null),
  verifiedBy: z.string().trim().max(200).default(""),
});

/** Puts the law's numbers right, or says who verified them. Every change is on the record. */
export async function changeLaw(ctx: Ctx, given: z.input<typeof lawChange>): Promise<void> {
  const { verifiedOn, verifiedBy, ...rest } = lawChange.parse(given);
  await transact(ctx, async (tx) => {
    authorize(tx, "requests.change-law");
    const { today } = await nowThere(tx);
    const known = new Set((await lawHere(tx)).stages.map(({ stage }) => String(stage)));
    const foreign = Object.keys(rest.terms).find((stage) => !known.has(stage));
    if (foreign !== undefined)
      throw new Refusal("no-such-stage", "Your law has no such step. Reload the page.");
    if ((verifiedOn === null) !== (verifiedBy === ""))
      throw new Refusal("half-verified", "Give both: who verified the law, and on which day.");
    if (verifiedOn !== null && verifiedOn > today)
      throw new Refusal("verified-later", "The day of verification cannot lie ahead.");
    const row = {
      ...rest,
      verifiedOn,
      verifiedBy: verifiedOn === null ? null : verifiedBy,
      changedBy: personOf(tx).personId,
      changedAt: stamp(tx.clock.now()),
    };
    await tx.tx
      .insert(requestLaws)
      .values({ agencyId: agencyOf(tx), ...row })
      .onConflictDoUpdate({ target: requestLaws.agencyId, set: row });
    await tx.happenings.tell(tx, {
      kind: "records.law-changed",
      subject: { kind: "agency", id: agencyOf(tx) },
      facts: { terms: rest.terms, verifiedOn, verifiedBy: row.verifiedBy },
      record: { payload: row, text: rest.note, direction: "internal" },
    });
    await settleAllClocks(tx);
  });
}

export const dayChange = z.object({
  day: z.iso.date(),
  /** Why it is closed. Empty: it is open, although the state's are closed; null: as the state's calendar says. */
  reason: z.string().trim().max(100).nullable(),
});

/** Closes the office on a day, or opens it. Every open clock is reckoned anew. */
export async function changeDay(ctx: Ctx, given: z.input<typeof dayChange>): Promise<void> {
  const { day, reason } = dayChange.parse(given);
  await transact(ctx, async (tx) => {
    authorize(tx, "requests.change-law");
    const row = {
      agencyId: agencyOf(tx),
      day: day,
      reason: reason ?? "",
      madeBy: personOf(tx).personId,
      madeAt: stamp(tx.clock.now()),
    };
    if (reason === null)
      await tx.tx
        .delete(closedDays)
        .where(and(eq(closedDays.agencyId, agencyOf(tx)), eq(closedDays.day, day)));
    else
      await tx.tx
        .insert(closedDays)
        .values(row)
        .onConflictDoUpdate({ target: [closedDays.agencyId, closedDays.day], set: row });
    await tx.happenings.tell(tx, {
      kind: "records.closed-day-changed",
      subject: { kind: "agency", id: agencyOf(tx) },
      facts: { day: day, reason },
    });
    await settleAllClocks(tx);
  });
}

import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { allAgencies, authorize } from "#agency";
import { asSystem, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { openingContent } from "./opening.ts";
import { endOpening } from "./openings.ts";
import { openings } from "./tables.ts";

/** Closes what the public may no longer apply for: on the day after the last one, where the agency is. */
export async function closeOpenings(ctx: Ctx): Promise<number> {
  let closed = 0;
  for (const { agencyId, timeZone } of await allAgencies(ctx)) {
    const today = ctx.clock.now().toZonedDateTimeISO(timeZone).toPlainDate().toString();
    closed += await transact(asSystem(ctx, "openings", agencyId), (tx) =>
      closeIn(tx, agencyId, today),
    );
  }
  return closed;
}

async function closeIn(tx: TxCtx, agencyId: string, today: string): Promise<number> {
  const rows = await tx.tx
    .select()
    .from(openings)
    .where(
      and(eq(openings.agencyId, agencyId), isNull(openings.closedAt), isNotNull(openings.shown)),
    )
    .for("update");
  const over = rows.filter(({ shown }) => {
    const { closesOn } = openingContent.parse(shown);
    return closesOn !== "" && closesOn < today;
  });
  for (const row of over) {
    authorize(tx, "opening.close", { kind: "opening", id: row.id });
    await endOpening(tx, row, "by-day");
  }
  return over.length;
}

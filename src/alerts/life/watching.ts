import { and, eq, isNotNull, isNull, lte } from "drizzle-orm";
import { stamp } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx, withinAgency } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { putAway } from "./acting.ts";
import { tell } from "./drafting.ts";
import { alerts } from "./tables.ts";

const turnMax = limit("alert.watched", 200, "alerts", "looked at in one minute");

/** Ends alerts whose time is over, and tells once when a promised update is late. Returns how many changed. */
export async function watchAlerts(ctx: Ctx): Promise<number> {
  return transact(asSystem(ctx, "alerts", null), async (tx) => {
    const now = stamp(tx.clock.now());
    const over = await tx.tx
      .select()
      .from(alerts)
      .where(and(eq(alerts.state, "active"), lte(alerts.expiresAt, now)))
      .limit(turnMax)
      .for("update", { skipLocked: true });
    for (const alert of over) {
      const own = withinAgency(tx, "alerts", alert.agencyId);
      await putAway(own, alert.id, "The alert has expired.");
      await tx.tx
        .update(alerts)
        .set({ state: "expired", endedAt: now, nextUpdateBy: null })
        .where(and(eq(alerts.agencyId, alert.agencyId), eq(alerts.id, alert.id)));
      await tell(own, "alerts.alert-expired", alert, {});
    }
    const late = await tx.tx
      .select()
      .from(alerts)
      .where(
        and(
          eq(alerts.state, "active"),
          isNotNull(alerts.nextUpdateBy),
          lte(alerts.nextUpdateBy, now),
          isNull(alerts.overdueAt),
        ),
      )
      .limit(turnMax)
      .for("update", { skipLocked: true });
    for (const alert of late) {
      await tx.tx
        .update(alerts)
        .set({ overdueAt: now })
        .where(and(eq(alerts.agencyId, alert.agencyId), eq(alerts.id, alert.id)));
      await tell(withinAgency(tx, "alerts", alert.agencyId), "alerts.update-overdue", alert, {
        promised: alert.nextUpdateBy,
      });
    }
    return over.length + late.length;
  });
}

/** Alerts that are out, the newest first: what the frame of every page shows. */
export function activeAlerts(ctx: Ctx) {
  return transact(ctx, (tx) =>
    tx.tx
      .select()
      .from(alerts)
      .where(and(eq(alerts.agencyId, agencyOf(tx)), eq(alerts.state, "active")))
      .orderBy(alerts.startedAt)
      .limit(turnMax),
  );
}

import { and, asc, eq, gt, lte, ne } from "drizzle-orm";
import { stamp } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { allAgencies } from "#agency";
import { judgeCalls } from "./judging.ts";
import { blotterPolicyInForce } from "./policies.ts";
import { calls } from "./schema.ts";

const atOnce = limit("blotter.settled", 500, "calls", "judged in one transaction");

/** Each minute: what the clock has set free is shown, and what has stood long enough goes. */
export async function settleCalls(ctx: Ctx): Promise<void> {
  for (const { agencyId } of await allAgencies(ctx)) {
    const own = asSystem(ctx, "blotter", agencyId);
    while ((await transact(own, settleSome)) === atOnce);
  }
}

async function settleSome(tx: TxCtx): Promise<number> {
  const due = await tx.tx
    .select()
    .from(calls)
    .where(and(eq(calls.agencyId, agencyOf(tx)), lte(calls.dueAt, stamp(tx.clock.now()))))
    .orderBy(asc(calls.dueAt))
    .limit(atOnce)
    .for("update", { skipLocked: true });
  if (due.length > 0) await judgeCalls(tx, await blotterPolicyInForce(tx), due);
  return due.length;
}

/** Every call that is not past, by the policy of today: to be done when another version was adopted. */
export async function judgeAll(ctx: Ctx): Promise<void> {
  for (let after = ""; ;) {
    const last = await transact(ctx, async (tx) => {
      const some = await tx.tx
        .select()
        .from(calls)
        .where(
          and(
            eq(calls.agencyId, agencyOf(tx)),
            ne(calls.state, "past"),
            ...(after ? [gt(calls.id, after)] : []),
          ),
        )
        .orderBy(asc(calls.id))
        .limit(atOnce)
        .for("update");
      if (some.length > 0) await judgeCalls(tx, await blotterPolicyInForce(tx), some);
      return some.length === atOnce ? some.at(-1)?.id : undefined;
    });
    if (last === undefined) return;
    after = last;
  }
}

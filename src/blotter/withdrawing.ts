import { and, eq, gte, inArray, isNotNull, or } from "drizzle-orm";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { judgeCalls } from "./judging.ts";
import { blotterPolicyInForce } from "./policies.ts";
import { calls } from "./schema.ts";

/** Numbers of a source's calls that are shown, or would be if the source still had them. */
export async function numbersInSight(ctx: Ctx, source: string): Promise<string[]> {
  return read(ctx, async (tx) => {
    const { content } = await blotterPolicyInForce(tx);
    const since = stamp(tx.clock.now().subtract({ hours: content.shownHours }));
    const rows = await tx.tx
      .select({ number: calls.number })
      .from(calls)
      .where(
        and(
          eq(calls.agencyId, agencyOf(tx)),
          eq(calls.source, source),
          gte(calls.takenAt, since),
          or(eq(calls.state, "shown"), isNotNull(calls.withdrawnAt)),
        ),
      );
    return rows.map(({ number }) => number);
  });
}

/**
 * A call that its own source has no more is shown no more: whoever took it away may have had a reason that we are not told.
 * It comes back with the source's having it again.
 */
export async function withdrawCalls(
  ctx: Ctx,
  source: string,
  { gone, back }: { gone: readonly string[]; back: readonly string[] },
): Promise<number> {
  return transact(ctx, async (tx) => {
    const rows = await tx.tx
      .select()
      .from(calls)
      .where(
        and(
          eq(calls.agencyId, agencyOf(tx)),
          eq(calls.source, source),
          inArray(calls.number, [...gone, ...back]),
        ),
      )
      .for("update");
    const isGone = new Set(gone);
    const changed = rows.filter(
      ({ number, withdrawnAt }) => isGone.has(number) !== (withdrawnAt !== null),
    );
    const next = changed.map((call) => ({
      ...call,
      withdrawnAt: isGone.has(call.number) ? stamp(tx.clock.now()) : null,
    }));
    for (const { id, withdrawnAt } of next)
      await tx.tx
        .update(calls)
        .set({ withdrawnAt })
        .where(and(eq(calls.agencyId, agencyOf(tx)), eq(calls.id, id)));
    if (next.length > 0) await judgeCalls(tx, await blotterPolicyInForce(tx), next);
    return next.length;
  });
}

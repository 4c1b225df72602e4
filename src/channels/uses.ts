import { and, eq, gt, lt } from "drizzle-orm";
import { millisecondsOf, stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { type Budget, standingOf } from "./budget.ts";
import { SendError } from "./send-error.ts";
import { channels, channelUses } from "./schema.ts";

const windowSecondsMax = 90_000;

/**
 * Takes one place of each of an account's budgets before a byte leaves; returns their ids, for giving
 * back. Throws SendError `later` with the time when a place is free. Two processes cannot take the
 * same place: the channel's row is locked meanwhile.
 */
export async function takeUse(
  ctx: Ctx,
  channelId: string,
  {
    budgets,
    what,
    isLifeSafety,
  }: { budgets: readonly Budget[]; what: Budget["what"]; isLifeSafety: boolean },
): Promise<string | undefined> {
  const own = budgets.filter((budget) => budget.what === what);
  if (own.length === 0) return undefined;
  return transact(ctx, async (tx) => {
    const now = tx.clock.now();
    const agencyId = agencyOf(tx);
    await tx.tx
      .select({ id: channels.id })
      .from(channels)
      .where(and(eq(channels.agencyId, agencyId), eq(channels.id, channelId)))
      .for("update");
    const since = stamp(now.subtract({ seconds: windowSecondsMax }));
    const ofChannel = and(eq(channelUses.agencyId, agencyId), eq(channelUses.channelId, channelId));
    await tx.tx.delete(channelUses).where(and(ofChannel, lt(channelUses.usedAt, since)));
    const uses = await tx.tx
      .select({ usedAt: channelUses.usedAt })
      .from(channelUses)
      .where(and(ofChannel, eq(channelUses.what, what), gt(channelUses.usedAt, since)));
    const told = uses.map(({ usedAt }) => ({ what, atMs: millisecondsOf(usedAt) }));
    for (const budget of own) mustFit(budget, told, now.epochMilliseconds, isLifeSafety);
    const id = tx.ids.uuid();
    await tx.tx.insert(channelUses).values({ agencyId, id, channelId, what, usedAt: stamp(now) });
    return id;
  });
}

function mustFit(
  budget: Budget,
  uses: readonly { what: Budget["what"]; atMs: number }[],
  nowMs: number,
  isLifeSafety: boolean,
): void {
  const { used, of, freeAtMs } = standingOf(budget, uses, nowMs, isLifeSafety);
  if (freeAtMs === undefined) return;
  const kept = budget.of - of;
  const { perSeconds } = budget;
  const what = budget.what.replace("-", " ");
  const span = perSeconds < 3_600 ? `${perSeconds / 60} minutes` : `${perSeconds / 3_600} hours`;
  const rest = kept > 0 ? ` The last ${kept} are kept for life safety.` : "";
  throw new SendError(
    "later",
    `The account used ${used} of ${budget.of} ${what} that the network allows in ${span}.${rest}`,
    { retryAfterMs: Math.max(1_000, freeAtMs - nowMs), answer: { budget: budget.source } },
  );
}

/** Gives a place back: the network did not take what it was for. */
export async function giveUseBack(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, (tx) =>
    tx.tx
      .delete(channelUses)
      .where(and(eq(channelUses.agencyId, agencyOf(tx)), eq(channelUses.id, id))),
  );
}

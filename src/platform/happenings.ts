import { and, eq, inArray, lte, sql } from "drizzle-orm";
import { stamp } from "./clock.ts";
import { agencyOf, asSystem, type Ctx, type TxCtx } from "./context.ts";
import { transact } from "./db/database.ts";
import { outbox } from "./db/schema.ts";
import type { Happenings, InTransaction, Recorded, RelayedEvent, Subscription } from "./events.ts";
import { limit } from "./limits.ts";

const batchMax = limit("events.batch", 100, "events", "one relay's turn");
const tellMax = limit("events.told", 5_000, "happenings", "told at once, in one transaction");
const triesMax = limit("events.tries", 50, "tries", "then the event waits for `openbeat doctor`");
const retryMsMax = limit("events.retry", 300_000, "ms", "longest pause between two tries");

/**
 * The one door for news (core D7). Listeners run in the verb's transaction; subscribers get an outbox
 * row each in that same transaction, so news is told if and only if the verb committed.
 */
export function wireHappenings(
  listeners: readonly InTransaction[],
  subscriptions: readonly Subscription[],
): Happenings {
  return {
    async tell(tx, ...happened) {
      if (happened.length === 0) return [];
      if (happened.length > tellMax) throw new RangeError(`at most ${tellMax} at once are told`);
      const told = { agencyId: agencyOf(tx), at: stamp(tx.clock.now()) };
      const recorded = happened.map((one) => ({ ...one, ...told, id: tx.ids.uuid() }));
      for (const listener of listeners) await listener(tx, recorded);
      const rows = recorded.flatMap((event) => outboxRows(event, subscriptions));
      if (rows.length > 0) await tx.tx.insert(outbox).values(rows);
      return recorded;
    },
  };
}

function outboxRows(event: Recorded, subscriptions: readonly Subscription[]) {
  return subscriptions
    .filter((subscription) => subscription.kinds.includes(event.kind))
    .map((subscription) => ({
      agencyId: event.agencyId,
      id: event.id,
      subscriber: subscription.name,
      kind: event.kind,
      subjectKind: event.subject.kind,
      subjectId: event.subject.id,
      facts: event.facts,
      at: event.at,
      notBefore: event.at,
    }));
}

/** Hands due news to its subscribers until the signal aborts. Several relays may run at once. */
export async function relayLoop(
  ctx: Ctx,
  subscriptions: readonly Subscription[],
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const handled = await relayOnce(ctx, subscriptions).catch((error: unknown) => {
      ctx.log.error({ err: error }, "the relay could not read the outbox");
      return 0;
    });
    if (handled === 0) await ctx.clock.sleep(200, signal);
  }
}

/** One turn: at most `events.batch` events of these subscribers. Returns how many were claimed. */
export async function relayOnce(ctx: Ctx, subscriptions: readonly Subscription[]): Promise<number> {
  const system = asSystem(ctx, "relay", null);
  const names = subscriptions.map(({ name }) => name);
  const claimed = await transact(system, (tx) => claim(tx, names));
  const claimedAt = stamp(ctx.clock.now());
  for (const row of claimed) {
    const subscription = subscriptions.find(({ name }) => name === row.subscriber);
    const event: RelayedEvent = {
      ...row,
      subject: { kind: row.subjectKind, id: row.subjectId },
      claimedAt,
    };
    try {
      if (subscription)
        await subscription.handle(asSystem(ctx, row.subscriber, row.agencyId), event);
      await transact(system, (tx) => tx.tx.delete(outbox).where(at(row)));
    } catch (error) {
      ctx.log.error(
        { err: error, kind: row.kind, subscriber: row.subscriber },
        "news could not be handled; it is tried again",
      );
      await transact(system, (tx) =>
        tx.tx
          .update(outbox)
          .set({ lastError: String(error).slice(0, 500) })
          .where(at(row)),
      );
    }
  }
  return claimed.length;
}

type OutboxRow = Omit<typeof outbox.$inferSelect, "facts"> & { facts: Record<string, unknown> };

/** A claim is a lease: the row comes due again, later each time, unless it was handled and deleted. */
async function claim(tx: TxCtx, names: readonly string[]): Promise<OutboxRow[]> {
  if (names.length === 0) return [];
  const now = tx.clock.now();
  const due = await tx.tx
    .select()
    .from(outbox)
    .where(
      and(
        inArray(outbox.subscriber, [...names]),
        lte(outbox.notBefore, stamp(now)),
        sql`${outbox.tries} < ${triesMax}`,
      ),
    )
    .orderBy(outbox.id)
    .limit(batchMax)
    .for("update", { skipLocked: true });
  if (due.length === 0) return [];
  for (const tries of new Set(due.map((row) => row.tries))) {
    const pause = Math.min(5_000 * 2 ** tries, retryMsMax);
    await tx.tx
      .update(outbox)
      .set({ tries: tries + 1, notBefore: stamp(now.add({ milliseconds: pause })) })
      .where(
        and(
          eq(outbox.tries, tries),
          inArray(
            outbox.id,
            due.filter((r) => r.tries === tries).map((r) => r.id),
          ),
        ),
      );
  }
  return due.map((row) => ({ ...row, facts: isRecord(row.facts) ? row.facts : {} }));
}

function at(row: OutboxRow) {
  return and(
    eq(outbox.agencyId, row.agencyId),
    eq(outbox.id, row.id),
    eq(outbox.subscriber, row.subscriber),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

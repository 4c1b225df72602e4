import { and, eq, gte, inArray, lt, lte } from "drizzle-orm";
import { Bell } from "./bell.ts";
import { stamp } from "./clock.ts";
import { agencyOf, asSystem, type Ctx, type TxCtx } from "./context.ts";
import { read, transact } from "./db/database.ts";
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
  const bell = new Bell();
  return {
    bell,
    async tell(tx, ...happened) {
      if (happened.length === 0) return [];
      if (happened.length > tellMax) throw new RangeError(`at most ${tellMax} at once are told`);
      const told = { agencyId: agencyOf(tx), at: stamp(tx.clock.now()) };
      const recorded = happened.map((one) => ({ ...one, ...told, id: tx.ids.uuid() }));
      for (const listener of listeners) await listener(tx, recorded);
      const rows = recorded.flatMap((event) => outboxRows(event, subscriptions));
      if (rows.length > 0) await tx.tx.insert(outbox).values(rows);
      // A look alone leaves nothing that anybody would have to do.
      const kinds = recorded.flatMap(({ kind, record }) => (record ? [kind] : []));
      const words = [...kinds, ...rows.map(({ subscriber }) => subscriber)];
      if (words.length > 0) tx.tx.afterCommit(() => bell.ring(tx, words));
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

/**
 * Hands due news to its subscribers until the signal aborts. Several relays may run at once. Where there was none it
 * looks again when the bell rings, or after `pauseMs` milliseconds.
 */
export async function relayLoop(
  ctx: Ctx,
  subscriptions: readonly Subscription[],
  signal: AbortSignal,
  pauseMs = 500,
): Promise<void> {
  const names = new Set(subscriptions.map(({ name }) => name));
  using ear = ctx.happenings.bell.listen((word) => names.has(word));
  while (!signal.aborted) {
    const handled = await relayOnce(ctx, subscriptions).catch((error: unknown) => {
      ctx.log.error({ err: error }, "the relay could not read the outbox");
      return 0;
    });
    if (handled === 0) await ear.next(ctx.clock, pauseMs, signal);
  }
}

/** One turn: at most `events.batch` events of these subscribers. Returns how many were claimed. */
export async function relayOnce(ctx: Ctx, subscriptions: readonly Subscription[]): Promise<number> {
  const system = asSystem(ctx, "relay", null);
  const names = subscriptions.map(({ name }) => name);
  const claimed = await transact(system, (tx) => claimDue(tx, names));
  const claim = Symbol("claim");
  for (const row of claimed) {
    const subscription = subscriptions.find(({ name }) => name === row.subscriber);
    const event: RelayedEvent = {
      ...row,
      subject: { kind: row.subjectKind, id: row.subjectId },
      claim,
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
async function claimDue(tx: TxCtx, names: readonly string[]): Promise<OutboxRow[]> {
  if (names.length === 0) return [];
  const now = tx.clock.now();
  const due = await tx.tx
    .select()
    .from(outbox)
    .where(
      and(
        inArray(outbox.subscriber, [...names]),
        lte(outbox.notBefore, stamp(now)),
        lt(outbox.tries, triesMax),
      ),
    )
    .orderBy(outbox.id)
    .limit(batchMax)
    .for("update", { skipLocked: true });
  if (due.length === 0) return [];
  for (const [tries, alike] of Map.groupBy(due, (row) => row.tries)) {
    const pause = Math.min(5_000 * 2 ** tries, retryMsMax);
    // An event has a row for each of its subscribers: only the ones that were claimed are touched.
    for (const [subscriber, rows] of Map.groupBy(alike, (row) => row.subscriber))
      await tx.tx
        .update(outbox)
        .set({ tries: tries + 1, notBefore: stamp(now.add({ milliseconds: pause })) })
        .where(
          and(
            eq(outbox.subscriber, subscriber),
            inArray(
              outbox.id,
              rows.map(({ id }) => id),
            ),
          ),
        );
  }
  return due.map((row) => ({ ...row, facts: isRecord(row.facts) ? row.facts : {} }));
}

const lateAfterTries = limit("events.late", 5, "tries", "then `openbeat doctor` names the event");

export interface LateNews {
  /** Failed several times, and are tried again by themselves. */
  late: number;
  /** Failed `events.tries` times: they wait for `retryNews`. */
  givenUp: number;
  /** One of their errors, the newest event's; null when there is none. */
  lastError: string | null;
}

/** News of all agencies that could not be handled yet. */
export async function lateNews(ctx: Ctx): Promise<LateNews> {
  const [row] = await read(asSystem(ctx, "doctor", null), (tx) =>
    tx.tx.raw<{ late: number; given_up: number; last_error: string | null }>(
      `select count(*) filter (where tries < $2)::int as late, count(*) filter (where tries >= $2)::int as given_up,
         (array_agg(last_error order by tries desc, id desc))[1] as last_error
       from outbox where tries >= $1`,
      [lateAfterTries, triesMax],
    ),
  );
  return {
    late: row?.late ?? 0,
    givenUp: row?.given_up ?? 0,
    lastError: row?.last_error ?? null,
  };
}

/** Has given-up news tried again from the beginning, once its cause was mended. Returns how many. */
export async function retryNews(ctx: Ctx): Promise<number> {
  const rows = await transact(asSystem(ctx, "doctor", null), (tx) =>
    tx.tx
      .update(outbox)
      .set({ tries: 0, notBefore: stamp(tx.clock.now()) })
      .where(gte(outbox.tries, triesMax))
      .returning({ id: outbox.id }),
  );
  return rows.length;
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

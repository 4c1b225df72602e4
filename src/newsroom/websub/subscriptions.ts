import { and, count, eq, lt } from "drizzle-orm";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { websubSubscriptions, websubWishes } from "../schema.ts";

const subscriptionsMax = limit(
  "websub.subscriptions",
  10_000,
  "subscriptions",
  "of all feeds together; each change of a feed is a request to each of its own",
);
const perHostMax = limit("websub.per-host", 500, "subscriptions", "of callbacks at one server");
const wishesMax = limit(
  "websub.wishes",
  1_000,
  "wishes",
  "that no callback has confirmed yet; more have to wait",
);
const triesMax = limit(
  "websub.tries",
  8,
  "tries",
  "of one change of a feed, two hours in all; then the next change is told",
);
const batchMax = limit("websub.batch", 50, "requests", "at once to callbacks");
const firstPauseMs = 60_000;
const claimSeconds = 60;

export type Subscription = typeof websubSubscriptions.$inferSelect;
export type Wish = typeof websubWishes.$inferSelect;

export interface Asked {
  mode: "subscribe" | "unsubscribe";
  topic: string;
  callback: string;
  secret: string | undefined;
  leaseSeconds: number;
}

/** Notes a wish; it counts when the callback has confirmed it. Asked again, the newest stands. */
export async function noteWish(ctx: Ctx, asked: Asked): Promise<void> {
  await transact(ctx, async (tx) => {
    const { agencyId } = websubWishes;
    const [waiting] = await tx.tx
      .select({ count: count() })
      .from(websubWishes)
      .where(eq(agencyId, agencyOf(tx)));
    if ((waiting?.count ?? 0) >= wishesMax) throw full();
    if (asked.mode === "subscribe") await mustHaveRoom(tx, asked.callback);
    await endWish(tx, asked);
    const id = tx.ids.uuid();
    const { mode, topic, callback, secret, leaseSeconds } = asked;
    await tx.tx.insert(websubWishes).values({
      agencyId: agencyOf(tx),
      id,
      mode,
      topic,
      callback,
      sealed: await sealed(tx, "websub_wishes", id, secret),
      leaseSeconds,
      askedAt: stamp(tx.clock.now()),
    });
  });
}

async function mustHaveRoom(tx: TxCtx, callback: string): Promise<void> {
  const own = eq(websubSubscriptions.agencyId, agencyOf(tx));
  const counted = async (where: typeof own | undefined) => {
    const [row] = await tx.tx.select({ count: count() }).from(websubSubscriptions).where(where);
    return row?.count ?? 0;
  };
  if ((await counted(own)) >= subscriptionsMax) throw full();
  const { host } = new URL(callback);
  if ((await counted(and(own, eq(websubSubscriptions.host, host)))) >= perHostMax) throw full();
}

function full(): Refusal {
  return new Refusal("hub-full", "This hub has as many subscribers as it can tell.", {
    status: 503,
  });
}

type Pair = { topic: string; callback: string };

async function endWish(tx: TxCtx, { topic, callback }: Pair): Promise<void> {
  await tx.tx
    .delete(websubWishes)
    .where(
      and(
        eq(websubWishes.agencyId, agencyOf(tx)),
        eq(websubWishes.topic, topic),
        eq(websubWishes.callback, callback),
      ),
    );
}

/** Wishes that nobody has looked at yet, each taken by one worker alone: what is not confirmed is gone. */
export async function takeWishes(ctx: Ctx): Promise<(Wish & { secret: string | undefined })[]> {
  return transact(ctx, async (tx) => {
    const rows = await tx.tx
      .select()
      .from(websubWishes)
      .where(eq(websubWishes.agencyId, agencyOf(tx)))
      .orderBy(websubWishes.askedAt)
      .limit(batchMax)
      .for("update", { skipLocked: true });
    for (const row of rows) await endWish(tx, row);
    return Promise.all(
      rows.map(async (row) => ({
        ...row,
        secret: await opened(tx, "websub_wishes", row.id, row.sealed),
      })),
    );
  });
}

/** The callback said yes: from now on it is told, beginning with the next change. */
export async function confirm(
  ctx: Ctx,
  wish: Wish & { secret: string | undefined },
  etag: string,
): Promise<void> {
  await transact(ctx, async (tx) => {
    await endSubscription(tx, wish);
    if (wish.mode === "unsubscribe") return;
    const id = tx.ids.uuid();
    const { topic, callback, leaseSeconds, secret } = wish;
    await tx.tx.insert(websubSubscriptions).values({
      agencyId: agencyOf(tx),
      id,
      topic,
      callback,
      host: new URL(callback).host,
      sealed: await sealed(tx, "websub_subscriptions", id, secret),
      leaseEndsAt: stamp(tx.clock.now().add({ seconds: leaseSeconds })),
      toldEtag: etag,
    });
  });
}

async function endSubscription(tx: TxCtx, { topic, callback }: Pair): Promise<void> {
  await tx.tx
    .delete(websubSubscriptions)
    .where(
      and(
        eq(websubSubscriptions.agencyId, agencyOf(tx)),
        eq(websubSubscriptions.topic, topic),
        eq(websubSubscriptions.callback, callback),
      ),
    );
}

/** Leases that ended are forgotten (W3C WebSub §5.1). */
export async function endLeases(ctx: Ctx): Promise<void> {
  await transact(ctx, (tx) =>
    tx.tx
      .delete(websubSubscriptions)
      .where(
        and(
          eq(websubSubscriptions.agencyId, agencyOf(tx)),
          lt(websubSubscriptions.leaseEndsAt, stamp(tx.clock.now())),
        ),
      ),
  );
}

/** Who has an older content than now stands, and is not waited for. Claimed for a minute, by one worker alone. */
export async function claimOutdated(
  ctx: Ctx,
  now: ReadonlyMap<string, string>,
): Promise<(Subscription & { secret: string | undefined })[]> {
  return transact(ctx, async (tx) => {
    const at = tx.clock.now();
    const ids = await tx.tx.raw<{ id: string }>(
      `with old as (
         select s.agency_id, s.id from websub_subscriptions s
         join unnest($2::text[], $3::text[]) as n (topic, etag) on n.topic = s.topic
         where s.agency_id = $1 and s.told_etag <> n.etag and (s.due_at is null or s.due_at <= $4)
         order by s.due_at nulls first limit $5 for update of s skip locked)
       update websub_subscriptions s set due_at = $6, tries = s.tries + 1 from old
       where s.agency_id = old.agency_id and s.id = old.id returning s.id`,
      [
        agencyOf(tx),
        [...now.keys()],
        [...now.values()],
        stamp(at),
        batchMax,
        stamp(at.add({ seconds: claimSeconds })),
      ],
    );
    const rows = await Promise.all(
      ids.map(async ({ id }) => {
        const [row] = await tx.tx
          .select()
          .from(websubSubscriptions)
          .where(
            and(eq(websubSubscriptions.agencyId, agencyOf(tx)), eq(websubSubscriptions.id, id)),
          );
        return row;
      }),
    );
    return Promise.all(
      rows.flatMap((row) =>
        row
          ? [
              opened(tx, "websub_subscriptions", row.id, row.sealed).then((secret) => ({
                ...row,
                secret,
              })),
            ]
          : [],
      ),
    );
  });
}

/** What came of telling: it has the content, tries again, or is gone (410 ends it, §7). */
export async function noteTold(
  ctx: Ctx,
  row: Subscription,
  told: { etag: string; status: number | undefined },
): Promise<void> {
  await transact(ctx, async (tx) => {
    if (told.status === 410) return endSubscription(tx, row);
    const isTold = told.status !== undefined && told.status >= 200 && told.status < 300;
    const isDone = isTold || row.tries >= triesMax;
    const pauseMs = firstPauseMs * 2 ** (row.tries - 1);
    const next = stamp(tx.clock.now().add({ milliseconds: pauseMs }));
    await tx.tx
      .update(websubSubscriptions)
      .set(isDone ? { toldEtag: told.etag, dueAt: null, tries: 0 } : { dueAt: next })
      .where(
        and(eq(websubSubscriptions.agencyId, agencyOf(tx)), eq(websubSubscriptions.id, row.id)),
      );
  });
}

async function sealed(tx: TxCtx, table: string, rowId: string, secret: string | undefined) {
  if (secret === undefined) return null;
  const keys = await tx.vault.keysOf(tx, agencyOf(tx));
  return keys.seal({ table, column: "sealed", agencyId: agencyOf(tx), rowId }, secret);
}

async function opened(tx: TxCtx, table: string, rowId: string, bytes: Buffer | null) {
  if (bytes === null) return undefined;
  const keys = await tx.vault.keysOf(tx, agencyOf(tx));
  return keys.open({ table, column: "sealed", agencyId: agencyOf(tx), rowId }, bytes).toString();
}

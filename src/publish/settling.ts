import { and, eq, gte, inArray, isNotNull, lte, ne } from "drizzle-orm";
import type { Networks, Sender } from "#channels";
import { channelById } from "#channels";
import { instantOf, stamp, Temporal } from "#platform/clock.ts";
import { asSystem, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { pauseMs, triesMax } from "./answers.ts";
import { moveDeliveries, type Delivery, type Move } from "./moves.ts";
import { sendSignal } from "./orders.ts";
import { orderWithProgress } from "./progress.ts";
import { deliveries } from "./schema.ts";

const settleMax = limit("settle.batch", 200, "deliveries", "look-ups of one turn");
const settleMinutes = limit("settle.clock", 10, "min", "then a person is asked");
/** What had left when the answer was lost has arrived by then; a lease's end comes before it. */
const graceMs = 1_000;
const retryMs = 5_000;
const othersMax = limit(
  "settle.others",
  10_000,
  "posts",
  "of one channel since the try, known to be others'",
);

/**
 * Settles unconfirmed deliveries by asking the network (core D3): found → sent; provably absent → due
 * again; neither within the clock → a person is asked. Returns how many moved.
 */
export async function settleUnconfirmed(
  ctx: Ctx,
  networks: Networks,
  sender: Sender,
): Promise<number> {
  const open = await read(asSystem(ctx, "settling", null), (tx) =>
    tx.tx
      .select()
      .from(deliveries)
      .where(
        and(eq(deliveries.state, "unconfirmed"), lte(deliveries.dueAt, stamp(ctx.clock.now()))),
      )
      .orderBy(deliveries.dueAt)
      .limit(settleMax),
  );
  const since = ctx.clock.now().subtract({ milliseconds: graceMs });
  const ripe = open.filter(
    ({ changedAt }) => Temporal.Instant.compare(Temporal.Instant.from(changedAt), since) <= 0,
  );
  // A network that hangs keeps nobody waiting but its own.
  const groups = Map.groupBy(ripe, ({ channelId }) => channelId);
  const moved = await Promise.all(
    [...groups.values()].map((group) => settleGroup(ctx, networks, sender, group)),
  );
  return moved.reduce((sum, count) => sum + count, 0);
}

async function settleGroup(
  ctx: Ctx,
  networks: Networks,
  sender: Sender,
  group: readonly Delivery[],
): Promise<number> {
  const found = await Promise.all(group.map((one) => settlement(ctx, networks, sender, one)));
  const moves = oneEach(found);
  const open = group.filter((_one, index) => moves[index] === undefined);
  return transact(asSystem(ctx, "settling", null), async (tx) => {
    const moved = await moveDeliveries(
      tx,
      moves.filter((move) => move !== undefined),
    );
    if (open.length > 0) await lookLater(tx, open);
    return moved.size;
  });
}

/** Two that say the same may have found the same post: it is the first one's, and the other looks again. */
function oneEach(moves: readonly (Move | undefined)[]): (Move | undefined)[] {
  const taken = new Set<string>();
  return moves.map((move) => {
    const id = move?.set?.remoteId;
    if (typeof id !== "string") return move;
    if (taken.has(id)) return undefined;
    taken.add(id);
    return move;
  });
}

/** Posts of this channel that are known to be other deliveries', as far back as this one could have been sent. */
async function othersOn(ctx: Ctx, delivery: Delivery): Promise<Set<string>> {
  // Networks' clocks differ from ours a little.
  const since = instantOf(delivery.startedAt ?? delivery.changedAt).subtract({ seconds: 10 });
  const rows = await read(ctx, (tx) =>
    tx.tx
      .select({ remoteId: deliveries.remoteId })
      .from(deliveries)
      .where(
        and(
          eq(deliveries.agencyId, delivery.agencyId),
          eq(deliveries.channelId, delivery.channelId),
          ne(deliveries.id, delivery.id),
          isNotNull(deliveries.remoteId),
          gte(deliveries.changedAt, stamp(since)),
        ),
      )
      .limit(othersMax),
  );
  return new Set(rows.flatMap(({ remoteId }) => (remoteId === null ? [] : [remoteId])));
}

async function lookLater(tx: TxCtx, open: readonly Delivery[]): Promise<void> {
  await tx.tx
    .update(deliveries)
    .set({ dueAt: stamp(tx.clock.now().add({ milliseconds: retryMs })) })
    .where(
      and(
        eq(deliveries.state, "unconfirmed"),
        inArray(
          deliveries.id,
          open.map(({ id }) => id),
        ),
      ),
    );
}

async function settlement(
  ctx: Ctx,
  networks: Networks,
  sender: Sender,
  delivery: Delivery,
): Promise<Move | undefined> {
  const inAgency = asSystem(ctx, "settling", delivery.agencyId);
  const channel = await channelById(inAgency, delivery.channelId);
  const { capabilities } = networks.connector(inAgency, channel.network);
  // With what earlier tries kept: some networks are asked by an id that they gave half-way.
  const order = await orderWithProgress(ctx, delivery);
  const others = await othersOn(inAgency, delivery);
  const finding = await sender.find(
    { ...order, attempt: { ...order.attempt, others } },
    sendSignal(),
  );
  const now = ctx.clock.now();
  if (finding.found) {
    const { id, url, extra } = finding.remote;
    return {
      delivery,
      to: "sent",
      reason: "found on the network",
      native: finding.remote.native,
      set: { remoteId: id, remoteUrl: url ?? null, remoteExtra: extra ?? null, sentAt: stamp(now) },
    };
  }
  const isOver =
    now.epochMilliseconds - Temporal.Instant.from(delivery.changedAt).epochMilliseconds >
    settleMinutes * 60_000;
  if (finding.absent && isProof(delivery, finding, now)) return again(delivery, now);
  const why = finding.absent ? "It is not there, and may still arrive." : finding.why;
  const isForGood = !finding.absent && finding.isForGood === true;
  return isOver || isForGood || capabilities.settle === "ask"
    ? { delivery, to: "asked", reason: why }
    : undefined;
}

/** Whether "it is not there" proves that sending again will not leave two (core D3). */
function isProof(delivery: Delivery, finding: { keyed?: boolean }, now: Temporal.Instant): boolean {
  return (
    finding.keyed === true ||
    delivery.absentFrom === null ||
    Temporal.Instant.compare(now, instantOf(delivery.absentFrom)) >= 0
  );
}

/** The first lost answer is followed up at once; a network that loses each one is given time, and then to a person. */
function again(delivery: Delivery, now: Temporal.Instant): Move {
  const reason = "the network was asked and does not have it";
  if (delivery.tries >= triesMax)
    return { delivery, to: "asked", reason: `Tried ${delivery.tries} times: ${reason}.` };
  const pause = delivery.tries < 2 ? 0 : pauseMs(delivery.tries);
  const dueAt = stamp(now.add({ milliseconds: pause }));
  return { delivery, to: "waiting", reason, set: { dueAt, fence: delivery.fence + 1 } };
}

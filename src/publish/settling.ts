import { and, eq, lte } from "drizzle-orm";
import type { Attempt, Networks, OutboundMessage, Sender, SendOrder } from "#channels";
import { channelById } from "#channels";
import { stamp, Temporal } from "#platform/clock.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { moveDeliveries, type Delivery, type Move } from "./moves.ts";
import { deliveries } from "./schema.ts";

const settleMax = limit("settle.batch", 100, "deliveries", "look-ups of one turn");
const sendMs = limit("send.time", 20_000, "ms", "one try, connecting and answering together");
const settleMinutes = limit("settle.clock", 10, "min", "then a person is asked");
const graceMs = 1_500;
const retryMs = 5_000;

/** The order that a delivery stands for: the same key for each of its tries. */
export function orderOf(delivery: Delivery): SendOrder {
  const attempt: Omit<Attempt, "progress"> = {
    key: delivery.id,
    number: delivery.tries,
    payloadHash: delivery.payloadHash,
    startedAt: Temporal.Instant.from(delivery.startedAt ?? delivery.changedAt),
  };
  return {
    agencyId: delivery.agencyId,
    channelId: delivery.channelId,
    message: delivery.payload as OutboundMessage,
    attempt,
  };
}

export function sendSignal(stop?: AbortSignal): AbortSignal {
  return stop ? AbortSignal.any([stop, AbortSignal.timeout(sendMs)]) : AbortSignal.timeout(sendMs);
}

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
  const settled = await Promise.all(
    open.map((delivery) => settleOne(ctx, networks, sender, delivery)),
  );
  return settled.filter(Boolean).length;
}

async function settleOne(
  ctx: Ctx,
  networks: Networks,
  sender: Sender,
  delivery: Delivery,
): Promise<boolean> {
  const now = ctx.clock.now();
  const since = now.epochMilliseconds - Temporal.Instant.from(delivery.changedAt).epochMilliseconds;
  if (since < graceMs) return false;
  const move = await settlement(ctx, networks, sender, delivery);
  const system = asSystem(ctx, "settling", null);
  if (move) return (await transact(system, (tx) => moveDeliveries(tx, [move]))).size > 0;
  await transact(system, (tx) =>
    tx.tx
      .update(deliveries)
      .set({ dueAt: stamp(now.add({ milliseconds: retryMs })) })
      .where(
        and(
          eq(deliveries.agencyId, delivery.agencyId),
          eq(deliveries.id, delivery.id),
          eq(deliveries.state, "unconfirmed"),
        ),
      ),
  );
  return false;
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
  const finding = await sender.find(orderOf(delivery), sendSignal());
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
  const again = { dueAt: stamp(now), fence: delivery.fence + 1 };
  if (finding.absent)
    return {
      delivery,
      to: "waiting",
      reason: "the network was asked and does not have it",
      set: again,
    };
  if (capabilities.settle === "idempotency-key")
    return {
      delivery,
      to: "waiting",
      reason: "the network takes the same key once only",
      set: again,
    };
  const isOver =
    now.epochMilliseconds - Temporal.Instant.from(delivery.changedAt).epochMilliseconds >
    settleMinutes * 60_000;
  if (isOver || capabilities.settle === "ask")
    return { delivery, to: "asked", reason: finding.why };
  return undefined;
}

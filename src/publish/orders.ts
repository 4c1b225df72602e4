import type { Attempt, OutboundMessage, SendOrder } from "#channels";
import { instantOf } from "#platform/clock.ts";
import { limit } from "#platform/limits.ts";
import type { Delivery } from "./moves.ts";

export const sendMs = limit(
  "send.time",
  20_000,
  "ms",
  "one try, connecting and answering together",
);

/** The order that a delivery stands for: the same key for each of its tries. */
export function orderOf(delivery: Delivery): SendOrder {
  const attempt: Omit<Attempt, "progress"> = {
    key: delivery.id,
    number: delivery.tries,
    payloadHash: delivery.payloadHash,
    startedAt: instantOf(delivery.startedAt ?? delivery.changedAt),
  };
  return {
    agencyId: delivery.agencyId,
    channelId: delivery.channelId,
    message: delivery.payload as OutboundMessage,
    isLifeSafety: delivery.isLifeSafety,
    attempt,
  };
}

/** The end of a try, and of a look-up. */
export function sendSignal(tryMs = sendMs): AbortSignal {
  return AbortSignal.timeout(tryMs);
}

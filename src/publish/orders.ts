import { type Attempt, isVideo, type OutboundMessage, type SendOrder } from "#channels";
import { instantOf } from "#platform/clock.ts";
import { limit } from "#platform/limits.ts";
import type { Delivery } from "./moves.ts";

export const sendMs = limit(
  "send.time",
  20_000,
  "ms",
  "one try, connecting and answering together",
);

const videoMs = limit(
  "send.video-time",
  90_000,
  "ms",
  "one try with a video, which many networks take in one request only",
);

/** How long one try of this delivery may take on a network that asks for no other time. */
export function tryMsOf(delivery: Delivery): number {
  return messageOf(delivery).media.some(isVideo) ? videoMs : sendMs;
}

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
    message: messageOf(delivery),
    isLifeSafety: delivery.isLifeSafety,
    attempt,
  };
}

/** The approved words, and what they answer on the network: our own post before it. */
export function messageOf({ payload, answersTo }: Delivery): OutboundMessage {
  const message = payload as OutboundMessage;
  return answersTo === null ? message : { ...message, replyTo: answersTo };
}

/** The end of a try, and of a look-up. */
export function sendSignal(tryMs = sendMs): AbortSignal {
  return AbortSignal.timeout(tryMs);
}

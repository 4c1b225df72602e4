import type { Outcome } from "#channels";
import { stamp, type Temporal } from "#platform/clock.ts";
import { limit } from "#platform/limits.ts";
import type { Delivery, Move } from "./moves.ts";

export const triesMax = limit("dispatch.tries", 12, "tries", "then a person is to see it");

const stillOpenMs = limit(
  "settle.still-open",
  60_000,
  "ms",
  "a network that was slow may still publish; not being found proves nothing before",
);

/** How long a delivery waits after its nth try that came to nothing. */
export function pauseMs(tries: number): number {
  return Math.min(1_000 * 2 ** tries, 300_000);
}

/** How an answer moves a delivery (core, Delivery). */
export function moveFor(delivery: Delivery, outcome: Outcome, now: Temporal.Instant): Move {
  switch (outcome.state) {
    case "sent": {
      const { id, url, extra, native } = outcome.remote;
      return {
        delivery,
        to: "sent",
        native,
        set: {
          remoteId: id,
          remoteUrl: url ?? null,
          remoteExtra: extra ?? null,
          sentAt: stamp(now),
          claimedBy: null,
        },
      };
    }
    case "refused":
    case "expired":
      return {
        delivery,
        to: "refused",
        reason: outcome.reason,
        native: outcome.answer,
        set: { claimedBy: null },
      };
    case "later": {
      if (outcome.goesOn) return goingOn(delivery, outcome, now);
      if (delivery.tries >= triesMax)
        return {
          delivery,
          to: "refused",
          reason: `Given up after ${delivery.tries} tries: ${outcome.reason}`,
          native: outcome.answer,
        };
      const pause = Math.max(outcome.retryAfterMs, pauseMs(delivery.tries));
      return {
        delivery,
        to: "waiting",
        reason: outcome.reason,
        native: outcome.answer,
        set: { dueAt: stamp(now.add({ milliseconds: pause })), claimedBy: null },
      };
    }
    case "unknown":
      return {
        delivery,
        to: "unconfirmed",
        reason: outcome.mayStillArrive
          ? `${outcome.reason} It may still arrive there: it is looked up, and sent again in a minute at the earliest.`
          : outcome.reason,
        native: outcome.answer,
        set: {
          dueAt: stamp(now),
          absentFrom: stamp(now.add({ milliseconds: outcome.mayStillArrive ? stillOpenMs : 0 })),
          claimedBy: null,
        },
      };
  }
}

/** A mailing's time was over with readers left: the same try goes on, so that a long list is never given up. */
function goingOn(
  delivery: Delivery,
  outcome: Extract<Outcome, { state: "later" }>,
  now: Temporal.Instant,
): Move {
  const dueAt = stamp(now.add({ milliseconds: outcome.retryAfterMs }));
  return {
    delivery,
    to: "waiting",
    reason: outcome.reason,
    native: outcome.answer,
    set: { dueAt, tries: delivery.tries - 1, claimedBy: null },
  };
}

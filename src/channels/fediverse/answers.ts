import type { Temporal } from "#platform/clock.ts";
import { RequestFailed } from "#platform/http/safe-failure.ts";
import { limit } from "#platform/limits.ts";
import type { Order, Result } from "./claiming.ts";

const triesMax = limit(
  "fediverse.tries",
  12,
  "tries",
  "a minute after the first, then twice as long each time up to six hours: two days in all",
);
const firstMs = 60_000;
const pauseMsMax = 6 * 3_600_000;
/** A server that asks for longer is asked again after this. */
const askedMsMax = 3_600_000;

/** What another server said to an activity. */
export type Said = { status: number; retryAfter: string | null } | { error: unknown };

interface Moment {
  now: Temporal.Instant;
  /** 0 to 1, so that many that wait for one server do not come back at once. */
  jitter: number;
}

/** 2xx: done. Gone, or never to be taken: no more. Everything else: later, for two days. */
export function resultOf(order: Order, said: Said, moment: Moment): Result {
  if ("error" in said) {
    const reason = said.error instanceof Error ? said.error.message : String(said.error);
    const isOurNo =
      said.error instanceof TypeError ||
      (said.error instanceof RequestFailed && said.error.code.startsWith("refused-"));
    return isOurNo ? { order, outcome: "failed", reason } : again(order, reason, moment);
  }
  const { status, retryAfter } = said;
  const reason = `The server answered with ${status}.`;
  if (status >= 200 && status < 300) return { order, outcome: "sent", reason };
  if (status === 404 || status === 410) return { order, outcome: "failed", reason, isGone: true };
  if (neverTaken.has(status) || (status >= 300 && status < 400))
    return { order, outcome: "failed", reason };
  return again(order, reason, moment, askedMs(retryAfter));
}

/** The activity itself is what they do not want, so asking again changes nothing. */
const neverTaken = new Set([400, 405, 406, 411, 413, 414, 415, 422, 501]);

function again(order: Order, reason: string, { now, jitter }: Moment, askedFor = 0): Result {
  if (order.tries >= triesMax) return { order, outcome: "failed", reason };
  const usual = Math.min(firstMs * 2 ** (order.tries - 1), pauseMsMax);
  const milliseconds = Math.round(Math.max(usual, askedFor) * (0.75 + jitter / 2));
  return { order, outcome: "again", reason, at: now.add({ milliseconds }) };
}

function askedMs(retryAfter: string | null): number {
  const seconds = Number(retryAfter ?? "");
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1_000, askedMsMax) : 0;
}

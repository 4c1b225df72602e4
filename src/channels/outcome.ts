import { RequestFailed } from "#platform/http/safe-failure.ts";
import type { Published } from "./attempt.ts";
import { SendError } from "./send-error.ts";

/** What came of one try; exactly the classes that core's state machine knows. */
export type Outcome =
  | { state: "sent"; remote: Published }
  | { state: "refused" | "expired"; reason: string; answer: unknown }
  | {
      state: "later";
      reason: string;
      retryAfterMs: number;
      answer: unknown;
      /** Some of many sendings are done; the same try goes on with the rest. */
      goesOn?: boolean;
    }
  | {
      state: "unknown";
      reason: string;
      answer: unknown;
      /** We stopped waiting, or a gateway did: the network may still be at work on it, so its absence proves nothing yet. */
      mayStillArrive: boolean;
    };

const retryMs = 15_000;

/** Whatever is not one of the contract's classes counts as "may have arrived" (core D3). */
export function outcomeOf(error: unknown): Outcome {
  if (!(error instanceof SendError)) {
    return {
      state: "unknown",
      reason: error instanceof Error ? error.message : String(error),
      answer: null,
      mayStillArrive: true,
    };
  }
  const answer = error.answer ?? null;
  switch (error.class) {
    case "refused":
      return { state: "refused", reason: error.message, answer };
    case "expired":
      return { state: "expired", reason: error.message, answer };
    case "later":
      return {
        state: "later",
        reason: error.message,
        retryAfterMs: error.retryAfterMs ?? retryMs,
        answer,
        goesOn: error.goesOn,
      };
    case "not-sent":
      return {
        state: "later",
        reason: error.message,
        retryAfterMs: error.retryAfterMs ?? retryMs,
        answer,
      };
    case "unknown":
      return {
        state: "unknown",
        reason: error.message,
        answer,
        mayStillArrive: mayStillArrive(error),
      };
  }
}

const stoppedWaiting = new Set(["timed-out", "aborted"]);

/** RFC 9110 §15.6.5: 504 is a gateway that stopped waiting; what lies behind it may go on. */
function mayStillArrive(error: SendError): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (at instanceof RequestFailed && stoppedWaiting.has(at.code)) return true;
    if (at instanceof SendError && statusOf(at.answer) === 504) return true;
  }
  return false;
}

function statusOf(answer: unknown): unknown {
  return typeof answer === "object" && answer !== null && "status" in answer
    ? answer.status
    : undefined;
}

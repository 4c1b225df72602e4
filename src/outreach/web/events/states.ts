import { eventKinds, type EventKind, type EventState } from "./api.ts";
import type { Meaning } from "#ui/StateBadge.tsx";

/** What stands in public is told as a fact; what was called off needs nobody any more. */
export const meanings: Record<EventState, Meaning> = {
  draft: "neutral",
  submitted: "wait",
  active: "info",
  past: "neutral",
  cancelled: "neutral",
  discarded: "neutral",
};

export function isKind(kind: string): kind is EventKind {
  return eventKinds.some((one) => one === kind);
}

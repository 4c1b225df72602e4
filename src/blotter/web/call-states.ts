import type { CallState } from "./api.ts";
import type { Meaning } from "#ui/StateBadge.tsx";

/** Amber waits for the clock or an officer; what is kept back is as it should be. */
export const meanings: Record<CallState, Meaning> = {
  shown: "good",
  held: "wait",
  withheld: "neutral",
  past: "neutral",
};

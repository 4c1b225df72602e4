import type { PageData } from "./api.ts";
import type { Meaning } from "#ui/StateBadge.tsx";

/** Where a page stands as a whole: what everybody reads, and what waits behind it. */
const states = [
  "writing",
  "waiting",
  "returned",
  "public",
  "next-writing",
  "next-waiting",
  "next-returned",
  "withdrawn",
] as const;
export type PageState = (typeof states)[number];

export function stateOf(state: PageData["page"]["state"], step: PageData["step"]): PageState {
  if (state === "withdrawn") return "withdrawn";
  if (step === "approved") return "public";
  return state === "public" ? `next-${step}` : step;
}

export const stateMeaning: Record<PageState, Meaning> = {
  writing: "neutral",
  waiting: "wait",
  returned: "wait",
  public: "info",
  "next-writing": "info",
  "next-waiting": "wait",
  "next-returned": "wait",
  withdrawn: "neutral",
};

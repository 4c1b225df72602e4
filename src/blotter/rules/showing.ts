import { Temporal } from "#platform/clock.ts";
import { judgeCall } from "./classifying.ts";
import type { BlotterPolicy, Protection, ShowRule } from "./policy.ts";

/** A call as it is known at a moment. Instants are RFC 3339. */
export interface KnownCall {
  takenAt: string;
  /** Every type it has had, the newest last. */
  types: readonly string[];
  isClosed: boolean;
  /** At a home, as far as the dispatch system says. */
  isHome: boolean;
  /** A person has kept it back, with a reason. */
  keptBack: boolean;
  /** The source that it came from has it no more. */
  isWithdrawn: boolean;
}

/** Why the public does not see a call: what it is, or who took it back. */
export type KeptFor = Protection | "person" | "source";

export type Showing =
  | { state: "held"; until: string | null }
  | { state: "withheld"; protection: KeptFor }
  | { state: "shown"; rule: ShowRule; place: "block" | "beat" }
  | { state: "past" };

/**
 * What the public sees of a call at this moment. It is asked anew with each change of the call, of the policy and of the
 * hour: nothing that was once shown stays shown by itself.
 */
export function showingOf(policy: BlotterPolicy, call: KnownCall, now: Temporal.Instant): Showing {
  if (call.keptBack) return { state: "withheld", protection: "person" };
  const judged = judgeCall(policy, call.types);
  if ("withheld" in judged) return { state: "withheld", protection: judged.withheld };
  if (call.isWithdrawn) return { state: "withheld", protection: "source" };
  const taken = Temporal.Instant.from(call.takenAt);
  const { shown: rule } = judged;
  const free = taken.add({ minutes: Math.max(policy.holdMinutes, rule.holdMinutes ?? 0) });
  if (Temporal.Instant.compare(now, taken.add({ hours: policy.shownHours })) >= 0)
    return { state: "past" };
  if (Temporal.Instant.compare(now, free) < 0) return { state: "held", until: free.toString() };
  if (policy.onlyClosed && !call.isClosed) return { state: "held", until: null };
  const isBeat = rule.place === "beat" || (call.isHome && rule.atHome === "beat");
  return { state: "shown", rule, place: isBeat ? "beat" : "block" };
}

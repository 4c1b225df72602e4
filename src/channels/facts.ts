import type { Capabilities } from "./capabilities.ts";
import { connectors } from "./registry.ts";

export type NetworkFacts = Pick<
  Capabilities,
  "edit" | "remove" | "reply" | "settle" | "limits" | "placeTargeting"
> &
  Required<Pick<Capabilities, "budgets" | "notices">> & { network: string; title: string };

/** What every network allows and forbids, as data with source and date. Opens nothing. */
export function networkFacts(): NetworkFacts[] {
  return [...connectors.values()].map(({ network, title, capabilities }) => {
    const { edit, remove, reply, settle, limits, budgets = [], notices = [] } = capabilities;
    const { placeTargeting } = capabilities;
    const places = placeTargeting ? { placeTargeting } : {};
    return { network, title, edit, remove, reply, settle, limits, budgets, notices, ...places };
  });
}

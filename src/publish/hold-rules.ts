/** A hold as the rules see it. */
export interface HoldFact {
  agencyId: string;
  scope: string;
  target: string | null;
  exceptions: readonly string[];
}

export interface Holdable {
  agencyId: string;
  channelId: string;
  class: string;
}

/** Does any of these holds cover this delivery? The same rule at the claim and at the last gate (core D4). */
export function heldBy(active: readonly HoldFact[], delivery: Holdable): HoldFact | undefined {
  return active.find(
    (hold) =>
      hold.agencyId === delivery.agencyId &&
      !hold.exceptions.includes(delivery.class) &&
      (hold.scope === "agency" ||
        (hold.scope === "channel" && hold.target === delivery.channelId) ||
        (hold.scope === "class" && hold.target === delivery.class)),
  );
}

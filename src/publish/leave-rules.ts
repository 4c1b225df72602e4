/** What is known of a delivery when it is about to be claimed, read in the claim's own transaction. */
export interface LeaveFacts {
  /** The post's state in its database row; undefined when there is no such post. */
  postState: string | undefined;
  /** Its latest time has passed. */
  isLate: boolean;
  /** A hold in force covers it (core D4). */
  isHeld: boolean;
  /** This very version has every approval that its class demands now (core A2). */
  isApproved: boolean;
  /** The rights to something it shows have ended, or a consent was withdrawn. */
  isBarred: boolean;
}

export interface KeptBack {
  to: "refused" | "expired" | "held";
  reason: string;
}

/** The one rule of what may be claimed (core A6): undefined lets it through. */
export function keptBack(facts: LeaveFacts): KeptBack | undefined {
  if (facts.postState === "recalled")
    return { to: "refused", reason: "Recalled before it went out." };
  if (facts.isLate) return { to: "expired", reason: "Its latest time has passed." };
  if (facts.isHeld) return { to: "held", reason: "A hold is in force. It needs a new approval." };
  if (facts.postState !== "approved" || !facts.isApproved)
    return { to: "held", reason: "It lacks an approval that its class demands." };
  if (facts.isBarred)
    return {
      to: "held",
      reason: "The rights to a picture or video in it have ended. It needs another one.",
    };
  return undefined;
}

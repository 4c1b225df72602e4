/** How much an account may do in a moving window; data with source and date. */
export interface Budget {
  what: "posts" | "replies" | "uploads" | "live-streams";
  of: number;
  perSeconds: number;
  /** The share that only life-safety posts may use (core D8): 0.2 keeps the last fifth. */
  reserve: number;
  source: string;
  verifiedOn: string;
}

/** The budgets as they are for one account: what its network told it, and what command keeps for life safety. */
export function budgetsOf(
  budgets: readonly Budget[],
  {
    limits,
    reserves = {},
  }: {
    limits: Readonly<Record<string, number>>;
    reserves?: Readonly<Record<string, number>>;
  },
): Budget[] {
  return budgets.map((each) => ({
    ...each,
    of: limits[`${each.what}-per-day`] ?? each.of,
    reserve: reserves[each.what] ?? each.reserve,
  }));
}

export interface Use {
  what: Budget["what"];
  atMs: number;
}

export interface Standing {
  used: number;
  /** What this post may use of the budget: all of it, or all but the reserve. */
  of: number;
  /** When the next one fits, milliseconds since the epoch; undefined when it fits now. */
  freeAtMs: number | undefined;
}

/**
 * Whether one more fits, by what was used in the window that ends now. The window moves: a place is
 * free again when the oldest use leaves it.
 */
export function standingOf(
  budget: Budget,
  uses: readonly Use[],
  nowMs: number,
  isLifeSafety: boolean,
): Standing {
  const windowMs = budget.perSeconds * 1_000;
  const kept = isLifeSafety ? 0 : Math.ceil(budget.of * budget.reserve);
  const of = Math.max(0, budget.of - kept);
  const inside = uses
    .filter(({ what, atMs }) => what === budget.what && atMs > nowMs - windowMs)
    .map(({ atMs }) => atMs)
    .sort((a, b) => a - b);
  if (inside.length < of) return { used: inside.length, of, freeAtMs: undefined };
  // With `of` places, the use that stands `of` from the end is the one that must leave.
  const leaving = of === 0 ? inside.at(-1) : inside.at(-of);
  return { used: inside.length, of, freeAtMs: (leaving ?? nowMs) + windowMs };
}

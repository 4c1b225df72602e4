import { canonicalize } from "#platform/crypto/canonical.ts";
import { PackageFault } from "./package-zip.ts";

/*
 * completeness.json: for each account that the records come from, what its network counted, how it was read, and when
 * it was not. It says what a package cannot hold: what was never captured. Packages made before it have none.
 */

export const completenessPath = "completeness.json";

/** A time in which an account was not captured, or what its network counts beyond what is held. */
export interface ToldGap {
  /** UTC instants, RFC 3339; null: it still is. */
  from: string;
  until: string | null;
  /** A word of the archive that made the package, such as "server-down" or "token-ended". */
  why: string;
  /** Somebody has looked into it. */
  isAnswered: boolean;
  /** Posts since `from` by the network's counter, and by what was captured. */
  theirs?: number;
  ours?: number;
}

export interface ToldAccount {
  id: string;
  name: string;
  /** The network, or the kind of source. */
  network: string;
  connectedAt: string;
  endedAt: string | null;
  /** When it was last read at all; null: never. */
  lastReadAt: string | null;
  /** How far reading has come, in the network's own words; null where it gives none. */
  highWater: string | null;
  /** What the network itself counted, first and last in the span. */
  counters: { at: string; counts: Readonly<Record<string, number>> }[];
  /** By hour, or by day where there are too many hours: how often it was read, how often that failed, what was new. */
  heartbeats: {
    from: string;
    polls: number;
    failed: number;
    items: number;
    longestSilenceSeconds: number;
  }[];
  gaps: ToldGap[];
}

export interface Completeness {
  format: "openbeat-completeness";
  v: 1;
  /** UTC instant at which this was so. */
  asOf: string;
  /** Instants of capture that the package is about; null where it is open. */
  from: string | null;
  before: string | null;
  accounts: ToldAccount[];
}

export function completenessText(told: Completeness): string {
  return canonicalize(told);
}

/** Throws a PackageFault unless it is a file that `completenessText` could have written. */
export function checkCompleteness(text: string): void {
  const value = parsed(text);
  const isWhole =
    typeof value === "object" &&
    value !== null &&
    "format" in value &&
    value.format === "openbeat-completeness" &&
    "v" in value &&
    value.v === 1 &&
    "accounts" in value &&
    Array.isArray(value.accounts);
  if (!isWhole || canonicalize(value) !== text)
    throw new PackageFault("it does not say how complete the record is in its one proper form");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What goes wrong on demand: rates are shares of requests from 0 to 1, times are milliseconds. */
export interface SandboxFaults {
  /** Every answer waits this long, as a distant network's does. */
  latencyMs: number;
  /** The post is taken, then the connection is reset without an answer. */
  resetAfterAcceptRate: number;
  /** The connection is reset and nothing was taken. */
  resetBeforeAcceptRate: number;
  /** Taken, then a gateway's 502 instead of the answer. */
  gatewayErrorAfterAcceptRate: number;
  /** Taken this much later, whether or not the sender still waits. */
  acceptDelayMs: number;
  /** Answered with 500; nothing was taken, but the sender cannot know. */
  rate500: number;
  rate429: number;
  retryAfterS: number;
  rate5xx: number;
  /** Every token is answered with 401. */
  expireTokens: boolean;
  /** The answer's bytes come one at a time, this far apart. */
  slowDripMs: number;
  /** The answer is written twice on the same connection. */
  answerTwice: boolean;
  /** The idempotency key is taken no notice of. */
  ignoreKeys: boolean;
  /** The handle of the one account that all of this happens to; empty: to everybody. */
  onlyFor: string;
}

export const noFaults: Readonly<SandboxFaults> = {
  latencyMs: 0,
  resetAfterAcceptRate: 0,
  resetBeforeAcceptRate: 0,
  gatewayErrorAfterAcceptRate: 0,
  acceptDelayMs: 0,
  rate500: 0,
  rate429: 0,
  retryAfterS: 1,
  rate5xx: 0,
  expireTokens: false,
  slowDripMs: 0,
  answerTwice: false,
  ignoreKeys: false,
  onlyFor: "",
};

/** The faults that a request of this account meets. */
export function faultsFor(faults: SandboxFaults, handle: string | undefined): SandboxFaults {
  return faults.onlyFor === "" || faults.onlyFor === handle ? faults : noFaults;
}

/** Takes over the named faults of the right type; throws a sentence for anything else. */
export function changedFaults(before: SandboxFaults, change: unknown): SandboxFaults {
  if (typeof change !== "object" || change === null) throw new Error("Send an object of faults.");
  const known: Record<string, unknown> = { ...before };
  for (const [name, value] of Object.entries(change)) {
    if (!(name in noFaults)) throw new Error(`There is no fault named ${name}.`);
    const isRight =
      typeof value === typeof known[name] && (typeof value !== "number" || value >= 0);
    if (!isRight) throw new Error(`The fault ${name} cannot be ${String(value)}.`);
    known[name] = value;
  }
  return { ...before, ...known };
}

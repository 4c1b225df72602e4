import { RequestFailed } from "#platform/http/safe-failure.ts";

/** Why a push did not go through: the screens have words for each. */
export type HostFaultCode =
  | "clock"
  | "denied"
  | "missing"
  | "busy"
  | "unreachable"
  | "inner"
  | "refused"
  | "still-there"
  | "purge";

/** A host's "no". It holds no header, no key and no body of a request: it may stand in a log. */
export class HostFault extends Error {
  readonly code: HostFaultCode;
  /** The host asked for this pause (RFC 9110, 10.2.3). */
  readonly waitMs: number | undefined;

  constructor(code: HostFaultCode, says: string, waitMs?: number) {
    super(says);
    this.name = "HostFault";
    this.code = code;
    this.waitMs = waitMs;
  }

  /** What is laid down or taken away twice is the same as once, so a lost answer is asked for again. */
  get isWorthAgain(): boolean {
    return this.code === "busy" || this.code === "unreachable";
  }
}

export function faultOf(error: unknown): HostFault {
  if (error instanceof HostFault) return error;
  if (!(error instanceof RequestFailed)) throw error;
  const isInner = error.code === "refused-url" || error.code === "refused-address";
  return new HostFault(isInner ? "inner" : "unreachable", `${error.code}: ${error.message}`);
}

/** What a status means at any host; `says` names the act and never what it was sent with. */
export function faultOfStatus(answer: Response, says: string): HostFault {
  const { status } = answer;
  const told = `${says} was answered ${status}`;
  if (status === 429 || status >= 500)
    return new HostFault("busy", told, pauseOf(answer.headers.get("retry-after")));
  if (status === 401 || status === 403) return new HostFault("denied", told);
  if (status === 404) return new HostFault("missing", told);
  return new HostFault("refused", told);
}

function pauseOf(header: string | null): number | undefined {
  const seconds = Number(header ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : undefined;
}

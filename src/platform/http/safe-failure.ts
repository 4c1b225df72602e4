/** Why the safe client gave no answer. */
export type FailureCode =
  | "refused-url"
  | "refused-address"
  | "name-not-resolved"
  | "not-connected"
  | "reset"
  | "timed-out"
  | "aborted"
  | "too-large"
  | "too-many-redirects"
  | "bad-answer";

/**
 * A request that ended without a whole answer. `sent: false` is a proof that no byte of the request
 * left this machine; `sent: true` only says that bytes may have left, so the act may have happened
 * (core D3). The cause is the socket's own error, where there was one.
 */
export class RequestFailed extends Error {
  readonly code: FailureCode;
  readonly sent: boolean;
  /** The status line, when it came before the answer broke. */
  readonly status: number | undefined;

  constructor(
    code: FailureCode,
    sentence: string,
    options: { sent: boolean; status?: number | undefined; cause?: unknown },
  ) {
    super(sentence, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "RequestFailed";
    this.code = code;
    this.sent = options.sent;
    this.status = options.status;
  }
}

/** Nothing left: the guard said no before a socket was opened. */
export function refusedUrl(sentence: string): RequestFailed {
  return new RequestFailed("refused-url", sentence, { sent: false });
}

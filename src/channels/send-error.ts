/**
 * Why a try failed, in the only classes the sender acts on. `refused`: a "no" for good. `later`: try
 * again, not before `retryAfterMs`. `expired`: the credential must be renewed by a person.
 * `unknown`: no answer came after bytes may have left: unconfirmed (core D3). `not-sent`: provably
 * no byte of the request reached the network (name not resolved, connection refused).
 */
export type SendErrorClass = "refused" | "later" | "expired" | "unknown" | "not-sent";

export class SendError extends Error {
  readonly class: SendErrorClass;
  readonly retryAfterMs: number | undefined;
  /** Of a `later`: some of many sendings are done and the rest follows; the try counts as the same. */
  readonly goesOn: boolean;
  /** The network's answer, cleaned of secrets, for the archive and the post's page. */
  readonly answer: unknown;

  constructor(
    errorClass: SendErrorClass,
    sentence: string,
    options: { retryAfterMs?: number; answer?: unknown; cause?: unknown; goesOn?: boolean } = {},
  ) {
    super(sentence, { cause: options.cause });
    this.name = "SendError";
    this.class = errorClass;
    this.retryAfterMs = options.retryAfterMs;
    this.goesOn = options.goesOn ?? false;
    this.answer = options.answer;
  }
}

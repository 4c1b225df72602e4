/**
 * An expected "no", answered as application/problem+json (RFC 9457). `sentence` is one a person can
 * act on; `paragraph` names the agency's own policy paragraph where there is one.
 */
export class Refusal extends Error {
  readonly code: string;
  readonly status: RefusalStatus;
  readonly paragraph: string | undefined;
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(code: string, sentence: string, options: RefusalOptions = {}) {
    super(sentence, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "Refusal";
    this.code = code;
    this.status = options.status ?? 422;
    this.paragraph = options.paragraph;
    this.details = options.details;
  }
}

export type RefusalStatus =
  | 400
  | 401
  | 403
  | 404
  | 409
  | 410
  | 413
  | 415
  | 422
  | 423
  | 429
  | 503
  | 507;

export interface RefusalOptions {
  status?: RefusalStatus;
  paragraph?: string;
  details?: Readonly<Record<string, unknown>>;
  cause?: unknown;
}

/** The thing is not there, or is another agency's: the answer is the same (no enumeration). */
export function notFound(what: string): Refusal {
  return new Refusal("not-found", `There is no such ${what}.`, { status: 404 });
}

/** Narrows away undefined, with a sentence for the person who asked. */
export function found<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw notFound(what);
  return value;
}

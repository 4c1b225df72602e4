import type { Temporal } from "#platform/clock.ts";

export interface Attempt {
  /** The same for every try of one delivery: what the network sees as its idempotency key. */
  key: string;
  number: number;
  startedAt: Temporal.Instant;
  /** SHA-256 (hex) of the canonical payload (core D1). */
  payloadHash: string;
  /**
   * What the last `keep` of this delivery was given, by any earlier attempt: a connector whose one
   * message is many sendings (e-mail) leaves out what was already accepted. Plain JSON.
   */
  progress?: unknown;
  /** A network that passes it on by itself lets it overtake all others (core D8). */
  isLifeSafety?: boolean;
  /**
   * Posts of this account that belong to other deliveries: a look-up by text must pass them over, or two deliveries
   * that say the same would both claim one post.
   */
  others?: ReadonlySet<string>;
  /**
   * Asked before each of many sendings: false once this try has taken its time, or a hold or a recall has come. The
   * rest waits for the next try (`later`, `goesOn`).
   */
  mayBegin?(): Promise<boolean>;
  /** Persisted by the sender before it resolves, and handed to the next attempt as `progress`. */
  keep?(progress: unknown): Promise<void>;
}

export interface Remote {
  id: string;
  url?: string;
  /** Network-specific extra (a CID, a message id), opaque to everyone else. */
  extra?: Readonly<Record<string, string>>;
}

export interface Published extends Remote {
  /** The network's answer as it came, for the archive. Must hold no secret. */
  native: unknown;
}

export type Finding =
  | { found: true; remote: Published }
  /** `keyed`: the network takes this delivery's key once only, so sending again does no harm even if it comes late. */
  | { found: false; absent: true; keyed?: boolean }
  /** The network could not be consulted, or its window does not reach back far enough. */
  | {
      found: false;
      absent: false;
      why: string;
      /** True where looking again will not help: a person is asked at once. */
      isForGood?: true;
    };

/** Whether a post of ours still says what we said. */
export type Shown = { state: "same" } | { state: "changed"; text: string } | { state: "gone" };

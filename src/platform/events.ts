import type { Bell } from "./bell.ts";
import type { Ctx, TxCtx } from "./context.ts";

/**
 * One thing that happened, told once inside the verb's transaction. From it come, in that same
 * transaction, the audit event, the archive entry where there is a record, and the outbox event
 * (core D7): a verb cannot do one and forget another.
 */
export interface Happening<P extends object = object> {
  /** `slice.noun-verbed`, e.g. `publish.post-approved`. */
  kind: string;
  subject: Subject;
  /** Small facts for the audit trail and for subscribers. No secrets, no bodies. */
  facts: P;
  outcome?: "done" | "refused" | "failed";
  /** Given when it is a record under open-records law: captured by the archive (core R1). */
  record?: RecordDraft;
  /** When it happened in the world, if that is not now (an inbound item). RFC 3339, UTC. */
  occurredAt?: string;
}

export interface Subject {
  kind: string;
  id: string;
}

/** What the archive keeps of a happening: the native payload, the text as read, the media. */
export interface RecordDraft {
  /** The network's or the program's own shape, any JSON. */
  payload: unknown;
  /** The words a person read or wrote: what search finds. */
  text: string;
  /** SHA-256 (hex) of media bytes in the blob store. */
  media?: readonly string[];
  channelId?: string;
  personId?: string;
  /** The entry this one follows (edit of, answer to), where known. */
  previous?: string;
  direction: "in" | "out" | "internal";
  /** Another program wrote it down: that it was brought in is the act, and is told by itself. */
  isBroughtIn?: true;
}

/** Runs inside the transaction of the verb; what it throws undoes the verb. */
export type InTransaction = (tx: TxCtx, happened: readonly Recorded[]) => Promise<void>;

export interface Recorded extends Happening {
  id: string;
  agencyId: string;
  at: string;
}

/** Runs after commit, at least once, in order per agency as far as one relay sees; be idempotent. */
export interface Subscription {
  name: string;
  /** Heard only by the one process that serves. */
  onServer?: true;
  /** Waits for strangers' servers by the dozen: it has a relay of its own, and no other news waits behind it. */
  isSlow?: true;
  kinds: readonly string[];
  handle(ctx: Ctx, event: RelayedEvent): Promise<void>;
}

export interface RelayedEvent {
  id: string;
  agencyId: string;
  kind: string;
  subject: Subject;
  facts: Readonly<Record<string, unknown>>;
  at: string;
  /** Its claim: all that was taken up with it bears the same one, and was committed before any of it is handled. */
  claim: symbol;
}

export interface Happenings {
  /** Tells what happened, within the verb's transaction. Give many at once where there are many. */
  tell(tx: TxCtx, ...happened: Happening[]): Promise<Recorded[]>;
  /** Rings when what was told is committed: with the kinds that are records, and the names of subscribers whose news waits. */
  bell: Bell;
}

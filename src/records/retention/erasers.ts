import type { TxCtx } from "#platform/context.ts";

/**
 * What another slice keeps of a record beside the archive. A record is destroyed only where every copy is: a kind of
 * subject without an eraser stays, and the screen says so.
 */
export interface Eraser {
  subjectKind: string;
  /**
   * Removes every copy of these subjects, in the transaction that erases the record. Returns the SHA-256 of bytes that
   * it let go of.
   */
  erase(tx: TxCtx, subjectIds: readonly string[]): Promise<readonly string[]>;
}

/** Of these bytes (SHA-256 in hex), those that this slice still holds, in any agency. */
export type BlobHolder = (tx: TxCtx, hashes: readonly string[]) => Promise<ReadonlySet<string>>;

/** Something else that stands in the way, such as an open request; asked in the transaction that erases. */
export interface Blocker {
  /** The word for it: `open-request`. */
  why: string;
  /** Of these records, those that must stay. It locks what it reads, so that nothing new comes in meanwhile. */
  blocked(tx: TxCtx, recordIds: readonly string[]): Promise<ReadonlySet<string>>;
}

export interface Destruction {
  erasers: readonly Eraser[];
  blockers: readonly Blocker[];
  holders: readonly BlobHolder[];
}

export function erasableKinds({ erasers }: Destruction): string[] {
  return erasers.map(({ subjectKind }) => subjectKind);
}

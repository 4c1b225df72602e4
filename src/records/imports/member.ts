import type { LossReason, PackedFile } from "./item.ts";

/** A file of a package, and how many of the package's own bytes it takes. */
export interface Member extends PackedFile {
  packedBytes: number;
  /** RFC 3339, as the package tells it. */
  changedAt: string | undefined;
  /** Why it is not to be unpacked. */
  problem: LossReason | undefined;
}

export interface Pack extends AsyncDisposable {
  members: readonly Member[];
  /** Bytes of the package that unpacked to something, and those that did not. */
  readableBytes: number;
  problem: LossReason | undefined;
}

/** A name that stays within its package: nothing is written by it, but whoever forged one meant harm. */
export function isSafeName(name: string): boolean {
  const parts = name.split("/");
  return (
    !name.includes("\0") &&
    !name.includes("\\") &&
    !/^(?:\/|[a-z]:)/i.test(name) &&
    !parts.includes("..")
  );
}

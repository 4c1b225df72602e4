import { createHash } from "node:crypto";

/** A version for networks that tell no time of an edit: it changes with the words and nothing else. */
export function versionOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

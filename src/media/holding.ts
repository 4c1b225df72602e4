import { inArray } from "drizzle-orm";
import type { TxCtx } from "#platform/context.ts";
import { mediaCaptions, mediaItems, mediaPosters } from "./schema.ts";

/** Of these bytes (SHA-256 in hex), those that the library of any agency here still holds. */
export async function heldByLibrary(tx: TxCtx, hashes: readonly string[]): Promise<Set<string>> {
  const held = new Set<string>();
  for (const table of [mediaItems, mediaCaptions, mediaPosters]) {
    const rows = await tx.tx
      .selectDistinct({ sha256: table.sha256 })
      .from(table)
      .where(inArray(table.sha256, [...hashes]));
    for (const { sha256 } of rows) held.add(sha256);
  }
  return held;
}

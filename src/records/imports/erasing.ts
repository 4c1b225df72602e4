import { and, eq, inArray } from "drizzle-orm";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { imports } from "../schema.ts";

/**
 * Lets go of the files that imported messages came in, when one of them was destroyed: the file holds it too, and so
 * may the report of what could not be read. Returns the files' SHA-256.
 */
export async function eraseImportFiles(
  tx: TxCtx,
  importIds: readonly string[],
): Promise<readonly string[]> {
  const rows = await tx.tx
    .update(imports)
    .set({ isKept: false, sealed: null })
    .where(and(eq(imports.agencyId, agencyOf(tx)), inArray(imports.id, [...importIds])))
    .returning({ sha256: imports.sha256 });
  return rows.map(({ sha256 }) => sha256);
}

/** Of these bytes (SHA-256 in hex), those that are an import's own file, in any agency. */
export async function heldByImports(tx: TxCtx, hashes: readonly string[]): Promise<Set<string>> {
  const rows = await tx.tx
    .selectDistinct({ sha256: imports.sha256 })
    .from(imports)
    .where(and(eq(imports.isKept, true), inArray(imports.sha256, [...hashes])));
  return new Set(rows.map(({ sha256 }) => sha256));
}

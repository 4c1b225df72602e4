import { and, eq, inArray, sql } from "drizzle-orm";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import type { Ledger } from "./plan.ts";
import { siteHostFiles } from "./tables.ts";

/** Everything that lies at the host, or may. */
export function ledgerOf(ctx: Ctx): Promise<Ledger> {
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select()
      .from(siteHostFiles)
      .where(eq(siteHostFiles.agencyId, agencyOf(tx)));
    return new Map(rows.map(({ name, path, sent }) => [name, { path, sent }]));
  });
}

/** Before a byte leaves: whatever becomes of this program, these names are looked after. */
export function note(
  ctx: Ctx,
  files: readonly { name: string; path: string; sent: string | null }[],
): Promise<void> {
  return transact(ctx, async (tx) => {
    const agencyId = agencyOf(tx);
    await tx.tx
      .insert(siteHostFiles)
      .values(files.map(({ name, path, sent }) => ({ agencyId, name, path, sent })))
      .onConflictDoUpdate({
        target: [siteHostFiles.agencyId, siteHostFiles.name],
        set: { sent: sql`excluded.sent`, path: sql`excluded.path` },
      });
  });
}

/** Proved to be gone. */
export function forget(ctx: Ctx, names: readonly string[]): Promise<void> {
  return transact(ctx, async (tx) => {
    await tx.tx
      .delete(siteHostFiles)
      .where(
        and(eq(siteHostFiles.agencyId, agencyOf(tx)), inArray(siteHostFiles.name, [...names])),
      );
  });
}

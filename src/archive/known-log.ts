import { eq, max } from "drizzle-orm";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import type { Signer } from "./log/signer.ts";
import { archiveCheckpoints, archiveLogs } from "./schema.ts";

/** The log's name, and how many leaves are in order; before the first there is a name already. */
export async function logOf(tx: TxCtx): Promise<{ origin: string; size: number }> {
  const agencyId = agencyOf(tx);
  const [log] = await tx.tx.select().from(archiveLogs).where(eq(archiveLogs.agencyId, agencyId));
  return { origin: log?.origin ?? `openbeat/${agencyId}`, size: log?.size ?? 0 };
}

/** The size of the newest checkpoint that the database keeps; 0 when nothing was signed yet. */
export async function newestSigned(tx: TxCtx): Promise<number> {
  const [row] = await tx.tx
    .select({ size: max(archiveCheckpoints.size) })
    .from(archiveCheckpoints)
    .where(eq(archiveCheckpoints.agencyId, agencyOf(tx)));
  return row?.size ?? 0;
}

/**
 * Refuses where this folder's signer does not know a log that was signed already: on a machine that only works, and
 * where the signer's folder was lost. Its key would begin a second history beside the first (core R4).
 */
export async function mustKeepLogHere(ctx: Ctx, signer: Signer): Promise<void> {
  const { origin, signed } = await read(ctx, async (tx) => ({
    ...(await logOf(tx)),
    signed: await newestSigned(tx),
  }));
  if (signed === 0 || (await signer.knows(origin))) return;
  throw new Refusal(
    "log-kept-elsewhere",
    `The log of this agency is signed elsewhere: this data folder does not hold its signer. Run this on the machine that serves, or bring that machine's signer folder (from FILE.keys of a backup) here if it is gone for good.`,
    { status: 409 },
  );
}

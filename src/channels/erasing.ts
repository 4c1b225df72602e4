import { and, eq, inArray } from "drizzle-orm";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { inboundItems, inboundMedia } from "./schema.ts";

/**
 * Empties what came in, when its record was destroyed: words, author, address. The network's own number stays, or the
 * next poll would capture it anew.
 */
export async function eraseInbound(tx: TxCtx, ids: readonly string[]): Promise<readonly string[]> {
  await tx.tx
    .update(inboundItems)
    .set({ authorHandle: "", authorName: "", text: "", url: null, inReplyTo: null })
    .where(and(eq(inboundItems.agencyId, agencyOf(tx)), inArray(inboundItems.id, [...ids])));
  // What was not fetched yet never is; what was, goes with its own record.
  await tx.tx
    .update(inboundMedia)
    .set({ url: "", alt: "", state: "missing" })
    .where(and(eq(inboundMedia.agencyId, agencyOf(tx)), inArray(inboundMedia.itemId, [...ids])));
  return [];
}

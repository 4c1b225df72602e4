import { and, eq } from "drizzle-orm";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { inboundItems } from "./schema.ts";

/** What came in, for whoever is told of it in the same transaction. */
export async function inboundItem(tx: TxCtx, id: string) {
  const [row] = await tx.tx
    .select({
      channelId: inboundItems.channelId,
      kind: inboundItems.kind,
      authorHandle: inboundItems.authorHandle,
      text: inboundItems.text,
    })
    .from(inboundItems)
    .where(and(eq(inboundItems.agencyId, agencyOf(tx)), eq(inboundItems.id, id)));
  return row;
}

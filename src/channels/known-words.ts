import { and, desc, eq, inArray, ne } from "drizzle-orm";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import type { InboundItem } from "./inbound.ts";
import { inboundItems } from "./schema.ts";

/** A network that tells a deletion by a number alone: the record says whose words went, as far as we had them. */
export async function withKnownWords(
  tx: TxCtx,
  channelId: string,
  items: readonly InboundItem[],
): Promise<readonly InboundItem[]> {
  const bare = items.filter(({ kind, text }) => kind === "deleted" && text === "");
  if (bare.length === 0) return items;
  const rows = await tx.tx
    .selectDistinctOn([inboundItems.remoteId])
    .from(inboundItems)
    .where(
      and(
        eq(inboundItems.agencyId, agencyOf(tx)),
        eq(inboundItems.channelId, channelId),
        ne(inboundItems.kind, "deleted"),
        inArray(
          inboundItems.remoteId,
          bare.map(({ remoteId }) => remoteId),
        ),
      ),
    )
    .orderBy(inboundItems.remoteId, desc(inboundItems.capturedAt), desc(inboundItems.id));
  const known = new Map(
    rows.map(({ remoteId, authorHandle: handle, authorName: displayName, text }) => [
      remoteId,
      { author: { remoteId: "", handle, displayName }, text },
    ]),
  );
  return items.map((item) => {
    if (bare.includes(item)) return { ...item, ...known.get(item.remoteId) };
    // What was written and taken back between two readings is told in one.
    known.set(item.remoteId, { author: item.author, text: item.text });
    return item;
  });
}

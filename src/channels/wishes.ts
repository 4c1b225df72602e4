import { and, eq } from "drizzle-orm";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import type { InboundItem } from "./inbound.ts";
import { channelOptOuts } from "./schema.ts";
import { askOf } from "./telephone-words.ts";

/** A telephone that asked to be left alone, or to be written to again. */
export interface Wish {
  address: string;
  isOut: boolean;
  /**
   * The `remoteId` of the item that says it, where the network gives one: the wish counts when that item is new on
   * record, so that a hook and a poll that both tell it count it once.
   */
  said?: string;
}

/** The wish that a message by itself is, or none. */
export function wishesIn({ author, remoteId, text }: InboundItem): Wish[] {
  const ask = askOf(text);
  if (ask !== "stop" && ask !== "start") return [];
  return [{ address: author.handle, isOut: ask === "stop", said: remoteId }];
}

/**
 * What people wrote themselves: STOP counts from the moment it is on record, until START. `wishes` has the oldest
 * first; one that is new on record counts no more where a later one of the same telephone has been heard before it.
 */
export async function noteWishes(
  tx: TxCtx,
  channelId: string,
  { wishes, fresh }: { wishes: readonly Wish[]; fresh: readonly InboundItem[] },
): Promise<void> {
  const agencyId = agencyOf(tx);
  const ids = new Set(fresh.map(({ remoteId }) => remoteId));
  const isHeard = ({ said }: Wish) => said !== undefined && !ids.has(said);
  for (const [index, wish] of wishes.entries()) {
    const { address, isOut } = wish;
    const later = wishes.slice(index + 1).filter((each) => each.address === address);
    if (isHeard(wish) || later.some(isHeard)) continue;
    const row = { agencyId, channelId, address, at: stamp(tx.clock.now()) };
    const of = [
      eq(channelOptOuts.agencyId, agencyId),
      eq(channelOptOuts.channelId, channelId),
      eq(channelOptOuts.address, address),
    ];
    await (isOut
      ? tx.tx.insert(channelOptOuts).values(row).onConflictDoNothing()
      : tx.tx.delete(channelOptOuts).where(and(...of)));
  }
}

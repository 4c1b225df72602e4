import { and, desc, eq, gte, inArray, isNotNull } from "drizzle-orm";
import type { OutboundMessage, Remote } from "#channels";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { messageOf } from "./orders.ts";
import { knownRemote } from "./remote.ts";
import { deliveries } from "./schema.ts";

/** A post of ours as it stands on one channel by our own record: the newest version of it. */
export interface StandingPost {
  remote: Remote;
  message: OutboundMessage;
  sentAt: string;
}

export interface StandingPostsAsk {
  channelId: string;
  /** Sent since then, and not after `until`. */
  since: string;
  until: string;
  max: number;
}

/**
 * What a channel must show of ours, newest first. Nothing while a delivery is under way on it: what the network shows
 * in that moment may be of either version.
 */
export async function standingOn(ctx: Ctx, ask: StandingPostsAsk): Promise<StandingPost[]> {
  return read(ctx, async (tx) => {
    const at = and(eq(deliveries.agencyId, agencyOf(tx)), eq(deliveries.channelId, ask.channelId));
    const underWay = ["sending", "unconfirmed", "asked", "recalling"];
    const open = await tx.tx
      .select({ id: deliveries.id })
      .from(deliveries)
      .where(and(at, inArray(deliveries.state, underWay)))
      .limit(1);
    if (open.length > 0) return [];
    const rows = await tx.tx
      .select()
      .from(deliveries)
      .where(and(at, isNotNull(deliveries.remoteId), gte(deliveries.sentAt, ask.since)))
      .orderBy(desc(deliveries.sentAt), desc(deliveries.version))
      .limit(ask.max * 4);
    const replaced = new Set(rows.flatMap(({ replacesId }) => replacesId ?? []));
    const seen = new Set<string>();
    return rows
      .flatMap((row): StandingPost[] => {
        const remote = knownRemote(row);
        const isNewest = !replaced.has(row.id) && !seen.has(row.remoteId ?? "");
        seen.add(row.remoteId ?? "");
        if (!remote || !isNewest || row.state !== "sent" || row.sentAt === null) return [];
        if (row.sentAt > ask.until) return [];
        return [{ remote, message: messageOf(row), sentAt: row.sentAt }];
      })
      .slice(0, ask.max);
  });
}

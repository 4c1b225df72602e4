import { and, asc, eq, gte } from "drizzle-orm";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { openAccount } from "./accounts.ts";
import type { Profile } from "./account.ts";
import type { Remote, Shown } from "./attempt.ts";
import { linked } from "./linked.ts";
import type { OutboundMessage } from "./outbound.ts";
import type { Networks } from "./networks.ts";
import { inboundItems } from "./schema.ts";
import { shownAs } from "./shown.ts";

const itemsMax = limit("channels.own-items", 1_000, "posts", "looked through in one turn");
const profileMs = limit("channels.profile", 10_000, "ms", "one look at an account's profile");

/** What stands on an account of ours under its own name, as the poll captured it, oldest first. */
export async function ownPostsSince(ctx: Ctx, channelId: string, capturedSince: string) {
  return read(ctx, (tx) =>
    tx.tx
      .select()
      .from(inboundItems)
      .where(
        and(
          eq(inboundItems.agencyId, agencyOf(tx)),
          eq(inboundItems.channelId, channelId),
          eq(inboundItems.kind, "post"),
          gte(inboundItems.capturedAt, capturedSince),
        ),
      )
      .orderBy(asc(inboundItems.capturedAt), asc(inboundItems.id))
      .limit(itemsMax),
  );
}

/** How an account presents itself; undefined where the network does not tell or does not answer now. */
export async function profileOf(
  ctx: Ctx,
  networks: Networks,
  channelId: string,
): Promise<Profile | undefined> {
  const { channel, account } = await openAccount(ctx, channelId);
  const connector = networks.connector(ctx, channel.network);
  if (!connector.profile || channel.endedAt !== null) return undefined;
  const net = networks.net(ctx, AbortSignal.timeout(profileMs));
  const told = await connector.profile(net, account).catch(() => undefined);
  const { pictureUrl: _signed, ...shown } = told ?? {};
  return told && shown;
}

/** What the network shows of one post of ours; undefined where it cannot be told, or the network does not answer now. */
export async function shownOn(
  ctx: Ctx,
  networks: Networks,
  channelId: string,
  { remote, message }: { remote: Remote; message: OutboundMessage },
): Promise<Shown | undefined> {
  const { channel, account } = await openAccount(ctx, channelId);
  const connector = networks.connector(ctx, channel.network);
  if (!connector.shown || channel.endedAt !== null) return undefined;
  const net = networks.net(ctx, AbortSignal.timeout(profileMs));
  return connector.shown(net, account, remote, message).catch(() => undefined);
}

/** Whether a captured text is another one than this message, as far as white space does not matter. */
export function saysOtherwise(text: string, message: OutboundMessage): boolean {
  return shownAs(text, message.text, linked(message)).state !== "same";
}

/** True where each reading costs money or quota: such an account is looked at less often. */
export function costsToRead(ctx: Ctx, networks: Networks, network: string): boolean {
  return (networks.connector(ctx, network).capabilities.pollSeconds ?? 0) > 60;
}

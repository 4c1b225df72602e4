import { allAgencies } from "#agency";
import { asSystem, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { openAccount, openChannels } from "../accounts.ts";
import type { Asked } from "../inbound.ts";
import type { Networks } from "../networks.ts";
import { dueNow } from "./due.ts";
import { keepLooked, type Known } from "./keeping.ts";
import { lookAtProfile } from "./profiles.ts";

const lookMs = limit("looks.time", 60_000, "ms", "one turn of one account");

/** Every account's recent items as they stand now: what was edited, deleted, hidden or reacted to since. */
export async function lookAll(ctx: Ctx, networks: Networks): Promise<void> {
  for (const { agencyId } of await allAgencies(ctx)) {
    const own = asSystem(ctx, "look at items", agencyId);
    for (const { id } of await openChannels(own))
      await lookAgain(own, networks, id).catch((error: unknown) =>
        ctx.log.warn({ err: error, channelId: id }, "an account could not be looked at"),
      );
  }
}

/** One account's turn. Idempotent: what stands as it stood leaves nothing. */
export async function lookAgain(ctx: Ctx, networks: Networks, channelId: string): Promise<void> {
  const { channel, account } = await openAccount(ctx, channelId);
  const connector = networks.connector(ctx, channel.network);
  if (channel.endedAt !== null) return;
  const net = networks.net(ctx, AbortSignal.timeout(lookMs));
  await lookAtProfile(ctx, connector, net, account);
  if (!connector.look) return;
  const due = await dueNow(ctx, channelId, connector.capabilities.looks);
  if (due.length === 0) return;
  const looked = await connector.look(net, account, due.map(askedOf));
  await transact(ctx, (tx) => keepLooked(tx, channelId, due, looked));
}

function askedOf({ remoteId, kind, inReplyTo }: Known): Asked {
  return { remoteId, kind, ...(inReplyTo === null ? {} : { inReplyTo }) };
}

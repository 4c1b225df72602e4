import { allAgencies } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { openAccount, openChannels } from "../accounts.ts";
import type { Networks } from "../networks.ts";
import { keepLooked, type Known } from "./keeping.ts";
import { lookAtProfile } from "./profiles.ts";

const daysMax = limit("looks.days", 7, "days", "an item is looked at again for so long");
const minutesMin = limit("looks.minutes", 60, "minutes", "between two looks at one item");
const itemsMax = limit("looks.items", 60, "items", "of one account in one turn");
const parentsMax = limit("looks.parents", 20, "items", "that others answer, in one turn");
const lookMs = limit("looks.time", 60_000, "ms", "one turn of one account");
/** Where a reading costs money, the poll's own is enough. */
const cheapSeconds = 60;

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
  if (!connector.look || (connector.capabilities.pollSeconds ?? 0) > cheapSeconds) return;
  const due = [...(await dueItems(ctx, channelId)), ...(await unknownParents(ctx, channelId))];
  if (due.length === 0) return;
  const looked = await connector.look(
    net,
    account,
    due.map(({ remoteId }) => remoteId),
  );
  await transact(ctx, (tx) => keepLooked(tx, channelId, due, looked));
}

/** Recent items by their newest version, the longest not looked at first; what is gone, or was destroyed here, rests. */
async function dueItems(ctx: Ctx, channelId: string): Promise<Known[]> {
  const now = ctx.clock.now();
  return read(ctx, (tx) =>
    tx.tx.raw<Known>(
      `select newest.*, coalesce(l.counts, '{}') as counts, l.is_hidden as "isHidden", l.looked_at is not null as "wasLookedAt" from (
         select distinct on (i.remote_id) i.id, i.remote_id as "remoteId", i.kind, i.author_handle as handle, i.author_name as name, i.text
         from inbound_items i
         where i.agency_id = $1 and i.channel_id = $2 and i.kind in ('post', 'comment', 'mention', 'context')
           and i.occurred_at > $3 and i.author_handle <> ''
           and not exists (select from inbound_items d where d.agency_id = i.agency_id and d.channel_id = i.channel_id
             and d.remote_id = i.remote_id and d.kind = 'deleted')
         order by i.remote_id, i.captured_at desc, i.id desc) newest
       left join inbound_looks l on l.agency_id = $1 and l.channel_id = $2 and l.remote_id = newest."remoteId"
       where l.looked_at is null or l.looked_at <= $4
       order by l.looked_at nulls first, newest."remoteId" desc limit $5`,
      [
        agencyOf(tx),
        channelId,
        stamp(now.subtract({ hours: daysMax * 24 })),
        stamp(now.subtract({ minutes: minutesMin })),
        itemsMax,
      ],
    ),
  );
}

/** What recent items answer and nobody told us of: asked for once. */
async function unknownParents(ctx: Ctx, channelId: string): Promise<Known[]> {
  const since = stamp(ctx.clock.now().subtract({ hours: daysMax * 24 }));
  const rows = await read(ctx, (tx) =>
    tx.tx.raw<{ remoteId: string }>(
      `select distinct i.in_reply_to as "remoteId" from inbound_items i
       where i.agency_id = $1 and i.channel_id = $2 and i.in_reply_to is not null and i.occurred_at > $3
         and not exists (select from inbound_items p where p.agency_id = i.agency_id and p.channel_id = i.channel_id
           and p.remote_id = i.in_reply_to)
         and not exists (select from inbound_looks l where l.agency_id = i.agency_id and l.channel_id = i.channel_id
           and l.remote_id = i.in_reply_to)
       limit $4`,
      [agencyOf(tx), channelId, since, parentsMax],
    ),
  );
  const unknown = { id: null, kind: "context" as const, handle: "", name: "", text: "" };
  return rows.map(({ remoteId }) => ({
    ...unknown,
    remoteId,
    counts: {},
    isHidden: null,
    wasLookedAt: false,
  }));
}

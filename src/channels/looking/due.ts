import { and, eq, gt } from "drizzle-orm";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import type { LookLimits } from "../capabilities.ts";
import { inboundLooks } from "../schema.ts";
import { usualLooks } from "../usual-looks.ts";
import type { Known } from "./keeping.ts";

const daysMax = limit("looks.days", 7, "days", "an item is looked at again for so long");
const itemsMax = limit("looks.items", 60, "items", "of one account in one turn");
const parentsMax = limit("looks.parents", 20, "items", "that others answer, in one turn");
/** Where a look costs money or quota, the network's own limits hold: an item is left alone at first, and a day is bounded. */
export async function dueNow(
  ctx: Ctx,
  channelId: string,
  costly: LookLimits | undefined,
): Promise<Known[]> {
  if (!costly) {
    const items = await dueItems(ctx, channelId, {
      minutes: usualLooks.minutesMin,
      atMost: itemsMax,
    });
    return [...items, ...(await unknownParents(ctx, channelId, parentsMax))];
  }
  const left = costly.perDayMax - (await looksToday(ctx, channelId));
  if (left <= 0) return [];
  const { minutesMin: minutes } = costly;
  const atMost = Math.min(left, itemsMax);
  const items = await dueItems(ctx, channelId, { minutes, restMinutes: minutes, atMost });
  const room = Math.min(atMost - items.length, parentsMax);
  return room > 0 ? [...items, ...(await unknownParents(ctx, channelId, room))] : items;
}

async function looksToday(ctx: Ctx, channelId: string): Promise<number> {
  const since = stamp(ctx.clock.now().subtract({ hours: 24 }));
  return read(ctx, (tx) =>
    tx.tx.$count(
      inboundLooks,
      and(
        eq(inboundLooks.agencyId, agencyOf(tx)),
        eq(inboundLooks.channelId, channelId),
        gt(inboundLooks.lookedAt, since),
      ),
    ),
  );
}

interface Due {
  minutes: number;
  /** So old an item is at least at its first look. */
  restMinutes?: number;
  atMost: number;
}

/** Recent items by their newest version, the longest not looked at first; what is gone, or was destroyed here, rests. */
async function dueItems(
  ctx: Ctx,
  channelId: string,
  { minutes, restMinutes = 0, atMost }: Due,
): Promise<Known[]> {
  const now = ctx.clock.now();
  return read(ctx, (tx) =>
    tx.tx.raw<Known>(
      `select newest.*, coalesce(l.counts, '{}') as counts, l.is_hidden as "isHidden", l.looked_at is not null as "wasLookedAt" from (
         select distinct on (i.remote_id) i.id, i.remote_id as "remoteId", i.kind, i.author_handle as handle, i.author_name as name, i.text,
           i.in_reply_to as "inReplyTo", i.captured_at
         from inbound_items i
         where i.agency_id = $1 and i.channel_id = $2 and i.kind in ('post', 'comment', 'mention', 'context')
           and i.occurred_at > $3 and (i.author_handle <> '' or i.author_name <> '')
           and not exists (select from inbound_items d where d.agency_id = i.agency_id and d.channel_id = i.channel_id
             and d.remote_id = i.remote_id and d.kind = 'deleted')
         order by i.remote_id, i.captured_at desc, i.id desc) newest
       left join inbound_looks l on l.agency_id = $1 and l.channel_id = $2 and l.remote_id = newest."remoteId"
       where newest.captured_at <= $6 and (l.looked_at is null or l.looked_at <= $4)
       order by l.looked_at nulls first, newest."remoteId" desc limit $5`,
      [
        agencyOf(tx),
        channelId,
        stamp(now.subtract({ hours: daysMax * 24 })),
        stamp(now.subtract({ minutes })),
        atMost,
        stamp(now.subtract({ minutes: restMinutes })),
      ],
    ),
  );
}

/** What recent items answer and nobody told us of: asked for once. */
async function unknownParents(ctx: Ctx, channelId: string, atMost: number): Promise<Known[]> {
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
      [agencyOf(tx), channelId, since, atMost],
    ),
  );
  const unknown = {
    id: null,
    kind: "context" as const,
    handle: "",
    name: "",
    text: "",
    inReplyTo: null,
  };
  return rows.map(({ remoteId }) => ({
    ...unknown,
    remoteId,
    counts: {},
    isHidden: null,
    wasLookedAt: false,
  }));
}

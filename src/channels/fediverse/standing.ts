import { stamp } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { channelById } from "../accounts.ts";

const newestMax = 5;
const keptDays = limit(
  "fediverse.orders-kept",
  90,
  "days",
  "inboxes that a post went to: its removal goes there too, to those that follow no longer as well",
);

/** How far one activity has come. */
export interface Progress {
  kind: "Create" | "Update" | "Delete";
  text: string;
  madeAt: string;
  sent: number;
  waiting: number;
  failed: number;
}

export interface Standing {
  /** What people type to follow: "@news@riversidefalls.example". */
  address: string;
  followers: number;
  /** Servers that they are on. */
  servers: number;
  waiting: number;
  newest: readonly Progress[];
}

/** What the page of a channel shows of an actor: who follows as a number, and how far the newest posts have come. */
export async function actorStanding(ctx: Ctx, channelId: string): Promise<Standing | undefined> {
  const channel = await channelById(ctx, channelId);
  if (channel.network !== "fediverse") return undefined;
  return read(ctx, async ({ tx }) => {
    const own = [agencyOf(ctx), channelId];
    const [who] = await tx.raw<{ followers: number; servers: number }>(
      `select count(*)::int as followers, count(distinct host)::int as servers
       from fediverse_followers where agency_id = $1 and channel_id = $2`,
      own,
    );
    const newest = await tx.raw<Progress & { [column: string]: unknown }>(
      `select a.kind, coalesce(left(p.text, 120), '') as text, to_json(a.made_at)#>>'{}' as "madeAt",
         count(*) filter (where o.outcome = 'sent')::int as sent,
         count(*) filter (where o.activity_id is not null and o.done_at is null)::int as waiting,
         count(*) filter (where o.outcome = 'failed')::int as failed
       from (select * from fediverse_activities where agency_id = $1 and channel_id = $2 and kind <> 'Accept'
             order by id desc limit $3) a
       left join fediverse_objects p on p.agency_id = a.agency_id and p.id::text = a.topic
       left join fediverse_orders o on o.agency_id = a.agency_id and o.activity_id = a.id
       group by a.id, a.kind, a.made_at, p.text order by a.id desc`,
      [...own, newestMax],
    );
    const [all] = await tx.raw<{ waiting: number }>(
      `select count(*)::int as waiting from fediverse_orders
       where agency_id = $1 and channel_id = $2 and done_at is null`,
      own,
    );
    return {
      address: channel.handle,
      followers: who?.followers ?? 0,
      servers: who?.servers ?? 0,
      waiting: all?.waiting ?? 0,
      newest,
    };
  });
}

/** Forgets which inboxes old posts went to. */
export async function pruneOrders(ctx: Ctx): Promise<void> {
  const before = stamp(ctx.clock.now().subtract({ hours: keptDays * 24 }));
  await transact(asSystem(ctx, "fan-out", null), async ({ tx }) => {
    await tx.raw("delete from fediverse_orders where done_at < $1", [before]);
    await tx.raw(
      `delete from fediverse_activities a where a.kind = 'Accept' and a.made_at < $1
         and not exists (select from fediverse_orders o where o.agency_id = a.agency_id and o.activity_id = a.id)`,
      [before],
    );
  });
}

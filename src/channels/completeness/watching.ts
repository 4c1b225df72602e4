import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { openChannels } from "../accounts.ts";
import type { Networks } from "../networks.ts";
import { noteGap } from "./gaps.ts";
import { isGap, lastReadAt, lockChannel } from "./heartbeat.ts";
import { whyOf } from "./why.ts";

const counterSeconds = limit(
  "capture.counter-settles",
  3_600,
  "seconds",
  "a network's counter runs ahead of its timeline; only what is missing for so long is told",
);

/** Sees what no poll sees of itself: that an account is polled no more, or that the network counts more than we hold. */
export async function watchCapture(ctx: Ctx, networks: Networks): Promise<void> {
  for (const { id, network } of await openChannels(ctx)) {
    const { receive, capabilities } = networks.connector(ctx, network);
    if (!receive) continue;
    await transact(ctx, async (tx) => {
      const row = await lockChannel(tx, id);
      if (!row || row.endedAt !== null) return;
      const fromAt = lastReadAt(row, stamp(tx.clock.now()));
      if (isGap(tx, fromAt, capabilities.pollSeconds))
        await noteGap(tx, {
          channelId: id,
          fromAt,
          untilAt: null,
          ...(await whyOf(tx, id, fromAt)),
        });
    });
  }
  for (const ahead of await countersAhead(ctx)) {
    const { channelId, fromAt, untilAt, theirs, ours } = ahead;
    if (networks.connector(ctx, ahead.network).capabilities.readsOwn === false) continue;
    await transact(ctx, (tx) =>
      noteGap(tx, { channelId, why: "counter", fromAt, untilAt, detail: { theirs, ours } }),
    );
  }
}

interface Ahead {
  [column: string]: unknown;
  channelId: string;
  network: string;
  fromAt: string;
  untilAt: string;
  theirs: number;
  ours: number;
}

/**
 * Where the network's counter grew by more posts than were captured. Counted from the end of the first hour, or of the
 * last such finding, so that each is told once; what was captured since counts up to now.
 */
async function countersAhead(ctx: Ctx): Promise<Ahead[]> {
  return read(ctx, (tx) =>
    tx.tx.raw<Ahead>(
      `select c.id as "channelId", c.network, ${instantSql("base.last_at")} as "fromAt", ${instantSql("told.last_at")} as "untilAt",
         (told.posts - base.posts)::int as theirs, ours.posts::int as ours
       from channels c
       cross join lateral (
         select hour, last_at, (counters->>'posts')::bigint as posts from capture_hours h
         where h.agency_id = c.agency_id and h.channel_id = c.id and counters ? 'posts'
           and hour >= coalesce((select max(until_at) from capture_gaps g where g.agency_id = c.agency_id and g.channel_id = c.id and g.why = 'counter'), '-infinity')
         order by hour limit 1) base
       cross join lateral (
         select last_at, (counters->>'posts')::bigint as posts from capture_hours h
         where h.agency_id = c.agency_id and h.channel_id = c.id and counters ? 'posts'
           and h.hour > base.hour and h.last_at <= $2::timestamptz - make_interval(secs => $3)
         order by hour desc limit 1) told
       cross join lateral (
         select coalesce(sum(own_posts), 0) as posts from capture_hours h
         where h.agency_id = c.agency_id and h.channel_id = c.id and h.hour > base.hour) ours
       where c.agency_id = $1 and c.ended_at is null and told.posts - base.posts > ours.posts`,
      [agencyOf(tx), stamp(tx.clock.now()), counterSeconds],
    ),
  );
}

/** An instant of the database as the program writes one. */
export function instantSql(expression: string): string {
  return `to_char(${expression} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

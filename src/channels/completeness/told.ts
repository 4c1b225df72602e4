import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { connectors } from "../registry.ts";
import { untoldOf, withoutMessages } from "./untold.ts";
import { instantSql } from "./watching.ts";

const hoursMax = limit(
  "capture.told-hours",
  50_000,
  "heartbeats",
  "of an export, by the hour; a longer span is told by the day",
);

/** Instants, UTC; null where it is open. */
type Span = {
  from: string | null;
  before: string | null;
};

const overlaps = `($2::timestamptz is null or coalesce(g.until_at, 'infinity') > $2) and ($3::timestamptz is null or g.from_at < $3)`;
const hourWithin = `($2::timestamptz is null or h.hour > $2::timestamptz - interval '1 hour') and ($3::timestamptz is null or h.hour < $3)`;

/**
 * What an export says of every account that was connected in its span: its network's counters, how far it was read, its
 * heartbeats, and its gaps. Without the notes that colleagues wrote on gaps.
 */
export async function completenessOf(ctx: Ctx, { from, before }: Span) {
  return read(ctx, async (tx) => {
    const given = [agencyOf(tx), from, before];
    const accounts = await tx.tx.raw<Account>(
      `select c.id, c.name, c.network, ${instantSql("c.connected_at")} as "connectedAt", ${instantSql("c.ended_at")} as "endedAt",
         ${instantSql("c.received_at")} as "lastReadAt",
         ${withoutMessages} as "isWithoutMessages",
         (select cursor_to from capture_hours h where h.agency_id = c.agency_id and h.channel_id = c.id and cursor_to is not null
            and ($3::timestamptz is null or h.hour < $3) order by hour desc limit 1) as "highWater"
       from channels c where c.agency_id = $1 and ($3::timestamptz is null or c.connected_at < $3)
         and ($2::timestamptz is null or coalesce(c.ended_at, 'infinity') > $2)
       order by c.position, c.id`,
      given,
    );
    const [count] = await tx.tx.raw<{ n: number }>(
      `select count(*)::int as n from capture_hours h where h.agency_id = $1 and ${hourWithin}`,
      given,
    );
    const unit = (count?.n ?? 0) > hoursMax ? "day" : "hour";
    const beats = await tx.tx.raw<Beat>(
      `select h.channel_id as "channelId", ${instantSql("date_trunc($4, h.hour, 'UTC')")} as "from", sum(polls)::int as polls,
         sum(failed)::int as failed, sum(items)::int as items, max(silent_seconds)::int as "longestSilenceSeconds"
       from capture_hours h where h.agency_id = $1 and ${hourWithin} group by 1, 2 order by 1, 2`,
      [...given, unit],
    );
    const counters = await tx.tx.raw<Counted>(
      `select distinct on (h.channel_id, e.is_last) h.channel_id as "channelId", ${instantSql("h.last_at")} as at, h.counters as counts
       from capture_hours h, lateral (values (false), (true)) e(is_last)
       where h.agency_id = $1 and h.counters is not null and ${hourWithin}
       order by h.channel_id, e.is_last, case when e.is_last then -extract(epoch from h.hour) else extract(epoch from h.hour) end`,
      given,
    );
    const gaps = await tx.tx.raw<GapRow>(
      `select g.channel_id as "channelId", ${instantSql("g.from_at")} as "from", ${instantSql("g.until_at")} as "until", g.why,
         g.answered_at is not null as "isAnswered", g.detail
       from capture_gaps g where g.agency_id = $1 and ${overlaps} order by g.from_at, g.id`,
      given,
    );
    return {
      asOf: stamp(tx.clock.now()),
      accounts: accounts.map(({ isWithoutMessages, ...account }) => ({
        ...account,
        untold: untoldOf(connectors.get(account.network)?.capabilities ?? {}, isWithoutMessages),
        counters: counters
          .filter(({ channelId }) => channelId === account.id)
          .map(({ at, counts }) => ({ at, counts })),
        heartbeats: beats
          .filter(({ channelId }) => channelId === account.id)
          .map(({ channelId: _id, ...beat }) => beat),
        gaps: gaps
          .filter(({ channelId }) => channelId === account.id)
          .map(({ channelId: _id, detail, ...gap }) => ({ ...gap, ...counted(detail) })),
      })),
    };
  });
}

type Account = {
  id: string;
  name: string;
  network: string;
  connectedAt: string;
  endedAt: string | null;
  lastReadAt: string | null;
  highWater: string | null;
  isWithoutMessages: boolean;
};

type Beat = {
  channelId: string;
  from: string;
  polls: number;
  failed: number;
  items: number;
  longestSilenceSeconds: number;
};

type Counted = {
  channelId: string;
  at: string;
  counts: Record<string, number>;
};

type GapRow = {
  channelId: string;
  from: string;
  until: string | null;
  why: string;
  isAnswered: boolean;
  detail: { theirs?: number; ours?: number };
};

function counted({ theirs, ours }: GapRow["detail"]) {
  return theirs === undefined || ours === undefined ? {} : { theirs, ours };
}

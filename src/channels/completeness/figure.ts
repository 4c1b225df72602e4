import { authorize, ownAgency } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import type { Networks } from "../networks.ts";
import { usualLooks } from "../usual-looks.ts";
import { allGaps } from "./answering.ts";
import { untoldOf, withoutMessages } from "./untold.ts";
import { instantSql } from "./watching.ts";

const daysShown = limit("capture.days", 30, "days", "of the chart, today the last");

/** One account in one month of the agency's wall clock. */
export interface AccountFigure {
  [column: string]: unknown;
  id: string;
  name: string;
  network: string;
  endedAt: string | null;
  /** When the account was last read; null: never. */
  readAt: string | null;
  /** Seconds of the month in which the account was connected, and in which it is known that it was captured. */
  connectedSeconds: number;
  coveredSeconds: number;
  /** Seconds of before the first heartbeat: nobody can say of them. */
  unknownSeconds: number;
  items: number;
  polls: number;
  failed: number;
  /** What the network's counter of posts grew by in the month, and the posts captured meanwhile; null: it gives none. */
  theirs: number | null;
  ours: number | null;
  openGaps: number;
  unanswered: number;
  isWithoutMessages: boolean;
}

/** $1 agency, $2 now, $3 the month's first day, $4 zone. */
const figures = `
  with span as (
    select c.*, m.starts, m.ends, ${withoutMessages} as is_without_messages,
      greatest(c.connected_at, m.starts) as from_at, least(coalesce(c.ended_at, m.ends), m.ends, $2::timestamptz) as until_at,
      (select min(first_at) from capture_hours h where h.agency_id = c.agency_id and h.channel_id = c.id and h.polls > 0) as known_at
    from channels c, lateral (select $3::timestamp at time zone $4 as starts, ($3::timestamp + interval '1 month') at time zone $4 as ends) m
    where c.agency_id = $1 and c.connected_at < least(m.ends, $2::timestamptz) and coalesce(c.ended_at, m.ends) > m.starts)
  select s.id, s.name, s.network, ${instantSql("s.ended_at")} as "endedAt", ${instantSql("s.received_at")} as "readAt",
    extract(epoch from s.until_at - s.from_at)::float8 as "connectedSeconds",
    greatest(0, coalesce(extract(epoch from s.until_at - greatest(s.from_at, s.known_at)), 0) - gaps.seconds)::float8 as "coveredSeconds",
    extract(epoch from least(coalesce(s.known_at, s.until_at), s.until_at) - least(s.from_at, coalesce(s.known_at, s.until_at)))::float8 as "unknownSeconds",
    hours.items, hours.polls, hours.failed, hours.theirs, case when hours.theirs is null then null else hours.ours end as ours,
    gaps.open as "openGaps", gaps.unanswered, s.is_without_messages as "isWithoutMessages"
  from span s
  cross join lateral (
    select coalesce(sum(items), 0)::int as items, coalesce(sum(polls), 0)::int as polls, coalesce(sum(failed), 0)::int as failed,
      (max((h.counters->>'posts')::bigint) filter (where h.hour = e.last) - max((h.counters->>'posts')::bigint) filter (where h.hour = e.first))::int as theirs,
      coalesce(sum(own_posts) filter (where h.hour > e.first), 0)::int as ours
    from capture_hours h,
      lateral (select min(hour) as first, max(hour) as last from capture_hours b
        where b.agency_id = s.agency_id and b.channel_id = s.id and b.hour >= s.starts and b.hour < s.ends and b.counters ? 'posts') e
    where h.agency_id = s.agency_id and h.channel_id = s.id and h.hour >= s.starts and h.hour < s.ends) hours
  cross join lateral (
    select coalesce(sum(extract(epoch from greatest(interval '0', least(coalesce(g.until_at, $2::timestamptz), s.until_at)
        - greatest(g.from_at, s.from_at, s.known_at)))) filter (where g.why <> 'counter'), 0) as seconds,
      count(*) filter (where g.until_at is null)::int as open, count(*) filter (where g.answered_at is null)::int as unanswered
    from capture_gaps g where g.agency_id = s.agency_id and g.channel_id = s.id
      and g.from_at < s.until_at and coalesce(g.until_at, $2::timestamptz) > s.from_at) gaps
  order by s.position, s.id`;

export interface DayFigure {
  [column: string]: unknown;
  channelId: string;
  day: string;
  connectedSeconds: number;
  gapSeconds: number;
  items: number;
}

/** $1 agency, $2 now, $3 days, $4 zone. A day without a heartbeat yet is no row. */
const days = `
  select c.id as "channelId", to_char(d.day, 'YYYY-MM-DD') as day,
    extract(epoch from d.until_at - d.from_at)::float8 as "connectedSeconds",
    coalesce((select sum(extract(epoch from least(coalesce(g.until_at, $2::timestamptz), d.until_at) - greatest(g.from_at, d.from_at)))
      from capture_gaps g where g.agency_id = c.agency_id and g.channel_id = c.id and g.why <> 'counter'
        and g.from_at < d.until_at and coalesce(g.until_at, $2::timestamptz) > d.from_at), 0)::float8 as "gapSeconds",
    coalesce((select sum(items) from capture_hours h where h.agency_id = c.agency_id and h.channel_id = c.id
      and h.hour >= d.starts and h.hour < d.ends), 0)::int as items
  from channels c
  cross join lateral (
    select min(first_at) as known_at from capture_hours h
    where h.agency_id = c.agency_id and h.channel_id = c.id and h.polls > 0) k
  cross join lateral (
    select s.day, s.starts, s.ends, greatest(s.starts, k.known_at) as from_at,
      least(s.ends, $2::timestamptz, coalesce(c.ended_at, s.ends)) as until_at
    from (select day, day at time zone $4 as starts, (day + interval '1 day') at time zone $4 as ends
      from generate_series(date_trunc('day', $2::timestamptz at time zone $4) - make_interval(days => $3 - 1),
        date_trunc('day', $2::timestamptz at time zone $4), interval '1 day') day) s) d
  where c.agency_id = $1 and k.known_at is not null and d.from_at < d.until_at
  order by c.id, d.day`;

/**
 * How complete the record of each account is: in one month, and day by day for the chart. Three queries, however many
 * accounts there are. `month` as "2026-11".
 */
export async function completeness(ctx: Ctx, networks: Networks, month?: string) {
  authorize(ctx, "capture.read");
  const { timeZone } = await ownAgency(ctx);
  return read(ctx, async (tx) => {
    const agencyId = agencyOf(tx);
    const now = tx.clock.now();
    const at = stamp(now);
    const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
    const shown = month ?? today.toString().slice(0, "2026-11".length);
    const rows = await tx.tx.raw<AccountFigure>(figures, [agencyId, at, `${shown}-01`, timeZone]);
    const chart = await tx.tx.raw<DayFigure>(days, [agencyId, at, daysShown, timeZone]);
    const gaps = await allGaps(tx);
    const byChannel = Map.groupBy(chart, ({ channelId }) => channelId);
    return {
      month: shown,
      asOf: at,
      axis: Array.from({ length: daysShown }, (_one, from) =>
        today.subtract({ days: daysShown - 1 - from }).toString(),
      ),
      accounts: rows.map(({ isWithoutMessages, ...row }) => {
        const { receive, look, title, capabilities } = networks.connector(tx, row.network);
        const { pollSeconds = 60 } = capabilities;
        const told = byChannel.get(row.id) ?? [];
        const ofDay = told.map(({ channelId: _id, ...day }) => day);
        const untold = untoldOf(capabilities, isWithoutMessages);
        const looks = look === undefined ? null : (capabilities.looks ?? usualLooks);
        const isRead = receive !== undefined;
        return { ...row, title, isRead, pollSeconds, untold, looks, days: ofDay };
      }),
      gaps,
    };
  });
}

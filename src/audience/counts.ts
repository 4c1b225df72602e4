import { desc, eq } from "drizzle-orm";
import { allBeats, authorize } from "#agency";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { audienceDays, fanOuts, type Pace, type Suspended, type Way } from "./schema.ts";

const fanOutsShown = limit("audience.shown", 30, "posts", "the newest on their way or gone out");
const daysShown = limit("audience.days", 90, "days", "of growth on the page");

/** Numbers alone: nobody at the agency sees who reads it. */
export async function audienceCounts(ctx: Ctx) {
  authorize(ctx, "audience.read");
  return read(ctx, async (tx) => ({
    ways: await byWay(tx),
    paces: await byPace(tx),
    kinds: await chosen(tx, "kinds"),
    beats: await byBeat(tx),
    languages: await chosen(tx, "languages"),
    suspended: await suspendedBy(tx),
    days: await tx.tx
      .select({
        day: audienceDays.day,
        way: audienceDays.way,
        joined: audienceDays.joined,
        departed: audienceDays.departed,
        suspended: audienceDays.suspended,
        returned: audienceDays.returned,
        delayed: audienceDays.delayed,
      })
      .from(audienceDays)
      .where(eq(audienceDays.agencyId, agencyOf(tx)))
      .orderBy(desc(audienceDays.day))
      .limit(daysShown * 3),
    fanOuts: await running(tx),
  }));
}

async function byWay(tx: TxCtx) {
  const rows = await tx.tx.raw<{ way: Way; readers: number; quiet: number; pending: number }>(
    `select way, count(*) filter (where confirmed_at is not null and suspended_at is null)::int as readers,
       count(*) filter (where confirmed_at is not null and suspended_at is null and quiet_from is not null)::int as quiet,
       count(*) filter (where confirmed_at is null)::int as pending
     from audience_subscribers where agency_id = $1 group by way order by way`,
    [agencyOf(tx)],
  );
  return rows;
}

/** How often those who have news by mail want it. */
async function byPace(tx: TxCtx) {
  return tx.tx.raw<{ what: Pace; readers: number }>(
    `select pace as what, count(*)::int as readers from audience_subscribers
     where agency_id = $1 and way = 'email' and confirmed_at is not null and suspended_at is null group by 1 order by 2 desc, 1`,
    [agencyOf(tx)],
  );
}

/** How many chose what; whoever chose nothing of a sort gets all of it and stands under "all". */
async function chosen(tx: TxCtx, column: "kinds" | "beats" | "languages") {
  return tx.tx.raw<{ what: string; readers: number }>(
    `select coalesce(one::text, 'all') as what, count(*)::int as readers
     from audience_subscribers s left join lateral unnest(s.${column}) as one on true
     where s.agency_id = $1 and s.confirmed_at is not null and s.suspended_at is null group by 1 order by 2 desc, 1`,
    [agencyOf(tx)],
  );
}

/** By the agency's own names for them. */
async function byBeat(tx: TxCtx) {
  const names = new Map((await allBeats(tx)).map(({ id, code, name }) => [id, `${code} ${name}`]));
  const rows = await chosen(tx, "beats");
  return rows.map(({ what, readers }) => ({ what: names.get(what) ?? what, readers }));
}

async function suspendedBy(tx: TxCtx) {
  return tx.tx.raw<{ way: Way; why: Suspended; readers: number }>(
    `select way, suspended_why as why, count(*)::int as readers from audience_subscribers
     where agency_id = $1 and suspended_at is not null group by 1, 2 order by 3 desc`,
    [agencyOf(tx)],
  );
}

/** Those on their way are counted now; of those that are done the counts were kept. */
async function running(tx: TxCtx) {
  const rows = await tx.tx
    .select()
    .from(fanOuts)
    .where(eq(fanOuts.agencyId, agencyOf(tx)))
    .orderBy(desc(fanOuts.placedAt), desc(fanOuts.id))
    .limit(fanOutsShown);
  const letters = await lettersAmong(
    tx,
    rows.map(({ id }) => id),
  );
  const shown = [];
  for (const { counts, ...one } of rows) {
    const { id, channelId, title, way, isLifeSafety, placedAt, finishedAt, gathered } = one;
    const told = { ...none, ...(counts ?? (await countsOf(tx, id))) };
    const sort = letters.get(id) ?? ("post" as const);
    const row = { id, channelId, title, sort, way, isLifeSafety, placedAt, finishedAt, gathered };
    shown.push({ ...row, counts: told });
  }
  return shown;
}

/** What is no post of its own: letters of the day or the week, and of a beat's calls. */
async function lettersAmong(tx: TxCtx, ids: readonly string[]) {
  const rows = await tx.tx.raw<{ id: string; sort: "digest" | "calls" }>(
    `select id, 'digest' as sort from audience_digests where agency_id = $1 and id = any ($2::uuid[])
     union all select id, 'calls' from audience_call_letters where agency_id = $1 and id = any ($2::uuid[])`,
    [agencyOf(tx), [...ids]],
  );
  return new Map(rows.map(({ id, sort }) => [id, sort] as const));
}

const none = {
  waiting: 0,
  resting: 0,
  sending: 0,
  accepted: 0,
  refused: 0,
  unknown: 0,
  dropped: 0,
};

async function countsOf(tx: TxCtx, fanOutId: string): Promise<Partial<typeof none>> {
  const rows = await tx.tx.raw<{ state: keyof typeof none; n: number }>(
    `select case when state = 'waiting' and is_resting then 'resting' else state end as state, count(*)::int as n
     from audience_orders where agency_id = $1 and fan_out_id = $2 group by 1`,
    [agencyOf(tx), fanOutId],
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}

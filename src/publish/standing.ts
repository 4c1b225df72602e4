import { and, eq, sql } from "drizzle-orm";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { posts } from "./schema.ts";

/** Where a post stands as a whole, in one word: computed here and nowhere else. */
export const standings = [
  "draft",
  "submitted",
  "returned",
  "armed",
  "waiting",
  "sending",
  "partly-sent",
  "sent",
  "unconfirmed",
  "needs-person",
  "expired",
  "recalling",
  "partly-recalled",
  "recalled",
] as const;
export type Standing = (typeof standings)[number];

/** Deliveries by state, each part of a channel counted once; `outdated`: earlier versions that still stand beside them. */
export type Counts = Record<string, number>;

/**
 * Earlier versions that stand beside a newer one, as posts of their own: a network that knows no edits, and from which
 * the old one was not or could not be removed; and parts of a thread that the newer one no longer has.
 */
const outdatedSql = sql`
  select from deliveries o where o.agency_id = posts.agency_id and o.post_id = posts.id and o.state in ('sent', 'recalling')
    and exists (select from deliveries n where n.agency_id = o.agency_id and n.post_id = o.post_id and n.channel_id = o.channel_id
      and n.version > o.version and n.state in ('sent', 'recalling', 'recalled') and n.remote_id is distinct from o.remote_id
      and (n.part = o.part or n.part = 0 and not exists (select from deliveries p where p.agency_id = o.agency_id
        and p.post_id = o.post_id and p.channel_id = o.channel_id and p.part = o.part and p.version > o.version)))`;

/**
 * The newest delivery of each part on each channel, by state. One of an earlier version counts only where it stands, or may
 * stand, on its network; what never left is over with its version.
 */
export const countsSql = sql<Counts>`(
  select coalesce(jsonb_object_agg(by_state.state, by_state.n), '{}'::jsonb) from (
    select newest.state, count(*)::int as n from (
      select distinct on (d.channel_id, d.part) d.state from deliveries d
      where d.agency_id = posts.agency_id and d.post_id = posts.id
        and (d.version = posts.version
          or d.state in ('sending', 'unconfirmed', 'asked', 'sent', 'recalling', 'recalled'))
      order by d.channel_id, d.part, d.version desc) newest
    group by newest.state) by_state) || case when posts.version = 1 then '{}'::jsonb else (
  select case when count(*) = 0 then '{}'::jsonb else jsonb_build_object('outdated', count(*)::int) end
  from (${outdatedSql}) outdated) end`;

/** The first line that fits. A person is asked for before anything is called sent. */
export const standingSql = sql<Standing>`(
  select case
    when posts.state = 'recalled' then case
      when c.counts ? 'recalling' then 'recalling'
      when c.counts ?| array['sent', 'asked', 'unconfirmed', 'sending', 'outdated'] then 'partly-recalled'
      else 'recalled' end
    when posts.state <> 'approved' then posts.state
    when c.counts ?| array['asked', 'refused', 'held'] then 'needs-person'
    when c.counts ? 'unconfirmed' then 'unconfirmed'
    when c.counts ? 'sending' then 'sending'
    when c.counts ?| array['waiting', 'expired'] and c.counts ? 'sent' then 'partly-sent'
    when c.counts ? 'expired' and not c.counts ? 'waiting' then 'expired'
    when c.counts ? 'sent' then 'sent'
    else 'waiting' end
  from (select ${countsSql} as counts) c)`;

/** The standing and the counts of one post. */
export async function standingOf(
  tx: TxCtx,
  postId: string,
): Promise<{ standing: Standing; counts: Counts }> {
  const [row] = await tx.tx
    .select({ standing: standingSql, counts: countsSql })
    .from(posts)
    .where(and(eq(posts.agencyId, agencyOf(tx)), eq(posts.id, postId)));
  return row ?? { standing: "draft", counts: {} };
}

import { stamp, type Temporal } from "#platform/clock.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";

export const claimMax = limit(
  "fediverse.claim",
  256,
  "orders",
  "taken up at once; what a killed process had taken is taken up by another when its lease ends",
);
const leaseSeconds = limit(
  "fediverse.lease",
  60,
  "seconds",
  "a claim is anybody's again after this; one request has ten",
);

/** An activity to one inbox, claimed. */
export interface Order {
  agencyId: string;
  activityId: string;
  inbox: string;
  host: string;
  channelId: string;
  topic: string;
  isLifeSafety: boolean;
  tries: number;
  fence: number;
}

export interface ClaimRules {
  /** Hosts that asked to wait, or do not answer. */
  paused: readonly string[];
  /** Posts that a hold keeps back. */
  held: readonly string[];
  /** Only what overtakes all others (core D8). */
  onlyLifeSafety: boolean;
}

/**
 * What is due, life safety first. An inbox gets the activities about one post in their order: an update never overtakes
 * the post, nor a removal either of them.
 */
export async function claimOrders(ctx: Ctx, rules: ClaimRules): Promise<Order[]> {
  const now = ctx.clock.now();
  return transact(asSystem(ctx, "fan-out", null), (tx) =>
    tx.tx.raw<Order & { [column: string]: unknown }>(
      `with due as (
         select o.agency_id, o.activity_id, o.inbox from fediverse_orders o
         where o.done_at is null and o.due_at <= $1 and (o.leased_until is null or o.leased_until < $1)
           and o.host <> all ($3::text[]) and o.topic <> all ($4::text[]) and (o.is_life_safety or not $5)
           and not exists (select from fediverse_orders e where e.agency_id = o.agency_id and e.topic = o.topic
             and e.inbox = o.inbox and e.done_at is null and e.activity_id < o.activity_id)
         order by o.is_life_safety desc, o.due_at, o.activity_id, o.inbox
         limit $2 for update of o skip locked)
       update fediverse_orders o set leased_until = $6, fence = o.fence + 1, tries = o.tries + 1 from due
       where o.agency_id = due.agency_id and o.activity_id = due.activity_id and o.inbox = due.inbox
       returning o.agency_id as "agencyId", o.activity_id as "activityId", o.inbox, o.host, o.topic, o.tries, o.fence,
         o.channel_id as "channelId", o.is_life_safety as "isLifeSafety"`,
      [
        stamp(now),
        claimMax,
        rules.paused,
        rules.held,
        rules.onlyLifeSafety,
        stamp(now.add({ seconds: leaseSeconds })),
      ],
    ),
  );
}

/** Bodies of activities by id; an empty one was taken back. */
export async function bodiesOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await read(asSystem(ctx, "fan-out", null), (tx) =>
    tx.tx.raw<{ id: string; body: string }>(
      "select id, body from fediverse_activities where id = any ($1::uuid[])",
      [ids],
    ),
  );
  return new Map(rows.map(({ id, body }) => [id, body]));
}

/** Posts with something left to send, by the delivery that they came from: what a hold may keep back. */
export async function topicsWaiting(ctx: Ctx): Promise<{ topic: string; key: string }[]> {
  return read(asSystem(ctx, "fan-out", null), (tx) =>
    tx.tx.raw<{ topic: string; key: string }>(
      `select distinct a.topic, a.key from fediverse_orders o join fediverse_activities a
         on a.agency_id = o.agency_id and a.id = o.activity_id
       where o.done_at is null and a.kind in ('Create', 'Update')`,
    ),
  );
}

export type Result = { order: Order } & (
  | { outcome: "sent" | "failed"; reason: string; isGone?: boolean }
  | { outcome: "again"; reason: string; at: Temporal.Instant }
);

/** Writes what came of claimed orders; of a claim that is another's by now nothing is written. */
export async function writeResults(ctx: Ctx, results: readonly Result[]): Promise<void> {
  if (results.length === 0) return;
  const now = stamp(ctx.clock.now());
  const column = <T>(pick: (one: Result) => T) => results.map(pick);
  await transact(asSystem(ctx, "fan-out", null), async (tx) => {
    await tx.tx.raw(
      `update fediverse_orders o set leased_until = null, reason = r.reason, outcome = r.outcome,
         done_at = case when r.outcome is null then null else $1::timestamptz end,
         due_at = coalesce(r.due_at, o.due_at)
       from unnest($2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::text[], $7::text[], $8::timestamptz[])
         as r (agency_id, activity_id, inbox, fence, outcome, reason, due_at)
       where o.agency_id = r.agency_id and o.activity_id = r.activity_id and o.inbox = r.inbox
         and o.fence = r.fence and o.done_at is null`,
      [
        now,
        column(({ order }) => order.agencyId),
        column(({ order }) => order.activityId),
        column(({ order }) => order.inbox),
        column(({ order }) => order.fence),
        column((one) => (one.outcome === "again" ? null : one.outcome)),
        column(({ reason }) => reason.slice(0, 300)),
        column((one) => (one.outcome === "again" ? stamp(one.at) : null)),
      ],
    );
    const inboxes = (is: (one: Result) => boolean) => results.filter(is);
    await proveGone(
      tx.tx.raw,
      inboxes((one) => one.outcome === "failed" && one.isGone === true),
      now,
    );
    await proveThere(
      tx.tx.raw,
      inboxes((one) => one.outcome === "sent"),
    );
  });
}

type Raw = (text: string, values: unknown[]) => Promise<unknown>;

const goneProofsMax = limit(
  "fediverse.gone",
  3,
  "times in a row",
  "an inbox that says so often that it is gone, an hour apart at least, is written to no more",
);

async function proveGone(raw: Raw, gone: readonly Result[], now: string): Promise<void> {
  if (gone.length === 0) return;
  const values = [gone.map(({ order }) => order.agencyId), gone.map(({ order }) => order.inbox)];
  const own = `from unnest($1::uuid[], $2::text[]) as g (agency_id, inbox)
    where f.agency_id = g.agency_id and f.deliver_to = g.inbox`;
  await raw(
    `update fediverse_followers f set gone_proofs = f.gone_proofs + 1, gone_at = $3 ${own}
       and (f.gone_at is null or f.gone_at < $3::timestamptz - interval '1 hour')`,
    [...values, now],
  );
  await raw(
    `delete from fediverse_followers f using unnest($1::uuid[], $2::text[]) as g (agency_id, inbox)
     where f.agency_id = g.agency_id and f.deliver_to = g.inbox and f.gone_proofs >= $3`,
    [...values, goneProofsMax],
  );
}

async function proveThere(raw: Raw, there: readonly Result[]): Promise<void> {
  if (there.length === 0) return;
  await raw(
    `update fediverse_followers f set gone_proofs = 0, gone_at = null
     from unnest($1::uuid[], $2::text[]) as g (agency_id, inbox)
     where f.agency_id = g.agency_id and f.deliver_to = g.inbox and f.gone_proofs > 0`,
    [there.map(({ order }) => order.agencyId), there.map(({ order }) => order.inbox)],
  );
}

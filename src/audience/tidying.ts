import { allAgencies } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { forgetUnconfirmed } from "./subscribing.ts";

const keptDays = limit(
  "audience.kept",
  30,
  "days",
  "which copy went to whom is kept for late bounces; of the post the counts stay",
);
const dueMax = limit("audience.due", 20, "posts", "taken up after quiet hours in one turn");

/** Hourly: addresses that nobody confirmed, and who got what of posts that are long out. */
export async function tidyAudience(ctx: Ctx): Promise<void> {
  for (const { agencyId } of await allAgencies(ctx)) {
    const inAgency = asSystem(ctx, "audience", agencyId);
    await forgetUnconfirmed(inAgency);
    const before = stamp(ctx.clock.now().subtract({ hours: 24 * keptDays }));
    await transact(inAgency, (tx) =>
      tx.tx.raw(
        `delete from audience_orders o using audience_fan_outs f where o.agency_id = $1
           and f.agency_id = o.agency_id and f.id = o.fan_out_id and f.finished_at < $2`,
        [agencyOf(inAgency), before],
      ),
    );
    await forgetGathered(inAgency);
  }
}

/** What waits for somebody who left while it was written down. */
async function forgetGathered(ctx: Ctx): Promise<void> {
  await transact(ctx, (tx) =>
    tx.tx.raw(
      `delete from audience_gathered g where g.agency_id = $1 and not exists (
         select from audience_subscribers s where s.agency_id = g.agency_id and s.id = g.subscriber_id)`,
      [agencyOf(tx)],
    ),
  );
}

/** Sends a delivery that is out to those whose quiet hours are over; "over" when it may not go out any more. */
export type SendRested = (ctx: Ctx, deliveryId: string) => Promise<"sent" | "over">;

/** Every minute: what waited for the end of somebody's quiet hours, in the order in which it was published. */
export async function afterQuiet(ctx: Ctx, sendRested: SendRested): Promise<void> {
  const now = stamp(ctx.clock.now());
  const due = await read(asSystem(ctx, "audience", null), (tx) =>
    tx.tx.raw<{ agency_id: string; id: string }>(
      `select f.agency_id, f.id from audience_fan_outs f where f.finished_at is null and exists (
         select from audience_orders o where o.agency_id = f.agency_id and o.fan_out_id = f.id
           and o.state = 'waiting' and o.is_resting and o.not_before <= $1)
       order by f.placed_at, f.id limit ${dueMax}`,
      [now],
    ),
  );
  for (const { agency_id: agencyId, id } of due) {
    const inAgency = asSystem(ctx, "audience", agencyId);
    if ((await sendRested(inAgency, id)) === "over") await dropRested(inAgency, id);
  }
}

/** It was taken back or held meanwhile: nobody gets it late. */
export async function dropRested(ctx: Ctx, fanOutId: string): Promise<void> {
  await transact(ctx, (tx) =>
    tx.tx.raw(
      `update audience_orders set state = 'dropped' where agency_id = $1 and fan_out_id = $2 and state = 'waiting'`,
      [agencyOf(tx), fanOutId],
    ),
  );
  await transact(ctx, (tx) =>
    tx.tx.raw(
      `update audience_fan_outs f set finished_at = $3, counts = (select jsonb_object_agg(state, n) from (
         select state, count(*)::int as n from audience_orders where agency_id = $1 and fan_out_id = $2 group by state) c)
       where agency_id = $1 and id = $2`,
      [agencyOf(tx), fanOutId, stamp(tx.clock.now())],
    ),
  );
}

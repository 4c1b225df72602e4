import { ownAgency } from "#agency";
import { instantOf, stamp } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx, withinAgency } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { deliveriesOf } from "./deliveries.ts";
import { lockedPost } from "./posts.ts";
import { recall } from "./recalling.ts";

const batchMax = limit("take-down.batch", 100, "posts", "taken down in one turn");

/**
 * Recalls, as the system, what stands past its time. What counts is the newest version that stands on a channel: an
 * approved later version with a later time lets the post stand. Returns how many posts.
 */
export async function takeDownDue(ctx: Ctx): Promise<number> {
  const now = stamp(ctx.clock.now());
  const due = await read(asSystem(ctx, "take-down", null), (tx) =>
    tx.tx.raw<{ agency_id: string; post_id: string; at: string }>(
      `select d.agency_id, d.post_id, to_json(min(d.take_down_at))#>>'{}' as at from deliveries d
       join posts p on p.agency_id = d.agency_id and p.id = d.post_id and p.state <> 'recalled'
       where d.state in ('sent', 'asked', 'unconfirmed') and d.take_down_at <= $1
         and not exists (select from deliveries n where n.agency_id = d.agency_id and n.post_id = d.post_id
           and n.channel_id = d.channel_id and n.version > d.version and n.state in ('sent', 'sending', 'unconfirmed', 'asked')
           and (n.take_down_at is null or n.take_down_at > $1))
       group by 1, 2 order by 3 limit $2`,
      [now, batchMax],
    ),
  );
  for (const one of due)
    await takeDown(ctx, one.agency_id, one.post_id, one.at).catch((error: unknown) =>
      ctx.log.error({ err: error, postId: one.post_id }, "a post could not be taken down in time"),
    );
  return due.length;
}

/**
 * Takes a post back as the system, because what it tells of was taken back elsewhere. "not-out": nothing of it stands or
 * waits to go out, and whoever wrote it may discard it.
 */
export async function takeBackPost(
  ctx: Ctx,
  postId: string,
  reason: string,
): Promise<"taken-back" | "not-out"> {
  return transact(ctx, async (tx) => {
    const inAgency = withinAgency(tx, "take-down", agencyOf(ctx));
    const current = await lockedPost(inAgency, postId);
    if (current.post.state === "recalled" || current.post.discardedAt !== null) return "taken-back";
    if ((await deliveriesOf(inAgency, postId)).length === 0) return "not-out";
    await recall(inAgency, current, { reason, isTimed: true });
    return "taken-back";
  });
}

async function takeDown(ctx: Ctx, agencyId: string, postId: string, at: string): Promise<void> {
  await transact(asSystem(ctx, "take-down", agencyId), async (tx) => {
    const inAgency = withinAgency(tx, "take-down", agencyId);
    const current = await lockedPost(inAgency, postId);
    if (current.post.state === "recalled") return;
    const { timeZone } = await ownAgency(inAgency);
    const clock = instantOf(at).toZonedDateTimeISO(timeZone);
    const said = `${clock.toPlainDate().toString()} ${clock.toPlainTime().toString({ smallestUnit: "minute" })}`;
    await recall(inAgency, current, { reason: `Taken down at its time, ${said}.`, isTimed: true });
  });
}

import { and, asc, desc, eq, gte, inArray, isNotNull, isNull } from "drizzle-orm";
import { authorize } from "#agency";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { stamp } from "#platform/clock.ts";
import { approvals, deliveries, holds, posts } from "./schema.ts";

/** Today at a glance: what goes out next, what went out, what needs a person. */
export async function timeline(ctx: Ctx) {
  authorize(ctx, "post.read");
  return read(ctx, async (tx) => {
    const own = eq(deliveries.agencyId, agencyOf(tx));
    const columns = {
      id: deliveries.id,
      postId: deliveries.postId,
      channelId: deliveries.channelId,
      state: deliveries.state,
      dueAt: deliveries.dueAt,
      sentAt: deliveries.sentAt,
      reason: deliveries.reason,
      headline: posts.headline,
      class: deliveries.class,
      remoteUrl: deliveries.remoteUrl,
    };
    const joined = () =>
      tx.tx
        .select(columns)
        .from(deliveries)
        .innerJoin(
          posts,
          and(eq(posts.agencyId, deliveries.agencyId), eq(posts.id, deliveries.postId)),
        );
    const dayAgo = stamp(tx.clock.now().subtract({ hours: 24 }));
    return {
      next: await joined()
        .where(and(own, inArray(deliveries.state, ["waiting", "sending"])))
        .orderBy(asc(deliveries.dueAt))
        .limit(50),
      needsPerson: await joined()
        .where(and(own, inArray(deliveries.state, ["asked", "unconfirmed", "refused", "held"])))
        .orderBy(desc(deliveries.changedAt))
        .limit(50),
      sent: await joined()
        .where(and(own, eq(deliveries.state, "sent"), gte(deliveries.sentAt, dayAgo)))
        .orderBy(desc(deliveries.sentAt))
        .limit(50),
      holds: await tx.tx
        .select()
        .from(holds)
        .where(and(eq(holds.agencyId, agencyOf(tx)), isNull(holds.liftedAt))),
      glassToReview: await tx.tx
        .select({
          id: approvals.id,
          postId: approvals.postId,
          personId: approvals.personId,
          at: approvals.at,
          note: approvals.note,
          reviewDueAt: approvals.reviewDueAt,
        })
        .from(approvals)
        .where(
          and(
            eq(approvals.agencyId, agencyOf(tx)),
            isNotNull(approvals.reviewDueAt),
            isNull(approvals.reviewedAt),
          ),
        ),
    };
  });
}

import { and, asc, desc, eq, gte, inArray } from "drizzle-orm";
import { authorize, namesOf } from "#agency";
import { channelNames } from "#channels";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { stamp } from "#platform/clock.ts";
import { glassToReview } from "./break-glass.ts";
import { activeHolds } from "./holds.ts";
import { deliveries, posts } from "./schema.ts";

/** Today at a glance: what goes out next, what went out, what needs a person; all with their names. */
export async function timeline(ctx: Ctx) {
  authorize(ctx, "post.read");
  return read(ctx, async (tx) => {
    const { next, needsPerson, sent } = await rowsOf(tx);
    const channels = await channelNames(tx);
    const names = await namesOf(
      tx,
      [...next, ...needsPerson, ...sent].map(({ authorId }) => authorId),
    );
    const named = (rows: typeof next) =>
      rows.map((row) => ({
        ...row,
        channel: channels.get(row.channelId)?.name ?? "",
        author: names.get(row.authorId) ?? "",
      }));
    return {
      next: named(next),
      needsPerson: named(needsPerson),
      sent: named(sent),
      holds: await activeHolds(tx),
      glassToReview: await glassToReview(tx),
    };
  });
}

async function rowsOf(tx: TxCtx) {
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
    authorId: posts.draftedBy,
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
  };
}

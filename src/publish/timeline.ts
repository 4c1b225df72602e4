import { and, asc, desc, eq, inArray } from "drizzle-orm";
import { authorize, namesOf } from "#agency";
import { channelNames } from "#channels";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { glassToReview } from "./break-glass.ts";
import { activeHolds } from "./holds.ts";
import { oldFacts } from "./old-facts.ts";
import { deliveries, posts } from "./schema.ts";

/** Today at a glance: what goes out next and what needs a person, with their names: no more than its cards show. */
export async function timeline(ctx: Ctx) {
  authorize(ctx, "post.read");
  return read(ctx, async (tx) => {
    const { next, needsPerson } = await rowsOf(tx);
    const channels = await channelNames(tx);
    const names = await namesOf(
      tx,
      [...next, ...needsPerson].map(({ authorId }) => authorId),
    );
    const named = (rows: typeof next) =>
      rows.map(({ channelId, authorId, ...row }) => ({
        ...row,
        channel: channels.get(channelId)?.name ?? "",
        author: names.get(authorId) ?? "",
      }));
    return {
      next: named(next),
      needsPerson: named(needsPerson),
      /** In how many places old facts still stand. */
      oldFacts: (await oldFacts(tx)).length,
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
    reason: deliveries.reason,
    headline: posts.headline,
    class: deliveries.class,
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
  return {
    next: await joined()
      .where(and(own, inArray(deliveries.state, ["waiting", "sending"])))
      .orderBy(asc(deliveries.dueAt))
      .limit(50),
    needsPerson: await joined()
      .where(and(own, inArray(deliveries.state, ["asked", "unconfirmed", "refused", "held"])))
      .orderBy(desc(deliveries.changedAt))
      .limit(50),
  };
}

import { and, asc, desc, eq, isNotNull, isNull } from "drizzle-orm";
import { z } from "zod";
import { authorize, namesOf, personOf } from "#agency";
import { objectiveKey } from "#policy";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { feedItems, feeds } from "./schema.ts";

const feedsMax = limit("feeds", 50, "feeds", "an agency reads");
export const feedDraft = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).max(2_000),
  name: z.string().trim().min(1).max(120),
  channels: z.array(z.uuid()).max(60).default([]),
  objective: objectiveKey.default("inform"),
  class: z.string().max(60).default("routine"),
  everyMinutes: z.number().int().min(15).max(1_440).default(60),
});
export type Feed = typeof feeds.$inferSelect;

export async function addFeed(ctx: Ctx, given: z.input<typeof feedDraft>): Promise<Feed> {
  return transact(ctx, async (tx) => {
    authorize(tx, "feed.write");
    const draft = feedDraft.parse(given);
    const known = await openFeeds(tx);
    if (known.length >= feedsMax)
      throw new Refusal("too-many-feeds", `${feedsMax} feeds are read already. End one first.`);
    if (known.some(({ url }) => url === draft.url))
      throw new Refusal("feed-exists", "This feed is read already.", { status: 409 });
    const now = stamp(tx.clock.now());
    const [made] = await tx.tx
      .insert(feeds)
      .values({
        agencyId: agencyOf(tx),
        id: tx.ids.uuid(),
        ...draft,
        ownerId: personOf(tx).personId,
        madeAt: now,
        nextAt: now,
      })
      .returning();
    const feed = found(made, "feed");
    await tell(tx, "planning.feed-added", feed.id, { url: feed.url });
    return feed;
  });
}

/** Ends a feed. Drafts that came of it stay. */
export async function endFeed(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "feed.write");
    const [ended] = await tx.tx
      .update(feeds)
      .set({ endedAt: stamp(tx.clock.now()) })
      .where(and(theFeed(tx, id), isNull(feeds.endedAt)))
      .returning();
    found(ended, "feed");
    await tell(tx, "planning.feed-ended", id, {});
  });
}

/** Has a feed read with the next turn, whatever it waits for. */
export async function readFeedSoon(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "feed.write");
    const [soon] = await tx.tx
      .update(feeds)
      .set({ nextAt: stamp(tx.clock.now()) })
      .where(and(theFeed(tx, id), isNull(feeds.endedAt)))
      .returning();
    found(soon, "feed");
  });
}

/** Every feed with what it brought last, and what is wrong with it. */
export async function allFeeds(ctx: Ctx) {
  authorize(ctx, "plan.read");
  return read(ctx, async (tx) => {
    const rows = await openFeeds(tx);
    const names = await namesOf(
      tx,
      rows.map(({ ownerId }) => ownerId),
    );
    const whole = [];
    for (const row of rows) {
      const items = await tx.tx
        .select()
        .from(feedItems)
        .where(
          and(
            eq(feedItems.agencyId, agencyOf(tx)),
            eq(feedItems.feedId, row.id),
            isNotNull(feedItems.postId),
          ),
        )
        .orderBy(desc(feedItems.seenAt))
        .limit(5);
      whole.push({
        ...row,
        owner: names.get(row.ownerId) ?? "",
        items: items.map(({ title, postId, seenAt }) => ({ title, postId, seenAt })),
      });
    }
    return whole;
  });
}

function openFeeds(tx: TxCtx): Promise<Feed[]> {
  return tx.tx
    .select()
    .from(feeds)
    .where(and(eq(feeds.agencyId, agencyOf(tx)), isNull(feeds.endedAt)))
    .orderBy(asc(feeds.name));
}

export function theFeed(tx: TxCtx, id: string) {
  return and(eq(feeds.agencyId, agencyOf(tx)), eq(feeds.id, id));
}

export async function tell(
  tx: TxCtx,
  kind: string,
  id: string,
  facts: object,
  outcome?: "failed",
): Promise<void> {
  await tx.happenings.tell(tx, {
    kind,
    subject: { kind: "feed", id },
    facts: { ...facts },
    ...(outcome ? { outcome } : {}),
  });
}

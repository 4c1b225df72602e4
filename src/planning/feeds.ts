import { and, asc, desc, eq, isNotNull, isNull, lte } from "drizzle-orm";
import { z } from "zod";
import { authorize, namesOf, personOf } from "#agency";
import { objectiveKey } from "#policy";
import { draftPost, postContent, type PostContent } from "#publish";
import { stamp } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx, type TxCtx, withinAgency } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import type { SafeClient } from "#platform/http/safe-client.ts";
import { RequestFailed } from "#platform/http/safe-failure.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { readFeed, type FeedItem } from "./feed-reading.ts";
import { feedItems, feeds } from "./schema.ts";
import { byStandingOrder } from "./standing-order.ts";

const feedsMax = limit("feeds", 50, "feeds", "an agency reads");
const firstMax = limit("feed.first", 5, "drafts", "of a feed's first reading, the newest items");
const draftsMax = limit(
  "feed.drafts",
  20,
  "drafts",
  "of one later reading; the rest comes with the next",
);
const turnMax = limit("feed.turn", 20, "feeds", "read in one turn of the job");
const backoffMinutesMax = limit(
  "feed.backoff",
  1_440,
  "minutes",
  "between tries of one that fails",
);
const answerMs = limit("feed.time", 8_000, "ms", "for a feed to answer");

export const feedDraft = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).max(2_000),
  name: z.string().trim().min(1).max(120),
  channels: z.array(z.uuid()).max(60).default([]),
  objective: objectiveKey.default("inform"),
  class: z.string().max(60).default("routine"),
  everyMinutes: z.number().int().min(15).max(1_440).default(60),
});
type Feed = typeof feeds.$inferSelect;

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

/** Reads every feed that is due. What is new becomes a draft, and no more than a draft. */
export async function pollFeeds(ctx: Ctx, web: Pick<SafeClient, "fetch">): Promise<number> {
  const system = asSystem(ctx, "feeds", null);
  const due = await read(system, (tx) =>
    tx.tx
      .select()
      .from(feeds)
      .where(and(isNull(feeds.endedAt), lte(feeds.nextAt, stamp(ctx.clock.now()))))
      .orderBy(asc(feeds.nextAt))
      .limit(turnMax),
  );
  let made = 0;
  for (const feed of due) if (await claimed(ctx, feed)) made += await pollOne(ctx, web, feed);
  return made;
}

/** Of two workers one reads it: whoever moves its next time on. */
async function claimed(ctx: Ctx, feed: Feed): Promise<boolean> {
  const next = stamp(ctx.clock.now().add({ minutes: feed.everyMinutes }));
  const rows = await inAgency(ctx, feed, (tx) =>
    tx.tx
      .update(feeds)
      .set({ nextAt: next })
      .where(and(theFeed(tx, feed.id), eq(feeds.nextAt, feed.nextAt)))
      .returning({ id: feeds.id }),
  );
  return rows.length > 0;
}

async function pollOne(ctx: Ctx, web: Pick<SafeClient, "fetch">, feed: Feed): Promise<number> {
  try {
    const { items } = readFeed(await fetched(web, feed.url), feed.url);
    const made = await bring(ctx, feed, items);
    await inAgency(ctx, feed, (tx) =>
      tx.tx
        .update(feeds)
        .set({ polledAt: stamp(tx.clock.now()), failures: 0, error: null })
        .where(theFeed(tx, feed.id)),
    );
    return made;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await failed(ctx, feed, error.message);
    return 0;
  }
}

async function failed(ctx: Ctx, feed: Feed, reason: string): Promise<void> {
  const failures = feed.failures + 1;
  const minutes = Math.min(feed.everyMinutes * 2 ** Math.min(failures, 10), backoffMinutesMax);
  await inAgency(ctx, feed, async (tx) => {
    await tx.tx
      .update(feeds)
      .set({ failures, error: reason, nextAt: stamp(tx.clock.now().add({ minutes })) })
      .where(theFeed(tx, feed.id));
    // The first failure is news; that it goes on stands on the page.
    if (failures === 1)
      await tell(tx, "planning.feed-failed", feed.id, { url: feed.url, reason }, "failed");
  });
}

/** New items, the newest: each with its row in one transaction, so that none comes twice. */
async function bring(ctx: Ctx, feed: Feed, items: readonly FeedItem[]): Promise<number> {
  const { agencyId, ownerId, id } = feed;
  const known = new Set(
    (
      await inAgency(ctx, feed, (tx) =>
        tx.tx.select({ key: feedItems.key }).from(feedItems).where(of(tx, id)),
      )
    ).map(({ key }) => key),
  );
  const isFirst = feed.polledAt === null;
  const fresh = items.filter(({ key, link }) => !known.has(key) && !(link && known.has(link)));
  const wanted = fresh.slice(0, isFirst ? firstMax : draftsMax);
  let made = 0;
  if (wanted.length > 0) {
    const owner = await byStandingOrder(ctx, { agencyId, ownerId, order: `feed ${id}` });
    for (const item of wanted.toReversed()) made += await bringOne(owner, feed, item);
  }
  // What was there before the first reading is old news.
  if (isFirst)
    for (const item of fresh.slice(firstMax))
      await inAgency(ctx, feed, (tx) =>
        tx.tx
          .insert(feedItems)
          .values(row(tx, feed, item, null))
          .onConflictDoNothing(),
      );
  return made;
}

async function bringOne(owner: Ctx, feed: Feed, item: FeedItem): Promise<number> {
  return transact(owner, async (tx) => {
    const { post } = await draftPost(tx, contentOf(feed, item));
    await tx.tx.insert(feedItems).values(row(tx, feed, item, post.id));
    await tell(tx, "planning.feed-item", feed.id, { post: post.id, link: item.link });
    return 1;
  });
}

function row(tx: TxCtx, feed: Feed, { key, title, link }: FeedItem, postId: string | null) {
  const { agencyId, id: feedId } = feed;
  return { agencyId, feedId, key, title, link, postId, seenAt: stamp(tx.clock.now()) };
}

/** The draft of an item: somebody reads it, changes it, and hands it in, or does not. */
export function contentOf(feed: Feed, { title, link, excerpt }: FeedItem): PostContent {
  return postContent.parse({
    title,
    text: excerpt || title,
    channels: feed.channels,
    purpose: feed.objective,
    class: feed.class,
    ...(link ? { link: { url: link, title: title.slice(0, 300), description: excerpt } } : {}),
  });
}

async function fetched(web: Pick<SafeClient, "fetch">, url: string): Promise<Uint8Array> {
  const answer = await web
    .fetch(url, {
      headers: {
        accept: "application/rss+xml, application/atom+xml, application/feed+json, text/xml, */*",
        "user-agent": "Openbeat feed reader (+https://openbeat.org)",
      },
      signal: AbortSignal.timeout(answerMs),
    })
    .catch((error: unknown) => {
      if (!(error instanceof RequestFailed)) throw error;
      throw new Refusal("feed-unreachable", "The feed could not be reached.", { cause: error });
    });
  if (!answer.ok) throw new Refusal("feed-unreachable", `The feed answered ${answer.status}.`);
  return answer.bytes();
}

function openFeeds(tx: TxCtx): Promise<Feed[]> {
  return tx.tx
    .select()
    .from(feeds)
    .where(and(eq(feeds.agencyId, agencyOf(tx)), isNull(feeds.endedAt)))
    .orderBy(asc(feeds.name));
}

function inAgency<T>(ctx: Ctx, feed: Feed, body: (tx: TxCtx) => Promise<T>): Promise<T> {
  return transact(asSystem(ctx, "feeds", null), (tx) =>
    body(withinAgency(tx, "feeds", feed.agencyId)),
  );
}

function theFeed(tx: TxCtx, id: string) {
  return and(eq(feeds.agencyId, agencyOf(tx)), eq(feeds.id, id));
}

function of(tx: TxCtx, feedId: string) {
  return and(eq(feedItems.agencyId, agencyOf(tx)), eq(feedItems.feedId, feedId));
}

async function tell(
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

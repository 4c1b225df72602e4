import { and, asc, eq, isNull, lte } from "drizzle-orm";
import { draftPost, postContent, type PostContent } from "#publish";
import { stamp } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx, type TxCtx, withinAgency } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import type { SafeClient } from "#platform/http/safe-client.ts";
import { RequestFailed, type FailureCode } from "#platform/http/safe-failure.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { readFeed, type FeedItem } from "./feed-reading.ts";
import { tell, theFeed, type Feed } from "./feeds.ts";
import { feedItems, feeds } from "./schema.ts";
import { byStandingOrder } from "./standing-order.ts";

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
function contentOf(feed: Feed, { title, link, excerpt }: FeedItem): PostContent {
  return postContent.parse({
    title,
    text: excerpt || title,
    channels: feed.channels,
    purpose: feed.objective,
    class: feed.class,
    ...(link ? { link: { url: link, title: title.slice(0, 300), description: excerpt } } : {}),
  });
}

/** What somebody who set the feed can do something about; the rest is the other server's. */
const whyNot: Record<FailureCode, string> = {
  "refused-url": "This is no address of the open web. Copy the feed's address from its page.",
  "refused-address":
    "This address lies in a private network, and feeds are read from the open web.",
  "name-not-resolved": "There is no server of this name. Look at the address.",
  "not-connected": "The feed's server could not be reached.",
  reset: "The feed's server broke off its answer.",
  "timed-out": "The feed did not answer in time.",
  aborted: "The feed did not answer in time.",
  "too-large": "The feed is too large to be read.",
  "too-many-redirects": "The address leads on and on. Copy the feed's own address.",
  "bad-answer": "The feed's server answered with something that is no page.",
};

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
      throw new Refusal("feed-unreachable", whyNot[error.code], { cause: error });
    });
  if (!answer.ok) throw new Refusal("feed-unreachable", `The feed answered ${answer.status}.`);
  return answer.bytes();
}

function inAgency<T>(ctx: Ctx, feed: Feed, body: (tx: TxCtx) => Promise<T>): Promise<T> {
  return transact(asSystem(ctx, "feeds", null), (tx) =>
    body(withinAgency(tx, "feeds", feed.agencyId)),
  );
}

function of(tx: TxCtx, feedId: string) {
  return and(eq(feedItems.agencyId, agencyOf(tx)), eq(feedItems.feedId, feedId));
}

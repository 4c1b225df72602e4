import { and, asc, eq, isNull, lte } from "drizzle-orm";
import { authorize, ownAgency } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import type { SafeClient } from "#platform/http/safe-client.ts";
import { RequestFailed, type FailureCode } from "#platform/http/safe-failure.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { readJobs } from "./feed-reading.ts";
import { isFeed, tellFeed, type OpeningFeed } from "./feeds.ts";
import { forget, openingCalled, repeated } from "./importing.ts";
import { judge, type RawOpening } from "./judging.ts";
import { addOpening, changeOpening, endOpening } from "./openings.ts";
import { openingFeeds, openings } from "./tables.ts";

const turnMax = limit("opening-feed.turn", 10, "lists of jobs", "read in one turn of the job");
const answerMs = limit("opening-feed.time", 10_000, "ms", "for a jobs site to answer");
const backoffMinutesMax = limit(
  "opening-feed.backoff",
  1_440,
  "minutes",
  "between tries of one that fails",
);
const problemsMax = 50;

/** Reads every list of jobs that is due. */
export async function pollOpenings(ctx: Ctx, web: Pick<SafeClient, "fetch">): Promise<number> {
  const due = await read(asSystem(ctx, "openings", null), (tx) =>
    tx.tx
      .select()
      .from(openingFeeds)
      .where(and(isNull(openingFeeds.endedAt), lte(openingFeeds.nextAt, stamp(ctx.clock.now()))))
      .orderBy(asc(openingFeeds.nextAt))
      .limit(turnMax),
  );
  let done = 0;
  for (const feed of due) {
    const own = asSystem(ctx, "openings", feed.agencyId);
    if (!(await claimed(own, feed))) continue;
    done += 1;
    try {
      await bring(own, feed, readJobs(await fetched(web, feed.url)));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await failed(own, feed, error.message);
    }
  }
  return done;
}

/** Of two workers one reads it: whoever moves its next time on. */
async function claimed(ctx: Ctx, feed: OpeningFeed): Promise<boolean> {
  const nextAt = stamp(ctx.clock.now().add({ minutes: feed.everyMinutes }));
  const rows = await transact(ctx, (tx) =>
    tx.tx
      .update(openingFeeds)
      .set({ nextAt })
      .where(and(isFeed(tx, feed.id), eq(openingFeeds.nextAt, feed.nextAt)))
      .returning({ id: openingFeeds.id }),
  );
  return rows.length > 0;
}

async function failed(ctx: Ctx, feed: OpeningFeed, error: string): Promise<void> {
  const failures = feed.failures + 1;
  const minutes = Math.min(feed.everyMinutes * 2 ** Math.min(failures, 10), backoffMinutesMax);
  await transact(ctx, async (tx) => {
    const nextAt = stamp(tx.clock.now().add({ minutes }));
    await tx.tx.update(openingFeeds).set({ failures, error, nextAt }).where(isFeed(tx, feed.id));
    // The first failure is news; that it goes on stands on the page.
    if (failures === 1) await tellFeed(tx, "failed", feed.id, { reason: error }, "failed");
  });
}

/** What is new waits for an approval, in the name of who set the list up; what is gone from a whole list closes. */
async function bring(
  ctx: Ctx,
  feed: OpeningFeed,
  { jobs, isWhole }: { jobs: readonly RawOpening[]; isWhole: boolean },
): Promise<void> {
  await transact(ctx, async (tx) => {
    const { timeZone } = await ownAgency(tx);
    const today = tx.clock.now().toZonedDateTimeISO(timeZone).toPlainDate().toString();
    const problems: OpeningFeed["problems"] = [];
    const standing = new Set<string>();
    for (const job of jobs) {
      const key = `feed ${feed.id} ${job.key}`;
      const { content, problems: why } = judge(job, today);
      if (standing.has(key)) why.push(repeated);
      standing.add(key);
      if (!content || why.length > 0)
        problems.push(...why.map((says) => ({ at: (job.title || job.key).slice(0, 160), says })));
      else {
        const known = await openingCalled(tx, key);
        if (known && known.closedAt === null) await changeOpening(tx, known, content, feed.ownerId);
        else {
          if (known) await forget(tx, known);
          const from = { origin: "feed" as const, feedId: feed.id, writtenBy: feed.ownerId, key };
          await addOpening(tx, content, from);
        }
      }
    }
    if (isWhole) await closeGone(tx, feed, standing);
    const polledAt = stamp(tx.clock.now());
    await tx.tx
      .update(openingFeeds)
      .set({ polledAt, failures: 0, error: null, problems: problems.slice(0, problemsMax) })
      .where(isFeed(tx, feed.id));
  });
}

async function closeGone(
  tx: TxCtx,
  { id: feedId }: OpeningFeed,
  standing: ReadonlySet<string>,
): Promise<void> {
  const rows = await tx.tx
    .select()
    .from(openings)
    .where(
      and(
        eq(openings.agencyId, agencyOf(tx)),
        eq(openings.feedId, feedId),
        isNull(openings.closedAt),
      ),
    )
    .for("update");
  // A jobs site that is being rebuilt answers with an empty list: nobody closes everything by a machine's slip.
  if (standing.size === 0 && rows.length > 0)
    throw new Refusal(
      "job-list-empty",
      "The list of jobs is suddenly empty. If that is true, close its openings by hand.",
    );
  for (const row of rows.filter(({ key }) => !standing.has(key))) {
    authorize(tx, "opening.close", { kind: "opening", id: row.id });
    await endOpening(tx, row, "gone");
  }
}

/** What somebody who set the list up can do something about; the rest is the other server's. */
const whyNot: Record<FailureCode, string> = {
  "refused-url": "This is no address of the open web. Copy the address of the list of jobs.",
  "refused-address":
    "This address lies in a private network, and lists of jobs are read from the open web.",
  "name-not-resolved": "There is no server of this name. Look at the address.",
  "not-connected": "The jobs site could not be reached.",
  reset: "The jobs site broke off its answer.",
  "timed-out": "The jobs site did not answer in time.",
  aborted: "The jobs site did not answer in time.",
  "too-large": "The list of jobs is too large to be read.",
  "too-many-redirects": "The address leads on and on. Copy the address of the list of jobs.",
  "bad-answer": "The jobs site answered with something that is no page.",
};

async function fetched(web: Pick<SafeClient, "fetch">, url: string): Promise<Uint8Array> {
  const answer = await web
    .fetch(url, {
      headers: {
        accept: "application/json",
        "user-agent": "Openbeat jobs reader (+https://openbeat.org)",
      },
      signal: AbortSignal.timeout(answerMs),
    })
    .catch((error: unknown) => {
      if (!(error instanceof RequestFailed)) throw error;
      throw new Refusal("job-list-unreachable", whyNot[error.code], { cause: error });
    });
  if (!answer.ok)
    throw new Refusal("job-list-unreachable", `The jobs site answered ${answer.status}.`);
  return answer.bytes();
}

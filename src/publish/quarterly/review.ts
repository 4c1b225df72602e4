import { and, count, desc, eq, sql } from "drizzle-orm";
import { authorize, namesOf, ownAgency, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { lockedPost } from "../posts.ts";
import { contentReviews, posts, quarterClosings } from "../schema.ts";
import { quarterBefore, quarterOf, quarterShape, type Quarter } from "./quarter.ts";

/*
 * The quarterly review of public content (CJIS Security Policy, AC-22 d): somebody looks at everything of the agency's
 * that the public can read, says that nothing protected stands in it, and command signs the quarter.
 */
const queueMax = limit("review.queue", 200, "posts", "of the quarterly review, shown at a time");
const signMax = limit("review.sign", 200, "posts", "signed with one press");

export type Decision = "fine" | "found";

/** What the public can read of a post now: a delivery that stands, or may. */
const isPublic = sql`exists (select from deliveries d where d.agency_id = posts.agency_id and d.post_id = posts.id
  and d.state in ('sending', 'sent', 'unconfirmed', 'asked', 'recalling'))`;

/** The newest version that the public can read. */
const publicVersion = sql<number>`(select max(d.version) from deliveries d where d.agency_id = posts.agency_id
  and d.post_id = posts.id and d.state in ('sending', 'sent', 'unconfirmed', 'asked', 'recalling'))`;

/** How what stands begins: enough to see whether the whole must be read. */
const excerpt = sql<string>`(select left(v.content->>'text', 280) from post_versions v where v.agency_id = posts.agency_id
  and v.post_id = posts.id and v.version = ${publicVersion})`;

function isReviewedIn(quarter: Quarter) {
  return sql`exists (select from content_reviews r where r.agency_id = posts.agency_id and r.post_id = posts.id
    and r.quarter = ${quarter} and r.version = ${publicVersion})`;
}

/** The last word on the very version that stands, from whichever quarter. */
const lastDecision = sql<Decision | null>`(select r.decision from content_reviews r where r.agency_id = posts.agency_id
  and r.post_id = posts.id and r.version = ${publicVersion} order by r.reviewed_at desc limit 1)`;

/**
 * What the quarter still has to look at, and how far it is. What nobody has seen in these words comes first; what
 * was found fine before and has not changed since follows and may be signed together.
 */
export async function quarterlyReview(ctx: Ctx, asked?: Quarter) {
  authorize(ctx, "post.read");
  return read(ctx, async (tx) => {
    const { timeZone } = await ownAgency(tx);
    const now = quarterOf(tx.clock.now(), timeZone);
    const quarter = asked ?? now;
    mustBeQuarter(quarter);
    const waiting = await tx.tx
      .select({
        id: posts.id,
        headline: posts.headline,
        excerpt,
        class: posts.class,
        version: publicVersion,
        changedAt: posts.changedAt,
        draftedBy: posts.draftedBy,
        lastDecision,
        total: sql<number>`count(*) over ()::int`,
      })
      .from(posts)
      .where(and(eq(posts.agencyId, agencyOf(tx)), isPublic, sql`not ${isReviewedIn(quarter)}`))
      .orderBy(sql`${lastDecision} is not null`, desc(posts.changedAt))
      .limit(queueMax);
    const names = await namesOf(
      tx,
      waiting.map(({ draftedBy }) => draftedBy),
    );
    return {
      quarter,
      isNow: quarter === now,
      before: quarterBefore(quarter),
      waiting: waiting.map(({ total: _total, ...row }) => ({
        ...row,
        author: names.get(row.draftedBy) ?? "",
        isSeenBefore: row.lastDecision === "fine",
      })),
      waitingCount: waiting[0]?.total ?? 0,
      reviewed: await reviewedIn(tx, quarter),
      closing: (await closingOf(tx, quarter)) ?? null,
      quarters: await quartersOf(tx),
    };
  });
}

function mustBeQuarter(quarter: Quarter): void {
  if (!quarterShape.test(quarter))
    throw new Refusal("no-quarter", "Write a quarter such as 2026-Q4.");
}

async function reviewedIn(tx: TxCtx, quarter: Quarter) {
  const rows = await tx.tx
    .select({
      postId: contentReviews.postId,
      headline: posts.headline,
      version: contentReviews.version,
      decision: contentReviews.decision,
      note: contentReviews.note,
      reviewedBy: contentReviews.reviewedBy,
      reviewedAt: contentReviews.reviewedAt,
    })
    .from(contentReviews)
    .innerJoin(
      posts,
      and(eq(posts.agencyId, contentReviews.agencyId), eq(posts.id, contentReviews.postId)),
    )
    .where(and(eq(contentReviews.agencyId, agencyOf(tx)), eq(contentReviews.quarter, quarter)))
    .orderBy(desc(contentReviews.reviewedAt))
    .limit(2_000);
  const names = await namesOf(tx, [...new Set(rows.map(({ reviewedBy }) => reviewedBy))]);
  return rows.map((row) => ({ ...row, reviewer: names.get(row.reviewedBy) ?? "" }));
}

async function closingOf(tx: TxCtx, quarter: Quarter) {
  const [row] = await tx.tx
    .select()
    .from(quarterClosings)
    .where(and(eq(quarterClosings.agencyId, agencyOf(tx)), eq(quarterClosings.quarter, quarter)));
  if (!row) return undefined;
  const names = await namesOf(tx, [row.closedBy]);
  return { ...row, closedByName: names.get(row.closedBy) ?? "" };
}

/** The quarters that were signed, newest first. */
async function quartersOf(tx: TxCtx) {
  return tx.tx
    .select()
    .from(quarterClosings)
    .where(eq(quarterClosings.agencyId, agencyOf(tx)))
    .orderBy(desc(quarterClosings.quarter))
    .limit(40);
}

export interface Review {
  quarter: Quarter;
  /** Each with the version that the reviewer had before his or her eyes. */
  posts: readonly { id: string; version: number }[];
  decision: Decision;
  /** Of what was found, and what is done about it. */
  note?: string | undefined;
}

/** Signs what was looked at. What was found is told with a note; taking it down is a recall, made by itself. */
export async function reviewContent(ctx: Ctx, given: Review): Promise<number> {
  mustBeQuarter(given.quarter);
  if (given.posts.length === 0 || given.posts.length > signMax)
    throw new Refusal("no-posts", `Sign 1 to ${signMax} posts at a time.`);
  if (given.decision === "found" && (given.note ?? "").trim().length < 3)
    throw new Refusal("no-note", "Say what you found and what is done about it.");
  return transact(ctx, async (tx) => {
    authorize(tx, "content.review");
    if (await closingOf(tx, given.quarter))
      throw new Refusal("quarter-closed", "This quarter was signed already.", { status: 409 });
    for (const { id, version } of given.posts) await reviewOne(tx, id, version, given);
    return given.posts.length;
  });
}

async function reviewOne(tx: TxCtx, id: string, version: number, given: Review): Promise<void> {
  const { post } = await lockedPost(tx, id);
  const [row] = await tx.tx
    .select({ version: publicVersion })
    .from(posts)
    .where(and(eq(posts.agencyId, agencyOf(tx)), eq(posts.id, id), isPublic));
  if (row?.version !== version)
    throw new Refusal(
      "changed-meanwhile",
      `“${post.headline}” was changed after you opened it. Look at it again.`,
      { status: 409 },
    );
  const note = given.note?.trim() ?? "";
  await tx.tx.insert(contentReviews).values({
    agencyId: agencyOf(tx),
    id: tx.ids.uuid(),
    postId: id,
    quarter: given.quarter,
    version,
    decision: given.decision,
    note,
    reviewedBy: personOf(tx).personId,
    reviewedAt: stamp(tx.clock.now()),
  });
  const facts = { quarter: given.quarter, version, decision: given.decision, note };
  await tx.happenings.tell(tx, {
    kind: "publish.content-reviewed",
    subject: { kind: "post", id },
    facts,
    record: { payload: facts, text: note, direction: "internal" },
  });
}

/** Command signs the quarter: everything public was looked at, and nothing that was found still stands. */
export async function closeQuarter(ctx: Ctx, quarter: Quarter, note: string): Promise<void> {
  mustBeQuarter(quarter);
  await transact(ctx, async (tx) => {
    authorize(tx, "content.close-review");
    const { timeZone } = await ownAgency(tx);
    // Written alike, quarters sort as they follow.
    if (quarter > quarterOf(tx.clock.now(), timeZone))
      throw new Refusal("not-yet", "This quarter has not begun.", { status: 409 });
    if (await closingOf(tx, quarter))
      throw new Refusal("quarter-closed", "This quarter was signed already.", { status: 409 });
    const open = await countOf(tx, sql`not ${isReviewedIn(quarter)}`);
    if (open > 0)
      throw new Refusal("still-open", `${open} posts have not been looked at this quarter.`, {
        status: 409,
        details: { open },
      });
    const standing = await countOf(tx, sql`${lastDecision} = 'found'`);
    if (standing > 0)
      throw new Refusal(
        "still-found",
        `${standing} posts in which something was found still stand. Correct or recall them first.`,
        { status: 409, details: { standing } },
      );
    const reviewed = await reviewedIn(tx, quarter);
    const facts = {
      quarter,
      posts: new Set(reviewed.map(({ postId }) => postId)).size,
      found: reviewed.filter(({ decision }) => decision === "found").length,
      note: note.trim(),
    };
    await tx.tx.insert(quarterClosings).values({
      agencyId: agencyOf(tx),
      ...facts,
      closedBy: personOf(tx).personId,
      closedAt: stamp(tx.clock.now()),
    });
    await tx.happenings.tell(tx, {
      kind: "publish.quarter-closed",
      subject: { kind: "agency", id: agencyOf(tx) },
      facts,
      record: { payload: facts, text: note, direction: "internal" },
    });
  });
}

async function countOf(tx: TxCtx, which: ReturnType<typeof sql>): Promise<number> {
  const [row] = await tx.tx
    .select({ n: count() })
    .from(posts)
    .where(and(eq(posts.agencyId, agencyOf(tx)), isPublic, which));
  return found(row, "count").n;
}

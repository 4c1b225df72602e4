import { and, eq, isNull } from "drizzle-orm";
import { authorize, namesOf, personOf } from "#agency";
import type { Networks } from "#channels";
import { readinessOf } from "#policy";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found } from "#platform/refusal.ts";
import { changed, classOf, finish, mustFit, tellPost } from "./approvals.ts";
import { findingFacts, lintPost } from "./lint.ts";
import { lockedPost } from "./posts.ts";
import { approvals, posts } from "./schema.ts";

const openMax = limit("glass.open", 100, "publications", "waiting for their review, on one page");
const reviewHours = 24;
const breakGlassHours = 2;

/** Publications without approval that command has not reviewed yet, oldest first. */
export async function glassToReview(ctx: Ctx) {
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select({
        id: approvals.id,
        postId: approvals.postId,
        headline: posts.headline,
        personId: approvals.personId,
        at: approvals.at,
        note: approvals.note,
        reviewDueAt: approvals.reviewDueAt,
      })
      .from(approvals)
      .innerJoin(posts, and(eq(posts.agencyId, approvals.agencyId), eq(posts.id, approvals.postId)))
      .where(
        and(
          eq(approvals.agencyId, agencyOf(tx)),
          eq(approvals.kind, "break-glass"),
          isNull(approvals.reviewedAt),
        ),
      )
      .orderBy(approvals.at)
      .limit(openMax);
    const names = await namesOf(
      tx,
      rows.map(({ personId }) => personId),
    );
    const me = tx.actor.kind === "person" ? tx.actor.personId : undefined;
    return rows.map((row) => ({
      ...row,
      person: names.get(row.personId) ?? "",
      isMine: row.personId === me,
    }));
  });
}

/** Core A4: one named person, a reason, a loud notice, and a review that its user cannot dismiss. */
export async function breakGlass(
  ctx: Ctx,
  networks: Networks,
  given: { postId: string; hash: string; reason: string },
): Promise<void> {
  await transact(ctx, async (tx) => {
    const me = personOf(tx);
    const current = await lockedPost(tx, given.postId);
    authorize(
      tx,
      "post.break-glass",
      { kind: "post", id: given.postId, agencyId: current.post.agencyId },
      [
        changed(current, given.hash),
        (await readinessOf(tx, me.personId)).denial,
        given.reason.trim().length >= 10
          ? undefined
          : {
              code: "no-reason",
              reason: "Say in a sentence why this cannot wait.",
              paragraph: "4.11",
            },
        ["draft", "returned", "submitted"].includes(current.post.state)
          ? undefined
          : { code: "approved-already", reason: "This post needs no break-glass any more." },
        current.content.publish.when !== "at"
          ? undefined
          : {
              code: "can-wait",
              reason: "This post has a time of its own. What cannot wait goes out when approved.",
              paragraph: "4.11",
            },
      ],
    );
    await classOf(tx, current);
    await mustFit(tx, networks, current);
    // Life comes first: findings stop nothing here, but whoever reviews it is shown them.
    const findings = findingFacts(await lintPost(tx, current.content));
    const now = tx.clock.now();
    await tx.tx.insert(approvals).values({
      agencyId: agencyOf(tx),
      id: tx.ids.uuid(),
      postId: given.postId,
      version: current.version,
      hash: current.hash,
      step: 0,
      kind: "break-glass",
      personId: me.personId,
      roles: [...me.roles],
      note: given.reason,
      at: stamp(now),
      expiresAt: stamp(now.add({ hours: breakGlassHours })),
      reviewDueAt: stamp(now.add({ hours: reviewHours })),
    });
    await tellPost(tx, "publish.glass-broken", current, {
      reason: given.reason,
      class: current.content.class,
      findings,
      reviewDueAt: stamp(now.add({ hours: reviewHours })),
    });
    await finish(tx, current);
  });
}

/** Command's review of a break-glass publication, never by the one who broke the glass. */
export async function reviewBreakGlass(ctx: Ctx, approvalId: string, note: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const [row] = await tx.tx
      .select()
      .from(approvals)
      .where(
        and(
          eq(approvals.agencyId, agencyOf(tx)),
          eq(approvals.id, approvalId),
          eq(approvals.kind, "break-glass"),
        ),
      );
    const broken = found(row, "break-glass publication");
    const me = personOf(tx).personId;
    authorize(
      tx,
      "post.review-break-glass",
      { kind: "approval", id: approvalId, agencyId: broken.agencyId },
      [
        broken.personId === me
          ? {
              code: "own-glass",
              reason: "Somebody else in command reviews this.",
              paragraph: "4.11",
            }
          : undefined,
        broken.reviewedAt === null
          ? undefined
          : { code: "reviewed-already", reason: "This was reviewed already." },
      ],
    );
    await tx.tx
      .update(approvals)
      .set({ reviewedAt: stamp(tx.clock.now()), reviewedBy: me, reviewNote: note })
      .where(and(eq(approvals.agencyId, agencyOf(tx)), eq(approvals.id, approvalId)));
    await tx.happenings.tell(tx, {
      kind: "publish.glass-reviewed",
      subject: { kind: "post", id: broken.postId },
      facts: { approval: approvalId, note },
      record: { payload: { approval: approvalId, note }, text: note, direction: "internal" },
    });
  });
}

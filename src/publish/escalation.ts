import { and, eq, isNull, lte } from "drizzle-orm";
import { peopleWithRole } from "#agency";
import { asSystem, type Ctx, type TxCtx, withinAgency } from "#platform/context.ts";
import { stamp } from "#platform/clock.ts";
import { transact } from "#platform/db/database.ts";
import { deliveries, submissions } from "./schema.ts";
import { openStep } from "./approval-rules.ts";
import { caseOf } from "./approvals.ts";
import { moveDeliveries } from "./moves.ts";
import { postVersion } from "./posts.ts";

/**
 * Approvals past their clock are told to those the class names: on their Today, and by letter where the
 * agency has a mail relay (`staff-letters.ts`). Nothing ever approves itself.
 */
export async function escalateOverdue(ctx: Ctx): Promise<number> {
  return transact(asSystem(ctx, "escalation", null), async (tx) => {
    const now = stamp(tx.clock.now());
    const overdue = await tx.tx
      .update(submissions)
      .set({ escalatedAt: now })
      .where(
        and(
          isNull(submissions.endedAt),
          isNull(submissions.escalatedAt),
          lte(submissions.dueAt, now),
        ),
      )
      .returning();
    for (const row of overdue) {
      const inAgency = withinAgency(tx, "escalation", row.agencyId);
      const people = await escalatedTo(inAgency, row.postId);
      await inAgency.happenings.tell(inAgency, {
        kind: "publish.approval-overdue",
        subject: { kind: "post", id: row.postId },
        facts: { submission: row.id, dueAt: row.dueAt, class: row.class, people },
      });
    }
    return overdue.length;
  });
}

/** Whom the open step's class names for when its time is over, without those who wrote the post. */
async function escalatedTo(tx: TxCtx, postId: string): Promise<string[]> {
  const theCase = await caseOf(tx, await postVersion(tx, postId));
  const roles = theCase.steps[openStep(theCase) ?? 0]?.escalateTo ?? [];
  if (roles.length === 0) return [];
  const people = await peopleWithRole(tx, roles);
  return people.filter(({ id }) => !theCase.authors.has(id)).map(({ id }) => id);
}

/** What is held or waits past its latest time expires: it never goes out late by itself (core D5). */
export async function expireLate(ctx: Ctx): Promise<number> {
  return transact(asSystem(ctx, "expiry", null), async (tx) => {
    const late = await tx.tx
      .select()
      .from(deliveries)
      .where(and(eq(deliveries.state, "held"), lte(deliveries.latestAt, stamp(tx.clock.now()))))
      .limit(500)
      .for("update", { skipLocked: true });
    const moved = await moveDeliveries(
      tx,
      late.map((delivery) => ({
        delivery,
        to: "expired",
        reason: "Its latest time passed while it was held.",
      })),
    );
    return moved.size;
  });
}

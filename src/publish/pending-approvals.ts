import { and, eq, isNull } from "drizzle-orm";
import { authorize, namesOf, peopleWithRole, personOf } from "#agency";
import { Temporal } from "#platform/clock.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { approvalDenial, openStep } from "./approval-rules.ts";
import { caseOf } from "./approvals.ts";
import { standingFor } from "./delegations.ts";
import { lentFor } from "./lent-approvals.ts";
import { postVersion } from "./posts.ts";
import { submissions } from "./schema.ts";

/** Everything an approver's screen needs: what waits, for whom, by when, and why not me. */
export async function pendingApprovals(ctx: Ctx) {
  authorize(ctx, "post.read");
  const me = personOf(ctx);
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select()
      .from(submissions)
      .where(and(eq(submissions.agencyId, agencyOf(tx)), isNull(submissions.endedAt)))
      .orderBy(submissions.dueAt)
      .limit(200);
    const names = await namesOf(
      tx,
      rows.map(({ submittedBy }) => submittedBy),
    );
    const pending = [];
    for (const row of rows) {
      const current = await postVersion(tx, row.postId);
      const theCase = await caseOf(tx, current);
      const mine = await standingFor(tx, me, current.content);
      const step = openStep(theCase);
      const demand = step === undefined ? undefined : theCase.steps[step];
      const asked = demand ? await peopleWithRole(tx, demand.roles) : [];
      pending.push({
        submission: row,
        submittedBy: names.get(row.submittedBy) ?? "",
        asked: asked
          .filter(({ id }) => !theCase.authors.has(id))
          .map(({ title, name }) => `${title} ${name}`.trim()),
        isEscalatedToMe:
          row.escalatedAt !== null &&
          !theCase.authors.has(me.personId) &&
          (demand?.escalateTo.some((role) => me.roles.includes(role)) ?? false),
        headline: current.post.headline,
        class: current.content.class,
        /** Posts of one alert share it. */
        alert: current.content.template?.alert ?? null,
        language: current.content.language,
        byDelegation: await lentFor(tx, theCase, me, mine),
        hash: current.hash,
        step,
        demand,
        isOverdue: Temporal.Instant.compare(Temporal.Instant.from(row.dueAt), tx.clock.now()) < 0,
        whyNotMe: approvalDenial(theCase, { id: me.personId, roles: mine.roles }) ?? null,
      });
    }
    return pending;
  });
}

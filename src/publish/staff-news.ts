import { and, eq, isNull } from "drizzle-orm";
import { peopleWithRole, personById, type Person } from "#agency";
import { policyInForce } from "#policy";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import type { RelayedEvent } from "#platform/events.ts";
import { approvals, submissions } from "./schema.ts";

/**
 * What colleagues are told of, wherever they are, and who they are: decided here once, for the letters and for the
 * notices on telephones. It names the class of a post, never its words: neither mail nor a lock screen is sealed.
 */
export interface StaffNews {
  about: "asked" | "overdue" | "glass" | "comment";
  people: readonly Person[];
  postId: string;
  /** The title of the post's class. */
  title: string;
  isLifeSafety: boolean;
  /** When it is, or was, due; for what has no clock, when it happened. */
  at: string;
  /** Nobody needs to be told later. */
  until: string;
}

/** What approvers are told of. */
export const approvalNews = [
  "publish.approval-overdue",
  "publish.glass-broken",
  "publish.post-submitted",
];
export const commentNews = "publish.comment-said";

/** Undefined where nobody is told: it is not grave enough, or was decided meanwhile. */
export async function staffNews(ctx: Ctx, event: RelayedEvent): Promise<StaffNews | undefined> {
  const code = String(event.facts["class"] ?? "");
  const rule = (await policyInForce(ctx))?.classes.find((one) => one.code === code);
  const post = {
    postId: event.subject.id,
    title: rule?.title ?? (code || "a post"),
    isLifeSafety: rule?.isLifeSafety ?? false,
    at: event.at,
    until: event.at,
  };
  if (event.kind === commentNews)
    return { ...post, about: "comment", people: await named(ctx, event) };
  if (event.kind === "publish.glass-broken") {
    const until = String(event.facts["reviewDueAt"] ?? event.at);
    return { ...post, about: "glass", people: await peopleWithRole(ctx, ["command"]), until };
  }
  const open = await openSubmission(ctx, String(event.facts["submission"] ?? ""));
  if (!open) return undefined;
  const at = String(event.facts["dueAt"]);
  if (event.kind === "publish.approval-overdue")
    return {
      ...post,
      about: "overdue",
      people: await named(ctx, event),
      at,
      until: open.expiresAt,
    };
  // Where life is at stake nobody waits for an approver to look by chance.
  if (!rule?.isLifeSafety) return undefined;
  const able = await peopleWithRole(ctx, rule.steps[0]?.roles ?? []);
  const people = able.filter(({ id }) => id !== open.submittedBy);
  return { ...post, about: "asked", people, at, until: at };
}

/** Whom the event itself names, as far as their accounts are open. */
async function named(ctx: Ctx, { facts }: RelayedEvent): Promise<Person[]> {
  const listed = Array.isArray(facts["people"]) ? facts["people"] : [];
  const ids = listed.filter((id) => typeof id === "string");
  const people = await Promise.all(ids.map((id) => personById(ctx, id)));
  return people.filter(({ endedAt }) => endedAt === null);
}

/** An approval that is still asked for: what was decided meanwhile is no news. */
export async function openSubmission(ctx: Ctx, id: string) {
  if (id === "") return undefined;
  return read(ctx, async (tx) => {
    const [row] = await tx.tx
      .select({ submittedBy: submissions.submittedBy, expiresAt: submissions.expiresAt })
      .from(submissions)
      .where(
        and(
          eq(submissions.agencyId, agencyOf(tx)),
          eq(submissions.id, id),
          isNull(submissions.endedAt),
        ),
      );
    return row;
  });
}

/** Whether a publication without approval still waits for its review. */
export async function awaitsReview(ctx: Ctx, postId: string): Promise<boolean> {
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select({ id: approvals.id })
      .from(approvals)
      .where(
        and(
          eq(approvals.agencyId, agencyOf(tx)),
          eq(approvals.postId, postId),
          eq(approvals.kind, "break-glass"),
          isNull(approvals.reviewedAt),
        ),
      )
      .limit(1);
    return rows.length > 0;
  });
}

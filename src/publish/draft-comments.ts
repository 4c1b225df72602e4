import { and, asc, eq } from "drizzle-orm";
import { authorize, namesOf, peopleWithRole, personOf, roles } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { postVersion } from "./posts.ts";
import { draftComments } from "./schema.ts";

export const commentMax = limit("comment.text", 2_000, "characters", "of one comment on a draft");
const commentsMax = limit("comments.post", 300, "comments", "on one post");

export interface Named {
  id: string;
  name: string;
}

/**
 * Whom a comment names: "@Dana Whitfield" by the whole name, "@Dana" or "@Whitfield" where one person alone is
 * called so. Case does not matter.
 */
export function mentionedIn(body: string, people: readonly Named[]): string[] {
  const text = body.toLowerCase();
  const isNamed = (name: string) => {
    for (let at = text.indexOf(`@${name}`); at >= 0; at = text.indexOf(`@${name}`, at + 1))
      if (!/[\p{L}\p{N}]/u.test(text[at + name.length + 1] ?? "")) return true;
    return false;
  };
  const parts = people.map(({ name }) => name.toLowerCase().split(/\s+/));
  return people
    .filter(({ name }, at) => {
      if (isNamed(name.toLowerCase())) return true;
      return (parts[at] ?? []).some(
        (part) => isNamed(part) && parts.filter((other) => other.includes(part)).length === 1,
      );
    })
    .map(({ id }) => id);
}

/** Says something about a post to whoever works on it. It stays with the record and goes nowhere else. */
export async function commentOnDraft(
  ctx: Ctx,
  postId: string,
  body: string,
): Promise<{ id: string }> {
  return transact(ctx, async (tx) => {
    const { post, version } = await postVersion(tx, postId);
    authorize(tx, "comment.write", { kind: "post", id: postId, agencyId: post.agencyId });
    const known = await tx.tx
      .select({ id: draftComments.id })
      .from(draftComments)
      .where(of(tx, postId));
    if (known.length >= commentsMax)
      throw new Refusal(
        "too-many-comments",
        `A post takes ${commentsMax} comments. Talk to each other.`,
      );
    const me = personOf(tx).personId;
    const people = await peopleWithRole(tx, roles);
    const mentions = mentionedIn(body, people).filter((id) => id !== me);
    const id = tx.ids.uuid();
    await tx.tx.insert(draftComments).values({
      agencyId: agencyOf(tx),
      id,
      postId,
      version,
      body,
      mentions,
      saidBy: me,
      saidAt: stamp(tx.clock.now()),
    });
    await tx.happenings.tell(tx, {
      kind: "publish.comment-said",
      subject: { kind: "post", id: postId },
      facts: { comment: id, version, people: mentions, class: post.class },
      record: { payload: { comment: id, version, body }, text: body, direction: "internal" },
    });
    return { id };
  });
}

/** Marks a comment as dealt with, or opens it again. */
export async function resolveComment(ctx: Ctx, id: string, isResolved: boolean): Promise<void> {
  await transact(ctx, async (tx) => {
    const here = and(eq(draftComments.agencyId, agencyOf(tx)), eq(draftComments.id, id));
    const [row] = await tx.tx.select().from(draftComments).where(here).for("update");
    const known = found(row, "comment");
    authorize(tx, "comment.write", { kind: "comment", id, agencyId: known.agencyId });
    if ((known.resolvedAt !== null) === isResolved) return;
    await tx.tx
      .update(draftComments)
      .set(
        isResolved
          ? { resolvedAt: stamp(tx.clock.now()), resolvedBy: personOf(tx).personId }
          : { resolvedAt: null, resolvedBy: null },
      )
      .where(here);
    await tx.happenings.tell(tx, {
      kind: isResolved ? "publish.comment-resolved" : "publish.comment-reopened",
      subject: { kind: "post", id: known.postId },
      facts: { comment: id },
    });
  });
}

/** Everything said about a post, the oldest first, and whom one may name. */
export async function commentsOn(ctx: Ctx, postId: string) {
  authorize(ctx, "post.read");
  return read(ctx, async (tx) => {
    await postVersion(tx, postId);
    const rows = await tx.tx
      .select()
      .from(draftComments)
      .where(of(tx, postId))
      .orderBy(asc(draftComments.saidAt));
    const names = await namesOf(
      tx,
      rows.flatMap(({ saidBy, resolvedBy }) => [saidBy, resolvedBy ?? saidBy]),
    );
    const people = await peopleWithRole(tx, roles);
    return {
      comments: rows.map(({ agencyId: _agency, ...row }) => ({
        ...row,
        by: names.get(row.saidBy) ?? "",
        resolver: row.resolvedBy ? (names.get(row.resolvedBy) ?? "") : null,
      })),
      people: people.map(({ name }) => name),
    };
  });
}

function of(tx: TxCtx, postId: string) {
  return and(eq(draftComments.agencyId, agencyOf(tx)), eq(draftComments.postId, postId));
}

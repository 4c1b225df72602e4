import { and, eq, lte } from "drizzle-orm";
import { personOf } from "#agency";
import { stamp, Temporal } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx, type TxCtx, withinAgency } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import {
  approvalHash,
  picturesOf,
  postContent,
  type PostContent,
  type PostContentDraft,
} from "./content.ts";
import {
  editablePost,
  lockedPost,
  nextVersion,
  textOf,
  writeVersion,
  type Expected,
  type PostVersion,
} from "./posts.ts";
import { workingCopies } from "./schema.ts";

const windowSeconds = limit(
  "post.draft-window",
  120,
  "s",
  "how long typing goes on in one version; then it is the next one, on the record",
);
const settleMax = limit("post.drafts-settled", 200, "drafts", "left drafts of one turn");

export interface WorkingCopy {
  version: number;
  hash: string;
  content: PostContent;
  authorId: string;
  savedAt: string;
}

export interface Saved {
  post: { id: string };
  version: number;
  /** Of what was saved: what the next save goes on from. */
  hash: string;
  savedAt: string;
  /** Whether what was saved is a version, and so on the record. */
  isVersion: boolean;
}

/**
 * Saves while somebody types. Within the window, and while the newest version is this person's own draft
 * that nobody was asked to approve, it goes into the working copy that only its author sees; else it is
 * the next version at once, as `editPost` makes it.
 */
export async function keepDraft(
  ctx: Ctx,
  postId: string,
  given: PostContentDraft,
  expected?: Expected,
): Promise<Saved> {
  return transact(ctx, async (tx) => {
    const current = await editablePost(tx, postId, expected);
    const content = postContent.parse(given);
    const now = tx.clock.now();
    if (!isOwnFreshDraft(tx, current)) return savedAs(await nextVersion(tx, current, content));
    const hash = approvalHash(postId, content);
    const savedAt = stamp(now);
    const values = { hash, content, version: current.version, authorId: current.authorId, savedAt };
    await tx.tx
      .insert(workingCopies)
      .values({ agencyId: agencyOf(tx), postId, ...values })
      .onConflictDoUpdate({
        target: [workingCopies.agencyId, workingCopies.postId],
        set: values,
      });
    return { post: { id: postId }, version: current.version, hash, savedAt, isVersion: false };
  });
}

export function savedAs({ post, version, hash, madeAt }: PostVersion): Saved {
  return { post: { id: post.id }, version, hash, savedAt: madeAt, isVersion: true };
}

function isOwnFreshDraft(tx: TxCtx, { post, authorId, madeAt }: PostVersion): boolean {
  const ends = Temporal.Instant.from(madeAt).add({ seconds: windowSeconds });
  return (
    post.state === "draft" &&
    authorId === personOf(tx).personId &&
    Temporal.Instant.compare(tx.clock.now(), ends) < 0
  );
}

/** The working copy of the newest version, for its author's eyes only. */
export async function workingCopyOf(
  ctx: Ctx,
  { post, version }: PostVersion,
  personId: string,
): Promise<WorkingCopy | undefined> {
  const [row] = await read(ctx, (tx) =>
    tx.tx
      .select()
      .from(workingCopies)
      .where(
        and(
          eq(workingCopies.agencyId, post.agencyId),
          eq(workingCopies.postId, post.id),
          eq(workingCopies.version, version),
          eq(workingCopies.authorId, personId),
        ),
      ),
  );
  return row && { ...row, content: postContent.parse(row.content) };
}

/**
 * Ends the working copy because another text takes its place. What its own author goes on to write grew out
 * of it; anybody else's did not, so it is captured as it was.
 */
export async function closeWorkingCopy(
  tx: TxCtx,
  { post }: PostVersion,
  next: { authorId: string; hash: string },
): Promise<void> {
  const [copy] = await tx.tx.delete(workingCopies).where(of(post)).returning();
  if (copy && copy.authorId !== next.authorId && copy.hash !== next.hash)
    await captureLeft(tx, copy);
}

/**
 * Makes the working copy what the record keeps: the next version where the post is still the draft it goes
 * on from, else a record of its own. Returns the newest version.
 */
export async function settleCopy(tx: TxCtx, current: PostVersion): Promise<PostVersion> {
  const { post, version } = current;
  const [copy] = await tx.tx.delete(workingCopies).where(of(post)).returning();
  if (!copy || copy.hash === current.hash) return current;
  if (copy.version !== version || post.state !== "draft" || post.discardedAt !== null) {
    await captureLeft(tx, copy);
    return current;
  }
  return writeVersion(tx, {
    postId: post.id,
    version: version + 1,
    content: postContent.parse(copy.content),
    kind: "publish.post-edited",
    authorId: copy.authorId,
  });
}

/** Settles drafts whose author went away without a word: no text that was saved stays off the record. */
export async function settleLeftDrafts(ctx: Ctx): Promise<number> {
  const system = asSystem(ctx, "drafts", null);
  const before = stamp(ctx.clock.now().subtract({ seconds: windowSeconds }));
  const left = await read(system, (tx) =>
    tx.tx
      .select({ agencyId: workingCopies.agencyId, postId: workingCopies.postId })
      .from(workingCopies)
      .where(lte(workingCopies.savedAt, before))
      .limit(settleMax),
  );
  for (const { agencyId, postId } of left) {
    await transact(system, async (tx) => {
      const inAgency = withinAgency(tx, "drafts", agencyId);
      await settleCopy(inAgency, await lockedPost(inAgency, postId));
    });
  }
  return left.length;
}

async function captureLeft(tx: TxCtx, copy: typeof workingCopies.$inferSelect): Promise<void> {
  const content = postContent.parse(copy.content);
  await tx.happenings.tell(tx, {
    kind: "publish.draft-left",
    subject: { kind: "post", id: copy.postId },
    facts: { after: copy.version, hash: copy.hash },
    record: {
      payload: { after: copy.version, hash: copy.hash, content },
      text: textOf(content),
      media: picturesOf(content),
      direction: "internal",
      personId: copy.authorId,
    },
    occurredAt: copy.savedAt,
  });
}

function of(post: { agencyId: string; id: string }) {
  return and(eq(workingCopies.agencyId, post.agencyId), eq(workingCopies.postId, post.id));
}

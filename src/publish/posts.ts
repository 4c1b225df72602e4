import { and, desc, eq, isNull } from "drizzle-orm";
import { authorize, personOf } from "#agency";
import { noteUses } from "#media";
import { readinessOf } from "#policy";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import {
  approvalHash,
  picturesOf,
  postContent,
  type PostContent,
  type PostContentDraft,
  furtherWords,
  mediaIn,
} from "./content.ts";
import { deliveriesOf, recalledRefusal } from "./deliveries.ts";
import { checkSchedule, resolveLocal } from "./schedule.ts";
import { posts, postVersions, submissions } from "./schema.ts";
import { closeWorkingCopy, settleCopy, workingCopyOf } from "./working-copies.ts";

export type Post = typeof posts.$inferSelect;

export interface PostVersion {
  post: Post;
  version: number;
  hash: string;
  content: PostContent;
  authorId: string;
  madeAt: string;
}

/** States of a delivery that stands on its network, or may. */
const mayStand = new Set(["sending", "unconfirmed", "asked", "sent", "recalling"]);
const versionsMax = limit("post.versions", 100, "versions", "shown of a post, the newest");

/** Begins a draft. Whoever drafts has acknowledged the policy and is trained (policy 2.1). */
export async function draftPost(ctx: Ctx, given: PostContentDraft): Promise<PostVersion> {
  return transact(ctx, async (tx) => {
    const me = personOf(tx).personId;
    authorize(tx, "post.draft", { kind: "post" }, [(await readinessOf(tx, me)).denial]);
    const content = postContent.parse(given);
    const postId = tx.ids.uuid();
    checkSchedule(content, tx.clock.now());
    const kind = "publish.post-drafted";
    return writeVersion(tx, { postId, version: 1, content, kind, authorId: me });
  });
}

/** What a person saves over: the number of a version, or the hash of what he or she saved last. */
export type Expected = number | string;

/**
 * Edits a post: the next version, and every approval of the last one is void (core A3). Saving what is
 * there already changes nothing. `expected` guards against writing over somebody else's edit.
 */
export async function editPost(
  ctx: Ctx,
  postId: string,
  given: PostContentDraft,
  expected?: Expected,
): Promise<PostVersion> {
  return transact(ctx, async (tx) => {
    const current = await editablePost(tx, postId, expected);
    const content = postContent.parse(given);
    checkSchedule(content, tx.clock.now());
    return nextVersion(tx, current, content);
  });
}

/** The post, locked, if this person may edit it and nobody wrote over `expected` meanwhile. */
export async function editablePost(
  tx: TxCtx,
  postId: string,
  expected: Expected | undefined,
): Promise<PostVersion> {
  const current = await lockedPost(tx, postId);
  const me = personOf(tx).personId;
  authorize(tx, "post.draft", { kind: "post", id: postId, agencyId: current.post.agencyId }, [
    (await readinessOf(tx, me)).denial,
  ]);
  if (current.post.state === "recalled") throw recalledRefusal();
  if (current.post.discardedAt !== null)
    throw new Refusal("discarded", "This draft was discarded.", { status: 409 });
  const copy = await workingCopyOf(tx, current, me);
  const stands: readonly Expected[] = copy
    ? [copy.hash, current.version]
    : [current.hash, current.version];
  if (expected === undefined || stands.includes(expected)) return current;
  throw new Refusal(
    "edited-meanwhile",
    "Somebody else changed this post meanwhile. Your text is kept here; reload to see theirs.",
    { status: 409, details: { version: current.version } },
  );
}

/** Makes what a person saved the next version; what is there already stays the version it is. */
export async function nextVersion(
  tx: TxCtx,
  current: PostVersion,
  content: PostContent,
): Promise<PostVersion> {
  const { id } = current.post;
  const authorId = personOf(tx).personId;
  const hash = approvalHash(id, content);
  await closeWorkingCopy(tx, current, { authorId, hash });
  if (hash === current.hash) return current;
  await endSubmission(tx, id, "edited");
  const kind = "publish.post-edited";
  return writeVersion(tx, { postId: id, version: current.version + 1, content, kind, authorId });
}

export interface VersionDraft {
  postId: string;
  version: number;
  content: PostContent;
  kind: string;
  authorId: string;
}

export async function writeVersion(tx: TxCtx, draft: VersionDraft): Promise<PostVersion> {
  const { postId, version, content, kind, authorId } = draft;
  const hash = approvalHash(postId, content);
  const now = stamp(tx.clock.now());
  await tx.tx
    .insert(postVersions)
    .values({ agencyId: agencyOf(tx), postId, version, hash, content, authorId, madeAt: now });
  await noteUses(
    tx,
    { kind: "post", id: postId },
    mediaIn(content).map(({ sha256 }) => sha256),
  );
  const publishAt =
    content.publish.when === "at"
      ? stamp(resolveLocal(content.publish.local, content.publish.zone).at)
      : null;
  const row = {
    state: "draft",
    version,
    headline: headlineOf(content),
    class: content.class,
    changedAt: now,
    publishAt,
  };
  const first = { agencyId: agencyOf(tx), id: postId, draftedBy: authorId, draftedAt: now };
  const [post] =
    version === 1
      ? await tx.tx
          .insert(posts)
          .values({ ...first, ...row })
          .returning()
      : await tx.tx.update(posts).set(row).where(at(tx, postId)).returning();
  await tx.happenings.tell(tx, {
    kind,
    subject: { kind: "post", id: postId },
    facts: { version, hash, class: content.class },
    record: {
      payload: { version, hash, content },
      text: textOf(content),
      media: picturesOf(content),
      direction: "internal",
      personId: authorId,
    },
  });
  return { post: found(post, "post"), version, hash, content, authorId, madeAt: now };
}

function headlineOf(content: PostContent): string {
  return (content.title || content.text.split("\n")[0] || "").slice(0, 140);
}

/** All words of a version: what the archive's search finds. */
export function textOf(content: PostContent): string {
  const variants = Object.values(content.variants).flatMap(({ text, title }) => [
    title ?? "",
    text ?? "",
  ]);
  return [
    content.title,
    content.text,
    ...variants,
    ...Object.values(furtherWords(content)),
    ...mediaIn(content).map(({ alt }) => alt),
  ]
    .filter(Boolean)
    .join("\n");
}

export async function postVersion(
  ctx: Ctx,
  postId: string,
  version?: number,
): Promise<PostVersion> {
  return read(ctx, async (tx) => {
    const [post] = await tx.tx.select().from(posts).where(at(tx, postId));
    const known = found(post, "post");
    return load(tx, known, version ?? known.version);
  });
}

/** The newest version, its post locked until the transaction ends. */
export async function lockedPost(tx: TxCtx, postId: string): Promise<PostVersion> {
  const [post] = await tx.tx.select().from(posts).where(at(tx, postId)).for("update");
  const known = found(post, "post");
  return load(tx, known, known.version);
}

async function load(tx: TxCtx, post: Post, version: number): Promise<PostVersion> {
  const [row] = await tx.tx
    .select()
    .from(postVersions)
    .where(
      and(
        eq(postVersions.agencyId, post.agencyId),
        eq(postVersions.postId, post.id),
        eq(postVersions.version, version),
      ),
    );
  const known = found(row, "version");
  return {
    post,
    version,
    hash: known.hash,
    content: postContent.parse(known.content),
    authorId: known.authorId,
    madeAt: known.madeAt,
  };
}

/** Everybody who wrote any version: none of them may approve it (policy 2.2). */
export async function authorsOf(tx: TxCtx, postId: string): Promise<Set<string>> {
  const rows = await tx.tx
    .selectDistinct({ authorId: postVersions.authorId })
    .from(postVersions)
    .where(and(eq(postVersions.agencyId, agencyOf(tx)), eq(postVersions.postId, postId)));
  return new Set(rows.map(({ authorId }) => authorId));
}

export async function versionsOf(ctx: Ctx, postId: string) {
  authorize(ctx, "post.read");
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select()
      .from(postVersions)
      .where(and(eq(postVersions.agencyId, agencyOf(tx)), eq(postVersions.postId, postId)))
      .orderBy(desc(postVersions.version))
      .limit(versionsMax);
    return rows.map((row) => ({
      version: row.version,
      hash: row.hash,
      authorId: row.authorId,
      madeAt: row.madeAt,
      content: postContent.parse(row.content),
    }));
  });
}

/** Puts a draft away. It can be taken back, and the record keeps it. */
export async function discardPost(ctx: Ctx, postId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const current = await lockedPost(tx, postId);
    authorize(tx, "post.discard", { kind: "post", id: postId, agencyId: current.post.agencyId });
    if (!["draft", "submitted", "returned"].includes(current.post.state)) {
      throw new Refusal("not-a-draft", "Only drafts can be discarded. Recall what was published.", {
        status: 409,
      });
    }
    if ((await deliveriesOf(tx, postId)).some(({ state }) => mayStand.has(state)))
      throw new Refusal(
        "still-standing",
        "An earlier version of this post stands on a network. Recall it, or write the old words again.",
        { status: 409 },
      );
    await settleCopy(tx, current);
    await endSubmission(tx, postId, "discarded");
    await setPostState(tx, postId, "draft", { discardedAt: stamp(tx.clock.now()) });
    await tx.happenings.tell(tx, {
      kind: "publish.post-discarded",
      subject: { kind: "post", id: postId },
      facts: { version: current.version },
    });
  });
}

export async function restorePost(ctx: Ctx, postId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const current = await lockedPost(tx, postId);
    authorize(tx, "post.discard", { kind: "post", id: postId, agencyId: current.post.agencyId });
    if (current.post.discardedAt === null)
      throw new Refusal("not-discarded", "This post was not discarded.", { status: 409 });
    await setPostState(tx, postId, "draft", { discardedAt: null });
    await tx.happenings.tell(tx, {
      kind: "publish.post-restored",
      subject: { kind: "post", id: postId },
      facts: {},
    });
  });
}

export async function setPostState(
  tx: TxCtx,
  postId: string,
  state: string,
  more: Partial<Post> = {},
): Promise<void> {
  await tx.tx
    .update(posts)
    .set({ state, changedAt: stamp(tx.clock.now()), ...more })
    .where(at(tx, postId));
}

/** Ends the submission that is open, if one is. */
export async function endSubmission(
  tx: TxCtx,
  postId: string,
  how: string,
  note?: string,
): Promise<boolean> {
  const ended = await tx.tx
    .update(submissions)
    .set({ endedAt: stamp(tx.clock.now()), endedHow: how, note: note ?? null })
    .where(
      and(
        eq(submissions.agencyId, agencyOf(tx)),
        eq(submissions.postId, postId),
        isNull(submissions.endedAt),
      ),
    )
    .returning({ id: submissions.id });
  return ended.length > 0;
}

function at(tx: TxCtx, postId: string) {
  return and(eq(posts.agencyId, agencyOf(tx)), eq(posts.id, postId));
}

import { and, desc, eq, gte, isNull, lt, lte, sql } from "drizzle-orm";
import { authorize, personOf } from "#agency";
import { readinessOf } from "#policy";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { approvalHash, postContent, type PostContent, type PostContentDraft } from "./content.ts";
import { checkSchedule, resolveLocal } from "./schedule.ts";
import { posts, postVersions, submissions } from "./schema.ts";

export type Post = typeof posts.$inferSelect;

export interface PostVersion {
  post: Post;
  version: number;
  hash: string;
  content: PostContent;
  authorId: string;
  madeAt: string;
}

const pageMax = limit("posts.page", 100, "posts", "one page of a list");

/** Begins a draft. Whoever drafts has acknowledged the policy and is trained (policy 2.1). */
export async function draftPost(ctx: Ctx, given: PostContentDraft): Promise<PostVersion> {
  return transact(ctx, async (tx) => {
    const me = personOf(tx).personId;
    authorize(tx, "post.draft", { kind: "post" }, [(await readinessOf(tx, me)).denial]);
    const content = postContent.parse(given);
    const id = tx.ids.uuid();
    const now = stamp(tx.clock.now());
    await tx.tx.insert(posts).values({
      agencyId: agencyOf(tx),
      id,
      state: "draft",
      version: 0,
      headline: "",
      class: content.class,
      draftedBy: me,
      draftedAt: now,
      changedAt: now,
    });
    return writeVersion(tx, id, 1, content, "publish.post-drafted");
  });
}

/**
 * Edits a post: the next version, and every approval of the last one is void (core A3). Saving what is
 * there already changes nothing. `expected` guards against writing over somebody else's edit.
 */
export async function editPost(
  ctx: Ctx,
  postId: string,
  given: PostContentDraft,
  expected?: number,
): Promise<PostVersion> {
  return transact(ctx, async (tx) => {
    const current = await lockedPost(tx, postId);
    authorize(tx, "post.draft", { kind: "post", id: postId, agencyId: current.post.agencyId }, [
      (await readinessOf(tx, personOf(tx).personId)).denial,
    ]);
    if (current.post.discardedAt !== null)
      throw new Refusal("discarded", "This draft was discarded.", { status: 409 });
    if (expected !== undefined && expected !== current.version) {
      throw new Refusal(
        "edited-meanwhile",
        "Somebody else changed this post meanwhile. Your text is kept here; reload to see theirs.",
        { status: 409, details: { version: current.version } },
      );
    }
    const content = postContent.parse(given);
    if (approvalHash(postId, content) === current.hash) return current;
    await endSubmission(tx, postId, "edited");
    return writeVersion(tx, postId, current.version + 1, content, "publish.post-edited");
  });
}

async function writeVersion(
  tx: TxCtx,
  postId: string,
  version: number,
  content: PostContent,
  kind: string,
): Promise<PostVersion> {
  checkSchedule(content, tx.clock.now());
  const hash = approvalHash(postId, content);
  const me = personOf(tx).personId;
  const now = stamp(tx.clock.now());
  await tx.tx
    .insert(postVersions)
    .values({ agencyId: agencyOf(tx), postId, version, hash, content, authorId: me, madeAt: now });
  const publishAt =
    content.publish.when === "at"
      ? stamp(resolveLocal(content.publish.local, content.publish.zone).at)
      : null;
  const [post] = await tx.tx
    .update(posts)
    .set({
      state: "draft",
      version,
      headline: headlineOf(content),
      class: content.class,
      changedAt: now,
      publishAt,
    })
    .where(at(tx, postId))
    .returning();
  await tx.happenings.tell(tx, {
    kind,
    subject: { kind: "post", id: postId },
    facts: { version, hash, class: content.class },
    record: {
      payload: { version, hash, content },
      text: textOf(content),
      media: content.media.map(({ sha256 }) => sha256),
      direction: "internal",
      personId: me,
    },
  });
  return { post: found(post, "post"), version, hash, content, authorId: me, madeAt: now };
}

export function headlineOf(content: PostContent): string {
  return (content.title || content.text.split("\n")[0] || "").slice(0, 140);
}

/** All words of a version: what the archive's search finds. */
export function textOf(content: PostContent): string {
  const variants = Object.values(content.variants).flatMap(({ text, title }) => [
    title ?? "",
    text ?? "",
  ]);
  return [content.title, content.text, ...variants, ...content.media.map(({ alt }) => alt)]
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
      .limit(pageMax);
    return rows.map((row) => ({
      version: row.version,
      hash: row.hash,
      authorId: row.authorId,
      madeAt: row.madeAt,
      content: postContent.parse(row.content),
    }));
  });
}

export interface PostFilter {
  state?: string | undefined;
  class?: string | undefined;
  text?: string | undefined;
  from?: string | undefined;
  until?: string | undefined;
  before?: string | undefined;
}

/** Newest change first, a page at a time; with `from`/`until`, the calendar's span of publish times. */
export async function listPosts(ctx: Ctx, filter: PostFilter) {
  authorize(ctx, "post.read");
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select()
      .from(posts)
      .where(
        and(
          eq(posts.agencyId, agencyOf(tx)),
          isNull(posts.discardedAt),
          filter.state ? eq(posts.state, filter.state) : undefined,
          filter.class ? eq(posts.class, filter.class) : undefined,
          filter.text
            ? sql`${posts.headline} ilike ${`%${filter.text.replaceAll(/[\\%_]/g, "\\$&")}%`}`
            : undefined,
          filter.from ? gte(posts.publishAt, filter.from) : undefined,
          filter.until ? lte(posts.publishAt, filter.until) : undefined,
          filter.before ? lt(posts.changedAt, filter.before) : undefined,
        ),
      )
      .orderBy(desc(posts.changedAt))
      .limit(pageMax + 1);
    const page = rows.slice(0, pageMax);
    return { posts: page, next: rows.length > pageMax ? page.at(-1)?.changedAt : undefined };
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

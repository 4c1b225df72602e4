import { Hono } from "hono";
import { z } from "zod";
import { may } from "#agency";
import type { Networks } from "#channels";
import type { AppEnv } from "#platform/http/app-env.ts";
import { valid } from "#platform/http/valid.ts";
import { approvePost, returnPost, submitPost, withdrawApproval } from "./approvals.ts";
import { pendingApprovals } from "./pending-approvals.ts";
import { breakGlass, reviewBreakGlass } from "./break-glass.ts";
import { postContent } from "./content.ts";
import { beginCorrection } from "./correcting.ts";
import type { LinkChecker } from "./link-check.ts";
import { duplicateFindings, type SimilarFinding } from "./duplicates.ts";
import { lintPost } from "./lint.ts";
import { measurePost } from "./measure.ts";
import { postPage } from "./post-page.ts";
import { discardPost, draftPost, editPost, postVersion, restorePost, versionsOf } from "./posts.ts";
import { listPosts, postAuthors } from "./post-list.ts";
import { hashtagsInUse } from "./hashtags.ts";
import { recallPost } from "./recalling.ts";
import { standings } from "./standing.ts";
import { keepDraft, savedAs } from "./working-copies.ts";

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const why = z.object({ why: z.string().trim().min(3).max(2_000) });
const moment = z.iso.datetime({ offset: true });
const filter = z
  .object({
    state: z.enum(standings),
    channel: z.uuid(),
    author: z.uuid(),
    beat: z.uuid(),
    class: z.string().max(60),
    text: z.string().max(200),
    atOnce: z.stringbool(),
    from: moment,
    until: moment,
    downFrom: moment,
    downUntil: moment,
    before: moment,
  })
  .partial();
const edit = z.object({
  content: postContent,
  /** What is saved over: the version's number, or the hash of what was saved last. */
  expected: z.union([z.number().int(), hash]).optional(),
  /** While somebody types: kept in the working copy, a version only once the window is over. */
  typing: z.boolean().default(false),
});
/** Keys of the warnings that were read. Without any, a request needs no body. */
const submission = z.object({ acknowledged: z.array(hash).max(200).default([]) });
/** What is put right, in words for the public. */
const correction = z.object({ note: z.string().trim().min(3).max(500) });
const approval = z.object({ hash, note: z.string().max(2_000).optional() });

export function postRoutes(networks: Networks, links: LinkChecker) {
  return new Hono<AppEnv>()
    .get("/posts", may("post.read"), valid("query", filter), async (c) =>
      c.json(await listPosts(c.get("ctx"), c.req.valid("query"))),
    )
    .get("/post-authors", may("post.read"), async (c) =>
      c.json({ authors: await postAuthors(c.get("ctx")) }),
    )
    .get("/hashtags", may("post.read"), async (c) =>
      c.json({ hashtags: await hashtagsInUse(c.get("ctx")) }),
    )
    .post("/posts", may("post.draft"), valid("json", postContent), async (c) =>
      c.json(savedAs(await draftPost(c.get("ctx"), c.req.valid("json"))), 201),
    )
    .get("/posts/:id", may("post.read"), async (c) =>
      c.json(await postPage(c.get("ctx"), c.req.param("id"))),
    )
    .put("/posts/:id", may("post.draft"), valid("json", edit), async (c) => {
      const { content, expected, typing } = c.req.valid("json");
      const id = c.req.param("id");
      if (typing) return c.json(await keepDraft(c.get("ctx"), id, content, expected));
      return c.json(savedAs(await editPost(c.get("ctx"), id, content, expected)));
    })
    .delete("/posts/:id", may("post.discard"), async (c) => {
      await discardPost(c.get("ctx"), c.req.param("id"));
      return c.json({ discarded: true });
    })
    .post("/posts/:id/restoration", may("post.discard"), async (c) => {
      await restorePost(c.get("ctx"), c.req.param("id"));
      return c.json({ restored: true });
    })
    .get("/posts/:id/versions", may("post.read"), async (c) =>
      c.json({ versions: await versionsOf(c.get("ctx"), c.req.param("id")) }),
    )
    .get("/posts/:id/measures", may("post.read"), async (c) => {
      const { content } = await postVersion(c.get("ctx"), c.req.param("id"));
      return c.json({ measures: await measurePost(c.get("ctx"), networks, content) });
    })
    .post("/measures", may("post.draft"), valid("json", postContent), async (c) =>
      c.json({ measures: await measurePost(c.get("ctx"), networks, c.req.valid("json")) }),
    )
    .post(
      "/lint",
      may("post.draft"),
      valid("json", postContent),
      valid("query", z.object({ post: z.uuid().optional() })),
      async (c) => {
        const content = c.req.valid("json");
        const ctx = c.get("ctx");
        const dead = links.known(ctx, content);
        const findings: SimilarFinding[] = [
          ...(await lintPost(ctx, content, dead)),
          ...(await duplicateFindings(ctx, content, c.req.valid("query").post)),
        ];
        return c.json({ findings });
      },
    )
    .post("/posts/:id/submission", may("post.submit"), async (c) => {
      const { acknowledged } = submission.parse(await c.req.json().catch(() => ({})));
      const id = c.req.param("id");
      // Nobody waits here for a foreign server: what was asked while it was written is known.
      const { content } = await postVersion(c.get("ctx"), id);
      const deadLinks = links.known(c.get("ctx"), content);
      const read = { keys: acknowledged, deadLinks };
      return c.json(await submitPost(c.get("ctx"), networks, id, read), 201);
    })
    .post("/posts/:id/approval", may("post.approve"), valid("json", approval), async (c) =>
      c.json(
        await approvePost(c.get("ctx"), { postId: c.req.param("id"), ...c.req.valid("json") }),
        201,
      ),
    )
    .delete("/posts/:id/approval", may("post.approve"), valid("json", why), async (c) => {
      await withdrawApproval(c.get("ctx"), c.req.param("id"), c.req.valid("json").why);
      return c.json({ withdrawn: true });
    })
    .post("/posts/:id/return", may("post.approve"), valid("json", why), async (c) => {
      await returnPost(c.get("ctx"), c.req.param("id"), c.req.valid("json").why);
      return c.json({ returned: true }, 201);
    })
    .post(
      "/posts/:id/break-glass",
      may("post.break-glass"),
      valid("json", z.object({ hash, reason: z.string().max(2_000) })),
      async (c) => {
        await breakGlass(c.get("ctx"), networks, {
          postId: c.req.param("id"),
          ...c.req.valid("json"),
        });
        return c.json({ published: true }, 201);
      },
    )
    .post(
      "/approvals/:id/review",
      may("post.review-break-glass"),
      valid("json", z.object({ note: z.string().trim().min(3).max(5_000) })),
      async (c) => {
        await reviewBreakGlass(c.get("ctx"), c.req.param("id"), c.req.valid("json").note);
        return c.json({ reviewed: true }, 201);
      },
    )
    .post("/posts/:id/recall", may("post.recall"), valid("json", why), async (c) =>
      c.json(await recallPost(c.get("ctx"), c.req.param("id"), c.req.valid("json").why), 201),
    )
    .post("/posts/:id/correction", may("post.recall"), valid("json", correction), async (c) => {
      const { note } = c.req.valid("json");
      return c.json(savedAs(await beginCorrection(c.get("ctx"), c.req.param("id"), note)), 201);
    })
    .get("/approvals", may("post.read"), async (c) =>
      c.json({ pending: await pendingApprovals(c.get("ctx")) }),
    );
}

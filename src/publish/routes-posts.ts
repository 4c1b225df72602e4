import { Hono } from "hono";
import { z } from "zod";
import { may } from "#agency";
import type { Networks } from "#channels";
import type { AppEnv } from "#platform/http/app-env.ts";
import { valid } from "#platform/http/valid.ts";
import {
  approvePost,
  pendingApprovals,
  returnPost,
  submitPost,
  withdrawApproval,
} from "./approvals.ts";
import { breakGlass, reviewBreakGlass } from "./break-glass.ts";
import { postContent } from "./content.ts";
import { measurePost } from "./measure.ts";
import { postPage } from "./post-page.ts";
import {
  discardPost,
  draftPost,
  editPost,
  listPosts,
  postVersion,
  restorePost,
  versionsOf,
} from "./posts.ts";
import { recallPost } from "./recalling.ts";

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const why = z.object({ why: z.string().trim().min(3).max(2_000) });
const moment = z.iso.datetime({ offset: true });
const filter = z
  .object({
    state: z.string().max(20),
    class: z.string().max(60),
    text: z.string().max(200),
    from: moment,
    until: moment,
    before: moment,
  })
  .partial();
const edit = z.object({ content: postContent, expected: z.number().int().optional() });
const approval = z.object({ hash, note: z.string().max(2_000).optional() });

export function postRoutes(networks: Networks) {
  return new Hono<AppEnv>()
    .get("/posts", may("post.read"), valid("query", filter), async (c) =>
      c.json(await listPosts(c.get("ctx"), c.req.valid("query"))),
    )
    .post("/posts", may("post.draft"), valid("json", postContent), async (c) =>
      c.json(await draftPost(c.get("ctx"), c.req.valid("json")), 201),
    )
    .get("/posts/:id", may("post.read"), async (c) =>
      c.json(await postPage(c.get("ctx"), c.req.param("id"))),
    )
    .put("/posts/:id", may("post.draft"), valid("json", edit), async (c) => {
      const { content, expected } = c.req.valid("json");
      return c.json(await editPost(c.get("ctx"), c.req.param("id"), content, expected));
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
    .post("/posts/:id/submission", may("post.submit"), async (c) =>
      c.json(await submitPost(c.get("ctx"), networks, c.req.param("id")), 201),
    )
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
    .get("/approvals", may("post.read"), async (c) =>
      c.json({ pending: await pendingApprovals(c.get("ctx")) }),
    );
}

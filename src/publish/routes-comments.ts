import { Hono } from "hono";
import { z } from "zod";
import { may } from "#agency";
import type { AppEnv } from "#platform/http/app-env.ts";
import { valid } from "#platform/http/valid.ts";
import { commentMax, commentOnDraft, commentsOn, resolveComment } from "./draft-comments.ts";

const comment = z.object({ body: z.string().trim().min(1).max(commentMax) });

export function commentRoutes() {
  return new Hono<AppEnv>()
    .get("/posts/:id/comments", may("post.read"), async (c) =>
      c.json(await commentsOn(c.get("ctx"), c.req.param("id"))),
    )
    .post("/posts/:id/comments", may("comment.write"), valid("json", comment), async (c) =>
      c.json(await commentOnDraft(c.get("ctx"), c.req.param("id"), c.req.valid("json").body), 201),
    )
    .post("/comments/:id/resolution", may("comment.write"), async (c) => {
      await resolveComment(c.get("ctx"), c.req.param("id"), true);
      return c.json({ resolved: true }, 201);
    })
    .delete("/comments/:id/resolution", may("comment.write"), async (c) => {
      await resolveComment(c.get("ctx"), c.req.param("id"), false);
      return c.json({ resolved: false });
    });
}

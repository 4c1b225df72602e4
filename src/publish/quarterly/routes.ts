import { Hono } from "hono";
import { z } from "zod";
import { may } from "#agency";
import type { AppEnv } from "#platform/http/app-env.ts";
import { valid } from "#platform/http/valid.ts";
import { reportCsv } from "./report.ts";
import { closeQuarter, quarterlyReview, reviewContent } from "./review.ts";

const review = z.object({
  quarter: z.string().max(10),
  posts: z.array(z.object({ id: z.uuid(), version: z.number().int().min(1) })).max(200),
  decision: z.enum(["fine", "found"]),
  note: z.string().max(2_000).optional(),
});
const closing = z.object({ quarter: z.string().max(10), note: z.string().max(2_000).default("") });
const asked = z.object({ quarter: z.string().max(10).optional() });

/** The quarterly review of public content (CJIS AC-22): the queue, signing, the quarter's end, the report. */
export function quarterlyRoutes() {
  return new Hono<AppEnv>()
    .get("/quarterly-review", may("post.read"), valid("query", asked), async (c) =>
      c.json(await quarterlyReview(c.get("ctx"), c.req.valid("query").quarter)),
    )
    .post("/quarterly-review", may("content.review"), valid("json", review), async (c) =>
      c.json({ signed: await reviewContent(c.get("ctx"), c.req.valid("json")) }, 201),
    )
    .post(
      "/quarterly-review/closing",
      may("content.close-review"),
      valid("json", closing),
      async (c) => {
        const { quarter, note } = c.req.valid("json");
        await closeQuarter(c.get("ctx"), quarter, note);
        return c.json({ closed: true }, 201);
      },
    )
    .get("/quarterly-review/report", may("post.read"), valid("query", asked), async (c) => {
      const { quarter, reviewed } = await quarterlyReview(
        c.get("ctx"),
        c.req.valid("query").quarter,
      );
      return c.body(reportCsv(reviewed), 200, {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="public-content-${quarter}.csv"`,
      });
    });
}

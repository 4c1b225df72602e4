import { Hono } from "hono";
import { z } from "zod";
import { may, open } from "#agency";
import type { AppEnv } from "#platform/http/app-env.ts";
import type { rateLimiter } from "#platform/http/security.ts";
import { valid } from "#platform/http/valid.ts";
import { limit } from "#platform/limits.ts";
import { notFound } from "#platform/refusal.ts";
import { beginDay, dayDraft } from "./day-in-the-life.ts";
import { addOpeningFeed, endOpeningFeed, listOpeningFeeds, openingFeedDraft } from "./feeds.ts";
import type { Going } from "./going.ts";
import { importOpenings } from "./importing.ts";
import { endLink, linkDraft, makeLinks } from "./links.ts";
import { openingContent } from "./opening.ts";
import {
  approveOpenings,
  closeOpening,
  listOpenings,
  openingSheet,
  rewriteOpening,
  writeOpening,
} from "./openings.ts";
import { linkResults, resultsTable } from "./results.ts";

const followsMax = limit(
  "links.follows",
  120,
  "short links a minute a network",
  "a school's readers share one network; a script does not need more",
);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const content = z.object({ content: openingContent });
const table = z.object({ text: z.string().max(600_000), isDry: z.boolean() });

export function recruitingRoutes(origin: string) {
  return new Hono<AppEnv>()
    .get("/openings", may("opening.read"), async (c) =>
      c.json({ openings: await listOpenings(c.get("ctx")) }),
    )
    .post("/openings", may("opening.write"), valid("json", content), async (c) =>
      c.json(await writeOpening(c.get("ctx"), c.req.valid("json").content), 201),
    )
    .post(
      "/openings/approvals",
      may("opening.approve"),
      valid(
        "json",
        z.object({
          seen: z
            .array(z.object({ id: z.uuid(), hash }))
            .min(1)
            .max(300),
        }),
      ),
      async (c) => {
        await approveOpenings(c.get("ctx"), c.req.valid("json").seen);
        return c.json({ approved: true }, 201);
      },
    )
    .post("/openings/imports", may("opening.write"), valid("json", table), async (c) => {
      const { text, isDry } = c.req.valid("json");
      return c.json(
        await importOpenings(c.get("ctx"), new TextEncoder().encode(text), { isDry }),
        201,
      );
    })
    .get("/openings/:id", may("opening.read"), async (c) =>
      c.json({ opening: await openingSheet(c.get("ctx"), c.req.param("id")) }),
    )
    .put(
      "/openings/:id",
      may("opening.write"),
      valid("json", content.extend({ hash })),
      async (c) => {
        const given = c.req.valid("json");
        return c.json(
          await rewriteOpening(c.get("ctx"), c.req.param("id"), given.content, given.hash),
        );
      },
    )
    .post("/openings/:id/closing", may("opening.write"), async (c) => {
      await closeOpening(c.get("ctx"), c.req.param("id"));
      return c.json({ closed: true }, 201);
    })
    .post("/openings/:id/days", may("opening.write"), valid("json", dayDraft), async (c) =>
      c.json(await beginDay(c.get("ctx"), c.req.param("id"), origin, c.req.valid("json")), 201),
    )
    .get("/opening-feeds", may("opening.read"), async (c) =>
      c.json({ feeds: await listOpeningFeeds(c.get("ctx")) }),
    )
    .post("/opening-feeds", may("opening.write"), valid("json", openingFeedDraft), async (c) =>
      c.json(await addOpeningFeed(c.get("ctx"), c.req.valid("json")), 201),
    )
    .delete("/opening-feeds/:id", may("opening.write"), async (c) => {
      await endOpeningFeed(c.get("ctx"), c.req.param("id"));
      return c.json({ ended: true });
    })
    .post("/opening-links", may("opening.write"), valid("json", linkDraft), async (c) =>
      c.json({ links: await makeLinks(c.get("ctx"), c.req.valid("json")) }, 201),
    )
    .delete("/opening-links/:id", may("opening.write"), async (c) => {
      await endLink(c.get("ctx"), c.req.param("id"));
      return c.json({ ended: true });
    })
    .get("/link-results", may("opening.read"), async (c) =>
      c.json(await linkResults(c.get("ctx"), origin)),
    )
    .get("/link-result-files", may("opening.read"), async (c) =>
      c.body(await resultsTable(c.get("ctx"), origin), 200, {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": 'attachment; filename="links.csv"',
      }),
    );
}

/** `/go/CODE`: to an application that the agency registered, and to nowhere else. Says nothing to a cache or to the next site. */
export function goRoutes(going: Going, limiter: Pick<ReturnType<typeof rateLimiter>, "takeFrom">) {
  return new Hono<AppEnv>().get(
    "/go/:code{[a-z0-9]{4,16}}",
    open("a short link is for everybody"),
    async (c) => {
      const { address, agent } = c.get("from");
      limiter.takeFrom(address, "go", followsMax);
      const purpose = `${c.req.header("sec-purpose") ?? ""} ${c.req.header("purpose") ?? ""}`;
      // Hono answers HEAD by the same route: that is a look and no visit.
      const isAhead = c.req.method !== "GET" || /prefetch|prerender|preview/i.test(purpose);
      const location = await going.follow(c.get("ctx"), c.req.param("code"), { agent, isAhead });
      if (location === undefined) throw notFound("link");
      return c.body(null, 302, {
        location,
        "cache-control": "no-store",
        "referrer-policy": "no-referrer",
        "x-robots-tag": "noindex",
      });
    },
  );
}

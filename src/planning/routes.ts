import { Hono } from "hono";
import { z } from "zod";
import { may } from "#agency";
import type { AppEnv } from "#platform/http/app-env.ts";
import { valid } from "#platform/http/valid.ts";
import { Refusal } from "#platform/refusal.ts";
import { allEvergreens } from "./evergreen-offers.ts";
import { evergreenDraft, keepEvergreen, retireEvergreen, useEvergreen } from "./evergreens.ts";
import { addFeed, allFeeds, endFeed, feedDraft, readFeedSoon } from "./feeds.ts";
import { reportTable } from "./import-report.ts";
import { dryRun, runImport, undoImport } from "./imports.ts";
import { planOverview } from "./overview.ts";
import { exceptOccurrence } from "./exceptions.ts";
import { previewSeries } from "./preview.ts";
import { editSeries, endSeries, writeSeries } from "./series.ts";
import { seriesDraft } from "./series-draft.ts";
import { allSeries, seriesPage } from "./series-page.ts";
import { tableBytesMax } from "./table.ts";
import { bookPlace } from "./bookings.ts";
import { leaveQueue, queue, swapPlaces } from "./queue.ts";
import { addSlot, dropSlot, slotDraft } from "./slots.ts";

const local = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/);
const timing = z.object({ rule: z.string().max(4_000), startsLocal: local });
const place = z.object({ slotId: z.uuid(), day: z.iso.date() });

export function planningRoutes() {
  return new Hono<AppEnv>()
    .get("/planning", may("plan.read"), async (c) => c.json(await planOverview(c.get("ctx"))))
    .post("/series-preview", may("plan.read"), valid("json", timing), async (c) =>
      c.json(await previewSeries(c.get("ctx"), c.req.valid("json"))),
    )
    .get("/series", may("plan.read"), async (c) =>
      c.json({ series: await allSeries(c.get("ctx")) }),
    )
    .post("/series", may("series.write"), valid("json", seriesDraft), async (c) =>
      c.json({ series: await writeSeries(c.get("ctx"), c.req.valid("json")) }, 201),
    )
    .get("/series/:id", may("plan.read"), async (c) =>
      c.json({ series: await seriesPage(c.get("ctx"), c.req.param("id")) }),
    )
    .put(
      "/series/:id",
      may("series.write"),
      valid("json", z.object({ draft: seriesDraft, expected: z.number().int() })),
      async (c) => {
        const { draft, expected } = c.req.valid("json");
        const changed = await editSeries(c.get("ctx"), c.req.param("id"), draft, expected);
        return c.json({ series: changed });
      },
    )
    .delete("/series/:id", may("series.write"), async (c) => {
      await endSeries(c.get("ctx"), c.req.param("id"));
      return c.json({ ended: true });
    })
    .post(
      "/series/:id/exceptions",
      may("series.write"),
      valid("json", z.object({ occurrence: local, to: local.nullable().optional() })),
      async (c) => {
        await exceptOccurrence(c.get("ctx"), c.req.param("id"), c.req.valid("json"));
        return c.json({ kept: true }, 201);
      },
    )
    .get(
      "/queue",
      may("plan.read"),
      valid("query", z.object({ weeks: z.coerce.number().int().min(1).max(8).default(4) })),
      async (c) => c.json(await queue(c.get("ctx"), c.req.valid("query").weeks)),
    )
    .post("/queue/slots", may("slot.write"), valid("json", slotDraft), async (c) =>
      c.json({ slot: await addSlot(c.get("ctx"), c.req.valid("json")) }, 201),
    )
    .delete("/queue/slots/:id", may("slot.write"), async (c) => {
      await dropSlot(c.get("ctx"), c.req.param("id"));
      return c.json({ dropped: true });
    })
    .post(
      "/queue/bookings",
      may("queue.book"),
      valid("json", z.object({ postId: z.uuid(), after: z.iso.datetime().optional() })),
      async (c) => c.json(await bookPlace(c.get("ctx"), c.req.valid("json")), 201),
    )
    .delete("/queue/bookings/:id", may("queue.book"), async (c) => {
      await leaveQueue(c.get("ctx"), c.req.param("id"));
      return c.json({ left: true });
    })
    .post(
      "/queue/swaps",
      may("queue.book"),
      valid("json", z.object({ from: place, to: place })),
      async (c) => {
        await swapPlaces(c.get("ctx"), c.req.valid("json"));
        return c.json({ swapped: true }, 201);
      },
    )
    .post("/imports", may("import.run"), async (c) => {
      const { bytes, chosen, isDry } = await sentTable(await c.req.parseBody({ all: true }));
      const ctx = c.get("ctx");
      if (isDry) return c.json(await dryRun(ctx, bytes));
      return c.json(await runImport(ctx, bytes, chosen), 201);
    })
    .delete(
      "/imports",
      may("import.run"),
      valid("query", z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/) })),
      async (c) => c.json({ count: await undoImport(c.get("ctx"), c.req.valid("query").hash) }),
    )
    .post("/import-reports", may("import.run"), async (c) => {
      const { bytes } = await sentTable(await c.req.parseBody({ all: true }));
      const report = await dryRun(c.get("ctx"), bytes);
      return c.body(reportTable(report), 200, {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": 'attachment; filename="import-report.csv"',
      });
    })
    .get("/feeds", may("plan.read"), async (c) => c.json({ feeds: await allFeeds(c.get("ctx")) }))
    .post("/feeds", may("feed.write"), valid("json", feedDraft), async (c) =>
      c.json({ id: (await addFeed(c.get("ctx"), c.req.valid("json"))).id }, 201),
    )
    .delete("/feeds/:id", may("feed.write"), async (c) => {
      await endFeed(c.get("ctx"), c.req.param("id"));
      return c.json({ ended: true });
    })
    .post("/feeds/:id/readings", may("feed.write"), async (c) => {
      await readFeedSoon(c.get("ctx"), c.req.param("id"));
      return c.json({ soon: true }, 201);
    })
    .get("/evergreens", may("plan.read"), async (c) =>
      c.json({ evergreens: await allEvergreens(c.get("ctx")) }),
    )
    .post("/evergreens", may("evergreen.write"), valid("json", evergreenDraft), async (c) =>
      c.json({ id: (await keepEvergreen(c.get("ctx"), c.req.valid("json"))).id }, 201),
    )
    .delete("/evergreens/:id", may("evergreen.write"), async (c) => {
      await retireEvergreen(c.get("ctx"), c.req.param("id"));
      return c.json({ retired: true });
    })
    .post("/evergreens/:id/uses", may("evergreen.use"), async (c) =>
      c.json(await useEvergreen(c.get("ctx"), c.req.param("id")), 201),
    );
}

/** A file in `file`, or pasted words in `text`; `line` names those that are wanted, `dry` asks to look only. */
async function sentTable(body: Record<string, unknown>) {
  const { file, text, line, dry } = body;
  if (!(file instanceof File) && typeof text !== "string")
    throw new Refusal("no-table", "Send a table in the field `file`, or paste one in `text`.");
  const size = file instanceof File ? file.size : String(text).length;
  if (size > tableBytesMax)
    throw new Refusal("table-too-large", `A table has at most ${tableBytesMax / 1024 / 1024} MB.`, {
      status: 413,
    });
  const bytes = file instanceof File ? await file.bytes() : new TextEncoder().encode(String(text));
  const numbers = (Array.isArray(line) ? line : line === undefined ? [] : [line]).map(Number);
  return { bytes, chosen: line === undefined ? undefined : numbers, isDry: dry === "yes" };
}

export type PlanningRoutes = ReturnType<typeof planningRoutes>;

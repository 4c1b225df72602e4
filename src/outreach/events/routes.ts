import { Hono } from "hono";
import { z } from "zod";
import { may } from "#agency";
import type { Networks } from "#channels";
import type { AppEnv } from "#platform/http/app-env.ts";
import { valid } from "#platform/http/valid.ts";
import { cancelEvent } from "./cancelling.ts";
import { eventContent } from "./content.ts";
import { doorCsv, doorList, settleLetter } from "./door-list.ts";
import { copyEvent, draftEvent, saveEvent } from "./drafting.ts";
import { previewDates } from "./previewing.ts";
import { eventPage } from "./page.ts";
import { submitEvent } from "./publishing.ts";
import { listEvents } from "./reading.ts";

const content = z.object({ content: eventContent });
const saving = content.extend({ version: z.int() });
const submission = z.object({
  version: z.int(),
  acknowledged: z.array(z.string().max(200)).max(200).default([]),
  correction: z.string().trim().max(500).optional(),
});
const why = z.object({ why: z.string().trim().min(3).max(500) });
const when = z.object({ when: z.enum(["coming", "over"]).default("coming") });
const copying = z.object({ starts: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/) });

export function eventRoutes(networks: Networks, origin: string) {
  return new Hono<AppEnv>()
    .get("/events", may("event.read"), valid("query", when), async (c) =>
      c.json({ events: await listEvents(c.get("ctx"), c.req.valid("query")) }),
    )
    .post("/events", may("event.draft"), valid("json", content), async (c) => {
      const { event, version } = await draftEvent(c.get("ctx"), c.req.valid("json").content);
      return c.json({ id: event.id, code: event.code, version }, 201);
    })
    .post("/event-dates", may("event.draft"), valid("json", content), async (c) =>
      c.json({ dates: await previewDates(c.get("ctx"), c.req.valid("json").content) }),
    )
    .get("/events/:id", may("event.read"), async (c) =>
      c.json(await eventPage(c.get("ctx"), origin, c.req.param("id"))),
    )
    .put("/events/:id", may("event.draft"), valid("json", saving), async (c) => {
      const { content: given, version } = c.req.valid("json");
      const saved = await saveEvent(c.get("ctx"), c.req.param("id"), given, version);
      return c.json({ version: saved.version });
    })
    .post("/events/:id/copies", may("event.draft"), valid("json", copying), async (c) => {
      const { starts } = c.req.valid("json");
      const { event } = await copyEvent(c.get("ctx"), c.req.param("id"), starts);
      return c.json({ id: event.id }, 201);
    })
    .post("/events/:id/submission", may("event.submit"), valid("json", submission), async (c) =>
      c.json(
        await submitEvent(c.get("ctx"), networks, origin, c.req.param("id"), c.req.valid("json")),
        201,
      ),
    )
    .post("/events/:id/cancellation", may("event.cancel"), valid("json", why), async (c) => {
      const { why: reason } = c.req.valid("json");
      return c.json(await cancelEvent(c.get("ctx"), { networks }, c.req.param("id"), reason), 201);
    })
    .get("/events/:id/door-list", may("event.open-door-list"), async (c) =>
      c.json({ people: await doorList(c.get("ctx"), c.req.param("id")) }),
    )
    .get("/events/:id/door-list.csv", may("event.open-door-list"), async (c) =>
      c.body(await doorCsv(c.get("ctx"), c.req.param("id")), 200, {
        "content-type": "text/csv; charset=utf-8",
        "cache-control": "private, no-store",
        "content-disposition": 'attachment; filename="door-list.csv"',
      }),
    )
    .post(
      "/event-letters/:id/settlement",
      may("event.settle-letter"),
      valid("json", z.object({ again: z.boolean() })),
      async (c) => {
        await settleLetter(c.get("ctx"), c.req.param("id"), c.req.valid("json").again);
        return c.json({ settled: true }, 201);
      },
    );
}

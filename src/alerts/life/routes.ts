import { Hono } from "hono";
import { z } from "zod";
import { may } from "#agency";
import type { Networks } from "#publish";
import type { AppEnv } from "#platform/http/app-env.ts";
import { valid } from "#platform/http/valid.ts";
import {
  approveAlert,
  breakGlassForAlert,
  cancelAlert,
  dropAlert,
  returnAlert,
  submitAlert,
} from "./acting.ts";
import { checkDraft } from "./checking.ts";
import type { messageContent } from "./content.ts";
import { alertPage, alertTargets, listAlerts, messageFile } from "./desk.ts";
import { draftAlert, draftUpdate, editAlert, type AlertPlace } from "./drafting.ts";

const mode = z.enum(["actual", "exercise", "test"]);
const going = {
  channels: z.array(z.uuid()).max(60).default([]),
  class: z.string().max(60).optional(),
};
/** Read for good in the verb, which says what is missing; here only its outer shape. */
const said = z.custom<z.input<typeof messageContent>>(
  (value) => typeof value === "object" && value !== null,
);
const beginning = z.object({ mode, content: said, ending: said, ...going });
const rewriting = z.object({ content: said, ending: said, ...going });
const updating = z.object({ content: said, ...going });
const seen = z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(10);
const note = z.string().trim().max(500).optional();
const approval = z.object({ seen, note });
const why = z.string().trim().min(3).max(500);

/** The desk of alerts. Each act of an alert is a resource of its own. */
export function lifeRoutes(networks: Networks, place: AlertPlace) {
  return new Hono<AppEnv>()
    .get("/alerts", may("alert.read"), async (c) =>
      c.json({ alerts: await listAlerts(c.get("ctx")) }),
    )
    .get("/alert-channels", may("alert.read"), async (c) =>
      c.json({ channels: await alertTargets(c.get("ctx"), networks) }),
    )
    .post(
      "/alert-check",
      may("alert.draft"),
      valid("json", z.object({ mode, content: said })),
      async (c) => c.json(await checkDraft(c.get("ctx"), place, c.req.valid("json"))),
    )
    .post("/alerts", may("alert.draft"), valid("json", beginning), async (c) =>
      c.json(await draftAlert(c.get("ctx"), networks, place, c.req.valid("json")), 201),
    )
    .get("/alerts/:id", may("alert.read"), async (c) =>
      c.json(await alertPage(c.get("ctx"), place, c.req.param("id"))),
    )
    .put("/alerts/:id", may("alert.draft"), valid("json", rewriting), async (c) => {
      await editAlert(c.get("ctx"), networks, place, c.req.param("id"), c.req.valid("json"));
      return c.json({ saved: true });
    })
    .delete("/alerts/:id", may("alert.draft"), async (c) => {
      await dropAlert(c.get("ctx"), c.req.param("id"));
      return c.json({ dropped: true });
    })
    .post("/alerts/:id/updates", may("alert.draft"), valid("json", updating), async (c) => {
      await draftUpdate(c.get("ctx"), networks, place, c.req.param("id"), c.req.valid("json"));
      return c.json({ begun: true }, 201);
    })
    .post(
      "/alerts/:id/submission",
      may("post.submit"),
      valid("json", z.object({ acknowledged: z.array(z.string().max(200)).max(200).default([]) })),
      async (c) => {
        const { acknowledged } = c.req.valid("json");
        const id = c.req.param("id");
        return c.json(await submitAlert(c.get("ctx"), networks, id, acknowledged), 201);
      },
    )
    .post("/alerts/:id/approval", may("post.approve"), valid("json", approval), async (c) =>
      c.json(await approveAlert(c.get("ctx"), c.req.param("id"), c.req.valid("json")), 201),
    )
    .delete(
      "/alerts/:id/submission",
      may("post.approve"),
      valid("json", z.object({ why })),
      async (c) => {
        await returnAlert(c.get("ctx"), c.req.param("id"), c.req.valid("json").why);
        return c.json({ returned: true });
      },
    )
    .post(
      "/alerts/:id/break-glass",
      may("post.break-glass"),
      valid("json", z.object({ seen, reason: z.string().trim().min(10).max(1_000) })),
      async (c) => {
        await breakGlassForAlert(c.get("ctx"), networks, c.req.param("id"), c.req.valid("json"));
        return c.json({ out: true }, 201);
      },
    )
    .post("/alerts/:id/cancellation", may("alert.cancel"), async (c) => {
      await cancelAlert(c.get("ctx"), c.req.param("id"));
      return c.json({ cancelled: true }, 201);
    })
    .get("/alerts/:id/messages/:number/file", may("alert.read"), async (c) => {
      const { id, number } = c.req.param();
      const cap = await messageFile(c.get("ctx"), id, z.coerce.number().int().parse(number));
      return c.body(cap, 200, {
        "content-type": "application/cap+xml; charset=utf-8",
        "content-disposition": `attachment; filename="alert-${number}.cap.xml"`,
      });
    });
}

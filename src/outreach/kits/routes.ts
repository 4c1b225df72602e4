import { Hono } from "hono";
import { z } from "zod";
import { may } from "#agency";
import type { AppEnv } from "#platform/http/app-env.ts";
import { valid } from "#platform/http/valid.ts";
import { askKit, closeKit, kitOf, openKit } from "./opening.ts";

const words = z.object({
  title: z.string().trim().min(1).max(120),
  titleEs: z.string().trim().max(120).default(""),
  intro: z.string().trim().max(600).default(""),
  introEs: z.string().trim().max(600).default(""),
});
const opening = z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/) });

export function kitRoutes() {
  return new Hono<AppEnv>()
    .get("/events/:id/kit", may("event.read"), async (c) =>
      c.json(await kitOf(c.get("ctx"), "event", c.req.param("id"))),
    )
    .put("/events/:id/kit", may("kit.ask"), valid("json", words), async (c) => {
      const draft = { of: "event" as const, ofId: c.req.param("id"), ...c.req.valid("json") };
      return c.json(await askKit(c.get("ctx"), draft));
    })
    .get("/campaigns/:id/kit", may("campaign.read"), async (c) =>
      c.json(await kitOf(c.get("ctx"), "campaign", c.req.param("id"))),
    )
    .put("/campaigns/:id/kit", may("kit.ask"), valid("json", words), async (c) => {
      const draft = { of: "campaign" as const, ofId: c.req.param("id"), ...c.req.valid("json") };
      return c.json(await askKit(c.get("ctx"), draft));
    })
    .post("/kits/:id/opening", may("kit.open"), valid("json", opening), async (c) => {
      await openKit(c.get("ctx"), c.req.param("id"), c.req.valid("json").hash);
      return c.json({ open: true }, 201);
    })
    .delete("/kits/:id/opening", may("kit.close"), async (c) => {
      await closeKit(c.get("ctx"), c.req.param("id"));
      return c.json({ open: false });
    });
}

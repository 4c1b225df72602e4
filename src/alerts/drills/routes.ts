import { Hono } from "hono";
import { z } from "zod";
import { may } from "#agency";
import type { AppEnv } from "#platform/http/app-env.ts";
import { valid } from "#platform/http/valid.ts";
import { drillMonths, recordDrill } from "./drills.ts";

const drill = z.object({
  doneOn: z.iso.date(),
  tool: z.string().trim().min(2).max(100),
  note: z.string().trim().max(500).default(""),
});

export function drillRoutes() {
  return new Hono<AppEnv>()
    .get("/alert-drills", may("alert.read"), async (c) => c.json(await drillMonths(c.get("ctx"))))
    .post("/alert-drills", may("drill.record"), valid("json", drill), async (c) =>
      c.json(await recordDrill(c.get("ctx"), c.req.valid("json")), 201),
    );
}

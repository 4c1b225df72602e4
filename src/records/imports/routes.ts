import { Hono } from "hono";
import { may } from "#agency";
import type { AppEnv } from "#platform/http/app-env.ts";
import { valid } from "#platform/http/valid.ts";
import { Refusal } from "#platform/refusal.ts";
import { importPage, listImports, orderImport, receiveFile, uploadDraft } from "./uploads.ts";

export const importRoutes = new Hono<AppEnv>()
  .get("/record-imports", may("records.list-imports"), async (c) =>
    c.json({ imports: await listImports(c.get("ctx")) }),
  )
  .post("/record-imports", may("records.look-through"), valid("query", uploadDraft), async (c) => {
    const body = c.req.raw.body;
    if (body === null) throw new Refusal("no-file", "Send one file as the request's body.");
    return c.json(await receiveFile(c.get("ctx"), c.req.valid("query"), body), 201);
  })
  .get("/record-imports/:id", may("records.read-import"), async (c) =>
    c.json(await importPage(c.get("ctx"), c.req.param("id"))),
  )
  .post("/record-imports/:id/run", may("records.import"), async (c) => {
    await orderImport(c.get("ctx"), c.req.param("id"));
    return c.json({ ordered: true }, 202);
  });

export type ImportRoutes = typeof importRoutes;

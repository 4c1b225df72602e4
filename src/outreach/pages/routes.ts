import { Hono } from "hono";
import { z } from "zod";
import { may } from "#agency";
import type { AppEnv } from "#platform/http/app-env.ts";
import { Refusal } from "#platform/refusal.ts";
import { valid } from "#platform/http/valid.ts";
import { approvePage, certifySpanish, returnPage, submitPage, withdrawPage } from "./approving.ts";
import { pageContent, pageKinds } from "./content.ts";
import { adoptModel, draftPage, savePage } from "./drafting.ts";
import { fileName } from "./file-kinds.ts";
import { addPageFile, pageFile } from "./files.ts";
import { libraryOfModels } from "./models/models.ts";
import { previewPage } from "./previewing.ts";
import { listPages, pageSheet } from "./reading.ts";

const kind = z.enum(pageKinds);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const why = z.object({ why: z.string().trim().min(3).max(500) });
const version = z.object({ version: z.int().min(1) });

export function pageRoutes() {
  return new Hono<AppEnv>()
    .get("/pages", may("page.read"), async (c) => c.json({ pages: await listPages(c.get("ctx")) }))
    .post(
      "/pages",
      may("page.draft"),
      valid("json", z.object({ kind, content: pageContent })),
      async (c) => {
        const given = c.req.valid("json");
        const { id } = await draftPage(c.get("ctx"), given.kind, given.content);
        return c.json({ id }, 201);
      },
    )
    .get("/page-models", may("page.read"), async (c) =>
      c.json({ models: await libraryOfModels(c.get("ctx")) }),
    )
    .post(
      "/page-models/adoptions",
      may("page.draft"),
      valid("json", z.object({ key: z.string().max(60) })),
      async (c) =>
        c.json({ id: (await adoptModel(c.get("ctx"), c.req.valid("json").key)).id }, 201),
    )
    .post(
      "/page-previews",
      may("page.read"),
      valid("json", z.object({ kind, content: pageContent })),
      async (c) => c.json(await previewPage(c.get("ctx"), c.req.valid("json").content)),
    )
    .post("/page-files", may("page.draft"), async (c) => {
      const { file } = await c.req.parseBody();
      if (!(file instanceof File))
        throw new Refusal("no-file", "Send one file in the field `file`.");
      return c.json(await addPageFile(c.get("ctx"), await file.bytes()), 201);
    })
    .get("/page-files/:sha256", may("page.read"), async (c) => {
      const { sha256, type } = await pageFile(c.get("ctx"), c.req.param("sha256"));
      return c.body(new Uint8Array(await c.get("ctx").blobs.get(sha256)), 200, {
        "content-type": type === "text/csv" ? "text/csv; charset=utf-8" : type,
        "content-disposition": `attachment; filename="${fileName({ sha256, type })}"`,
        "cache-control": "private, no-store",
      });
    })
    .get("/pages/:id", may("page.read"), async (c) =>
      c.json(await pageSheet(c.get("ctx"), c.req.param("id"))),
    )
    .put(
      "/pages/:id",
      may("page.draft"),
      valid("json", version.extend({ content: pageContent })),
      async (c) => {
        const given = c.req.valid("json");
        return c.json(
          await savePage(c.get("ctx"), c.req.param("id"), given.content, given.version),
        );
      },
    )
    .post(
      "/pages/:id/submission",
      may("page.submit"),
      valid(
        "json",
        version.extend({ acknowledged: z.array(z.string().max(200)).max(200).default([]) }),
      ),
      async (c) => {
        await submitPage(c.get("ctx"), c.req.param("id"), c.req.valid("json"));
        return c.json({ submitted: true }, 201);
      },
    )
    .delete(
      "/pages/:id/submission",
      may("page.approve"),
      valid("json", version.extend(why.shape)),
      async (c) => {
        await returnPage(c.get("ctx"), c.req.param("id"), c.req.valid("json"));
        return c.json({ returned: true });
      },
    )
    .post(
      "/pages/:id/approval",
      may("page.approve"),
      valid("json", version.extend({ hash })),
      async (c) => {
        await approvePage(c.get("ctx"), c.req.param("id"), c.req.valid("json"));
        return c.json({ approved: true }, 201);
      },
    )
    .post(
      "/pages/:id/certification",
      may("page.certify"),
      valid("json", z.object({ hash })),
      async (c) => {
        await certifySpanish(c.get("ctx"), c.req.param("id"), c.req.valid("json").hash);
        return c.json({ certified: true }, 201);
      },
    )
    .post("/pages/:id/withdrawal", may("page.withdraw"), valid("json", why), async (c) => {
      await withdrawPage(c.get("ctx"), c.req.param("id"), c.req.valid("json").why);
      return c.json({ withdrawn: true }, 201);
    });
}

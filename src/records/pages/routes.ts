import { Hono } from "hono";
import { Readable } from "node:stream";
import { may } from "#agency";
import type { AppEnv } from "#platform/http/app-env.ts";
import { valid } from "#platform/http/valid.ts";
import { askForCapture, captureDraft } from "./asking.ts";
import { captureFile, capturePage, listCaptures } from "./looking.ts";
import { addPlace, endPlace, placeDraft } from "./places.ts";

/** `hasBrowser`: false says on the screen that pages are captured as bytes alone. */
export function pageRoutes(hasBrowser: boolean) {
  return new Hono<AppEnv>()
    .get("/page-captures", may("pages.list"), async (c) =>
      c.json({ ...(await listCaptures(c.get("ctx"))), hasBrowser }),
    )
    .post("/page-captures", may("pages.capture"), valid("json", captureDraft), async (c) =>
      c.json(await askForCapture(c.get("ctx"), c.req.valid("json")), 202),
    )
    .get("/page-captures/:id", may("pages.read"), async (c) =>
      c.json(await capturePage(c.get("ctx"), c.req.param("id"))),
    )
    .get("/page-captures/:id/picture", may("pages.read"), async (c) => {
      const { sha256 } = await captureFile(c.get("ctx"), c.req.param("id"), "picture");
      const bytes = await c.get("ctx").blobs.get(sha256);
      return c.body(new Uint8Array(bytes), 200, {
        "content-type": "image/jpeg",
        "cache-control": "private, max-age=3600",
      });
    })
    .get("/page-captures/:id/wacz", may("pages.read"), async (c) => {
      const id = c.req.param("id");
      const { sha256, sizeBytes, endedAt } = await captureFile(c.get("ctx"), id, "wacz");
      const name = `capture-${endedAt.slice(0, 10)}-${id.slice(0, 8)}.wacz`;
      const stream = Readable.toWeb(c.get("ctx").blobs.open(sha256)) as ReadableStream;
      return c.body(stream, 200, {
        "content-type": "application/wacz",
        "content-disposition": `attachment; filename="${name}"`,
        "content-length": String(sizeBytes),
      });
    })
    .post("/page-places", may("pages.name"), valid("json", placeDraft), async (c) =>
      c.json(await addPlace(c.get("ctx"), c.req.valid("json")), 201),
    )
    .delete("/page-places/:id", may("pages.name"), async (c) => {
      await endPlace(c.get("ctx"), c.req.param("id"));
      return c.json({ ended: true });
    });
}

export type PageRoutes = ReturnType<typeof pageRoutes>;

import { Hono } from "hono";
import { may } from "#agency";
import type { AppEnv } from "#platform/http/app-env.ts";
import { Refusal } from "#platform/refusal.ts";
import { addMedia, mediaItem } from "./items.ts";
import type { UsesQuestion } from "./uses.ts";

export function mediaRoutes(_uses: readonly UsesQuestion[]) {
  return new Hono<AppEnv>()
    .post("/media", may("media.add"), async (c) => {
      const file = (await c.req.parseBody())["file"];
      if (!(file instanceof File))
        throw new Refusal("no-file", "Send one picture in the field `file`.");
      return c.json(
        await addMedia(c.get("ctx"), { name: file.name, bytes: await file.bytes() }),
        201,
      );
    })
    .get("/media/:sha256", may("media.read"), async (c) => {
      const item = await mediaItem(c.get("ctx"), c.req.param("sha256"));
      const bytes = await c.get("ctx").blobs.get(item.sha256);
      return c.body(new Uint8Array(bytes), 200, {
        "content-type": item.type,
        "cache-control": "private, max-age=31536000, immutable",
        "content-disposition": "inline",
      });
    });
}

export type MediaRoutes = ReturnType<typeof mediaRoutes>;

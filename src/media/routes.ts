import { Hono, type Context } from "hono";
import { z } from "zod";
import { may } from "#agency";
import type { AppEnv } from "#platform/http/app-env.ts";
import { valid } from "#platform/http/valid.ts";
import { Refusal } from "#platform/refusal.ts";
import { captionTrack, writeCaptions } from "./captions.ts";
import { describeMedia, description } from "./descriptions.ts";
import { mediaPage } from "./item-page.ts";
import { addMedia, mediaItem } from "./items.ts";
import { libraryFilter, listMedia } from "./library.ts";
import { thumbnail } from "./pictures.ts";
import { crop, region, regionsMax } from "./regions.ts";
import { recordRights, rightsDraft, withdrawConsent } from "./rights.ts";
import { serveBlob } from "./serving.ts";
import { itemsStillOut } from "./still-out.ts";
import type { UsesQuestion } from "./uses.ts";
import { makeVersion } from "./versions.ts";
import { addVideo, choosePoster } from "./videos.ts";

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);
const version = z.object({
  regions: z.array(region).max(regionsMax).default([]),
  crop: crop.nullable().default(null),
});
const cue = z.object({ start: z.number(), end: z.number(), text: z.string().max(2_000) });
const captions = z.object({
  language,
  track: z.union([z.string().max(600_000), z.array(cue).max(5_000)]),
});
const named = z.object({ name: z.string().max(300).default("video") });
const reason = z.object({ why: z.string().trim().min(3).max(1_000) });
const poster = z.object({ sha256: hash });

/** A name is its content: what a browser has of it once is good for ever. */
const forever = "private, max-age=31536000, immutable";

export function mediaRoutes(uses: readonly UsesQuestion[]) {
  return new Hono<AppEnv>()
    .get("/media", may("media.read"), valid("query", libraryFilter), async (c) =>
      c.json(await listMedia(c.get("ctx"), c.req.valid("query"))),
    )
    .post("/media", may("media.add"), async (c) => {
      const file = (await c.req.parseBody())["file"];
      if (!(file instanceof File))
        throw new Refusal("no-file", "Send one picture in the field `file`.");
      return c.json(
        await addMedia(c.get("ctx"), { name: file.name, bytes: await file.bytes() }),
        201,
      );
    })
    .post("/media/videos", may("media.add"), valid("query", named), async (c) => {
      const body = c.req.raw.body;
      if (body === null) throw new Refusal("no-file", "Send one video as the request's body.");
      const { name } = c.req.valid("query");
      return c.json(await addVideo(c.get("ctx"), { name, body }), 201);
    })
    .get("/media/captions/:sha256", may("media.read"), async (c) => {
      const track = await captionTrack(c.get("ctx"), c.req.param("sha256"));
      return c.json(track, 200, { "cache-control": forever });
    })
    .get("/media/captions/:sha256/track.vtt", may("media.read"), async (c) => {
      const { text } = await captionTrack(c.get("ctx"), c.req.param("sha256"));
      return c.body(text, 200, {
        "content-type": "text/vtt; charset=utf-8",
        "cache-control": forever,
      });
    })
    .get("/media/still-out", may("media.read"), async (c) =>
      c.json({ items: await itemsStillOut(c.get("ctx"), uses) }),
    )
    .get("/media/:sha256", may("media.read"), async (c) => {
      const { sha256, type, sizeBytes } = await mediaItem(c.get("ctx"), c.req.param("sha256"));
      return serveBlob(c, { sha256, type, sizeBytes, cacheControl: forever });
    })
    .get("/media/:sha256/thumbnail", may("media.read"), async (c) => small(c))
    .get("/media/:sha256/page", may("media.read"), async (c) =>
      c.json(await mediaPage(c.get("ctx"), uses, c.req.param("sha256"))),
    )
    .put(
      "/media/:sha256/description",
      may("media.describe"),
      valid("json", description),
      async (c) => {
        await describeMedia(c.get("ctx"), c.req.param("sha256"), c.req.valid("json"));
        return c.json({ described: true });
      },
    )
    .post(
      "/media/:sha256/rights",
      may("media.record-rights"),
      valid("json", rightsDraft),
      async (c) => {
        await recordRights(c.get("ctx"), c.req.param("sha256"), c.req.valid("json"));
        return c.json({ recorded: true }, 201);
      },
    )
    .post(
      "/media/:sha256/withdrawal",
      may("media.record-rights"),
      valid("json", reason),
      async (c) => {
        await withdrawConsent(c.get("ctx"), c.req.param("sha256"), c.req.valid("json").why);
        return c.json({ withdrawn: true }, 201);
      },
    )
    .post("/media/:sha256/versions", may("media.add"), valid("json", version), async (c) => {
      const draft = { sha256: c.req.param("sha256"), ...c.req.valid("json") };
      return c.json(await makeVersion(c.get("ctx"), draft), 201);
    })
    .post("/media/:sha256/captions", may("media.describe"), valid("json", captions), async (c) => {
      const draft = { videoSha256: c.req.param("sha256"), ...c.req.valid("json") };
      const {
        sha256,
        language: of,
        version: number,
        warnings,
      } = await writeCaptions(c.get("ctx"), draft);
      return c.json({ sha256, language: of, version: number, warnings }, 201);
    })
    .post("/media/:sha256/poster", may("media.add"), valid("json", poster), async (c) => {
      await choosePoster(c.get("ctx"), c.req.param("sha256"), c.req.valid("json").sha256);
      return c.json({ chosen: true }, 201);
    });
}

async function small(c: Context<AppEnv, "/media/:sha256/thumbnail">) {
  const ctx = c.get("ctx");
  const item = await mediaItem(ctx, c.req.param("sha256"));
  if (item.durationMs !== null)
    throw new Refusal("not-a-picture", "A video has no small picture of its own.");
  const bytes = await thumbnail(await ctx.blobs.get(item.sha256));
  return c.body(new Uint8Array(bytes), 200, {
    "content-type": "image/webp",
    "cache-control": forever,
  });
}

export type MediaRoutes = ReturnType<typeof mediaRoutes>;

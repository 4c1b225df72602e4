import { Hono } from "hono";
import { may } from "#agency";
import type { AppEnv } from "#platform/http/app-env.ts";
import { valid } from "#platform/http/valid.ts";
import { markMedium, mediumMarks, pictureQuery, requestPicture } from "./media.ts";
import { markText, textMarks } from "./marking.ts";

/** What is taken out of the records of a request, for those who review them. */
export const redactionRoutes = new Hono<AppEnv>()
  .post("/record-requests/:id/marks", may("requests.redact"), valid("json", textMarks), async (c) =>
    c.json(await markText(c.get("ctx"), c.req.param("id"), c.req.valid("json")), 201),
  )
  .post(
    "/record-requests/:id/attachment-marks",
    may("requests.redact"),
    valid("json", mediumMarks),
    async (c) =>
      c.json(await markMedium(c.get("ctx"), c.req.param("id"), c.req.valid("json")), 201),
  )
  .get(
    "/record-requests/:id/picture",
    may("requests.read-records"),
    valid("query", pictureQuery),
    async (c) => {
      const ctx = c.get("ctx");
      const picture = await requestPicture(ctx, c.req.param("id"), c.req.valid("query"));
      return c.body(new Uint8Array(picture), 200, {
        "content-type": "image/webp",
        "cache-control": "private, no-store",
      });
    },
  );

export type RedactionRoutes = typeof redactionRoutes;

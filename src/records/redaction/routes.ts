import { Hono } from "hono";
import { z } from "zod";
import { may } from "#agency";
import type { AppEnv } from "#platform/http/app-env.ts";
import { valid } from "#platform/http/valid.ts";
import { redactionDesk } from "./desk.ts";
import {
  everywhereMarks,
  findEverywhere,
  markEverywhere,
  sought,
  takeBack,
  takingBack,
} from "./everywhere.ts";
import {
  documentQuery,
  markMedium,
  mediumMarks,
  pictureQuery,
  requestDocument,
  requestPicture,
} from "./media.ts";
import { markText, textMarks } from "./marking.ts";

const deskQuery = z.object({ record: z.string().max(60).default("") });

/** What is taken out of the records of a request, for those who review them. */
export const redactionRoutes = new Hono<AppEnv>()
  .get(
    "/record-requests/:id/redaction",
    may("requests.read-records"),
    valid("query", deskQuery),
    async (c) =>
      c.json(await redactionDesk(c.get("ctx"), c.req.param("id"), c.req.valid("query").record)),
  )
  .post(
    "/record-requests/:id/occurrences",
    may("requests.redact"),
    valid("json", sought),
    async (c) => c.json(await findEverywhere(c.get("ctx"), c.req.param("id"), c.req.valid("json"))),
  )
  .post(
    "/record-requests/:id/marks-everywhere",
    may("requests.redact"),
    valid("json", everywhereMarks),
    async (c) =>
      c.json(await markEverywhere(c.get("ctx"), c.req.param("id"), c.req.valid("json")), 201),
  )
  .delete(
    "/record-requests/:id/marks-everywhere",
    may("requests.redact"),
    valid("json", takingBack),
    async (c) => c.json(await takeBack(c.get("ctx"), c.req.param("id"), c.req.valid("json"))),
  )
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
    "/record-requests/:id/document",
    may("requests.read-records"),
    valid("query", documentQuery),
    async (c) =>
      c.json(await requestDocument(c.get("ctx"), c.req.param("id"), c.req.valid("query"))),
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

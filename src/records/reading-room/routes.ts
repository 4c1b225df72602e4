import { Hono } from "hono";
import { may } from "#agency";
import type { AppEnv } from "#platform/http/app-env.ts";
import { valid } from "#platform/http/valid.ts";
import {
  approvePublication,
  deliverProduction,
  deliveryDraft,
  endPublication,
  proposePublication,
  publicationDraft,
  publicationEnd,
  publicationName,
  publicationPage,
  summarizeRequest,
  summaryDraft,
} from "./publishing.ts";

/** What of a request everybody may read, and what its requester may fetch. */
export const readingRoomRoutes = new Hono<AppEnv>()
  .get("/record-requests/:id/publications", may("requests.list"), async (c) =>
    c.json(await publicationPage(c.get("ctx"), c.req.param("id"))),
  )
  .post(
    "/record-requests/:id/publications",
    may("requests.publish"),
    valid("json", publicationDraft),
    async (c) =>
      c.json(await proposePublication(c.get("ctx"), c.req.param("id"), c.req.valid("json")), 201),
  )
  .delete(
    "/record-requests/:id/publications",
    may("requests.publish"),
    valid("json", publicationEnd),
    async (c) => {
      await endPublication(c.get("ctx"), c.req.param("id"), c.req.valid("json"));
      return c.json({ ended: true });
    },
  )
  .post(
    "/record-requests/:id/publications/approval",
    may("requests.publish"),
    valid("json", publicationName),
    async (c) => {
      await approvePublication(c.get("ctx"), c.req.param("id"), c.req.valid("json"));
      return c.json({ published: true }, 201);
    },
  )
  .put(
    "/record-requests/:id/summary",
    may("requests.publish"),
    valid("json", summaryDraft),
    async (c) => {
      await summarizeRequest(c.get("ctx"), c.req.param("id"), c.req.valid("json").summary);
      return c.json({ written: true });
    },
  )
  .post(
    "/record-requests/:id/deliveries",
    may("requests.publish"),
    valid("json", deliveryDraft),
    async (c) => {
      await deliverProduction(c.get("ctx"), c.req.param("id"), c.req.valid("json").running);
      return c.json({ delivered: true }, 201);
    },
  );

export type ReadingRoomRoutes = typeof readingRoomRoutes;

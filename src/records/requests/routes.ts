import { Hono } from "hono";
import { z } from "zod";
import { may } from "#agency";
import type { AppEnv } from "#platform/http/app-env.ts";
import { valid } from "#platform/http/valid.ts";
import {
  assignRequest,
  closeRequest,
  closingDraft,
  letterDraft,
  reopenRequest,
  resumeClock,
  writeLetter,
} from "./acting.ts";
import { changeExemption, exemptionChange, listExemptions } from "./exemptions.ts";
import { changeDay, changeLaw, dayChange, lawChange } from "./law-changes.ts";
import { recordsLaw } from "./own-law.ts";
import { listQuery, listRequests, requestHandlers, requestPage } from "./reading.ts";
import { intake, receiveRequest } from "./receiving.ts";

const assignment = z.object({ to: z.uuid().nullable(), expected: z.uuid().nullable() });
const whyGiven = z.object({ why: z.string().trim().min(3).max(500) });

/** Requests under the open-records law, for those who answer them. */
export const requestRoutes = new Hono<AppEnv>()
  .get("/record-requests", may("requests.list"), valid("query", listQuery), async (c) =>
    c.json(await listRequests(c.get("ctx"), c.req.valid("query"))),
  )
  .post("/record-requests", may("requests.receive"), valid("json", intake), async (c) =>
    c.json(await receiveRequest(c.get("ctx"), c.req.valid("json")), 201),
  )
  .get("/record-request-handlers", may("requests.list"), async (c) =>
    c.json({ people: await requestHandlers(c.get("ctx")) }),
  )
  .get("/records-law", may("requests.list"), async (c) => c.json(await recordsLaw(c.get("ctx"))))
  .put("/records-law", may("requests.change-law"), valid("json", lawChange), async (c) => {
    await changeLaw(c.get("ctx"), c.req.valid("json"));
    return c.json({ changed: true });
  })
  .put("/records-law/days", may("requests.change-law"), valid("json", dayChange), async (c) => {
    await changeDay(c.get("ctx"), c.req.valid("json"));
    return c.json({ changed: true });
  })
  .get("/records-exemptions", may("requests.list"), async (c) =>
    c.json({ exemptions: await listExemptions(c.get("ctx")) }),
  )
  .put(
    "/records-exemptions",
    may("requests.change-law"),
    valid("json", exemptionChange),
    async (c) => {
      await changeExemption(c.get("ctx"), c.req.valid("json"));
      return c.json({ changed: true });
    },
  )
  .get("/record-requests/:id", may("requests.read"), async (c) =>
    c.json(await requestPage(c.get("ctx"), c.req.param("id"))),
  )
  .post(
    "/record-requests/:id/assignment",
    may("requests.assign"),
    valid("json", assignment),
    async (c) => {
      await assignRequest(c.get("ctx"), c.req.param("id"), c.req.valid("json"));
      return c.json({ assigned: true }, 201);
    },
  )
  .post(
    "/record-requests/:id/letters",
    may("requests.write"),
    valid("json", letterDraft),
    async (c) => {
      await writeLetter(c.get("ctx"), c.req.param("id"), c.req.valid("json"));
      return c.json({ written: true }, 201);
    },
  )
  .delete(
    "/record-requests/:id/pause",
    may("requests.write"),
    valid("json", whyGiven),
    async (c) => {
      await resumeClock(c.get("ctx"), c.req.param("id"), c.req.valid("json").why);
      return c.json({ resumed: true });
    },
  )
  .post(
    "/record-requests/:id/closing",
    may("requests.close"),
    valid("json", closingDraft),
    async (c) => {
      await closeRequest(c.get("ctx"), c.req.param("id"), c.req.valid("json"));
      return c.json({ closed: true }, 201);
    },
  )
  .delete(
    "/record-requests/:id/closing",
    may("requests.close"),
    valid("json", whyGiven),
    async (c) => {
      await reopenRequest(c.get("ctx"), c.req.param("id"), c.req.valid("json").why);
      return c.json({ reopened: true });
    },
  );

export type RequestRoutes = typeof requestRoutes;

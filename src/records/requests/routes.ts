import { Hono } from "hono";
import { z } from "zod";
import { may } from "#agency";
import type { Marks } from "#archive";
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
import { decideRecords, queueQuery, reviewDraft, reviewQueue, secondReview } from "./reviewing.ts";
import { countSet, freezeSearch, setQuery } from "./searches.ts";

const assignment = z.object({ to: z.uuid().nullable(), expected: z.uuid().nullable() });
const whyGiven = z.object({ why: z.string().trim().min(3).max(500) });

/** Requests under the open-records law, for those who answer them. */
const actRoutes = new Hono<AppEnv>()
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

const freezing = z.object({ query: setQuery, note: z.string().trim().max(2_000).default("") });
const seconding = z.object({ recordId: z.uuid(), seen: z.uuid().optional() });

/** What is searched for a request, and what is decided of each record. */
const reviewRoutes = (marks: Marks) =>
  new Hono<AppEnv>()
    .post(
      "/record-requests/:id/counts",
      may("requests.search"),
      valid("json", setQuery),
      async (c) =>
        c.json(await countSet(c.get("ctx"), c.req.param("id"), c.req.valid("json"), marks)),
    )
    .post(
      "/record-requests/:id/searches",
      may("requests.search"),
      valid("json", freezing),
      async (c) =>
        c.json(
          await freezeSearch(c.get("ctx"), c.req.param("id"), c.req.valid("json"), marks),
          201,
        ),
    )
    .get(
      "/record-requests/:id/records",
      may("requests.read-records"),
      valid("query", queueQuery),
      async (c) => c.json(await reviewQueue(c.get("ctx"), c.req.param("id"), c.req.valid("query"))),
    )
    .post(
      "/record-requests/:id/reviews",
      may("requests.review"),
      valid("json", reviewDraft),
      async (c) =>
        c.json(await decideRecords(c.get("ctx"), c.req.param("id"), c.req.valid("json")), 201),
    )
    .post(
      "/record-requests/:id/second-reviews",
      may("requests.second"),
      valid("json", seconding),
      async (c) => {
        const { recordId, seen } = c.req.valid("json");
        return c.json(await secondReview(c.get("ctx"), c.req.param("id"), recordId, seen), 201);
      },
    );

/** `marks`: what a frozen search may ask for beside the archive's own filing. */
export const requestRoutes = (marks: Marks) =>
  new Hono<AppEnv>().route("/", actRoutes).route("/", reviewRoutes(marks));

export type RequestRoutes = ReturnType<typeof requestRoutes>;

import { Hono } from "hono";
import { z } from "zod";
import { may } from "#agency";
import type { AppEnv } from "#platform/http/app-env.ts";
import { valid } from "#platform/http/valid.ts";
import { answerSilence, listSilences } from "./silence.ts";
import {
  addSource,
  endSource,
  listSources,
  namePeople,
  peopleDraft,
  rotateSource,
  sourceDraft,
} from "./sources.ts";

const rotation = z.object({ token: z.string().trim().min(1).max(200).optional() });
const answer = z.object({ note: z.string().trim().min(3).max(900) });

/** `origin`: where sources send to; a gateway signs it. `journals`: whether mail is received at all. */
export function intakeRoutes(origin: string, journals: boolean) {
  return new Hono<AppEnv>()
    .get("/intake-sources", may("intake.read"), async (c) => {
      const ctx = c.get("ctx");
      const [sources, silences] = [await listSources(ctx), await listSilences(ctx)];
      return c.json({ origin, journals, sources, silences });
    })
    .post("/intake-sources", may("intake.change"), valid("json", sourceDraft), async (c) =>
      c.json(await addSource(c.get("ctx"), c.req.valid("json")), 201),
    )
    .post("/intake-sources/:id/secret", may("intake.change"), valid("json", rotation), async (c) =>
      c.json(await rotateSource(c.get("ctx"), c.req.param("id"), c.req.valid("json").token)),
    )
    .put(
      "/intake-sources/:id/people",
      may("intake.change"),
      valid("json", peopleDraft),
      async (c) => {
        await namePeople(c.get("ctx"), c.req.param("id"), c.req.valid("json"));
        return c.json({ named: true });
      },
    )
    .delete("/intake-sources/:id", may("intake.change"), async (c) => {
      await endSource(c.get("ctx"), c.req.param("id"));
      return c.json({ ended: true });
    })
    .post("/intake-gaps/:id/answer", may("intake.answer"), valid("json", answer), async (c) => {
      await answerSilence(c.get("ctx"), c.req.param("id"), c.req.valid("json").note);
      return c.json({ answered: true });
    });
}

export type IntakeRoutes = ReturnType<typeof intakeRoutes>;

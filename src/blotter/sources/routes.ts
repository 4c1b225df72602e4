import { Hono } from "hono";
import { z } from "zod";
import { may } from "#agency";
import type { AppEnv } from "#platform/http/app-env.ts";
import { valid } from "#platform/http/valid.ts";
import type { SafeClient } from "#platform/http/safe-client.ts";
import { found } from "#platform/refusal.ts";
import { listCallSources } from "./list.ts";
import { askPortal } from "./portals.ts";
import { answerCallSilence, listCallSilences } from "./silence.ts";
import {
  addCallSource,
  callSourceById,
  callSourceChange,
  callSourceDraft,
  changeCallSource,
  endCallSource,
  mustBeAsked,
  rotateCallSource,
} from "./sources.ts";
import { suggestColumns } from "./suggesting.ts";

const rotation = z.object({ token: z.string().trim().min(1).max(200).optional() });
const answer = z.object({ note: z.string().trim().min(3).max(900) });
const dataset = z.object({
  url: z.string().trim().min(1).max(500),
  token: z.string().trim().max(200).default(""),
});

export interface SourceRoutesOutside {
  /** Reaches portals; nothing inside the agency but what an administrator named. */
  web: Pick<SafeClient, "fetch">;
  /** Where sources send to. */
  origin: string;
  /** Where drop folders lie on this machine. */
  drops: string;
}

export function callSourceRoutes({ web, origin, drops }: SourceRoutesOutside) {
  return new Hono<AppEnv>()
    .get("/call-sources", may("call-source.read"), async (c) => {
      const ctx = c.get("ctx");
      const [sources, silences] = [await listCallSources(ctx), await listCallSilences(ctx)];
      return c.json({ origin, drops, sources, silences });
    })
    .post("/call-sources", may("call-source.change"), valid("json", callSourceDraft), async (c) =>
      c.json(await addCallSource(c.get("ctx"), c.req.valid("json")), 201),
    )
    .post("/call-source-suggestion", may("call-source.change"), valid("json", dataset), async (c) =>
      c.json(await suggestColumns(c.get("ctx"), web, c.req.valid("json"))),
    )
    .put(
      "/call-sources/:id",
      may("call-source.change"),
      valid("json", callSourceChange),
      async (c) => {
        await changeCallSource(c.get("ctx"), c.req.param("id"), c.req.valid("json"));
        return c.json({ changed: true });
      },
    )
    .post(
      "/call-sources/:id/secret",
      may("call-source.change"),
      valid("json", rotation),
      async (c) =>
        c.json(await rotateCallSource(c.get("ctx"), c.req.param("id"), c.req.valid("json").token)),
    )
    .post("/call-sources/:id/asking", may("call-source.answer"), async (c) => {
      const ctx = c.get("ctx");
      const id = c.req.param("id");
      await mustBeAsked(ctx, id);
      const { source, own } = found(await callSourceById(ctx, id), "source");
      return c.json(await askPortal(own, web, source));
    })
    .delete("/call-sources/:id", may("call-source.change"), async (c) => {
      await endCallSource(c.get("ctx"), c.req.param("id"));
      return c.json({ ended: true });
    })
    .post(
      "/call-silences/:id/answer",
      may("call-source.answer"),
      valid("json", answer),
      async (c) => {
        await answerCallSilence(c.get("ctx"), c.req.param("id"), c.req.valid("json").note);
        return c.json({ answered: true });
      },
    );
}

import { Hono } from "hono";
import { z } from "zod";
import { may } from "#agency";
import type { AppEnv } from "#platform/http/app-env.ts";
import { valid } from "#platform/http/valid.ts";
import { hostDraft } from "./draft.ts";
import { askPush, endHost, setHost, toldHost } from "./hosts.ts";

const ending = z.strictObject({ leave: z.boolean() });

/** `/newsroom/host`: the host that a copy of the newsroom is pushed to. */
export function hostRoutes() {
  return new Hono<AppEnv>()
    .get("/newsroom/host", may("newsroom-host.read"), async (c) =>
      c.json({ host: (await toldHost(c.get("ctx"))) ?? null }),
    )
    .put("/newsroom/host", may("newsroom-host.change"), valid("json", hostDraft), async (c) => {
      await setHost(c.get("ctx"), c.req.valid("json"));
      return c.json({ set: true });
    })
    .post("/newsroom/host/push", may("newsroom-host.push"), async (c) => {
      await askPush(c.get("ctx"));
      return c.json({ asked: true });
    })
    .post("/newsroom/host/end", may("newsroom-host.change"), valid("json", ending), async (c) => {
      await endHost(c.get("ctx"), c.req.valid("json"));
      return c.json({ ended: true });
    });
}

export type NewsroomRoutes = ReturnType<typeof hostRoutes>;

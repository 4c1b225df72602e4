import { Hono } from "hono";
import { z } from "zod";
import { may } from "#agency";
import type { AppEnv } from "#platform/http/app-env.ts";
import { valid } from "#platform/http/valid.ts";
import { callPage, listCalls } from "./desk.ts";
import { exposureOf } from "./exposure.ts";
import { keepCallBack, letCallGo } from "./keeping.ts";
import { adoptBlotterPolicy, blotterPolicyOf } from "./policies.ts";
import { blotterPolicy } from "./rules/policy.ts";
import { callSourceRoutes, type SourceRoutesOutside } from "./sources/routes.ts";

const why = z.string().trim().min(3).max(500);
const asked = z.object({ state: z.enum(["held", "withheld", "shown", "past"]).optional() });
const adoption = z.object({ content: blotterPolicy, why });

export function blotterRoutes(outside: SourceRoutesOutside) {
  return new Hono<AppEnv>()
    .route("/", callSourceRoutes(outside))
    .get("/calls", may("blotter.read"), valid("query", asked), async (c) =>
      c.json({ calls: await listCalls(c.get("ctx"), c.req.valid("query")) }),
    )
    .get("/calls-exposure", may("blotter.read"), async (c) =>
      c.json(await exposureOf(c.get("ctx"))),
    )
    .get("/calls/:id", may("blotter.read"), async (c) =>
      c.json(await callPage(c.get("ctx"), c.req.param("id"))),
    )
    .post(
      "/calls/:id/keeping",
      may("blotter.keep"),
      valid("json", z.object({ why })),
      async (c) => {
        await keepCallBack(c.get("ctx"), c.req.param("id"), c.req.valid("json").why);
        return c.json({ kept: true }, 201);
      },
    )
    .delete("/calls/:id/keeping", may("blotter.keep"), async (c) => {
      await letCallGo(c.get("ctx"), c.req.param("id"));
      return c.json({ letGo: true });
    })
    .get("/blotter-policy", may("blotter.read"), async (c) =>
      c.json(await blotterPolicyOf(c.get("ctx"))),
    )
    .post("/blotter-policy", may("blotter.adopt"), valid("json", adoption), async (c) =>
      c.json({ version: await adoptBlotterPolicy(c.get("ctx"), c.req.valid("json")) }, 201),
    );
}

export type BlotterRoutes = ReturnType<typeof blotterRoutes>;

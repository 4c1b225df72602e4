import { Hono } from "hono";
import { z } from "zod";
import { may } from "#agency";
import type { AppEnv } from "#platform/http/app-env.ts";
import { valid } from "#platform/http/valid.ts";
import { callPage, listCalls } from "./desk.ts";
import { exposureOf } from "./exposure.ts";
import { keepCallBack, letCallGo } from "./keeping.ts";
import { adoptModel, blotterPolicyOf } from "./policies.ts";
import {
  adoptProposal,
  declineProposal,
  openProposals,
  proposeBlotterPolicy,
} from "./proposals.ts";
import { blotterPolicy } from "./rules/policy.ts";
import { seenTypes, tryPolicy } from "./trying.ts";
import { callSourceRoutes, type SourceRoutesOutside } from "./sources/routes.ts";

const why = z.string().trim().min(3).max(500);
const asked = z.object({ state: z.enum(["held", "withheld", "shown", "past"]).optional() });
const proposal = z.object({ content: blotterPolicy, why });

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
    .post("/blotter-policy", may("blotter.adopt"), valid("json", z.object({ why })), async (c) =>
      c.json({ version: await adoptModel(c.get("ctx"), c.req.valid("json").why) }, 201),
    )
    .get("/blotter-types", may("blotter.read"), async (c) =>
      c.json({ types: await seenTypes(c.get("ctx")) }),
    )
    .post(
      "/blotter-trial",
      may("blotter.propose"),
      valid("json", z.object({ content: blotterPolicy })),
      async (c) => c.json(await tryPolicy(c.get("ctx"), c.req.valid("json").content)),
    )
    .get("/blotter-proposals", may("blotter.read"), async (c) =>
      c.json({ proposals: await openProposals(c.get("ctx")) }),
    )
    .post("/blotter-proposals", may("blotter.propose"), valid("json", proposal), async (c) =>
      c.json({ id: await proposeBlotterPolicy(c.get("ctx"), c.req.valid("json")) }, 201),
    )
    .post("/blotter-proposals/:id/adoption", may("blotter.adopt"), async (c) =>
      c.json({ version: await adoptProposal(c.get("ctx"), c.req.param("id")) }, 201),
    )
    .delete("/blotter-proposals/:id", may("blotter.propose"), async (c) => {
      await declineProposal(c.get("ctx"), c.req.param("id"));
      return c.json({ declined: true });
    });
}

export type BlotterRoutes = ReturnType<typeof blotterRoutes>;

import { Hono } from "hono";
import { z } from "zod";
import { may } from "#agency";
import type { AppEnv } from "#platform/http/app-env.ts";
import { pathPart, valid } from "#platform/http/valid.ts";
import { strategyContent } from "./strategy-content.ts";
import {
  adoptStrategy,
  allStrategyVersions,
  changeStrategy,
  draftStrategy,
  strategyInForce,
} from "./strategy.ts";

const number = z.coerce.number().int().min(1).max(10_000);

export function strategyRoutes() {
  return new Hono<AppEnv>()
    .get("/strategy", may("strategy.read"), async (c) =>
      c.json({ strategy: await strategyInForce(c.get("ctx")) }),
    )
    .get("/strategy/versions", may("strategy.read"), async (c) =>
      c.json({ versions: await allStrategyVersions(c.get("ctx")) }),
    )
    .post("/strategy/versions", may("strategy.change"), async (c) =>
      c.json({ strategy: await draftStrategy(c.get("ctx")) }, 201),
    )
    .put(
      "/strategy/versions/:version",
      may("strategy.change"),
      valid("json", strategyContent),
      async (c) => {
        const version = pathPart(c, "version", number);
        const strategy = await changeStrategy(c.get("ctx"), version, c.req.valid("json"));
        return c.json({ strategy });
      },
    )
    .post("/strategy/versions/:version/adoption", may("strategy.adopt"), async (c) =>
      c.json({ strategy: await adoptStrategy(c.get("ctx"), pathPart(c, "version", number)) }, 201),
    );
}

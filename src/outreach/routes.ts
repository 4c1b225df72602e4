import { Hono } from "hono";
import type { Networks } from "#channels";
import type { AppEnv } from "#platform/http/app-env.ts";
import { campaignRoutes } from "./campaigns/routes.ts";
import { eventRoutes } from "./events/routes.ts";
import { kitRoutes } from "./kits/routes.ts";
import { pageRoutes } from "./pages/routes.ts";
import { recruitingRoutes } from "./recruiting/routes.ts";

export function outreachRoutes(networks: Networks, origin: string) {
  return new Hono<AppEnv>()
    .route("/", pageRoutes())
    .route("/", recruitingRoutes(origin))
    .route("/", eventRoutes(networks, origin))
    .route("/", campaignRoutes(networks))
    .route("/", kitRoutes());
}

export type OutreachRoutes = ReturnType<typeof outreachRoutes>;

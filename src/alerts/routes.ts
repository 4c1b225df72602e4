import { Hono } from "hono";
import type { Networks } from "#publish";
import type { AppEnv } from "#platform/http/app-env.ts";
import { drillRoutes } from "./drills/routes.ts";
import { lexiconRoutes } from "./lexicon/routes.ts";
import type { AlertPlace } from "./life/drafting.ts";
import { lifeRoutes } from "./life/routes.ts";
import { noticeRoutes } from "./notices/routes.ts";

export function alertRoutes(networks: Networks, place: AlertPlace) {
  return new Hono<AppEnv>()
    .route("/", lifeRoutes(networks, place))
    .route("/", drillRoutes())
    .route("/", lexiconRoutes())
    .route("/", noticeRoutes(networks, place.origin));
}

export type AlertRoutes = ReturnType<typeof alertRoutes>;

import { Hono } from "hono";
import type { Networks } from "#channels";
import type { AppEnv } from "#platform/http/app-env.ts";
import { eventRoutes } from "./events/routes.ts";

export function outreachRoutes(networks: Networks, origin: string) {
  return new Hono<AppEnv>().route("/", eventRoutes(networks, origin));
}

export type OutreachRoutes = ReturnType<typeof outreachRoutes>;

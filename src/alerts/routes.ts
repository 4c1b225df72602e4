import { Hono } from "hono";
import type { Networks } from "#channels";
import type { AppEnv } from "#platform/http/app-env.ts";
import { noticeRoutes } from "./notices/routes.ts";

export function alertsRoutes(networks: Networks, origin: string) {
  return new Hono<AppEnv>().route("/", noticeRoutes(networks, origin));
}

export type AlertsRoutes = ReturnType<typeof alertsRoutes>;

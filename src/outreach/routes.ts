import { Hono } from "hono";
import type { AppEnv } from "#platform/http/app-env.ts";
import { pageRoutes } from "./pages/routes.ts";
import { recruitingRoutes } from "./recruiting/routes.ts";

export function outreachRoutes(origin: string) {
  return new Hono<AppEnv>().route("/", pageRoutes()).route("/", recruitingRoutes(origin));
}

export type OutreachRoutes = ReturnType<typeof outreachRoutes>;

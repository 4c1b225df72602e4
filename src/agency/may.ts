import type { Hono, MiddlewareHandler } from "hono";
import type { AppEnv } from "#platform/http/app-env.ts";
import { Refusal } from "#platform/refusal.ts";
import { authorize, verbRule } from "./permission.ts";

const verbOf = new WeakMap<MiddlewareHandler, string>();

/** Guards a route with its verb. The verb's own function decides again, with the object's facts. */
export function may(verb: string): MiddlewareHandler<AppEnv> {
  verbRule(verb);
  const guard: MiddlewareHandler<AppEnv> = async (c, next) => {
    const actor = c.get("actor");
    if (!actor) throw new Refusal("signed-out", "Please sign in.", { status: 401 });
    authorize(c.get("ctx"), verb);
    await next();
  };
  verbOf.set(guard as MiddlewareHandler, verb);
  return guard;
}

/** A route open to everybody, with the reason why. */
export function open(why: string): MiddlewareHandler<AppEnv> {
  const guard: MiddlewareHandler<AppEnv> = async (_c, next) => next();
  verbOf.set(guard as MiddlewareHandler, `open: ${why}`);
  return guard;
}

export interface GuardedRoute {
  method: string;
  path: string;
  verb: string;
}

/** All routes with their verbs; throws when one has none: such a route does not mount (core P1). */
export function guardedRoutes(app: Hono<AppEnv>): GuardedRoute[] {
  const seen = new Map<string, GuardedRoute | undefined>();
  for (const { method, path, handler } of app.routes) {
    if (method === "ALL") continue;
    const key = `${method} ${path}`;
    const verb = verbOf.get(handler as MiddlewareHandler);
    seen.set(key, verb === undefined ? seen.get(key) : { method, path, verb });
  }
  const naked = [...seen].filter(([, route]) => route === undefined).map(([key]) => key);
  if (naked.length > 0) throw new Error(`routes without a verb: ${naked.join(", ")}`);
  return [...seen.values()].filter((route) => route !== undefined);
}

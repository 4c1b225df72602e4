import { Hono } from "hono";
import type { Ctx, Origin } from "#platform/context.ts";
import type { AppEnv } from "#platform/http/app-env.ts";
import type { rateLimiter } from "#platform/http/security.ts";
import type { RelyingParty } from "./passkeys.ts";
import { accountRoutes } from "./routes-account.ts";
import { peopleRoutes } from "./routes-people.ts";
import { sessionRoutes } from "./routes-session.ts";
import { signInRoutes } from "./routes-sign-in.ts";
import { setupRoutes } from "./routes-setup.ts";
import type { Setup } from "./setup.ts";

/** What the routes of the agency need from the installation. */
export interface AgencyWiring {
  https: boolean;
  origin: string;
  party: RelyingParty;
  limiter: ReturnType<typeof rateLimiter>;
  setup: Setup;
  /** Seeds the demo and returns the cookie of its PIO. */
  openDemo(ctx: Ctx, from: Origin): Promise<string>;
  /** What the frame of every page shows: holds, open incidents. Registered by other slices. */
  notices(ctx: Ctx): Promise<readonly FrameNotice[]>;
  /** Numbers beside entries of the rail, by name. Registered by other slices. */
  counts(ctx: Ctx): Promise<Readonly<Record<string, number>>>;
}

export interface FrameNotice {
  kind: string;
  id: string;
  title: string;
  since: string;
  href: string;
}

export function agencyRoutes(wiring: AgencyWiring) {
  return new Hono<AppEnv>()
    .route("/", sessionRoutes(wiring))
    .route("/", signInRoutes(wiring))
    .route("/", accountRoutes(wiring))
    .route("/", setupRoutes(wiring))
    .route("/", peopleRoutes(wiring));
}

export type AgencyRoutes = ReturnType<typeof agencyRoutes>;

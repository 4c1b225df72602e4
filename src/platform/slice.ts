import type { Ctx } from "./context.ts";
import type { InTransaction, Subscription } from "./events.ts";
import type { AppEnv } from "./http/app-env.ts";
import type { JobDefinition } from "./jobs/jobs.ts";
import type { Hono } from "hono";

/** One capability of the product, as the assembly in `slices.ts` sees it. */
export interface Slice {
  name: string;
  /** Mounted under /api. Each route names its verb, or it does not mount (core P1). */
  routes?: Hono<AppEnv>;
  /** Mounted at the root, outside the session's doors: what others than our pages call, each guarded by itself. */
  publicRoutes?: Hono<AppEnv>;
  /** Work that runs later or on a schedule. A job calls a verb. */
  jobs?: readonly JobDefinition[];
  /** Runs in the transaction of whatever happened (the audit trail, the archive). */
  inTransaction?: InTransaction;
  /** Runs after commit, at least once. */
  on?: readonly Subscription[];
  /** A long-running worker (the dispatcher, the signer): started by serve and work. */
  workers?: readonly Worker[];
}

export interface Worker {
  name: string;
  /** Kept to the one process that serves: it holds what the work is done on (the log's tiles, the site in memory). */
  onServer?: true;
  /** Runs until the signal aborts, then finishes what it began and returns. */
  run(ctx: Ctx, signal: AbortSignal): Promise<void>;
}

export function slice(definition: Slice): Slice {
  return definition;
}

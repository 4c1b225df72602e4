import "./verbs.ts";
import type { Ctx } from "#platform/context.ts";
import type { JobData } from "#platform/jobs/jobs.ts";
import { slice } from "#platform/slice.ts";
import { importRoutes } from "./imports/routes.ts";
import { bringIn, bringJob, lookJob, lookThrough } from "./imports/uploads.ts";

/** What the law does with the archive: imports, redaction, requests, holds, retention, production. */
export const records = slice({
  name: "records",
  routes: importRoutes,
  jobs: [
    { name: lookJob, run: ofOne(lookThrough) },
    { name: bringJob, run: ofOne(bringIn) },
  ],
});

function ofOne(work: (ctx: Ctx, id: string) => Promise<void>) {
  return async (ctx: Ctx, { id }: JobData): Promise<void> => {
    if (id !== undefined) await work(ctx, id);
  };
}

export { beginImport, runImport } from "./imports/importing.ts";
export type { ImportRoutes } from "./imports/routes.ts";
export { toldImport } from "./imports/told.ts";

import "./verbs.ts";
import type { Networks } from "#channels";
import type { SafeClient } from "#platform/http/safe-client.ts";
import { slice } from "#platform/slice.ts";
import { pollFeeds } from "./feed-polling.ts";
import { makeOccurrences } from "./occurrences.ts";
import { planningRoutes } from "./routes.ts";

/** What the agency means to say and when: recurring posts, a queue, evergreen posts, tables and feeds. */
export function planning(networks: Networks, web: Pick<SafeClient, "fetch">) {
  return slice({
    name: "planning",
    routes: planningRoutes(),
    jobs: [
      {
        name: "planning.make-occurrences",
        schedule: "*/5 * * * *",
        run: async (ctx) => void (await makeOccurrences(ctx, networks)),
      },
      {
        name: "planning.poll-feeds",
        schedule: "* * * * *",
        run: async (ctx) => void (await pollFeeds(ctx, web)),
      },
    ],
  });
}

export { keepEvergreen, useEvergreen } from "./evergreens.ts";
export { addFeed } from "./feeds.ts";
export type { Report } from "./import-report.ts";
export { makeOccurrences } from "./occurrences.ts";
export type { PlanningRoutes } from "./routes.ts";
export { exceptOccurrence } from "./exceptions.ts";
export { editSeries, endSeries, writeSeries } from "./series.ts";
export type { SeriesDraft } from "./series-draft.ts";
export { addSlot } from "./slots.ts";

import "./verbs.ts";
import type { Networks } from "#channels";
import { slice } from "#platform/slice.ts";
import { makeOccurrences } from "./occurrences.ts";
import { planningRoutes } from "./routes.ts";

/** What the agency means to say and when: recurring posts, a queue, evergreen posts, tables and feeds. */
export function planning(networks: Networks) {
  return slice({
    name: "planning",
    routes: planningRoutes(),
    jobs: [
      {
        name: "planning.make-occurrences",
        schedule: "*/5 * * * *",
        run: async (ctx) => void (await makeOccurrences(ctx, networks)),
      },
    ],
  });
}

export { keepEvergreen, useEvergreen } from "./evergreens.ts";
export type { Report } from "./imports.ts";
export { makeOccurrences } from "./occurrences.ts";
export type { PlanningRoutes } from "./routes.ts";
export {
  editSeries,
  endSeries,
  exceptOccurrence,
  writeSeries,
  type SeriesDraft,
} from "./series.ts";
export { addSlot, bookPlace } from "./slots.ts";

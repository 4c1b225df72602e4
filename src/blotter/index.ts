import "./verbs.ts";
import type { Networks } from "#channels";
import { makeDailyPosts, takeDailyPostsBack } from "./daily-posts.ts";
import { asSystem } from "#platform/context.ts";
import { slice } from "#platform/slice.ts";
import { blotterRoutes } from "./routes.ts";
import { judgeAll, settleCalls } from "./settling.ts";
import { callDoors, type Limiter } from "./sources/doors.ts";
import { watchDrops } from "./sources/drops.ts";
import { askPortals } from "./sources/portals.ts";
import type { SourceRoutesOutside } from "./sources/routes.ts";
import { watchCallSources } from "./sources/silence.ts";

export interface BlotterOutside extends SourceRoutesOutside {
  limiter: Limiter;
  networks: Networks;
}

/** Calls for service, as far as the public is shown them. */
export function blotter(outside: BlotterOutside) {
  const { web, drops, limiter } = outside;
  return slice({
    name: "blotter",
    routes: blotterRoutes(outside),
    publicRoutes: callDoors(limiter),
    on: [
      {
        name: "blotter",
        kinds: ["blotter.policy-adopted"],
        handle: (ctx, { agencyId }) => judgeAll(asSystem(ctx, "blotter", agencyId)),
      },
      {
        name: "blotter.daily-posts",
        kinds: ["blotter.call-recalled"],
        handle: (ctx, event) => takeDailyPostsBack(asSystem(ctx, "blotter", event.agencyId), event),
      },
    ],
    jobs: [
      { name: "blotter.settle", schedule: "* * * * *", run: settleCalls },
      { name: "blotter.ask-portals", schedule: "* * * * *", run: (ctx) => askPortals(ctx, web) },
      {
        name: "blotter.daily-posts",
        schedule: "* * * * *",
        run: (ctx) => makeDailyPosts(ctx, outside),
      },
      { name: "blotter.watch-sources", schedule: "*/5 * * * *", run: watchCallSources },
    ],
    workers: [
      {
        name: "call drops",
        // The folders are on the machine that serves.
        onServer: true,
        run: (ctx, signal) => watchDrops(ctx, drops, signal),
      },
    ],
  });
}

export { exposureOf, type Exposure } from "./exposure.ts";
export { callsFirstShown, shownCall, type ToldCall } from "./lately-shown.ts";
export { adoptBlotterPolicy } from "./policies.ts";
export { publicCalls, type BeatCalls, type BlotterPromise, type PublicCall } from "./public.ts";
export type { BlotterRoutes } from "./routes.ts";
export type { BlotterPolicy } from "./rules/policy.ts";
export { modelBlotterPolicy } from "./rules/model-policy.ts";
export { settleCalls } from "./settling.ts";
export { takeCalls, type Taken } from "./taking.ts";
export { unansweredCallSilences } from "./sources/silence.ts";

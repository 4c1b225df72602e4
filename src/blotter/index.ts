import "./verbs.ts";
import { asSystem } from "#platform/context.ts";
import { slice } from "#platform/slice.ts";
import { blotterRoutes } from "./routes.ts";
import { judgeAll, settleCalls } from "./settling.ts";

/** Calls for service, as far as the public is shown them. */
export const blotter = slice({
  name: "blotter",
  routes: blotterRoutes(),
  on: [
    {
      name: "blotter",
      kinds: ["blotter.policy-adopted"],
      handle: (ctx, { agencyId }) => judgeAll(asSystem(ctx, "blotter", agencyId)),
    },
  ],
  jobs: [{ name: "blotter.settle", schedule: "* * * * *", run: settleCalls }],
});

export { exposureOf, type Exposure } from "./exposure.ts";
export { adoptBlotterPolicy } from "./policies.ts";
export { publicCalls, type BeatCalls, type BlotterPromise, type PublicCall } from "./public.ts";
export type { BlotterRoutes } from "./routes.ts";
export { modelBlotterPolicy } from "./rules/model-policy.ts";
export { settleCalls } from "./settling.ts";
export { takeCalls, type Taken } from "./taking.ts";

import type { Subscription } from "#platform/events.ts";
import type { SafeClient } from "#platform/http/safe-client.ts";
import type { JobDefinition } from "#platform/jobs/jobs.ts";
import type { Worker } from "#platform/slice.ts";
import { closeOpenings } from "./closing.ts";
import type { Going } from "./going.ts";
import { pollOpenings } from "./polling.ts";

/** Where links lead changes with these. */
export function linkNews(going: Going): Subscription {
  return {
    name: "outreach links",
    onServer: true,
    kinds: [
      "outreach.links-made",
      "outreach.link-ended",
      "outreach.opening-approved",
      "outreach.opening-closed",
      "agency.changed",
    ],
    handle: (ctx) => going.load(ctx),
  };
}

export function linkWorker(going: Going): Worker {
  return { name: "outreach links", onServer: true, run: (ctx, signal) => going.run(ctx, signal) };
}

export function openingJobs(web: Pick<SafeClient, "fetch">): readonly JobDefinition[] {
  return [
    {
      name: "outreach.close-openings",
      schedule: "* * * * *",
      run: async (ctx) => void (await closeOpenings(ctx)),
    },
    {
      name: "outreach.poll-openings",
      schedule: "* * * * *",
      run: async (ctx) => void (await pollOpenings(ctx, web)),
    },
  ];
}

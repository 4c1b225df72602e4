import { asSystem } from "#platform/context.ts";
import type { Subscription } from "#platform/events.ts";
import type { JobDefinition } from "#platform/jobs/jobs.ts";
import { expireNotices, noticeStands } from "./settling.ts";

/** What notices hear: that something approved stands. */
export const noticeNews: Subscription = {
  name: "notices",
  kinds: ["publish.delivery-sent"],
  async handle(ctx, { agencyId, facts }) {
    const { post } = facts;
    if (typeof post === "string") await noticeStands(asSystem(ctx, "notices", agencyId), post);
  },
};

export const noticeJobs: readonly JobDefinition[] = [
  { name: "alerts.expire-notices", schedule: "* * * * *", run: expireNotices },
];

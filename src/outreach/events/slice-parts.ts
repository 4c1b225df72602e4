import { asSystem } from "#platform/context.ts";
import type { Subscription } from "#platform/events.ts";
import type { JobDefinition } from "#platform/jobs/jobs.ts";
import { sendLetters, sendLettersOf, type LetterOutside } from "./sending-letters.ts";
import { endEvents, eventStands } from "./settling.ts";
import { eraseSignUps, remindSignedUp } from "./tidying.ts";

/** What events hear: that something approved stands; and that somebody is to be written to. */
export function eventNews(outside: LetterOutside): readonly Subscription[] {
  return [
    {
      name: "outreach.events",
      kinds: ["publish.delivery-sent"],
      async handle(ctx, { agencyId, facts }) {
        const { post } = facts;
        if (typeof post === "string") await eventStands(asSystem(ctx, "events", agencyId), post);
      },
    },
    {
      name: "outreach.event-letters",
      isSlow: true,
      kinds: ["outreach.event-signed-up", "outreach.event-letters-made", "outreach.event-moved-up"],
      async handle(ctx, { agencyId }) {
        await sendLettersOf(asSystem(ctx, "events", agencyId), outside);
      },
    },
  ];
}

export function eventJobs(outside: LetterOutside): readonly JobDefinition[] {
  return [
    { name: "outreach.end-events", schedule: "* * * * *", run: endEvents },
    {
      name: "outreach.event-letters",
      schedule: "* * * * *",
      run: (ctx) => sendLetters(ctx, outside),
    },
    { name: "outreach.remind", schedule: "*/15 * * * *", run: remindSignedUp },
    { name: "outreach.erase-sign-ups", schedule: "41 * * * *", run: eraseSignUps },
  ];
}

import "./verbs.ts";
import type { Sender } from "#channels";
import { slice } from "#platform/slice.ts";
import { confirmationLetters } from "./letters.ts";
import { audienceRoutes } from "./routes.ts";
import { hearTelephones } from "./telephone-wishes.ts";
import { afterQuiet, type SendRested, tidyAudience } from "./tidying.ts";

export interface AudienceOutside {
  /** Where the newsroom is, for links in letters. */
  origin: string;
  sendRested: SendRested;
}

/** Who asked for the agency's news: with the least data, and only as long as they want it. */
export function audience(sender: Sender, { origin, sendRested }: AudienceOutside) {
  return slice({
    name: "audience",
    routes: audienceRoutes(),
    inTransaction: hearTelephones,
    on: [confirmationLetters(sender, origin)],
    jobs: [
      { name: "audience.tidy", schedule: "23 * * * *", run: tidyAudience },
      {
        name: "audience.after-quiet",
        schedule: "* * * * *",
        run: (ctx) => afterQuiet(ctx, sendRested),
      },
    ],
  });
}

export { choicesShape, newsKinds, newsLanguages, type Choices } from "./choices.ts";
export { readership } from "./fan-out.ts";
export { openWays } from "./letters.ts";
export { changeChoices, leave, ownSubscription, type OwnSubscription } from "./own-page.ts";
export type { AudienceRoutes } from "./routes.ts";
export { audienceSettingsOf, type AudienceSettings } from "./settings.ts";
export { confirm, confirmByCode, subscribe, subscribeBrowser } from "./subscribing.ts";
export { tidyAudience } from "./tidying.ts";

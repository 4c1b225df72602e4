import "./verbs.ts";
import type { Networks, Sender } from "#channels";
import { slice } from "#platform/slice.ts";
import { eventJobs, eventNews } from "./events/slice-parts.ts";
import { kitNews } from "./kits/slice-parts.ts";
import { outreachRoutes } from "./routes.ts";

/** How the agency meets people: events with sign-up, campaigns of a season, and kits for partners. */
export function outreach(networks: Networks, sender: Sender, { origin }: { origin: string }) {
  const outside = { sender, origin };
  return slice({
    name: "outreach",
    routes: outreachRoutes(networks, origin),
    on: [...eventNews(outside), kitNews],
    jobs: [...eventJobs(outside)],
  });
}

export { submitCampaign } from "./campaigns/acting.ts";
export { startCampaign } from "./campaigns/starting.ts";
export { askKit, countDownload, openKit } from "./kits/opening.ts";
export { packKit } from "./kits/packing.ts";
export { publicKit, publicKits, type KitItem, type PublicKit } from "./kits/public.ts";
export { shareLinks, type ShareLink } from "./kits/sharing.ts";
export { calendarOf } from "./events/calendar.ts";
export { cancelEvent } from "./events/cancelling.ts";
export type { EventDraft, EventLanguage } from "./events/content.ts";
export { draftEvent } from "./events/drafting.ts";
export { publicEvent, publicEvents, type PublicEvent } from "./events/public.ts";
export { submitEvent } from "./events/publishing.ts";
export { giveUp, needMax, ownSignUp, signUp } from "./events/signing-up.ts";
export { keptDays } from "./events/tidying.ts";
export type { ToldEvent } from "./events/telling.ts";
export type { OutreachRoutes } from "./routes.ts";

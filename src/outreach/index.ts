import "./verbs.ts";
import type { Networks, Sender } from "#channels";
import type { SafeClient } from "#platform/http/safe-client.ts";
import type { rateLimiter } from "#platform/http/security.ts";
import { slice } from "#platform/slice.ts";
import { eventJobs, eventNews } from "./events/slice-parts.ts";
import { kitNews } from "./kits/slice-parts.ts";
import { Going } from "./recruiting/going.ts";
import { goRoutes } from "./recruiting/routes.ts";
import { linkNews, linkWorker, openingJobs } from "./recruiting/slice-parts.ts";
import { outreachRoutes } from "./routes.ts";

export interface OutreachOutside {
  origin: string;
  dataFolder: string;
  web: Pick<SafeClient, "fetch">;
  limiter: Pick<ReturnType<typeof rateLimiter>, "takeFrom">;
}

/**
 * What the agency tells its community beyond the day's news, and how it meets it: pages and work that it offers, events
 * with sign-up, campaigns of a season, and kits for partners.
 */
export function outreach(
  networks: Networks,
  sender: Sender,
  { origin, dataFolder, web, limiter }: OutreachOutside,
) {
  const going = new Going(dataFolder);
  const outside = { sender, origin };
  return slice({
    name: "outreach",
    routes: outreachRoutes(networks, origin),
    publicRoutes: goRoutes(going, limiter),
    jobs: [...openingJobs(web), ...eventJobs(outside)],
    on: [linkNews(going), ...eventNews(outside), kitNews],
    workers: [linkWorker(going)],
  });
}

export { approvePage, certifySpanish, submitPage, withdrawPage } from "./pages/approving.ts";
export {
  type Both,
  type Figures,
  type PageContent,
  type PageDraft,
  type PageKind,
} from "./pages/content.ts";
export { compare, type Piece } from "./pages/differences.ts";
export { adoptModel, draftPage, savePage } from "./pages/drafting.ts";
export { policyFindings } from "./pages/findings.ts";
export { fileName } from "./pages/file-kinds.ts";
export { addPageFile, heldByPages } from "./pages/files.ts";
export { pagesCarrying } from "./pages/media-uses.ts";
export {
  publicPages,
  type PagePicture,
  type PublicPage,
  type StandingPage,
  type WithdrawnPage,
} from "./pages/public.ts";
export { pageSheet } from "./pages/reading.ts";
export { readText, type Block, type Inline } from "./pages/reading-text.ts";
export { addOpeningFeed } from "./recruiting/feeds.ts";
export { makeLinks } from "./recruiting/links.ts";
export type { OpeningContent, WorkKind } from "./recruiting/opening.ts";
export { approveOpenings, listOpenings, writeOpening } from "./recruiting/openings.ts";
export { waitingForMe } from "./waiting.ts";
export { publicOpenings, type PublicOpening } from "./recruiting/public.ts";
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

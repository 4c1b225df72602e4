import "./verbs.ts";
import type { SafeClient } from "#platform/http/safe-client.ts";
import type { rateLimiter } from "#platform/http/security.ts";
import { slice } from "#platform/slice.ts";
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

/** What the agency tells its community beyond the day's news: pages for the public, and work that it offers. */
export function outreach({ origin, dataFolder, web, limiter }: OutreachOutside) {
  const going = new Going(dataFolder);
  return slice({
    name: "outreach",
    routes: outreachRoutes(origin),
    publicRoutes: goRoutes(going, limiter),
    jobs: [...openingJobs(web)],
    on: [linkNews(going)],
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
export type { OutreachRoutes } from "./routes.ts";

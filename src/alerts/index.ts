import "./verbs.ts";
import type { Networks } from "#channels";
import { slice } from "#platform/slice.ts";
import { noticeJobs, noticeNews } from "./notices/slice-parts.ts";
import { alertsRoutes } from "./routes.ts";

/** Notices and their flyers; alerts as CAP has them. */
export function alerts(networks: Networks, origin: string) {
  return slice({
    name: "alerts",
    routes: alertsRoutes(networks, origin),
    on: [noticeNews],
    jobs: noticeJobs,
  });
}

export { formats, type Format } from "./flyers/sheet.ts";
export type { NoticeDraft, NoticeLanguage } from "./notices/content.ts";
export { draftNotice } from "./notices/drafting.ts";
export { endNotice } from "./notices/ending.ts";
export {
  publicNotices,
  type ActiveNotice,
  type NoticePicture,
  type OverNotice,
  type PublicNotice,
} from "./notices/public.ts";
export { noticesCleared } from "./notices/settling.ts";
export { flyersCalled, type LanguageFlyers } from "./notices/studio.ts";
export { languages } from "./notices/choices.ts";
export { submitNotice } from "./notices/publishing.ts";
export { catalogues } from "./notices/words/catalogue.ts";
export type { Told } from "./notices/telling.ts";
export type { AlertsRoutes } from "./routes.ts";

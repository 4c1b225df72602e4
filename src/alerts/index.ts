import "./verbs.ts";
import type { Networks } from "#publish";
import { slice } from "#platform/slice.ts";
import { alertGate } from "./life/issuing.ts";
import type { AlertPlace } from "./life/drafting.ts";
import { watchAlerts } from "./life/watching.ts";
import { noticeJobs, noticeNews } from "./notices/slice-parts.ts";
import { alertRoutes } from "./routes.ts";

/** Alerts with their whole life, prepared for IPAWS and carried by the agency's own channels; notices and their flyers. */
export function alerts(networks: Networks, place: AlertPlace) {
  return slice({
    name: "alerts",
    routes: alertRoutes(networks, place),
    inTransaction: alertGate(place),
    on: [noticeNews],
    jobs: [
      {
        name: "alerts.watch",
        schedule: "* * * * *",
        run: async (ctx) => void (await watchAlerts(ctx)),
      },
      ...noticeJobs,
    ],
  });
}

export { publicAlerts, type PublicAlert, type PublicMessage } from "./life/public.ts";
export { activeAlerts, watchAlerts } from "./life/watching.ts";
export { readBlocks, type ReadBlocks } from "./population/blocks.ts";
export { takeCount } from "./population/population.ts";
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
export type { AlertRoutes } from "./routes.ts";

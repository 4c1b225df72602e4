import "./verbs.ts";
import { Hono } from "hono";
import { siteAgency } from "#agency";
import type { Networks } from "#channels";
import { asSystem, type Ctx } from "#platform/context.ts";
import type { AppEnv } from "#platform/http/app-env.ts";
import { slice } from "#platform/slice.ts";
import type { rateLimiter } from "#platform/http/security.ts";
import { roomRoutes } from "./records/room-routes.ts";
import { recordsRoutes } from "./records/records-routes.ts";
import { Site } from "./site.ts";
import type { SafeClient } from "#platform/http/safe-client.ts";
import { HostPusher } from "./hosting/pusher.ts";
import { hostRoutes } from "./hosting/routes.ts";
import { hubRoutes } from "./websub/hub-routes.ts";
import { Hub } from "./websub/telling.ts";
import { kitFileRoutes } from "./kits/kit-routes.ts";
import { signUpRoutes } from "./events/sign-up-routes.ts";
import { pushRoutes, type Browsers } from "./audience/push-routes.ts";
import { subscribeRoutes } from "./audience/subscribe-routes.ts";
import { keepEnding } from "./live/ending.ts";
import { LiveIntake } from "./live/intake.ts";
import { liveRoutes } from "./live/live-routes.ts";
import type { NoteSigner } from "./verify/signed-record.ts";
import { Verifier } from "./verify/verifier.ts";
import { verifyRoutes } from "./verify/verify-routes.ts";

const alertKinds = [
  "alerts.message-issued",
  "alerts.alert-expired",
  "alerts.update-overdue",
] as const;

const kinds = [
  "channels.website-changed",
  "channels.channel-connected",
  "channels.beat-bound",
  "channels.channel-ended",
  "agency.changed",
  "agency.founded",
  "policy.version-adopted",
  ...alertKinds,
  "blotter.policy-adopted",
  "blotter.call-shown",
  "blotter.call-corrected",
  "blotter.call-recalled",
  "blotter.call-past",
  "alerts.notice-activated",
  "alerts.notice-located",
  "alerts.notice-withdrawn",
  "alerts.notice-expired",
  "outreach.page-approved",
  "outreach.page-certified",
  "outreach.page-withdrawn",
  "outreach.opening-approved",
  "outreach.opening-closed",
  "media.consent-withdrawn",
  "outreach.event-activated",
  "outreach.event-worded",
  "outreach.event-cancelled",
  "outreach.event-past",
  "outreach.event-filled",
  "outreach.event-freed",
  "outreach.kit-opened",
  "outreach.kit-closed",
  "outreach.kit-changed",
  "outreach.kit-asked",
  "agency.beat-added",
  "agency.beat-redrawn",
  "watch.channel-disavowed",
  "watch.alarm-ended",
  // The reading room, and its log of requests.
  "records.publication-approved",
  "records.publication-ended",
  "records.request-received",
  "records.request-paused",
  "records.request-resumed",
  "records.request-closed",
  "records.request-reopened",
  "records.request-summarized",
  // What was taken down long ago may be in it.
  "records.destroyed",
];

export interface NewsroomOutside {
  origin: string;
  /** Where our own forms may come from. */
  origins: readonly string[];
  /** Signs posts: the signer of the log, which alone holds the key. */
  signer: NoteSigner;
  limiter: Pick<ReturnType<typeof rateLimiter>, "takeFrom">;
  /** Where the files of productions lie. */
  dataFolder: string;
  /** The guarded way to the host that a copy is pushed to. */
  client: Pick<SafeClient, "fetch">;
  /** The way to browsers; without it nobody can switch notices on. */
  browsers?: Browsers;
}

/** The public site. It is rebuilt when news arrives, and served before and without everything else. */
export function newsroom(
  networks: Networks,
  site: Site,
  { origin, origins, signer, limiter, dataFolder, browsers, client }: NewsroomOutside,
) {
  let madeFor: symbol | undefined;
  const intake = new LiveIntake(dataFolder);
  return slice({
    name: "newsroom",
    routes: hostRoutes(),
    publicRoutes: new Hono<AppEnv>()
      .route("/", verifyRoutes(new Verifier(origin, signer), limiter, origin))
      .route("/", roomRoutes({ origin, origins, limiter, dataFolder }))
      .route("/", hubRoutes(site, origin, limiter))
      .route("/", liveRoutes(intake, site, limiter))
      .route("/", subscribeRoutes({ origin, origins, limiter }))
      .route("/", signUpRoutes({ origin, origins, limiter }))
      .route("/", kitFileRoutes({ origin, limiter }))
      .route(
        "/",
        browsers ? pushRoutes({ origin, origins, limiter }, browsers) : new Hono<AppEnv>(),
      )
      .route("/", recordsRoutes({ origin, origins, limiter, dataFolder })),
    workers: [
      {
        name: "live streams",
        onServer: true,
        run: (ctx, signal) => keepEnding(ctx, site, { dataFolder, signal }),
      },
      {
        name: "newsroom host",
        onServer: true,
        run: (ctx, signal) => new HostPusher(site, client).run(ctx, signal),
      },
      {
        name: "websub",
        onServer: true,
        run: (ctx, signal) =>
          new Hub(site, { origin, strangers: networks.fediverse }).run(ctx, signal),
      },
    ],
    on: [
      {
        // Ahead of a making of the whole site, which may take a while: somebody may be on the way out of a house.
        name: "newsroom alerts",
        onServer: true,
        kinds: alertKinds,
        handle: (ctx) => site.rebuildAlerts(ctx, networks, origin),
      },
      {
        name: "newsroom",
        onServer: true,
        isSlow: true,
        kinds,
        // News that was claimed together is one making. By the claim, not by a clock: two of them may share an instant.
        handle: async (ctx, { claim }) => {
          if (claim === madeFor) return;
          await rebuildSite(ctx, networks, site, origin);
          madeFor = claim;
        },
      },
    ],
  });
}

export async function rebuildSite(
  ctx: Ctx,
  networks: Networks,
  site: Site,
  origin: string,
): Promise<void> {
  const agency = await siteAgency(ctx);
  if (agency) await site.rebuild(asSystem(ctx, "newsroom", agency.agencyId), networks, origin);
}

export type { HostFaultCode } from "./hosting/fault.ts";
export { hostNotice } from "./hosting/notice.ts";
export { siteHost } from "./hosting/hosts.ts";
export { HostPusher } from "./hosting/pusher.ts";
export type { NewsroomRoutes } from "./hosting/routes.ts";
export { Site };

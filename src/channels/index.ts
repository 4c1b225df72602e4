import "./verbs.ts";
import { allAgencies } from "#agency";
import { asSystem } from "#platform/context.ts";
import { slice } from "#platform/slice.ts";
import { FollowerFanOut, type Held } from "./fediverse/fan-out.ts";
import { fediverseRoutes } from "./fediverse/routes-public.ts";
import { pruneOrders } from "./fediverse/standing.ts";
import { watchCapture } from "./completeness/watching.ts";
import { checkAllChannels } from "./health.ts";
import { pruneHookKeys } from "./hearing.ts";
import { lookAll } from "./looking/looking.ts";
import { fetchAll } from "./looking/media.ts";
import type { Networks } from "./networks.ts";
import { receiveAll, receiveChannel } from "./receiving.ts";
import { channelRoutes } from "./routes.ts";
import { publicRoutes } from "./routes-public.ts";

type Limiter = Parameters<typeof publicRoutes>[1];

/** The agency's accounts on networks: connecting, sending, receiving, health. All that passes here is captured. */
export function channels(networks: Networks, limiter: Limiter, held: Held) {
  return slice({
    name: "channels",
    routes: channelRoutes(networks),
    publicRoutes: publicRoutes(networks, limiter).route(
      "/",
      fediverseRoutes(networks.origin, networks.fediverse, limiter),
    ),
    workers: [
      {
        name: "fan-out",
        run: (ctx, signal) =>
          new FollowerFanOut(ctx, networks.origin, networks.fediverse, held).run(signal),
      },
    ],
    jobs: [
      {
        name: "channels.receive-one",
        async run(ctx, { agencyId, id }) {
          if (agencyId !== null && id !== undefined)
            await receiveChannel(asSystem(ctx, "receiving", agencyId), networks, id);
        },
      },
      { name: "channels.prune-orders", schedule: "27 3 * * *", run: (ctx) => pruneOrders(ctx) },
      { name: "channels.prune-hooks", schedule: "17 3 * * *", run: (ctx) => pruneHookKeys(ctx) },
      {
        name: "channels.look-again",
        schedule: "*/10 * * * *",
        run: (ctx) => lookAll(ctx, networks),
      },
      {
        name: "channels.fetch-media",
        schedule: "* * * * *",
        run: (ctx) => fetchAll(ctx, networks),
      },
      { name: "channels.receive", schedule: "* * * * *", run: (ctx) => receiveAll(ctx, networks) },
      {
        name: "channels.watch-capture",
        schedule: "*/5 * * * *",
        async run(ctx) {
          for (const { agencyId } of await allAgencies(ctx))
            await watchCapture(asSystem(ctx, "capture watch", agencyId), networks);
        },
      },
      {
        name: "channels.check-health",
        schedule: "*/15 * * * *",
        async run(ctx) {
          for (const { agencyId } of await allAgencies(ctx))
            await checkAllChannels(asSystem(ctx, "channel health", agencyId), networks);
        },
      },
    ],
  });
}

export { unansweredGaps } from "./completeness/answering.ts";
export { completenessOf } from "./completeness/told.ts";
export { eraseInbound } from "./erasing.ts";
export { agencyMail } from "./agency-mail.ts";
export {
  channelById,
  channelNames,
  connectChannel,
  openChannels,
  type Channel,
} from "./accounts.ts";
export type { LiveState, StreamKey } from "./live.ts";
export { liveStateOn, streamKeyOn } from "./live-streams.ts";
export { SendError } from "./send-error.ts";
export { isNoMailbox } from "./email/errors.ts";
export { isMailbox } from "./email/recipients.ts";
export { inboundItem } from "./inbound-items.ts";
export { isNumber, numbersIn } from "./mailing.ts";
export type { OpenPush, Pushed, PushedAnswer } from "./pushing.ts";
export type {
  Copy,
  FanOut,
  FanOutAsked,
  FanOutCounts,
  GoneWhy,
  Reader,
  Readership,
} from "./readers.ts";
export { askOf } from "./telephone-words.ts";
export type { AccountFacts, Profile } from "./account.ts";
export type { Attempt, Finding, Published, Remote, Shown } from "./attempt.ts";
export type { Connector } from "./connector.ts";
export type { LinkCard, Measure, OutboundMedia, OutboundMessage } from "./outbound.ts";
export { isVideo } from "./media-findings.ts";
export { mailingOf, settledMailing } from "./mailing-progress.ts";
export { channelMeters, type ChannelMeter } from "./meter.ts";
export { networkFacts, type NetworkFacts } from "./facts.ts";
export { accountsFor, beatOf, speaksFor } from "./speaking.ts";
export { documentBytesMax, documentMsMax } from "./fediverse/outside.ts";
export { FollowerFanOut, type Held } from "./fediverse/fan-out.ts";
export { openNetworks, type Networks } from "./networks.ts";
export { practiceNetwork } from "./sandbox/sandbox.ts";
export { placesByChannel } from "./places.ts";
export { peopleIn, placesIn, type BeatPlaces } from "./placing.ts";
export { costsToRead, ownPostsSince, profileOf, saysOtherwise, shownOn } from "./own-items.ts";
export { receiveChannel } from "./receiving.ts";
export type { ChannelRoutes } from "./routes.ts";
export type { Outcome } from "./outcome.ts";
export { hiddenItems } from "./looking/hidden-items.ts";
export { Sender, type SendOrder } from "./sending.ts";
export { segmentsOf, type Segments } from "./sms/segments.ts";
export {
  websiteIndex,
  websitePicturesShown,
  websitePostsById,
  type WebsiteEntry,
  type WebsitePost,
} from "./website/reading.ts";
export {
  askStreamEnd,
  beginStream,
  endStream,
  heardStream,
  openWebsiteStream,
  startedStreams,
  websiteStreamsOf,
  type ShownStream,
  type WebsiteStream,
} from "./website/streams.ts";
export {
  captionsById,
  captionsOfStream,
  keepStreamCaptions,
  recordedSeconds,
  showStreamCaptions,
  type StreamCaptions,
} from "./website/captions.ts";

import "./verbs.ts";
import { allAgencies } from "#agency";
import { asSystem } from "#platform/context.ts";
import { slice } from "#platform/slice.ts";
import { checkAllChannels } from "./health.ts";
import type { Networks } from "./networks.ts";
import { receiveAll } from "./receiving.ts";
import { channelRoutes } from "./routes.ts";

/** The agency's accounts on networks: connecting, sending, receiving, health. All that passes here is captured. */
export function channels(networks: Networks) {
  return slice({
    name: "channels",
    routes: channelRoutes(networks),
    jobs: [
      { name: "channels.receive", schedule: "* * * * *", run: (ctx) => receiveAll(ctx, networks) },
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

export {
  channelById,
  channelNames,
  connectChannel,
  openChannels,
  type Channel,
} from "./accounts.ts";
export type {
  AccountFacts,
  Attempt,
  Connector,
  Finding,
  LinkCard,
  Measure,
  OutboundMedia,
  OutboundMessage,
  Published,
  Remote,
} from "./connector.ts";
export { openNetworks, type Networks } from "./networks.ts";
export { receiveChannel } from "./receiving.ts";
export type { ChannelRoutes } from "./routes.ts";
export { Sender, type Outcome, type SendOrder } from "./sending.ts";
export { websitePostsNewest, type WebsitePost } from "./website/store.ts";

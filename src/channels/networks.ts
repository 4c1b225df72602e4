import type { Ctx } from "#platform/context.ts";
import type { SafeClient } from "#platform/http/safe-client.ts";
import { Refusal } from "#platform/refusal.ts";
import type { Connector, Net } from "./connector.ts";
import { lendMedia } from "./loans.ts";
import { pushConnector } from "./push/push.ts";
import type { OpenPush } from "./pushing.ts";
import type { Readership } from "./readers.ts";
import { connectors } from "./registry.ts";
import { websiteConnector } from "./website/website.ts";
import { websiteStore } from "./website/store.ts";

/** All networks of this installation, and the one way out to them. */
/** What other slices hold and channels reach people by. */
export interface ReachingOthers {
  readership?: Readership;
  push?: OpenPush;
}

export interface Networks {
  /** Who subscribed to what; absent where nobody can. */
  readership: Readership | undefined;
  all(ctx: Ctx): Connector[];
  connector(ctx: Ctx, network: string): Connector;
  /** What people type to reach this installation: networks come back to it. */
  origin: string;
  net(ctx: Ctx, signal: AbortSignal): Net;
}

/** The website needs no network: it writes where the newsroom reads, so it is made per context. */
export function openNetworks(
  client: SafeClient,
  origin: string,
  { readership, push }: ReachingOthers = {},
): Networks {
  const site = (ctx: Ctx) => websiteConnector(websiteStore(ctx), origin);
  const notices = readership && push ? pushConnector(origin) : undefined;
  return {
    origin,
    readership,
    all: (ctx) => [site(ctx), ...(notices ? [notices] : []), ...connectors.values()],
    connector(ctx, network) {
      const own = network === "website" ? site(ctx) : network === "push" ? notices : undefined;
      const connector = own ?? connectors.get(network);
      if (!connector)
        throw new Refusal("unknown-network", `There is no network called ${network}.`);
      return connector;
    },
    net: (ctx, signal) => ({
      fetch: client.fetch,
      resolve: (host, port) => client.resolve(host, port),
      now: () => ctx.clock.now(),
      signal,
      sleep: (ms) => ctx.clock.sleep(ms, signal),
      ...(push ? { push: push(ctx) } : {}),
      media: (sha256) => ctx.blobs.get(sha256),
      origin,
      lend: (sha256, type, as) => lendMedia(ctx, origin, { sha256, type, as }),
    }),
  };
}

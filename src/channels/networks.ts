import type { Ctx } from "#platform/context.ts";
import type { SafeClient } from "#platform/http/safe-client.ts";
import { Refusal } from "#platform/refusal.ts";
import type { Connector, Net } from "./connector.ts";
import { lendMedia } from "./loans.ts";
import { addresses } from "./fediverse/addresses.ts";
import { fediverseConnector } from "./fediverse/fediverse.ts";
import type { Outside } from "./fediverse/outside.ts";
import { fediverseStore } from "./fediverse/store.ts";
import { pushConnector } from "./push/push.ts";
import type { OpenPush } from "./pushing.ts";
import type { Readership } from "./readers.ts";
import { connectors } from "./registry.ts";
import { websiteConnector } from "./website/website.ts";
import { websiteStore } from "./website/store.ts";

/** All networks of this installation, and the one way out to them. */
/** What other slices hold and channels reach people by. */
export interface ReachingOthers {
  /** Servers that nobody here chose: the guarded client without any allowed inner one. */
  strangers: Pick<SafeClient, "fetch">;
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
  /** The way out to other servers of the fediverse: no inner server is open to it. */
  fediverse: Outside;
}

/** The website and our own fediverse server write where this installation reads, so they are made per context. */
export function openNetworks(
  client: SafeClient,
  origin: string,
  { readership, push, strangers }: ReachingOthers,
): Networks {
  const fediverse = { fetch: strangers.fetch, isPlain: !origin.startsWith("https://") };
  const own = (ctx: Ctx) =>
    fediverseConnector(fediverseStore(ctx, addresses(origin)), origin, fediverse);
  const site = (ctx: Ctx) => websiteConnector(websiteStore(ctx), origin);
  const notices = readership && push ? pushConnector(origin) : undefined;
  return {
    origin,
    fediverse,
    readership,
    all: (ctx) => [site(ctx), own(ctx), ...(notices ? [notices] : []), ...connectors.values()],
    connector(ctx, network) {
      const makers = { website: () => site(ctx), fediverse: () => own(ctx), push: () => notices };
      const made = isOwn(network) ? makers[network]() : undefined;
      const connector = made ?? connectors.get(network);
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

/** Networks of our own, which are made for whoever asks. */
function isOwn(network: string): network is "website" | "fediverse" | "push" {
  return network === "website" || network === "fediverse" || network === "push";
}

import { documentBytesMax, documentMsMax } from "#channels";
import { pushAnswerMax, Pusher, pushMsMax } from "#devices";
import { cardBytesMax, cardMsMax } from "#publish";
import { systemChromium } from "#platform/browser/chromium.ts";
import type { Clock } from "#platform/clock.ts";
import type { Config } from "#platform/config/config.ts";
import { openSafeClient, type SafeClient } from "#platform/http/safe-client.ts";

/** Servers on this machine that tests alone have, as `host:port`. */
interface OwnHosts {
  pushHosts?: readonly string[];
  pageHosts?: readonly string[];
  fediverseHosts?: readonly string[];
}

const gatewayOrigin = "https://api.twilio.com";

/** Every way out of this machine, each with as much of the agency's own network open to it as it needs. */
export function openWaysOut(config: Config, clock: Clock, options: OwnHosts) {
  const client = openSafeClient({ allowPrivate: innerHosts(config), clock });
  const web = openCardClient(clock);
  const strangers = openStrangersClient(clock, options.fediverseHosts ?? []);
  const push = openPush(clock, config.origin, options.pushHosts ?? []);
  const { tools: pages, close } = openPages(config, clock, options.pageHosts ?? []);
  // Nothing inside the agency answers for a gateway of texts.
  const gateway = { client: pages.client, origin: gatewayOrigin };
  const closeAll = () => {
    for (const one of [client, strangers, web, push]) one.close();
    close();
  };
  return { client, strangers, web, push, pages, gateway, close: closeAll };
}

/** Link cards are fetched from wherever a writer says: no inner server is open to them, ever. */
function openCardClient(clock: Clock): SafeClient {
  const bounds = { bodyBytesMax: cardBytesMax, deadlineMs: cardMsMax, idleMs: cardMsMax };
  return openSafeClient({ clock, bounds });
}

/** Other servers of the fediverse name their addresses themselves: no inner server is open to them, ever. */
function openStrangersClient(clock: Clock, ownHosts: readonly string[]): SafeClient {
  const bounds = {
    bodyBytesMax: documentBytesMax,
    deadlineMs: documentMsMax,
    idleMs: documentMsMax,
  };
  return openSafeClient({ clock, allowPrivate: ownHosts, bounds });
}

/**
 * Where notices go is said by whoever's browser it is: no inner server is open to them either. Push services want to
 * know whom to write to about us, by https, or by mail where a trial has no https.
 */
function openPush(clock: Clock, origin: string, ownHosts: readonly string[]) {
  const bounds = { bodyBytesMax: pushAnswerMax, deadlineMs: pushMsMax, idleMs: pushMsMax };
  const client = openSafeClient({ clock, allowPrivate: ownHosts, bounds, keepsAll: true });
  const isSecure = origin.startsWith("https://");
  const subject = isSecure ? origin : `mailto:postmaster@${new URL(origin).hostname}`;
  return { pusher: new Pusher({ client, subject, ownHosts }), close: () => client.close() };
}

/**
 * Pages to capture are named by people and by posts: no inner server is open to them, but our own newsroom, which may
 * stand under a name inside the agency.
 */
function openPages(config: Config, clock: Clock, hosts: readonly string[]) {
  const own = new URL(config.origin);
  const port = own.port || (own.protocol === "https:" ? "443" : "80");
  const client = openSafeClient({ clock, allowPrivate: [`${own.hostname}:${port}`, ...hosts] });
  const tools = { client, chromium: systemChromium(config.chromium) };
  return { tools, close: () => client.close() };
}

/** What an administrator named; and the practice network on this machine, on the first free of these. */
function innerHosts({ allowPrivate, port }: Config): string[] {
  const first = port === 0 ? 4600 : port + 1;
  const practice = Array.from({ length: 20 }, (_one, index) => `127.0.0.1:${first + index}`);
  return [...allowPrivate, ...practice];
}

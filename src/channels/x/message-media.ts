import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import { baseOf } from "../endpoint.ts";
import type { MediumAsked, MediumPlace } from "../inbound.ts";
import { placeFor } from "../medium-place.ts";
import { callerOf, live } from "./calls.ts";

/** X's own hosts for what goes with messages; a token goes to no other. */
const files = ["ton.twitter.com", "ton.x.com", "pbs.twimg.com", "video.twimg.com"];
/** The parts of such an address, each as the download's description allows it. */
const parts = /\/dm\/(\d{1,19})\/(\d{1,19})\/([a-zA-Z0-9_-][a-zA-Z0-9_.-]{0,49})$/;

/**
 * What goes with a message is given to who takes part in it. At the address that is told X takes signatures of OAuth 1 alone;
 * a token of OAuth 2 gets the same bytes by `/2/dm_conversations/media` (docs.x.com, download-dm-media). Films and GIFs
 * have no such way described: they are asked for where they lie. What goes with posts is anybody's.
 */
export async function mediumAt(
  net: Net,
  account: Account,
  { url }: MediumAsked,
): Promise<MediumPlace | undefined> {
  const at = URL.parse(url);
  if (at === null || !isOfMessage(at)) return undefined;
  const base = baseOf(account.settings["endpoint"], live);
  const headers = { authorization: `Bearer ${(await callerOf(net, account)).token}` };
  const [, event, medium, file] = parts.exec(at.pathname) ?? [];
  if (at.hostname.startsWith("ton.") && file !== undefined)
    return { url: `${base}/2/dm_conversations/media/${event}/${medium}/${file}`, headers };
  return placeFor(url, { base, files }, headers);
}

function isOfMessage({ hostname, pathname }: URL): boolean {
  return files.includes(hostname) && (hostname.startsWith("ton.") || /^\/dm[_/]/.test(pathname));
}

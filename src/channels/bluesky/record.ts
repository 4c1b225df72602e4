import type { Account } from "../account.ts";
import type { Attempt, Remote } from "../attempt.ts";
import type { Net } from "../connector.ts";
import type { OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { field, textField } from "../exchange.ts";
import { notActed } from "../oauth.ts";
import { embedOf } from "./embed.ts";
import { call } from "./session.ts";

export const collection = "app.bsky.feed.post";

/**
 * What a reader sees as text. A record has one embed: pictures and videos take the place of the link's card, so
 * that the link stands below the text, where it is marked as one.
 */
export function said({ text, link, media }: OutboundMessage): string {
  const hasCard = media.length === 0;
  return link === undefined || hasCard || text.includes(link.url) ? text : `${text}\n\n${link.url}`;
}

/** An `app.bsky.feed.post` record, ready for the repository. */
export async function postRecord(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Readonly<Record<string, unknown>>> {
  const text = said(message);
  const facets = await facetsOf(net, account, text);
  const embed = await embedOf(net, account, message, attempt);
  const reply =
    message.replyTo === undefined ? undefined : await replyOf(net, account, message.replyTo);
  const labels = message.contentWarning === undefined ? undefined : warning;
  return {
    $type: collection,
    text,
    createdAt: net.now().toString({ smallestUnit: "millisecond" }),
    ...(facets === undefined ? {} : { facets }),
    ...(embed === undefined ? {} : { embed }),
    ...(reply === undefined ? {} : { reply }),
    ...(labels === undefined ? {} : { labels }),
    ...(message.languages === undefined ? {} : { langs: message.languages.slice(0, 3) }),
  };
}

/** Bluesky has no free-text warning: the network's own label for disturbing media stands for it. */
const warning = { $type: "com.atproto.label.defs#selfLabels", values: [{ val: "graphic-media" }] };

/**
 * Links, tags and mentions with their offsets in UTF-8 bytes. A handle that does not resolve stays
 * plain text. The library is loaded at first use: it weighs 50 MB and half a second.
 */
async function facetsOf(net: Net, account: Account, text: string): Promise<unknown[] | undefined> {
  if (!/[@#.$]/.test(text)) return undefined;
  const { RichText } = await import("@atproto/api");
  const rich = new RichText({ text });
  rich.detectFacetsWithoutResolution();
  const facets = [];
  for (const facet of rich.facets ?? []) {
    const features = [];
    for (const feature of facet.features) {
      if (feature.$type !== "app.bsky.richtext.facet#mention") {
        features.push(feature);
        continue;
      }
      const did = await didOf(net, account, textField(feature, "did"));
      if (did !== undefined) features.push({ ...feature, did });
    }
    if (features.length > 0) facets.push({ index: facet.index, features });
  }
  return facets.length > 0 ? facets : undefined;
}

async function didOf(net: Net, account: Account, handle: string): Promise<string | undefined> {
  const what = { nsid: "com.atproto.identity.resolveHandle", query: { handle } };
  try {
    return textField((await call(net, account, what)).body, "did") || undefined;
  } catch (error) {
    if (error instanceof SendError && error.class === "refused") return undefined;
    throw notActed(error);
  }
}

/** A reply names the post above it and the first of the whole conversation. */
async function replyOf(net: Net, account: Account, parent: Remote): Promise<unknown> {
  const { repo, rkey } = uriParts(parent.id);
  const query = { repo, collection, rkey };
  const answer = await call(net, account, { nsid: "com.atproto.repo.getRecord", query }).catch(
    (error: unknown) => {
      throw notActed(error);
    },
  );
  const above = { uri: textField(answer.body, "uri"), cid: textField(answer.body, "cid") };
  const root = field(field(field(answer.body, "value"), "reply"), "root") ?? above;
  return { root, parent: above };
}

const postUri = /^at:\/\/([^/]+)\/app\.bsky\.feed\.post\/([^/]+)$/;

export function isPost(uri: string): boolean {
  return postUri.test(uri);
}

/** `at://did/collection/rkey` taken apart; a SendError `refused` for anything else. */
export function uriParts(uri: string): { repo: string; rkey: string } {
  const [, repo, rkey] = postUri.exec(uri) ?? [];
  if (repo === undefined || rkey === undefined) {
    throw new SendError("refused", "This is not the address of a Bluesky post.");
  }
  return { repo, rkey };
}

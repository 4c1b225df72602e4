import type { Account } from "../account.ts";
import type { Shown } from "../attempt.ts";
import type { Net } from "../connector.ts";
import type { OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { field, listField, textField } from "../exchange.ts";
import { linked } from "../linked.ts";
import { isNotFound, shownAs } from "../shown.ts";
import { call } from "./calls.ts";

/** What is asked of each post. */
export const fields =
  "created_at,author_id,entities,referenced_tweets,in_reply_to_user_id,attachments";

const ownMedia = /^https:\/\/(x|twitter)\.com\/[^/]+\/status\/\d+\/(photo|video)\/\d/;

/** X writes its own short links and HTML's entities into a text: the words as they were sent. */
export function plainText(post: unknown): string {
  const text = longLinks(post, ownMedia);
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&").trim();
}

/** The text with the addresses that were meant. The link to what goes with it is none that anybody wrote. */
export function longLinks(told: unknown, media: RegExp): string {
  let text = textField(told, "text");
  for (const each of listField(field(told, "entities"), "urls")) {
    const [short, long] = [textField(each, "url"), textField(each, "expanded_url")];
    // Written by a function: "$&" in an address means nothing here.
    if (short !== "") text = text.replace(short, () => (media.test(long) ? "" : long));
  }
  return text;
}

/** The ids of a post's versions, the first one first. */
export function chainOf(post: unknown): string[] {
  return listField(post, "edit_history_tweet_ids").filter((each) => typeof each === "string");
}

/**
 * What stands there now of a post of ours: its own id keeps its first words, and names the ids of later versions
 * (docs.x.com, fundamentals, edit-posts). A deletion takes the whole chain. Each reading is paid for.
 */
export async function shown(
  net: Net,
  account: Account,
  id: string,
  message: OutboundMessage,
): Promise<Shown> {
  const first = await postById(net, account, id);
  const newest = chainOf(first).at(-1) ?? id;
  const now = first === undefined || newest === id ? first : await postById(net, account, newest);
  return now === undefined ? { state: "gone" } : shownAs(plainText(now), linked(message));
}

/** One post; undefined for one that is gone, which X says with a 404, or with a 200 that holds an error. */
async function postById(net: Net, account: Account, id: string): Promise<unknown> {
  const query = new URLSearchParams({ "post.fields": fields });
  try {
    const path = `/2/tweets/${encodeURIComponent(id)}?${query}`;
    const { body } = await call(net, account, "GET", path);
    const post = field(body, "data");
    if (post !== undefined) return post;
    const isGone = listField(body, "errors").some((each) =>
      textField(each, "type").endsWith("/resource-not-found"),
    );
    if (isGone) return undefined;
    throw new SendError("later", "X's answer names no post.", { answer: body });
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

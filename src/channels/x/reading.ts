import { limit } from "#platform/limits.ts";
import type { Account } from "../account.ts";
import type { Attempt, Finding } from "../attempt.ts";
import type { Net } from "../connector.ts";
import type { InboundItem, Received } from "../inbound.ts";
import type { OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { cleaned, field, listField, numberField, textField } from "../exchange.ts";
import { linked } from "../linked.ts";
import { sinceOnServer, writtenMs } from "../server-time.ts";
import { attachedTo, beside } from "./attached.ts";
import { call } from "./calls.ts";
import { messagesSince } from "./message-reading.ts";
import { chainOf, fields, plainText } from "./versions.ts";

const pagesMax = limit("x.pages", 10, "pages of 100 posts", "each post that is read costs money");
/** An agency's clock and X's differ by less; older posts that this reads are passed over. */
const clocksApartMin = 10;

/** Reads the account's own timeline from the attempt's start on and looks for the words. */
export async function find(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Finding> {
  const text = linked(message).trim();
  // By X's clock, which the first answer tells: the question itself reaches back further than clocks differ.
  const asked = attempt.startedAt.subtract({ minutes: clocksApartMin });
  let token = "";
  try {
    for (let page = 0; page < pagesMax; page += 1) {
      const query = new URLSearchParams({
        max_results: "100",
        start_time: asked.toString({ smallestUnit: "second" }),
        "post.fields": fields,
        ...(token === "" ? {} : { pagination_token: token }),
      });
      const path = `/2/users/${account.remoteId}/tweets?${query}`;
      const answer = await call(net, account, "GET", path);
      const { body } = answer;
      const since = sinceOnServer(answer, attempt) - 1_000;
      const ours = listField(body, "data").find(
        (each) =>
          plainText(each) === text &&
          writtenMs(textField(each, "created_at")) >= since &&
          attempt.others?.has(textField(each, "id")) !== true,
      );
      if (ours !== undefined) {
        const id = textField(ours, "id");
        return { found: true, remote: { id, url: urlOf(account, id), native: ours } };
      }
      token = textField(field(body, "meta"), "next_token");
      if (token === "") return { found: false, absent: true };
    }
    return { found: false, absent: false, why: "The timeline was not read to its end." };
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    return { found: false, absent: false, why: error.message };
  }
}

export function urlOf(account: Account, id: string): string {
  return `https://x.com/${account.handle.replace(/^@/, "")}/status/${id}`;
}

/** Own posts, mentions and messages since the newest of each that is known: all that is read is paid for. */
export async function receive(
  net: Net,
  account: Account,
  cursor: string | undefined,
): Promise<Received> {
  // A cursor from before messages were read has two words.
  const [sinceOwn = "", sinceMention = "", reached = ""] = (cursor ?? "").split(" ");
  const own = await since(net, account, "tweets", sinceOwn);
  const mentions = await since(net, account, "mentions", sinceMention);
  const path = "/2/users/me?user.fields=public_metrics";
  const me = await call(net, account, "GET", path);
  const posts = numberField(field(field(me.body, "data"), "public_metrics"), "tweet_count");
  const messages = await messagesSince(net, account, reached);
  const next = [own.newest || sinceOwn, mentions.newest || sinceMention, messages.word];
  return {
    items: [
      ...own.items,
      ...mentions.items.filter((each) => each.author.remoteId !== account.remoteId),
      ...messages.items,
    ],
    cursor: next.every((each) => each === "") ? undefined : next.join(" "),
    counters: posts === undefined ? {} : { posts },
    more: false,
    isLost: messages.isLost,
  };
}

async function since(net: Net, account: Account, edge: "tweets" | "mentions", sinceId: string) {
  const items: InboundItem[] = [];
  let newest = "";
  let token = "";
  for (let page = 0; page < pagesMax; page += 1) {
    const query = new URLSearchParams({
      max_results: "100",
      "post.fields": fields,
      ...beside,
      ...(sinceId === "" ? {} : { since_id: sinceId }),
      ...(token === "" ? {} : { pagination_token: token }),
    });
    const { body } = await call(
      net,
      account,
      "GET",
      `/2/users/${account.remoteId}/${edge}?${query}`,
    );
    const includes = field(body, "includes");
    newest ||= textField(field(body, "meta"), "newest_id");
    for (const each of listField(body, "data")) items.push(itemOf(each, includes, account, edge));
    token = textField(field(body, "meta"), "next_token");
    if (token === "") break;
  }
  return { items, newest };
}

export function itemOf(
  post: unknown,
  includes: unknown,
  account: Account,
  edge: "tweets" | "mentions",
): InboundItem {
  const author = listField(includes, "users").find(
    (each) => textField(each, "id") === textField(post, "author_id"),
  );
  const handle = textField(author, "username");
  const id = textField(post, "id");
  const [first = id] = chainOf(post);
  const above = listField(post, "referenced_tweets").find(
    (each) => textField(each, "type") === "replied_to",
  );
  const isAnswer = textField(post, "in_reply_to_user_id") === account.remoteId;
  return {
    // An edit on X is a new post with a new id: a further version of the first.
    remoteId: first,
    version: first === id ? "1" : id,
    kind: edge === "tweets" ? "post" : isAnswer ? "comment" : "mention",
    occurredAt: textField(post, "created_at"),
    author: {
      remoteId: textField(post, "author_id"),
      handle,
      displayName: textField(author, "name") || handle,
    },
    text: plainText(post),
    url: `https://x.com/${handle || "i"}/status/${id}`,
    ...(above === undefined ? {} : { inReplyTo: textField(above, "id") }),
    media: attachedTo(post, includes),
    native: cleaned(post, Object.values(account.credential)),
  };
}

import { limit } from "#platform/limits.ts";
import type { Account } from "../account.ts";
import type { Attempt, Finding } from "../attempt.ts";
import type { Net } from "../connector.ts";
import type { InboundItem, Received } from "../inbound.ts";
import type { OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { cleaned, field, listField, textField } from "../exchange.ts";
import { callGraph, codesIn } from "../graph.ts";
import { versionOf } from "../item-version.ts";
import { isVideo } from "../media-findings.ts";
import { sinceOnServer, writtenInstant, writtenMs } from "../server-time.ts";
import { keptOf } from "../upload-progress.ts";
import { findLive, isLive } from "./live.ts";
import { graphOf } from "./place.ts";
import { urlOf, withLink } from "./sending.ts";

const pagesMax = limit(
  "facebook.pages",
  10,
  "pages of 50 posts",
  "the rest waits for the next poll, or a person is asked",
);
const postFields = "id,message,created_time,updated_time,permalink_url";

/** Reads the page (or the comments under a post) back to the attempt's start and looks for the words. */
export async function find(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Finding> {
  try {
    if (isLive(message)) return await findLive(net, account, message, attempt);
    const video = message.media.find(isVideo);
    return video
      ? await findVideo(net, account, message, keptOf(attempt)[`video ${video.sha256}`])
      : await findWords(net, account, message, attempt);
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    return { found: false, absent: false, why: error.message };
  }
}

async function findWords(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Finding> {
  const { replyTo } = message;
  const texts = new Set([message.text, withLink(message)].map((each) => each.trim()));
  const path = replyTo
    ? `/${encodeURIComponent(replyTo.id)}/comments`
    : `/${account.remoteId}/published_posts`;
  let after = "";
  for (let page = 0; page < pagesMax; page += 1) {
    const order: Record<string, string> = replyTo
      ? { order: "reverse_chronological", filter: "stream", fields: "id,message,created_time,from" }
      : { fields: postFields };
    const query = { ...order, limit: "50", ...(after === "" ? {} : { after }) };
    const answer = await callGraph(net, graphOf(account), "GET", path, { query });
    // Facebook tells whole seconds.
    const since = sinceOnServer(answer, attempt) - 1_000;
    const all = listField(answer.body, "data");
    for (const each of all) {
      if (writtenMs(textField(each, "created_time")) < since) return { found: false, absent: true };
      const id = textField(each, "id");
      if (attempt.others?.has(id)) continue;
      if (texts.has(textField(each, "message").trim())) {
        return { found: true, remote: { id, url: urlOf(id), native: each } };
      }
    }
    after = textField(field(field(answer.body, "paging"), "cursors"), "after");
    if (all.length === 0 || field(field(answer.body, "paging"), "next") === undefined)
      return { found: false, absent: true };
  }
  return { found: false, absent: false, why: "The page was not read back far enough." };
}

/** A video has its id before it is public: what it says tells whether `finish` arrived. */
async function findVideo(
  net: Net,
  account: Account,
  message: OutboundMessage,
  kept: string | undefined,
): Promise<Finding> {
  const id = kept?.split(" ")[1];
  if (id === undefined) return { found: false, absent: true };
  const query = { fields: "id,description,permalink_url,status" };
  try {
    const { body } = await callGraph(net, graphOf(account), "GET", `/${id}`, { query });
    if (textField(body, "description").trim() !== withLink(message).trim())
      return { found: false, absent: true };
    const extra = { kind: "video", captions: "missing" };
    return { found: true, remote: { id, url: urlOf(id), extra, native: body } };
  } catch (error) {
    // Until it is finished the video is not there to be seen.
    if (codesIn(error).subcode === "33") return { found: false, absent: true };
    throw error;
  }
}

/** Posts with their comments, the newest pages anew each time, then messages where the app may see them. */
export async function receive(
  net: Net,
  account: Account,
  cursor: string | undefined,
): Promise<Received> {
  const sinceMs = cursor === undefined ? 0 : writtenMs(cursor);
  const items: InboundItem[] = [];
  let newestMs = sinceMs;
  let after = "";
  const comments =
    "comments.limit(100).order(reverse_chronological).filter(stream){id,message,created_time,from,permalink_url,parent}";
  const fields = `${postFields},from,${postAttachments},${comments}`;
  for (let page = 0; page < pagesMax; page += 1) {
    const query = { fields, limit: "50", ...(after === "" ? {} : { after }) };
    const { body } = await callGraph(net, graphOf(account), "GET", `/${account.remoteId}/feed`, {
      query,
    });
    const all = listField(body, "data");
    for (const post of all) items.push(...itemsOf(post, account));
    const times = all.map((post) => writtenMs(textField(post, "updated_time")));
    newestMs = Math.max(newestMs, ...times);
    after = textField(field(field(body, "paging"), "cursors"), "after");
    const hasNext = field(field(body, "paging"), "next") !== undefined;
    if (!hasNext || Math.max(0, ...times) <= sinceMs) break;
  }
  items.push(...(await messages(net, account)));
  return {
    items,
    cursor: newestMs === 0 ? undefined : writtenInstant(new Date(newestMs).toISOString()),
    counters: {},
    more: false,
  };
}

function itemsOf(post: unknown, account: Account): InboundItem[] {
  const under = listField(field(post, "comments"), "data");
  const { comments: _comments, ...own } = { comments: undefined, ...Object(post) };
  return [
    itemOf(own, account, undefined),
    ...under.map((each) => itemOf(each, account, textField(post, "id"))),
  ];
}

export function itemOf(node: unknown, account: Account, parent: string | undefined): InboundItem {
  const id = textField(node, "id");
  const from = field(node, "from");
  const author = textField(from, "id");
  const isOwn = author === account.remoteId || (author === "" && parent === undefined);
  const text = textField(node, "message");
  const above = textField(field(node, "parent"), "id") || parent;
  return {
    remoteId: id,
    version: versionOf(text),
    kind: parent !== undefined ? "comment" : isOwn ? "post" : "mention",
    occurredAt: writtenInstant(textField(node, "created_time")),
    author: isOwn
      ? { remoteId: account.remoteId, handle: account.handle, displayName: account.handle }
      : { remoteId: author, handle: author, displayName: textField(from, "name") || "Somebody" },
    text,
    url: textField(node, "permalink_url") || urlOf(id),
    ...(above === undefined ? {} : { inReplyTo: above }),
    media: attachedTo(node),
    native: cleaned(node, Object.values(account.credential)),
  };
}

export const postAttachments = "attachments{media_type,url,media}";
export const fileAttachments = "attachments{id,mime_type,file_url,image_data,video_data}";

/** What goes with a post. An attachment's own address is a page; the picture lies beside it. */
export function attachedTo(post: unknown): InboundItem["media"] {
  return listField(field(post, "attachments"), "data").map((each) => ({
    url: textField(field(field(each, "media"), "image"), "src") || textField(each, "url"),
    type: textField(each, "media_type"),
  }));
}

/** What goes with a direct message. */
export function filesOf(message: unknown): InboundItem["media"] {
  return listField(field(message, "attachments"), "data").map((each) => ({
    url:
      textField(field(each, "image_data"), "url") ||
      textField(field(each, "video_data"), "url") ||
      textField(each, "file_url"),
    type: textField(each, "mime_type"),
  }));
}

/** Messages to the page; an app without that permission simply sees none. */
async function messages(net: Net, account: Account): Promise<InboundItem[]> {
  const query = {
    fields: `messages.limit(25){id,message,created_time,from,${fileAttachments}}`,
    limit: "25",
    platform: "messenger",
  };
  const path = `/${account.remoteId}/conversations`;
  try {
    const { body } = await callGraph(net, graphOf(account), "GET", path, { query });
    return listField(body, "data").flatMap((each) =>
      listField(field(each, "messages"), "data").map((one) => messageItem(one, account)),
    );
  } catch (error) {
    const { code } = codesIn(error);
    if (code === "10" || code === "200" || code === "3") return [];
    throw error;
  }
}

function messageItem(message: unknown, account: Account): InboundItem {
  const from = field(message, "from");
  const name = textField(from, "name");
  return {
    remoteId: textField(message, "id"),
    version: "1",
    kind: "message",
    occurredAt: writtenInstant(textField(message, "created_time")),
    author: { remoteId: textField(from, "id"), handle: textField(from, "id"), displayName: name },
    text: textField(message, "message"),
    media: filesOf(message),
    native: cleaned(message, Object.values(account.credential)),
  };
}

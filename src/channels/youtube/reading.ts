import { limit } from "#platform/limits.ts";
import type { Account } from "../account.ts";
import type { Attempt, Finding } from "../attempt.ts";
import type { Net } from "../connector.ts";
import type { InboundItem, Received } from "../inbound.ts";
import type { OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { cleaned, field, listField, numberField, textField } from "../exchange.ts";
import { versionOf } from "../item-version.ts";
import { linked } from "../linked.ts";
import { sinceOnServer, writtenInstant, writtenMs } from "../server-time.ts";
import { keptOf } from "../upload-progress.ts";
import { findBroadcast, unendedBroadcasts } from "./broadcasts.ts";
import { call } from "./calls.ts";
import { urlOf } from "./watching.ts";

const pagesMax = limit(
  "youtube.pages",
  5,
  "pages",
  "each costs quota; the rest waits for the next poll",
);

/** A kept video says by itself whether it is public; else the newest uploads and comments are read. */
export async function find(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Finding> {
  try {
    if (message.replyTo) return await findComment(net, account, message, attempt);
    const kept = keptOf(attempt);
    if (message.live)
      return await findBroadcast(net, account, message, { attempt, known: kept["broadcast"] });
    const id = kept["video"];
    const ids = id === undefined ? await newestIds(net, account) : [id];
    if (ids.length === 0) return { found: false, absent: true };
    const path = `/youtube/v3/videos?part=snippet,status&id=${ids.join(",")}`;
    const answer = await call(net, account, "GET", path);
    const since = sinceOnServer(answer, attempt) - 1_000;
    const ours = listField(answer.body, "items").find(
      (each) =>
        textField(field(each, "status"), "privacyStatus") === "public" &&
        attempt.others?.has(textField(each, "id")) !== true &&
        (id !== undefined ||
          (textField(field(each, "snippet"), "description") === linked(message) &&
            writtenMs(textField(field(each, "snippet"), "publishedAt")) >= since)),
    );
    if (ours === undefined) return { found: false, absent: true };
    const found = textField(ours, "id");
    const extra = { kind: "video" };
    return { found: true, remote: { id: found, url: urlOf(found), extra, native: ours } };
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    return { found: false, absent: false, why: error.message };
  }
}

/** Nobody brings fifty videos in the minutes that are asked about. */
async function newestIds(net: Net, account: Account): Promise<string[]> {
  const query = new URLSearchParams({
    part: "contentDetails",
    playlistId: account.settings["uploads"] ?? "",
    maxResults: "50",
  });
  const { body } = await call(net, account, "GET", `/youtube/v3/playlistItems?${query}`);
  return listField(body, "items").map((each) =>
    textField(field(each, "contentDetails"), "videoId"),
  );
}

async function findComment(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Finding> {
  const parent = message.replyTo;
  const isThread = parent?.extra?.["kind"] !== "comment";
  const [what, where] = isThread ? ["commentThreads", "videoId"] : ["comments", "parentId"];
  const query = new URLSearchParams({
    part: "snippet",
    [where]: parent?.id ?? "",
    maxResults: "100",
  });
  const answer = await call(net, account, "GET", `/youtube/v3/${what}?${query}`);
  const since = sinceOnServer(answer, attempt) - 1_000;
  const ours = listField(answer.body, "items").find((each) => {
    const top = isThread
      ? field(field(field(each, "snippet"), "topLevelComment"), "snippet")
      : field(each, "snippet");
    const isOwn = textField(field(top, "authorChannelId"), "value") === account.remoteId;
    return (
      attempt.others?.has(textField(each, "id")) !== true &&
      isOwn &&
      textField(top, "textOriginal") === linked(message) &&
      writtenMs(textField(top, "publishedAt")) >= since
    );
  });
  if (ours === undefined) return { found: false, absent: true };
  return {
    found: true,
    remote: { id: textField(ours, "id"), extra: { kind: "comment" }, native: ours },
  };
}

/** The newest uploads and the channel's comments, newest first, back to the cursor's time. */
export async function receive(
  net: Net,
  account: Account,
  cursor: string | undefined,
): Promise<Received> {
  const sinceMs = cursor === undefined ? 0 : writtenMs(cursor);
  const items: InboundItem[] = [];
  const shown = await publicVideos(net, account);
  items.push(...shown.map((each) => videoItem(each, account)));
  let newestMs = sinceMs;
  let token = "";
  for (let page = 0; page < pagesMax; page += 1) {
    const query = new URLSearchParams({
      part: "snippet,replies",
      allThreadsRelatedToChannelId: account.remoteId,
      order: "time",
      maxResults: "100",
      ...(token === "" ? {} : { pageToken: token }),
    });
    const { body } = await call(net, account, "GET", `/youtube/v3/commentThreads?${query}`);
    const times: number[] = [];
    for (const thread of listField(body, "items")) {
      const top = field(field(thread, "snippet"), "topLevelComment");
      const under = listField(field(thread, "replies"), "comments");
      const video = textField(field(thread, "snippet"), "videoId");
      items.push(commentItem(top, account, video));
      for (const each of under) items.push(commentItem(each, account, textField(top, "id")));
      times.push(writtenMs(textField(field(top, "snippet"), "publishedAt")));
    }
    newestMs = Math.max(newestMs, ...times);
    token = textField(body, "nextPageToken");
    if (token === "" || Math.min(Infinity, ...times) <= sinceMs) break;
  }
  const me = await call(net, account, "GET", "/youtube/v3/channels?part=statistics&mine=true");
  const told = field(listField(me.body, "items")[0], "statistics");
  const posts = Number(textField(told, "videoCount") || (numberField(told, "videoCount") ?? 0));
  const next = newestMs === 0 ? undefined : writtenInstant(new Date(newestMs).toISOString());
  return { items, cursor: next, counters: { posts }, more: false };
}

/** The newest uploads, with when those that were live streams were on the air, and what is announced or on the air: whoever took the account over may go live with it. */
async function publicVideos(net: Net, account: Account): Promise<unknown[]> {
  const ids = await newestIds(net, account);
  const path = `/youtube/v3/videos?part=snippet,status,liveStreamingDetails&id=${ids.join(",")}`;
  const videos =
    ids.length === 0 ? [] : listField((await call(net, account, "GET", path)).body, "items");
  const known = new Set(videos.map((each) => textField(each, "id")));
  const { items: lives } = await unendedBroadcasts(net, account, "id,snippet,status");
  const more = lives.filter((each) => !known.has(textField(each, "id")));
  return [...videos, ...more].filter(
    (each) => textField(field(each, "status"), "privacyStatus") === "public",
  );
}

export function videoItem(video: unknown, account: Account): InboundItem {
  const snippet = field(video, "snippet");
  const [title, text] = [textField(snippet, "title"), textField(snippet, "description")];
  const id = textField(video, "id");
  // The recording that a live stream leaves is told as a version of its own.
  const ended = textField(field(video, "liveStreamingDetails"), "actualEndTime");
  return {
    remoteId: id,
    version: versionOf([title, text, ...(ended === "" ? [] : [ended])].join("\n")),
    kind: "post",
    occurredAt: writtenInstant(textField(snippet, "publishedAt")),
    author: { remoteId: account.remoteId, handle: account.handle, displayName: account.handle },
    text,
    url: urlOf(id),
    media: [],
    native: cleaned(video, Object.values(account.credential)),
  };
}

export function commentItem(comment: unknown, account: Account, parent: string): InboundItem {
  const snippet = field(comment, "snippet");
  const author = textField(field(snippet, "authorChannelId"), "value");
  const name = textField(snippet, "authorDisplayName");
  return {
    remoteId: textField(comment, "id"),
    version: textField(snippet, "updatedAt") || textField(snippet, "publishedAt"),
    kind: author === account.remoteId ? "post" : "comment",
    occurredAt: writtenInstant(textField(snippet, "publishedAt")),
    author: { remoteId: author, handle: name, displayName: name },
    text: textField(snippet, "textOriginal") || textField(snippet, "textDisplay"),
    ...(parent === "" ? {} : { inReplyTo: parent }),
    media: [],
    native: cleaned(comment, Object.values(account.credential)),
  };
}

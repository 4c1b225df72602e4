import { limit } from "#platform/limits.ts";
import type { Account, Profile } from "../account.ts";
import type { Net } from "../connector.ts";
import type { Asked, InboundItem, Looked, Received } from "../inbound.ts";
import { countsIn } from "../shown-now.ts";
import { SendError } from "../send-error.ts";
import { cleaned, field, listField, textField } from "../exchange.ts";
import { receiveChat } from "./chat.ts";
import { collection, isPost, uriParts } from "./record.ts";
import { call, isNamed, serviceOf } from "./session.ts";

const pagesMax = limit(
  "bluesky.pages",
  50,
  "pages of 100 records a poll",
  "the rest waits for the next poll; a poll must end",
);

/**
 * The account's own records, newest first, down to the cursor and one page beyond it (the keys of
 * our own posts may be older than the time they were sent), then mentions and replies from the
 * AppView. A server without one answers 502: then only the repository is read. Then the direct messages. The cursor has
 * a word for each of the three; accounts connected before direct messages were read have two.
 */
export async function receive(
  net: Net,
  account: Account,
  cursor: string | undefined,
): Promise<Received> {
  const [sinceKey = "", sinceNotice = "", chatWord = ""] = (cursor ?? "").split(" ");
  const own = await ownRecords(net, account, sinceKey);
  const notices = await noticesSince(net, account, sinceNotice);
  const chat = await receiveChat(net, account, chatWord);
  const newestKey = own.newest > sinceKey ? own.newest : sinceKey;
  const newestNotice = notices.newest > sinceNotice ? notices.newest : sinceNotice;
  const words = [newestKey, newestNotice, ...(chat.word === "" ? [] : [chat.word])];
  const isNowhere = cursor === undefined && words.every((word) => word === "");
  return {
    items: [...own.items, ...notices.items, ...chat.items],
    cursor: isNowhere ? undefined : words.join(" "),
    counters: own.isWhole ? { posts: own.items.length } : {},
    more: false,
  };
}

const counters = ["likeCount", "repostCount", "replyCount", "quoteCount"];

/** What the AppView shows; of our own posts the repository says for sure whether they stand, AppView or not. */
export async function look(
  net: Net,
  account: Account,
  all: readonly Asked[],
): Promise<readonly Looked[]> {
  // What a direct message answers is asked for too, and cannot be looked up among posts.
  const asked = all.filter(({ remoteId }) => isPost(remoteId));
  const views = await viewsOf(
    net,
    account,
    asked.map(({ remoteId }) => remoteId),
  );
  const looked: Looked[] = [];
  for (const { remoteId } of asked) {
    const view = views?.get(remoteId);
    const counts = view ? { counts: countsIn(view, counters) } : {};
    const own = uriParts(remoteId);
    if (own.repo !== account.remoteId) {
      if (view) looked.push({ remoteId, state: "there", item: viewItem(view), ...counts });
      // It leaves out what is deleted, but also whose author is away: only the author's own server says.
      continue;
    }
    const record = await ownRecord(net, account, own.rkey);
    if (record === "gone") looked.push({ remoteId, state: "gone" });
    else
      looked.push({
        remoteId,
        state: "there",
        item: ownItem(record, account, own.rkey),
        ...counts,
      });
  }
  return looked;
}

async function ownRecord(net: Net, account: Account, rkey: string): Promise<unknown> {
  const query = { repo: account.remoteId, collection, rkey };
  try {
    return (await call(net, account, { nsid: "com.atproto.repo.getRecord", query })).body;
  } catch (error) {
    if (isNamed(error, "RecordNotFound")) return "gone";
    throw error;
  }
}

/** By address; undefined on a server without an AppView. It takes 25 at a time. */
async function viewsOf(net: Net, account: Account, uris: readonly string[]) {
  const views = new Map<string, unknown>();
  for (let at = 0; at < uris.length; at += 25) {
    const query = uris.slice(at, at + 25).map((uri): [string, string] => ["uris", uri]);
    const what = { nsid: "app.bsky.feed.getPosts", query };
    const body = await call(net, account, what).then(
      (answer) => answer.body,
      (error: unknown) => {
        if (error instanceof SendError && error.class !== "expired") return undefined;
        throw error;
      },
    );
    if (body === undefined) return undefined;
    for (const view of listField(body, "posts")) views.set(textField(view, "uri"), view);
  }
  return views;
}

function viewItem(view: unknown): InboundItem {
  return noticeItem(view, "mention");
}

/** The account's own record says it, with or without an AppView; an account without one shows its handle. */
export async function profile(net: Net, account: Account): Promise<Profile> {
  const query = {
    repo: account.remoteId,
    collection: "app.bsky.actor.profile",
    limit: "1",
  };
  const { body } = await call(net, account, { nsid: "com.atproto.repo.listRecords", query });
  const value = field(listField(body, "records")[0], "value");
  const picture = textField(field(field(value, "avatar"), "ref"), "$link");
  return {
    name: textField(value, "displayName"),
    picture,
    description: textField(value, "description"),
    website: textField(value, "website"),
    pictureUrl: picture === "" ? "" : blobUrl(account, picture),
  };
}

async function ownRecords(net: Net, account: Account, sinceKey: string) {
  const items: InboundItem[] = [];
  let newest = "";
  let after: string | undefined;
  for (let page = 0; page < pagesMax; page += 1) {
    const query = {
      repo: account.remoteId,
      collection,
      limit: "100",
      ...(after === undefined ? {} : { cursor: after }),
    };
    const { body } = await call(net, account, { nsid: "com.atproto.repo.listRecords", query });
    const records = listField(body, "records");
    for (const record of records) {
      const { rkey } = uriParts(textField(record, "uri"));
      if (rkey > newest) newest = rkey;
      items.push(ownItem(record, account, rkey));
    }
    after = textField(body, "cursor") || undefined;
    const oldest = records.at(-1);
    if (after === undefined || oldest === undefined) return { items, newest, isWhole: true };
    if (page > 0 && uriParts(textField(oldest, "uri")).rkey <= sinceKey) break;
  }
  return { items, newest, isWhole: false };
}

function ownItem(record: unknown, account: Account, rkey: string): InboundItem {
  const value = field(record, "value");
  const author = {
    remoteId: account.remoteId,
    handle: account.handle,
    displayName: account.handle,
  };
  return {
    ...common(record, value),
    kind: "post",
    author,
    url: `https://bsky.app/profile/${account.remoteId}/post/${rkey}`,
    media: imagesOf(value, account),
    native: cleaned(record, Object.values(account.credential)),
  };
}

function common(record: unknown, value: unknown) {
  const parent = textField(field(field(value, "reply"), "parent"), "uri");
  return {
    remoteId: textField(record, "uri"),
    version: textField(record, "cid"),
    occurredAt: textField(value, "createdAt"),
    text: textField(value, "text"),
    ...(parent === "" ? {} : { inReplyTo: parent }),
  };
}

function blobUrl(account: Account, cid: string): string {
  const query = new URLSearchParams({ did: account.remoteId, cid });
  return `${serviceOf(account)}/xrpc/com.atproto.sync.getBlob?${query}`;
}

function imagesOf(value: unknown, account: Account): InboundItem["media"] {
  return listField(field(value, "embed"), "images").map((each) => {
    const image = field(each, "image");
    const cid = textField(field(image, "ref"), "$link");
    return {
      url: blobUrl(account, cid),
      type: textField(image, "mimeType"),
      alt: textField(each, "alt"),
    };
  });
}

async function noticesSince(net: Net, account: Account, since: string) {
  const items: InboundItem[] = [];
  let newest = "";
  try {
    const query = { limit: "100" };
    const what = { nsid: "app.bsky.notification.listNotifications", query };
    const { body } = await call(net, account, what);
    for (const notice of listField(body, "notifications")) {
      const at = textField(notice, "indexedAt");
      if (at > newest) newest = at;
      const reason = textField(notice, "reason");
      const isWords = reason === "mention" || reason === "reply" || reason === "quote";
      if (isWords && at >= since) items.push(noticeItem(notice, reason));
    }
  } catch (error) {
    // Without an AppView nobody can have been told anything there: the repository still counts.
    const isAbsent =
      error instanceof SendError && (error.class === "later" || error.class === "refused");
    if (!isAbsent) throw error;
  }
  return { items, newest };
}

function noticeItem(notice: unknown, reason: string): InboundItem {
  const author = field(notice, "author");
  return {
    ...common(notice, field(notice, "record")),
    kind: reason === "reply" ? "comment" : "mention",
    author: {
      remoteId: textField(author, "did"),
      handle: textField(author, "handle"),
      displayName: textField(author, "displayName") || textField(author, "handle"),
    },
    media: [],
    native: notice,
  };
}

import { Temporal } from "#platform/clock.ts";
import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import type { InboundItem, Received } from "../inbound.ts";
import { cleaned, field, listField, textField } from "../exchange.ts";
import { versionOf } from "../item-version.ts";
import { idField } from "./calls.ts";
import { listed, madeMs } from "./listing.ts";
import { commentName } from "./posts.ts";

/** The fifty newest posts with their comments, anew each time: comments come late. */
export async function receive(
  net: Net,
  account: Account,
  cursor: string | undefined,
): Promise<Received> {
  const { posts } = await listed(net, account);
  const items = posts.flatMap((post) => itemsOf(post, account));
  const newestMs = Math.max(Number(cursor ?? 0), ...posts.map(madeMs));
  const next = newestMs === 0 ? undefined : String(newestMs);
  return { items, cursor: next, counters: {}, more: false };
}

export function itemsOf(post: unknown, account: Account): InboundItem[] {
  return [
    postItem(post, account),
    ...listField(post, "comments").map((each) => commentItem(each, account, post)),
  ];
}

function postItem(post: unknown, account: Account): InboundItem {
  const { comments: _comments, reactions: _reactions, ...own } = Object(post);
  return {
    ...read(own, account),
    remoteId: idField(post, "id"),
    kind: "post",
    author: { remoteId: account.remoteId, handle: account.handle, displayName: account.handle },
    url: textField(post, "url"),
    media: listField(post, "media").map((each) => ({
      url: textField(each, "url"),
      type: field(each, "is_video") === true ? "video" : "image",
    })),
  };
}

function commentItem(comment: unknown, account: Account, post: unknown): InboundItem {
  const [id, parent] = [idField(post, "id"), idField(comment, "parent_comment_id")];
  // Nextdoor names neighbors by a number alone.
  const author = idField(comment, "author_id");
  const isOwn = author === account.remoteId;
  const handle = isOwn ? account.handle : author === "" ? "A neighbor" : `Neighbor ${author}`;
  return {
    ...read(comment, account),
    remoteId: commentName(id, idField(comment, "id")),
    kind: isOwn ? "post" : "comment",
    author: { remoteId: author, handle, displayName: handle },
    url: textField(post, "url"),
    inReplyTo: parent === "" ? id : commentName(id, parent),
    media: [],
  };
}

function read(item: unknown, account: Account) {
  const text = textField(item, "body");
  return {
    version: versionOf(text),
    occurredAt: Temporal.Instant.fromEpochMilliseconds(madeMs(item)).toString(),
    text,
    native: cleaned(item, Object.values(account.credential)),
  };
}

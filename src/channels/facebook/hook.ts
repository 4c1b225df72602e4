import { Temporal } from "#platform/clock.ts";
import type { Account } from "../account.ts";
import { deletedVersion, type InboundItem } from "../inbound.ts";
import { field, listField, numberField, textField } from "../exchange.ts";
import { entriesFor, mustBeMeta } from "../graph.ts";
import { bodyHash, type Heard, type Hook, type HookRequest, hubChallenge } from "../hook.ts";
import { versionOf } from "../item-version.ts";
import { messageItem } from "../meta-messages.ts";

const isNews = new Set(["comment", "post", "status", "photo", "video", "share"]);

/** News of a page: `feed` and `messages`. Signed by the app's secret; no time is signed with it. */
export const hook: Hook = {
  challenge: hubChallenge,
  verify(account, request) {
    mustBeMeta(account, request);
    return { replayKey: bodyHash(request) };
  },
  read,
};

function read(account: Account, request: HookRequest): Heard {
  const entries = entriesFor(account.remoteId, request);
  const items = entries.flatMap((entry) => [
    ...listField(entry, "changes").flatMap((change) => changeItem(change, account)),
    ...listField(entry, "messaging").flatMap((one) => messageItem(one, account)),
  ]);
  // Pictures, edits by others and what the hook leaves out are read with the poll.
  return { items, poll: entries.length > 0 };
}

function changeItem(change: unknown, account: Account): InboundItem[] {
  const value = field(change, "value");
  const item = textField(value, "item");
  if (textField(change, "field") !== "feed" || !isNews.has(item)) return [];
  const isComment = item === "comment";
  const id = textField(value, isComment ? "comment_id" : "post_id");
  const from = field(value, "from");
  const author = textField(from, "id");
  const isOwn = author === account.remoteId;
  const isRemoved = textField(value, "verb") === "remove";
  const text = textField(value, "message");
  const parent = textField(value, "parent_id") || textField(value, "post_id");
  const at = numberField(value, "created_time") ?? 0;
  return [
    {
      remoteId: id,
      version: isRemoved ? deletedVersion : versionOf(text),
      kind: isRemoved ? "deleted" : isComment ? "comment" : isOwn ? "post" : "mention",
      occurredAt: Temporal.Instant.fromEpochMilliseconds(at * 1_000).toString(),
      author: {
        remoteId: author,
        handle: isOwn ? account.handle : author,
        displayName: isOwn ? account.handle : textField(from, "name") || "Somebody",
      },
      text,
      url: `https://www.facebook.com/${id}`,
      ...(isComment && parent !== "" ? { inReplyTo: parent } : {}),
      media: [],
      native: value,
    },
  ];
}

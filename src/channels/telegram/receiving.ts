import { Temporal } from "#platform/clock.ts";
import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import { deletedVersion, type InboundItem, type Received } from "../inbound.ts";
import { cleaned, field, isRecord, listField, numberField, textField } from "../exchange.ts";
import { call, placeOf } from "./calls.ts";
import { filesOf } from "./media.ts";
import { urlOf } from "./sending.ts";

const pageSize = 100;
const deletions = "deleted_business_messages";
const kinds = [
  "message",
  "edited_message",
  "channel_post",
  "edited_channel_post",
  // Chats of a person's business account that the bot is connected to.
  "business_message",
  "edited_business_message",
] as const;

/**
 * The bot's queue of news, from the cursor on. Asking with a cursor tells Telegram to forget what lies
 * before it, and the cursor is kept only with the items: nothing is forgotten that was not captured.
 * A bot is never told of its own posts.
 */
export async function receive(
  net: Net,
  account: Account,
  cursor: string | undefined,
): Promise<Received> {
  const place = placeOf(account);
  const json = {
    limit: pageSize,
    timeout: 0,
    allowed_updates: [...kinds, deletions],
    ...(cursor === undefined ? {} : { offset: Number(cursor) }),
  };
  const result = await call(net, place, "getUpdates", { json });
  const updates: readonly unknown[] = Array.isArray(result) ? result : [];
  const last = numberField(updates.at(-1), "update_id");
  return {
    items: updates.flatMap((update) => [
      ...itemOf(update, account, place.token),
      ...goneItems(update, { now: net.now().toString(), token: place.token }),
    ]),
    cursor: last === undefined ? cursor : String(last + 1),
    counters: {},
    more: updates.length === pageSize,
  };
}

function itemOf(update: unknown, account: Account, token: string): InboundItem[] {
  const kind = kinds.find((name) => isRecord(field(update, name)));
  if (kind === undefined) return [];
  const message = field(update, kind);
  const chat = field(message, "chat");
  const id = numberField(message, "message_id") ?? 0;
  const isOwnChannel = String(numberField(chat, "id")) === account.remoteId;
  const at = numberField(message, "edit_date") ?? numberField(message, "date") ?? 0;
  const parent = numberField(field(message, "reply_to_message"), "message_id");
  return [
    {
      remoteId: isOwnChannel ? String(id) : `${numberField(chat, "id")}/${id}`,
      version: String(at),
      kind: kindOf(message, isOwnChannel),
      occurredAt: Temporal.Instant.fromEpochMilliseconds(at * 1_000).toString(),
      author: authorOf(message),
      text: textField(message, "text") || textField(message, "caption"),
      ...(isOwnChannel ? urlOf(account, String(id)) : {}),
      ...(parent === undefined ? {} : { inReplyTo: String(parent) }),
      media: filesOf(message),
      native: cleaned(update, [token]),
    },
  ];
}

/** Telegram tells by numbers alone what was deleted, and only in the chats of a business account. */
function goneItems(update: unknown, { now, token }: { now: string; token: string }): InboundItem[] {
  const gone = field(update, deletions);
  const chat = numberField(field(gone, "chat"), "id");
  return listField(gone, "message_ids").map((id) => ({
    remoteId: `${chat}/${String(id)}`,
    version: deletedVersion,
    kind: "deleted",
    occurredAt: now,
    author: { remoteId: "", handle: "", displayName: "" },
    text: "",
    media: [],
    native: cleaned(update, [token]),
  }));
}

/** In a private chat it is a message to the bot; in the discussion group below the channel, a comment. */
function kindOf(message: unknown, isOwnChannel: boolean): InboundItem["kind"] {
  if (isOwnChannel) return "post";
  return textField(field(message, "chat"), "type") === "private" ? "message" : "comment";
}

function authorOf(message: unknown): InboundItem["author"] {
  const from = field(message, "from") ?? field(message, "sender_chat");
  const name = [textField(from, "first_name"), textField(from, "last_name")]
    .filter(Boolean)
    .join(" ");
  const handle = textField(from, "username");
  return {
    remoteId: String(numberField(from, "id") ?? ""),
    handle,
    displayName: name || textField(from, "title") || handle,
  };
}

import { Temporal } from "#platform/clock.ts";
import type { Account } from "../account.ts";
import { deletedVersion, type InboundItem } from "../inbound.ts";
import { field, isRecord, listField, textField } from "../exchange.ts";
import { mustBeMeta } from "../graph.ts";
import {
  bodyHash,
  type Heard,
  type Hook,
  type HookRequest,
  hubChallenge,
  jsonOf,
} from "../hook.ts";
import { wishesIn } from "../wishes.ts";
import { mediaScheme } from "./media.ts";

/** The only way in which WhatsApp tells anything: messages, and how far each sent one has come. */
export const hook: Hook = {
  challenge: hubChallenge,
  verify(account, request) {
    mustBeMeta(account, request);
    return { replayKey: bodyHash(request) };
  },
  read,
};

function read(account: Account, request: HookRequest): Heard {
  const changes = listField(jsonOf(request), "entry").flatMap((entry) =>
    listField(entry, "changes"),
  );
  const ours = changes
    .map((change) => field(change, "value"))
    // One business account tells of all its numbers.
    .filter((value) => textField(field(value, "metadata"), "phone_number_id") === account.remoteId);
  const messages = ours.flatMap((value) =>
    listField(value, "messages").map((each) => messageItem(each, listField(value, "contacts"))),
  );
  // What the agency's own people write in WhatsApp's app for businesses (`smb_message_echoes`).
  const echoes = ours.flatMap((value) =>
    listField(value, "message_echoes").map((each) => ({
      ...messageItem(each, []),
      author: ownAuthor(account),
    })),
  );
  const receipts = ours.flatMap((value) =>
    listField(value, "statuses").map((each) => receiptItem(each, account)),
  );
  return { items: [...messages, ...echoes, ...receipts], optOuts: messages.flatMap(wishesIn) };
}

/** An edit and a revocation name the message that they are about (`original_message_id`): a version of that one. */
function messageItem(message: unknown, contacts: readonly unknown[]): InboundItem {
  const from = textField(message, "from");
  const contact = contacts.find((each) => textField(each, "wa_id") === from);
  const type = textField(message, "type");
  const change = field(message, type);
  const original = textField(change, "original_message_id");
  const isDeleted = type === "revoke" && original !== "";
  const isEdit = type === "edit" && original !== "";
  const id = textField(message, "id");
  return {
    ...contentOf(isEdit ? field(change, "message") : message),
    remoteId: isDeleted || isEdit ? original : id,
    version: isDeleted ? deletedVersion : isEdit ? id : "received",
    kind: isDeleted ? "deleted" : "message",
    occurredAt: timeOf(message),
    author: {
      remoteId: from,
      handle: `+${from}`,
      displayName: textField(field(contact, "profile"), "name") || `+${from}`,
    },
    native: message,
  };
}

function contentOf(message: unknown): Pick<InboundItem, "text" | "media" | "inReplyTo"> {
  const content = field(message, textField(message, "type"));
  const parent = textField(field(message, "context"), "id");
  const mediaId = isRecord(content) ? textField(content, "id") : "";
  return {
    text:
      textField(field(message, "text"), "body") ||
      textField(content, "caption") ||
      textField(field(message, "button"), "text"),
    ...(parent === "" ? {} : { inReplyTo: parent }),
    media:
      mediaId === ""
        ? []
        : [{ url: `${mediaScheme}${mediaId}`, type: textField(content, "mime_type") }],
  };
}

function ownAuthor({ remoteId, handle }: Account): InboundItem["author"] {
  return { remoteId, handle, displayName: handle };
}

function receiptItem(status: unknown, account: Account): InboundItem {
  const state = textField(status, "status");
  const [error] = listField(status, "errors");
  const why = textField(error, "title");
  return {
    remoteId: textField(status, "id"),
    version: state,
    kind: state === "failed" ? "bounce" : "receipt",
    occurredAt: timeOf(status),
    author: ownAuthor(account),
    text: `${state} to +${textField(status, "recipient_id")}${why === "" ? "" : ` (${why})`}`,
    media: [],
    native: status,
  };
}

/** Unix seconds, written as a text. */
function timeOf(node: unknown): string {
  const seconds = Number(textField(node, "timestamp") || 0);
  return Temporal.Instant.fromEpochMilliseconds((seconds || 0) * 1_000).toString();
}

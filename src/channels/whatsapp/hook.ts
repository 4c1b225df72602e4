import { Temporal } from "#platform/clock.ts";
import type { Account } from "../account.ts";
import type { InboundItem } from "../inbound.ts";
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
  const receipts = ours.flatMap((value) =>
    listField(value, "statuses").map((each) => receiptItem(each, account)),
  );
  return { items: [...messages, ...receipts], optOuts: messages.flatMap(wishesIn) };
}

function messageItem(message: unknown, contacts: readonly unknown[]): InboundItem {
  const from = textField(message, "from");
  const contact = contacts.find((each) => textField(each, "wa_id") === from);
  const type = textField(message, "type");
  const content = field(message, type);
  const parent = textField(field(message, "context"), "id");
  const text =
    textField(field(message, "text"), "body") ||
    textField(content, "caption") ||
    textField(field(message, "button"), "text");
  const mediaId = isRecord(content) ? textField(content, "id") : "";
  return {
    remoteId: textField(message, "id"),
    version: "received",
    kind: "message",
    occurredAt: timeOf(message),
    author: {
      remoteId: from,
      handle: `+${from}`,
      displayName: textField(field(contact, "profile"), "name") || `+${from}`,
    },
    text,
    ...(parent === "" ? {} : { inReplyTo: parent }),
    media:
      mediaId === ""
        ? []
        : [{ url: `whatsapp-media:${mediaId}`, type: textField(content, "mime_type") }],
    native: message,
  };
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
    author: { remoteId: account.remoteId, handle: account.handle, displayName: account.handle },
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

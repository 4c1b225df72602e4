import { Temporal } from "#platform/clock.ts";
import type { InboundItem } from "./inbound.ts";
import { field, listField, numberField, textField } from "./exchange.ts";

/** A direct message as Messenger and Instagram tell of it: whole, and never one of the account's own. */
export function messageItem(messaging: unknown): InboundItem[] {
  const message = field(messaging, "message");
  const id = textField(message, "mid");
  if (id === "" || field(message, "is_echo") === true) return [];
  const sender = textField(field(messaging, "sender"), "id");
  const at = numberField(messaging, "timestamp") ?? 0;
  return [
    {
      remoteId: id,
      version: "1",
      kind: "message",
      occurredAt: Temporal.Instant.fromEpochMilliseconds(at).toString(),
      author: { remoteId: sender, handle: sender, displayName: sender },
      text: textField(message, "text"),
      media: listField(message, "attachments").map((each) => ({
        url: textField(field(each, "payload"), "url"),
        type: textField(each, "type"),
      })),
      native: messaging,
    },
  ];
}

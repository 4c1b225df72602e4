import { Temporal } from "#platform/clock.ts";
import type { Account } from "./account.ts";
import { deletedVersion, type InboundItem } from "./inbound.ts";
import { field, isRecord, listField, numberField, textField } from "./exchange.ts";

/**
 * A direct message as Messenger and Instagram tell of it: what somebody wrote, changed (`message_edit`) or took back
 * (`is_deleted`), and what the agency's own people wrote in the network's app (`is_echo`).
 */
export function messageItem(messaging: unknown, account: Account): InboundItem[] {
  const edit = field(messaging, "message_edit");
  const message = isRecord(edit) ? edit : field(messaging, "message");
  const remoteId = textField(message, "mid");
  if (remoteId === "") return [];
  const isDeleted = field(message, "is_deleted") === true;
  const at = numberField(messaging, "timestamp") ?? 0;
  return [
    {
      remoteId,
      version: isDeleted
        ? deletedVersion
        : isRecord(edit)
          ? `edit-${numberField(edit, "num_edit") ?? Number(textField(edit, "num_edit"))}`
          : "1",
      kind: isDeleted ? "deleted" : "message",
      occurredAt: Temporal.Instant.fromEpochMilliseconds(at).toString(),
      author: authorOf(textField(field(messaging, "sender"), "id"), account),
      text: textField(message, "text"),
      media: listField(message, "attachments").map((each) => ({
        url: textField(field(each, "payload"), "url"),
        type: textField(each, "type"),
      })),
      native: messaging,
    },
  ];
}

function authorOf(sender: string, account: Account): InboundItem["author"] {
  const handle = sender === account.remoteId ? account.handle : sender;
  return { remoteId: sender, handle, displayName: handle };
}

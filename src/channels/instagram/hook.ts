import { Temporal } from "#platform/clock.ts";
import type { InboundItem } from "../inbound.ts";
import { field, listField, numberField, textField } from "../exchange.ts";
import { entriesFor, mustBeMeta } from "../graph.ts";
import { bodyHash, type Hook, hubChallenge } from "../hook.ts";
import { versionOf } from "../item-version.ts";
import { messageItem } from "../meta-messages.ts";

/** News of the account: comments and messages come whole, mentions are read with the poll. */
export const hook: Hook = {
  challenge: hubChallenge,
  verify(account, request) {
    mustBeMeta(account, request);
    return { replayKey: bodyHash(request) };
  },
  read(account, request) {
    const entries = entriesFor(account.remoteId, request);
    const items = entries.flatMap((entry) => {
      const at = numberField(entry, "time") ?? 0;
      return [
        ...listField(entry, "changes").flatMap((change) => commentItem(change, at)),
        ...listField(entry, "messaging").flatMap((one) => messageItem(one, account)),
      ];
    });
    return { items, poll: entries.length > 0 };
  },
};

function commentItem(change: unknown, seconds: number): InboundItem[] {
  const value = field(change, "value");
  const id = textField(value, "id");
  if (textField(change, "field") !== "comments" || id === "") return [];
  const from = field(value, "from");
  const handle = textField(from, "username");
  const text = textField(value, "text");
  const parent = textField(value, "parent_id") || textField(field(value, "media"), "id");
  return [
    {
      remoteId: id,
      version: versionOf(text),
      kind: "comment",
      // The hook tells when it was sent, within seconds of the comment.
      occurredAt: Temporal.Instant.fromEpochMilliseconds(seconds * 1_000).toString(),
      author: { remoteId: textField(from, "id"), handle, displayName: handle },
      text,
      ...(parent === "" ? {} : { inReplyTo: parent }),
      media: [],
      native: value,
    },
  ];
}

import type { Account } from "../account.ts";
import type { InboundItem } from "../inbound.ts";
import { cleaned, field, listField, textField } from "../exchange.ts";
import { writtenInstant } from "../server-time.ts";
import { attachedTo } from "./attached.ts";
import { longLinks } from "./versions.ts";

/** The link that X writes into the text of a message with a picture. */
const ownMedia = /^https:\/\/(x|twitter)\.com\/messages\/media\/\d/;

/**
 * One event of a conversation (docs.x.com, direct messages, lookup): what somebody wrote, or that somebody joined or left.
 * Beside the event as it came the record has who took part, what went with it, and the posts that it points to.
 */
export function messageItem(event: unknown, includes: unknown, account: Account): InboundItem {
  const about = idsIn(event, "participant_ids");
  const sender = textField(event, "sender_id") || (about[0] ?? "");
  const conversation = textField(event, "dm_conversation_id");
  // Two people's conversation is named by both; who is in a group is told by joins and leaves alone.
  const both = /^\d+-\d+$/.test(conversation) ? conversation.split("-") : [];
  const participants = [...new Set([sender, ...about, ...both])].filter(Boolean);
  const person = (id: string) => personOf(id, includes, account);
  const media = attachedTo(event, includes);
  return {
    remoteId: textField(event, "id"),
    version: "1",
    kind: "message",
    occurredAt: writtenInstant(textField(event, "created_at")),
    author: person(sender),
    text: wordsOf(
      event,
      about.map((id) => `@${person(id).handle}`),
    ),
    media,
    native: cleaned(
      {
        event,
        participants,
        users: withId(includes, "users", "id", participants),
        media: withId(includes, "media", "media_key", idsIn(attachments(event), "media_keys")),
        shared: idsOf(event).map((id) => ({ id, url: `https://x.com/i/status/${id}` })),
      },
      Object.values(account.credential),
    ),
  };
}

const attachments = (event: unknown) => field(event, "attachments");

/** What was written, as X tells it; of who came and went, a sentence. */
function wordsOf(event: unknown, people: readonly string[]): string {
  const type = textField(event, "event_type");
  if (type === "ParticipantsJoin") return `${people.join(", ")} joined the conversation.`;
  if (type === "ParticipantsLeave") return `${people.join(", ")} left the conversation.`;
  const [told, words] = [textField(event, "text"), longLinks(event, ownMedia)];
  return words === told ? told : words.trimEnd();
}

function personOf(id: string, includes: unknown, account: Account): InboundItem["author"] {
  const [user] = withId(includes, "users", "id", [id]);
  const own = id === account.remoteId ? account.handle.replace(/^@/, "") : id;
  const handle = textField(user, "username") || own;
  return { remoteId: id, handle, displayName: textField(user, "name") || handle };
}

function withId(includes: unknown, list: string, name: string, ids: readonly string[]): unknown[] {
  return listField(includes, list).filter((each) => ids.includes(textField(each, name)));
}

function idsIn(value: unknown, name: string): string[] {
  return listField(value, name).filter((each) => typeof each === "string");
}

/** Posts that are shared in a message. */
function idsOf(event: unknown): string[] {
  return listField(event, "referenced_tweets").map((each) => textField(each, "id"));
}

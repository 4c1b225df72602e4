import { limit } from "#platform/limits.ts";
import type { Account } from "../account.ts";
import type { Attempt, Finding, Published } from "../attempt.ts";
import type { Net } from "../connector.ts";
import type { InboundItem, Received } from "../inbound.ts";
import type { OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { type Answer, cleaned, field, listField, textField } from "../exchange.ts";
import { linked } from "../linked.ts";
import { sinceOnServer, writtenInstant } from "../server-time.ts";
import { call, nonceOf, type Place, placeOf } from "./calls.ts";

const pageSize = 100;
const pagesMax = limit(
  "discord.pages",
  25,
  "pages of 100 messages",
  "a busier channel is asked about, or read on at the next poll",
);
const discordEpochMs = 1_420_070_400_000n;

/** A message as the sender keeps it. */
export function published(body: unknown, account: Account, place: Place): Published {
  const id = textField(body, "id");
  const native = cleaned(body, [place.token]);
  if (id === "")
    throw new SendError("unknown", "Discord's answer names no message.", { answer: native });
  return { id, url: urlOf(account, id), native };
}

function urlOf(account: Account, id: string): string {
  const { guild = "@me" } = account.settings;
  return `https://discord.com/channels/${guild}/${account.remoteId}/${id}`;
}

/** The smallest id that Discord gives in this millisecond: ids hold the time they were made. */
function idAt(ms: number): string {
  return String((BigInt(Math.max(Math.trunc(ms), Number(discordEpochMs))) - discordEpochMs) << 22n);
}

/** Reads the channel back to the attempt's start and looks for the nonce, or the very words. */
export async function find(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Finding> {
  const place = placeOf(account);
  try {
    let before: string | undefined;
    for (let page = 0; page < pagesMax; page += 1) {
      const answer = await messagesPage(net, account, before);
      const since = BigInt(idAt(sinceOnServer(answer, attempt)));
      const all = listOf(answer);
      for (const each of all) {
        if (BigInt(textField(each, "id") || "0") < since) return { found: false, absent: true };
        if (isOurs(each, account, message, attempt))
          return { found: true, remote: published(each, account, place) };
      }
      if (all.length < pageSize) return { found: false, absent: true };
      before = textField(all.at(-1), "id");
    }
    return { found: false, absent: false, why: "The channel was not read back far enough." };
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    return { found: false, absent: false, why: error.message };
  }
}

function isOurs(each: unknown, account: Account, message: OutboundMessage, attempt: Attempt) {
  if (textField(field(each, "author"), "id") !== account.settings["bot"]) return false;
  if (attempt.others?.has(textField(each, "id"))) return false;
  const nonce = textField(each, "nonce");
  return nonce === "" ? wordsIn(each) === linked(message) : nonce === nonceOf(attempt.key);
}

/** A poll says its words as its question. */
export function wordsIn(message: unknown): string {
  const question = textField(field(field(message, "poll"), "question"), "text");
  return textField(message, "content") || question;
}

function messagesPage(net: Net, account: Account, before: string | undefined): Promise<Answer> {
  const query = new URLSearchParams({ limit: String(pageSize), ...(before ? { before } : {}) });
  const path = `/channels/${encodeURIComponent(account.remoteId)}/messages?${query}`;
  return call(net, placeOf(account), "GET", path);
}

function listOf(answer: Answer): readonly unknown[] {
  return Array.isArray(answer.body) ? answer.body : [];
}

/** The newest page always (edits change old messages), then back to the cursor: the newest id seen. */
export async function receive(
  net: Net,
  account: Account,
  cursor: string | undefined,
): Promise<Received> {
  const items: InboundItem[] = [];
  const seen = BigInt(cursor ?? "0");
  let newest = seen;
  let before: string | undefined;
  for (let page = 0; page < pagesMax; page += 1) {
    const all = listOf(await messagesPage(net, account, before));
    for (const each of all) {
      const id = BigInt(textField(each, "id") || "0");
      if (id > newest) newest = id;
      items.push(itemOf(each, account));
    }
    before = textField(all.at(-1), "id");
    if (all.length < pageSize || BigInt(before) <= seen) break;
  }
  return { items, cursor: newest === 0n ? undefined : String(newest), counters: {}, more: false };
}

export function itemOf(message: unknown, account: Account): InboundItem {
  const author = field(message, "author");
  const isOwn = textField(author, "id") === account.settings["bot"];
  const id = textField(message, "id");
  const parent = textField(field(message, "message_reference"), "message_id");
  const calls = listField(message, "mentions").some(
    (each) => textField(each, "id") === account.settings["bot"],
  );
  return {
    remoteId: id,
    version: textField(message, "edited_timestamp") || textField(message, "timestamp"),
    kind: isOwn ? "post" : calls ? "mention" : "comment",
    occurredAt: writtenInstant(textField(message, "timestamp")),
    author: {
      // The channel is the account: what the bot writes there, the channel says.
      remoteId: isOwn ? account.remoteId : textField(author, "id"),
      handle: textField(author, "username"),
      displayName: textField(author, "global_name") || textField(author, "username"),
    },
    text: wordsIn(message),
    url: urlOf(account, id),
    ...(parent === "" ? {} : { inReplyTo: parent }),
    media: listField(message, "attachments").map((each) => ({
      url: textField(each, "url"),
      type: textField(each, "content_type"),
      alt: textField(each, "description"),
    })),
    native: cleaned(message, [account.credential["token"] ?? ""]),
  };
}

import { limit } from "#platform/limits.ts";
import type { Account, Profile } from "../account.ts";
import type { Net } from "../connector.ts";
import type { Asked, InboundItem, Looked, Received } from "../inbound.ts";
import { countsIn, orGone } from "../shown-now.ts";
import { cleaned, field, listField, numberField, textField } from "../exchange.ts";
import { call, type Place, placeOf } from "./calls.ts";
import { plainText } from "./text.ts";

const pageSize = 40;
const pagesMax = limit(
  "mastodon.pages",
  25,
  "pages of 40 statuses a poll",
  "the rest waits for the next poll; a poll must end",
);

/**
 * Own statuses, the newest page always (edits change old ones) and back to the cursor, then
 * mentions. The cursor holds the newest id of each.
 */
export async function receive(
  net: Net,
  account: Account,
  cursor: string | undefined,
): Promise<Received> {
  const place = placeOf(account);
  const [sinceStatus = "", sinceNotice = ""] = (cursor ?? "").split(" ");
  const base = `/api/v1/accounts/${encodeURIComponent(account.remoteId)}/statuses?exclude_reblogs=true`;
  const statuses = await back(net, place, base, sinceStatus);
  const notices = await back(net, place, "/api/v1/notifications?types[]=mention", sinceNotice);
  const fresh = notices.filter((each) => isNewer(textField(each, "id"), sinceNotice));
  const facts = await call(net, place, "GET", "/api/v1/accounts/verify_credentials");
  const next = [newest(statuses, sinceStatus), newest(notices, sinceNotice)];
  return {
    items: [
      ...statuses.map((each) => itemOf(each, "post", place)),
      ...fresh.map((each) => noticeItem(each, account, place)),
    ],
    cursor: next.every((each) => each === "") ? undefined : next.join(" "),
    counters: { posts: numberField(facts.body, "statuses_count") ?? 0 },
    more: false,
  };
}

const counters = ["favourites_count", "reblogs_count", "replies_count", "quotes_count"];

/** One by one: servers before Mastodon 4.3 know no list of them. */
export async function look(
  net: Net,
  account: Account,
  asked: readonly Asked[],
): Promise<readonly Looked[]> {
  const place = placeOf(account);
  const looked: Looked[] = [];
  for (const { remoteId } of asked) {
    const path = `/api/v1/statuses/${encodeURIComponent(remoteId)}`;
    const answer = await orGone(call(net, place, "GET", path));
    if (answer === "gone") looked.push({ remoteId, state: "gone" });
    else {
      const item = itemOf(answer.body, "post", place);
      looked.push({ remoteId, state: "there", item, counts: countsIn(answer.body, counters) });
    }
  }
  return looked;
}

export async function profile(net: Net, account: Account): Promise<Profile> {
  const path = "/api/v1/accounts/verify_credentials";
  const { body } = await call(net, placeOf(account), "GET", path);
  return {
    name: textField(body, "display_name"),
    picture: textField(body, "avatar"),
    description: plainText(textField(body, "note")),
    website: listField(body, "fields")
      .map((each) => `${textField(each, "name")}: ${plainText(textField(each, "value"))}`)
      .join("\n"),
    pictureUrl: textField(body, "avatar"),
  };
}

async function back(net: Net, place: Place, path: string, since: string): Promise<unknown[]> {
  const all: unknown[] = [];
  let before = "";
  for (let page = 0; page < pagesMax; page += 1) {
    const older = before === "" ? "" : `&max_id=${encodeURIComponent(before)}`;
    const answer = await call(net, place, "GET", `${path}&limit=${pageSize}${older}`);
    const items: unknown[] = Array.isArray(answer.body) ? answer.body : [];
    all.push(...items);
    before = textField(items.at(-1), "id");
    if (items.length < pageSize || !isNewer(before, since)) break;
  }
  return all;
}

/** Ids are decimal numbers, longer than what a JavaScript number holds. */
function isNewer(id: string, than: string): boolean {
  return id.length === than.length ? id > than : id.length > than.length;
}

function newest(items: readonly unknown[], since: string): string {
  return items.reduce<string>((best, each) => {
    const id = textField(each, "id");
    return isNewer(id, best) ? id : best;
  }, since);
}

function noticeItem(notice: unknown, account: Account, place: Place): InboundItem {
  const status = field(notice, "status");
  const isReply = textField(status, "in_reply_to_account_id") === account.remoteId;
  return itemOf(status, isReply ? "comment" : "mention", place);
}

function itemOf(status: unknown, kind: InboundItem["kind"], place: Place): InboundItem {
  const author = field(status, "account");
  const parent = textField(status, "in_reply_to_id");
  const warning = textField(status, "spoiler_text");
  const text = plainText(textField(status, "content"));
  return {
    remoteId: textField(status, "id"),
    version: textField(status, "edited_at") || textField(status, "created_at"),
    kind,
    occurredAt: textField(status, "created_at"),
    author: {
      remoteId: textField(author, "id"),
      handle: textField(author, "acct"),
      displayName: textField(author, "display_name") || textField(author, "acct"),
    },
    text: warning === "" ? text : `${warning}\n\n${text}`,
    url: textField(status, "url"),
    ...(parent === "" ? {} : { inReplyTo: parent }),
    media: listField(status, "media_attachments").map((each) => ({
      url: textField(each, "url"),
      type: textField(each, "type"),
      alt: textField(each, "description"),
    })),
    native: cleaned(status, [place.token]),
  };
}

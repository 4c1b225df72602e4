import { limit } from "#platform/limits.ts";
import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import type { InboundItem } from "../inbound.ts";
import { SendError } from "../send-error.ts";
import { field, listField, textField } from "../exchange.ts";
import { call } from "./calls.ts";
import { messageItem } from "./messages.ts";
import { arrived, beginAgain, isNewer, newer, type Reached, reachedIn, wordOf } from "./reached.ts";

/**
 * X answers 15 questions about messages in 15 minutes (docs.x.com, rate limits): three polls with one look and so many
 * pages each, and a check of health, stay below that.
 */
const pagesMax = limit(
  "x.message-pages",
  3,
  "pages a poll",
  "X answers 15 questions about messages in 15 minutes; the next poll goes on where this one stopped",
);
const pagesAgainMax = limit(
  "x.message-pages-again",
  8,
  "pages a poll",
  "where X took back the place at which the reading had stopped, it goes on as far as X lets it",
);
/** The first reading takes all there is; later ones little more than is new, for each event is paid for. */
const sizes = { first: 100, later: 20 };

const asked = {
  "dm_event.fields":
    "id,event_type,text,sender_id,dm_conversation_id,created_at,attachments,referenced_tweets,participant_ids,entities",
  event_types: "MessageCreate,ParticipantsJoin,ParticipantsLeave",
  // Shared posts are named by their ids: as posts they would be paid for too.
  expansions: "sender_id,participant_ids,attachments.media_keys",
  "user.fields": "username,name",
  "media.fields": "type,url,variants,alt_text",
};

interface Read {
  items: InboundItem[];
  /** The cursor's word of how far the messages are read now. */
  word: string;
  /** True where X let us not go on, and what lies between is not read. */
  isLost: boolean;
}

/**
 * What was written in the account's conversations, both ways, since `word`. X tells the newest first and knows no "since",
 * so the way goes from the newest back to the newest that is known. Where it is stopped (pages, a rate limit, an answer that
 * got lost) the word says how to go on, and nothing counts as known before. Never throws what X answers: posts are read
 * without messages, and health says why they are not.
 */
export async function messagesSince(net: Net, account: Account, word: string): Promise<Read> {
  let at = reachedIn(word);
  const items: InboundItem[] = [];
  if (secondsNow(net) < at.restUntil) return { items, word, isLost: false };
  at.restUntil = 0;
  try {
    if (!(await isMoreToRead(net, account, at))) return { items, word: wordOf(at), isLost: false };
    const pages = at.isAgain ? pagesAgainMax : pagesMax;
    for (let page = 0; page < pages; page += 1) {
      const read = await pageAt(net, account, at);
      items.push(...read.items);
      at = read.next;
      if (at.token === "") break;
    }
  } catch (error) {
    const stopped = stoppedAt(net, at, error);
    return { items: items.reverse(), word: wordOf(stopped.at), isLost: stopped.isLost };
  }
  return { items: items.reverse(), word: wordOf(at), isLost: false };
}

/** One event tells whether anything is new: an account to which nobody writes costs a cent a day. */
async function isMoreToRead(net: Net, account: Account, at: Reached): Promise<boolean> {
  if (at.token !== "" || at.known === "") return true;
  const { body } = await events(net, account, { max_results: "1", "dm_event.fields": "id" });
  return told(body).some(({ id }) => isNewer(id, at.known));
}

/** The events of an answer by their ids, which are numbers; what has none cannot be told from another. */
function told(body: unknown): { id: string; event: unknown }[] {
  return listField(body, "data")
    .map((event) => ({ id: textField(event, "id"), event }))
    .filter(({ id }) => /^\d{1,19}$/.test(id));
}

/**
 * One page on the way back. All of it is handed on, what is older than the newest known too: it is paid for, and a request
 * to talk that was accepted late stands there under the time at which it was written.
 */
async function pageAt(net: Net, account: Account, at: Reached) {
  const isFirst = at.known === "" || at.isAgain;
  const { body } = await events(net, account, {
    ...asked,
    max_results: String(isFirst ? sizes.first : sizes.later),
    ...(at.token === "" ? {} : { pagination_token: at.token }),
  });
  const all = told(body);
  const token = textField(field(body, "meta"), "next_token");
  const next = { ...at, token, newest: all.reduce((id, one) => newer(one.id, id), at.newest) };
  // By the last of them: one that stands out of its order must not hide those behind it.
  const last = all.at(-1);
  const isThere = token === "" || (last !== undefined && !isNewer(last.id, at.known));
  const items = all.map(({ event }) => messageItem(event, field(body, "includes"), account));
  return { items, next: isThere ? arrived(next) : next };
}

/** Where the next poll goes on after this answer; an error that is none of X's is thrown. */
function stoppedAt(net: Net, at: Reached, error: unknown): { at: Reached; isLost: boolean } {
  if (!(error instanceof SendError)) throw error;
  const restSeconds = Math.ceil((error.retryAfterMs ?? 0) / 1_000);
  if (restSeconds > 0)
    return { at: { ...at, restUntil: secondsNow(net) + restSeconds }, isLost: false };
  const isPlaceTaken = at.token !== "" && field(error.answer, "status") === 400;
  if (!isPlaceTaken) return { at, isLost: false };
  // Twice on one way: it would be paid for again and again. What lies between is told as a gap.
  return at.isAgain ? { at: arrived(at), isLost: true } : { at: beginAgain(at), isLost: false };
}

function secondsNow(net: Net): number {
  return Math.floor(net.now().epochMilliseconds / 1_000);
}

/** One question about the account's messages (docs.x.com, get-dm-events). */
export function events(net: Net, account: Account, query: Readonly<Record<string, string>>) {
  return call(net, account, "GET", `/2/dm_events?${new URLSearchParams(query)}`);
}

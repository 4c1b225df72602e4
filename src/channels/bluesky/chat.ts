import { Temporal } from "#platform/clock.ts";
import { limit } from "#platform/limits.ts";
import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import type { InboundItem } from "../inbound.ts";
import { SendError } from "../send-error.ts";
import { field, listField, textField } from "../exchange.ts";
import { type Convo, convoIn, itemOf, type Person, personIn } from "./chat-items.ts";
import { type ChatPlace, placeIn, type Walk, wordOf } from "./chat-place.ts";
import { askChat, isUnknownMethod, isWithheld } from "./chat-service.ts";
import { isNamed } from "./session.ts";

const questionsMax = limit(
  "bluesky.chat-questions",
  60,
  "questions to the chat a poll, 100 messages each",
  "the rest waits for the next poll; a poll must end",
);
const againHours = limit(
  "bluesky.chat-again",
  24,
  "hours",
  "conversations that moved are read again, because how long the network keeps its log is said nowhere",
);
const pageSize = "100";

/** One poll's reading: what it found, and how far it came. */
interface Reading {
  net: Net;
  account: Account;
  place: ChatPlace;
  /** By what makes an item one. */
  items: Map<string, InboundItem>;
  /** Questions that may still be asked. */
  left: number;
  convos: Map<string, Convo>;
  people: Map<string, Person>;
}

/**
 * Direct messages of the account, both ways. The log begins "now" and tells every change after it (a maintainer in
 * bluesky-social/atproto issue 2760), so it is asked first, and the histories are read beside it. Whatever the chat
 * answers, the account's posts are read: what could not be had is asked for again from the same place.
 */
export async function receiveChat(
  net: Net,
  account: Account,
  word: string,
): Promise<{ items: readonly InboundItem[]; word: string }> {
  const { remoteId: did, handle } = account;
  const reading: Reading = {
    net,
    account,
    place: placeIn(word) ?? { log: "", at: "", base: "", unread: new Map() },
    items: new Map(),
    left: questionsMax,
    convos: new Map(),
    people: new Map([[did, { did, handle, displayName: handle }]]),
  };
  try {
    await readLog(reading);
    await readHistories(reading);
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    // When it is allowed again, all of it is read from the beginning.
    if (isWithheld(error)) reading.place.log = "";
  }
  return { items: [...reading.items.values()], word: wordOf(reading.place) };
}

async function readLog(reading: Reading): Promise<void> {
  const { place } = reading;
  let before: string;
  let events: readonly unknown[];
  do {
    before = place.log;
    const body = await logFrom(reading, before);
    events = listField(body, "logs");
    for (const event of events) await takeEvent(reading, event);
    place.log = textField(body, "cursor") || textField(events.at(-1), "rev") || before;
    if (before === "") beginWalk(reading);
  } while (events.length > 0 && place.log !== before && reading.left > 0);
}

async function logFrom(reading: Reading, cursor: string): Promise<unknown> {
  try {
    return await ask(reading, "getLog", cursor === "" ? {} : { cursor });
  } catch (error) {
    // A place that the log knows no more: the histories tell what was missed.
    if (error instanceof SendError && error.class === "refused") reading.place.log = "";
    throw error;
  }
}

async function takeEvent(reading: Reading, event: unknown): Promise<void> {
  const id = textField(event, "convoId");
  // It may have a history that this log never told.
  if (/#log(Begin|Accept)Convo$/.test(textField(event, "$type"))) readLater(reading, id);
  const view = field(event, "message");
  if (textField(view, "id") === "") return;
  learn(reading, listField(event, "relatedProfiles").map(personIn));
  take(reading, await convoOf(reading, id), view, event);
}

/** All conversations are listed before the first is read: one that moves meanwhile would slip from page to page. */
async function readHistories(reading: Reading): Promise<void> {
  const { place, net } = reading;
  const dueAt = Temporal.Instant.from(place.at).add({ hours: againHours });
  const isDue = Temporal.Instant.compare(dueAt, net.now()) <= 0;
  if (place.walk === undefined && isDue) beginWalk(reading);
  while (place.walk !== undefined && reading.left > 0) await listMore(reading, place.walk);
  const waiting = [...place.unread];
  for (const [id, cursor] of waiting) await readHistory(reading, id, cursor);
}

/** What moved since the last walk began; at first, everything. */
function beginWalk({ place, net }: Reading): void {
  place.walk = { list: "convos", hadRequests: false, cursor: "", since: place.base };
  place.base = place.log;
  place.at = net.now().toString();
}

async function listMore(reading: Reading, walk: Walk): Promise<void> {
  const { list, cursor, since } = walk;
  const method = list === "convos" ? "listConvos" : "listConvoRequests";
  const body = await ask(reading, method, paged({}, cursor)).catch((error: unknown) => {
    if (list === "requests" && isUnknownMethod(error)) return undefined;
    throw error;
  });
  for (const view of listField(body, list)) {
    const convo = convoIn(view);
    if (convo.id === "") continue;
    reading.convos.set(convo.id, convo);
    learn(reading, convo.members);
    if (textField(view, "status") === "request") walk.hadRequests = true;
    if (since === "" || textField(view, "rev") > since) readLater(reading, convo.id);
  }
  const next = textField(body, "cursor");
  if (next !== "" && next !== cursor) walk.cursor = next;
  else if (list === "convos" && !walk.hadRequests)
    reading.place.walk = { ...walk, list: "requests", cursor: "" };
  else delete reading.place.walk;
}

function readLater({ place: { unread } }: Reading, id: string): void {
  if (!unread.has(id)) unread.set(id, "");
}

/** One conversation, newest message first, as far as this poll may go. One that the account has left is no more. */
async function readHistory(reading: Reading, convoId: string, from: string): Promise<void> {
  const { unread } = reading.place;
  let cursor = from;
  while (reading.left > 0) {
    const body = await ask(reading, "getMessages", paged({ convoId }, cursor)).catch(
      (error: unknown) => {
        if (!(error instanceof SendError) || error.class !== "refused") throw error;
        unread.delete(convoId);
        // Refused for another reason: the others go first, and the next poll asks for it again.
        if (!isNamed(error, "InvalidConvo")) unread.set(convoId, cursor);
        return undefined;
      },
    );
    if (body === undefined) return;
    learn(reading, listField(body, "relatedProfiles").map(personIn));
    const messages = listField(body, "messages");
    const convo = await convoOf(reading, convoId);
    for (const view of messages) take(reading, convo, view);
    const next = textField(body, "cursor");
    if (next === "" || next === cursor || messages.length === 0) return void unread.delete(convoId);
    unread.set(convoId, next);
    cursor = next;
  }
}

function take(reading: Reading, convo: Convo, view: unknown, event?: unknown): void {
  const { account, people, net, items } = reading;
  const seenAt = net.now().toString();
  const item = itemOf(account, { view, event, convo, people, seenAt });
  const key = `${item.remoteId} ${item.version}`;
  if (!items.has(key)) items.set(key, item);
}

/** Of a conversation that the account has left only the name is known. */
async function convoOf(reading: Reading, id: string): Promise<Convo> {
  const known = reading.convos.get(id);
  if (known) return known;
  const body = await ask(reading, "getConvo", { convoId: id }).catch((error: unknown) => {
    if (error instanceof SendError && error.class === "refused") return undefined;
    throw error;
  });
  const convo = { ...convoIn(field(body, "convo")), id };
  reading.convos.set(id, convo);
  learn(reading, convo.members);
  return convo;
}

function learn({ people, account }: Reading, told: readonly Person[]): void {
  for (const person of told) if (person.did !== account.remoteId) people.set(person.did, person);
}

function paged(query: Readonly<Record<string, string>>, cursor: string) {
  return { ...query, limit: pageSize, ...(cursor === "" ? {} : { cursor }) };
}

async function ask(reading: Reading, method: string, query: Readonly<Record<string, string>>) {
  reading.left -= 1;
  return askChat(reading.net, reading.account, method, query);
}

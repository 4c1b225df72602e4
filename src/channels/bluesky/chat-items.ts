import type { Account } from "../account.ts";
import { deletedVersion, type InboundItem } from "../inbound.ts";
import { cleaned, field, isRecord, listField, textField } from "../exchange.ts";
import { versionOf } from "../item-version.ts";
import { isPost, uriParts } from "./record.ts";

const defs = "chat.bsky.convo.defs#";
const system = `${defs}systemMessageData`;

/** Who takes part in a conversation: that a message went to somebody is on the record with it. */
export interface Convo {
  id: string;
  /** Of a group. */
  name?: string;
  members: readonly Person[];
}

export interface Person {
  did: string;
  handle: string;
  displayName: string;
}

export interface Told {
  /** A message, a deleted one, or a line of the network's own, as a history or the log shows it. */
  view: unknown;
  /** What the log said of it. */
  event?: unknown;
  convo: Convo;
  people: ReadonlyMap<string, Person>;
  seenAt: string;
}

/** One message of a conversation; of a deleted one the network shows no words, so the record's own are taken. */
export function itemOf(account: Account, told: Told): InboundItem {
  const { view, event, convo, people, seenAt } = told;
  const isDeleted =
    textField(view, "$type") === `${defs}deletedMessageView` ||
    textField(event, "$type") === `${defs}logDeleteMessage`;
  const parent = textField(field(view, "replyTo"), "id");
  const { did: remoteId, ...names } = named(actorOf(view), people);
  return {
    remoteId: `${convo.id}/${textField(view, "id")}`,
    version: isDeleted ? deletedVersion : versionIn(view, event),
    kind: isDeleted ? "deleted" : "message",
    occurredAt: isDeleted ? seenAt : textField(view, "sentAt"),
    author: { remoteId, ...names },
    text: saidIn(view, people),
    url: `https://bsky.app/messages/${encodeURIComponent(convo.id)}`,
    ...(parent === "" ? {} : { inReplyTo: `${convo.id}/${parent}` }),
    media: [],
    native: cleaned(
      {
        convo,
        message: view,
        ...(event === undefined ? {} : { event: textField(event, "$type") }),
      },
      Object.values(account.credential),
    ),
  };
}

export function convoIn(view: unknown): Convo {
  const name = textField(field(view, "kind"), "name");
  return {
    id: textField(view, "id"),
    ...(name === "" ? {} : { name }),
    members: listField(view, "members").map(personIn),
  };
}

export function personIn(profile: unknown): Person {
  const handle = textField(profile, "handle");
  const displayName = textField(profile, "displayName") || handle;
  return { did: textField(profile, "did"), handle, displayName };
}

/**
 * Made of what can change: the same state is one version by the history and by the log. A message without its last
 * reaction looks as it did before: then the log's own place makes the version.
 */
function versionIn(view: unknown, event: unknown): string {
  const reactions = listField(view, "reactions").map((one) => [
    textField(field(one, "sender"), "did"),
    textField(one, "value"),
    textField(one, "createdAt"),
  ]);
  const state = versionOf(JSON.stringify([textField(view, "text"), reactions]));
  const isTakenBack = textField(event, "$type") === `${defs}logRemoveReaction`;
  return isTakenBack ? `${state}-${textField(event, "rev")}` : state;
}

function named(did: string, people: ReadonlyMap<string, Person>): Person {
  return people.get(did) ?? { did, handle: did, displayName: did };
}

/** Who wrote it; of a line of the network's own, who did what it tells. */
function actorOf(view: unknown): string {
  const sender = textField(field(view, "sender"), "did");
  const data = field(view, "data");
  if (sender !== "" || !isRecord(data)) return sender;
  const by = Object.keys(data).find((name) => name.endsWith("By")) ?? "member";
  return textField(data[by], "did");
}

/** The words, with the address of what the message shares; in a line of the network's own, what it tells. */
function saidIn(view: unknown, people: ReadonlyMap<string, Person>): string {
  const data = field(view, "data");
  if (isRecord(data)) return `(${toldIn(data, people)})`;
  const text = textField(view, "text");
  const address = sharedIn(field(view, "embed"));
  if (text.includes(address)) return text;
  return text === "" ? address : `${text}\n\n${address}`;
}

function sharedIn(embed: unknown): string {
  const code = textField(field(embed, "joinLinkPreview"), "code");
  if (code !== "") return `https://bsky.app/chat/${code}`;
  const uri = textField(field(embed, "record"), "uri");
  if (isPost(uri)) {
    const { repo, rkey } = uriParts(uri);
    return `https://bsky.app/profile/${repo}/post/${rkey}`;
  }
  return uri || textField(field(embed, "external"), "uri");
}

/** "add member: member ana.test, added by riverside.test", in the lexicon's own words. */
function toldIn(data: Readonly<Record<string, unknown>>, people: ReadonlyMap<string, Person>) {
  const what = spaced(textField(data, "$type").replace(system, ""));
  const parts = Object.entries(data).flatMap(([name, value]) => {
    if (name === "$type") return [];
    const said = typeof value === "string" ? value : named(textField(value, "did"), people).handle;
    return said === "" ? [] : [`${spaced(name)} ${said}`];
  });
  return parts.length === 0 ? what : `${what}: ${parts.join(", ")}`;
}

function spaced(name: string): string {
  return name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
}

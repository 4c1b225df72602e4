import { linked } from "../linked.ts";
import type { OutboundMedia, OutboundMessage } from "../outbound.ts";
import { everybody, type Addresses } from "./addresses.ts";
import { asHtml } from "./words.ts";

/** JSON as it stands in a document. */
export type Json = { [name: string]: unknown };

export const context = [
  "https://www.w3.org/ns/activitystreams",
  "https://w3id.org/security/data-integrity/v1",
  { sensitive: "as:sensitive" },
];

export interface NoteFacts {
  at: Addresses;
  actor: string;
  id: string;
  publishedAt: string;
  editedAt?: string;
  /** Whoever wrote what this answers. */
  answered?: { actor: string; handle: string } | undefined;
}

/** What an actor says (ActivityStreams Note), as every server reads it. */
export function noteOf(facts: NoteFacts, message: OutboundMessage): Json {
  const { at, actor, id, publishedAt, editedAt, answered } = facts;
  const html = asHtml(linked(message));
  const language = message.languages?.[0];
  return {
    type: "Note",
    id: at.object(id),
    attributedTo: at.actor(actor),
    to: everybody,
    cc: [at.followers(actor), ...(answered ? [answered.actor] : [])],
    published: seconds(publishedAt),
    ...(editedAt ? { updated: seconds(editedAt) } : {}),
    url: at.object(id),
    content: html,
    ...(language ? { contentMap: { [language]: html } } : {}),
    ...(message.contentWarning ? { summary: message.contentWarning, sensitive: true } : {}),
    ...(message.replyTo ? { inReplyTo: message.replyTo.id } : {}),
    ...(message.media.length > 0
      ? { attachment: message.media.map((one) => attachmentOf(at, one)) }
      : {}),
    ...(answered
      ? { tag: [{ type: "Mention", href: answered.actor, name: `@${answered.handle}` }] }
      : {}),
  };
}

function attachmentOf(at: Addresses, { sha256, type, alt, width, height }: OutboundMedia): Json {
  return {
    type: "Document",
    mediaType: type,
    url: at.file(sha256, type),
    name: alt,
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
  };
}

/** What takes the place of a note that was taken back (ActivityPub §6.4). */
export function tombstoneOf(at: Addresses, id: string, removedAt: string): Json {
  return { type: "Tombstone", id: at.object(id), formerType: "Note", deleted: seconds(removedAt) };
}

/** What is told about a note; an activity about something public goes to everybody. */
export function activityOf(
  at: Addresses,
  given: {
    id: string;
    actor: string;
    type: "Create" | "Update" | "Delete";
    object: Json;
    at: string;
  },
): Json {
  const { object } = given;
  return {
    "@context": context,
    type: given.type,
    id: at.activity(given.id),
    actor: at.actor(given.actor),
    to: everybody,
    cc: object["cc"] ?? [at.followers(given.actor)],
    published: seconds(given.at),
    object,
  };
}

/** RFC 3339 to the second: several servers take no more. */
function seconds(at: string): string {
  return at.replace(/\.\d+Z$/, "Z");
}

import { z } from "zod";
import { limit } from "#platform/limits.ts";
import { deletedVersion, type InboundItem } from "../inbound.ts";
import { versionOf } from "../item-version.ts";
import { everybody } from "./addresses.ts";
import type { Peer } from "./peers.ts";
import { plainText } from "./words.ts";

const textMax = limit(
  "fediverse.note",
  50_000,
  "characters of HTML",
  "what one note of another server may hold; more is cut off, the record keeps all",
);
const mediaMax = limit("fediverse.note-media", 16, "files", "that one note may bring");

/** JSON-LD writes one thing or a list of them. */
const many = <T extends z.ZodType>(one: T) =>
  z.union([one, z.array(one)]).transform((given) => (Array.isArray(given) ? given : [given]));
const id = z.union([z.string(), z.object({ id: z.string() }).transform((one) => one.id)]);
const attachment = z.object({
  url: z.union([z.string(), z.object({ href: z.string() }).transform(({ href }) => href)]),
  mediaType: z.string().max(100).optional(),
  name: z.string().nullish(),
});

const note = z.object({
  id: z.string().max(2_000),
  type: z.string(),
  attributedTo: many(id).optional(),
  content: z.string().nullish(),
  contentMap: z.record(z.string(), z.string()).optional(),
  summary: z.string().nullish(),
  name: z.string().nullish(),
  published: z.string().nullish(),
  updated: z.string().nullish(),
  inReplyTo: id.nullish(),
  url: z.unknown().optional(),
  to: many(id).optional(),
  cc: many(id).optional(),
  tag: many(
    z.object({ type: z.string().optional(), href: z.string().optional() }).loose(),
  ).optional(),
  attachment: many(z.unknown()).optional(),
});

export type HeardNote = z.infer<typeof note>;

/** What can be read as something that a person wrote. */
const written = new Set([
  "Note",
  "Article",
  "Question",
  "Page",
  "Video",
  "Audio",
  "Image",
  "Event",
]);

export function readNote(object: unknown): HeardNote | undefined {
  const { data } = note.safeParse(object);
  return data && written.has(data.type) ? data : undefined;
}

/** Who is named in it: by a mention, or as somebody it goes to. */
export function namedIn({ tag = [], to = [], cc = [] }: HeardNote): Set<string> {
  const mentioned = tag.flatMap(({ type, href }) => (type === "Mention" && href ? [href] : []));
  return new Set([...mentioned, ...to, ...cc]);
}

function isPublic({ to = [], cc = [] }: HeardNote): boolean {
  const names = new Set([everybody, "as:Public", "Public"]);
  return [...to, ...cc].some((one) => names.has(one));
}

/** A note as the inbox keeps it: its words alone, never its markup. */
export function itemOf(
  heard: HeardNote,
  author: Peer,
  { isAnswer, native, now }: { isAnswer: boolean; native: unknown; now: string },
): InboundItem {
  const body = plainText(
    (heard.content ?? Object.values(heard.contentMap ?? {})[0] ?? "").slice(0, textMax),
  );
  const head = [heard.name, heard.summary].flatMap((one) => (one ? [plainText(one)] : []));
  const text = [...head, body].filter(Boolean).join("\n\n");
  const url = addressIn(heard.url);
  return {
    remoteId: heard.id,
    version: versionOf(`${heard.updated ?? ""}\n${text}`),
    kind: isAnswer ? "comment" : "mention",
    occurredAt: instantIn(heard.updated ?? heard.published, now),
    author: { remoteId: author.actor, handle: author.handle, displayName: author.displayName },
    text,
    ...(url ? { url } : {}),
    ...(heard.inReplyTo ? { inReplyTo: heard.inReplyTo } : {}),
    media: mediaOf(heard),
    native: { seenBy: isPublic(heard) ? "everybody" : "those it names", activity: native },
  };
}

export function deletionOf(
  remoteId: string,
  author: { remoteId: string; handle: string; displayName: string },
  { native, now }: { native: unknown; now: string },
): InboundItem {
  return {
    remoteId,
    version: deletedVersion,
    kind: "deleted",
    occurredAt: now,
    author,
    text: "",
    media: [],
    native,
  };
}

function mediaOf({ attachment: all = [] }: HeardNote): InboundItem["media"] {
  return all.slice(0, mediaMax).flatMap((one) => {
    const { data } = attachment.safeParse(one);
    if (!data || !/^https?:\/\//.test(data.url)) return [];
    const type = data.mediaType ?? "application/octet-stream";
    return [{ url: data.url, type, ...(data.name ? { alt: data.name } : {}) }];
  });
}

/** The page of a note for people, where it names one. */
function addressIn(url: unknown): string | undefined {
  const first: unknown = Array.isArray(url) ? url[0] : url;
  const href = typeof first === "object" && first !== null && "href" in first ? first.href : first;
  return typeof href === "string" && /^https?:\/\//.test(href) ? href : undefined;
}

/** When it was written by its own word; never in the future, and now where it says nothing readable. */
function instantIn(told: string | null | undefined, now: string): string {
  const ms = Date.parse(told ?? "");
  if (Number.isNaN(ms) || ms > Date.parse(now)) return now;
  return new Date(ms).toISOString().replace("Z", "000Z");
}

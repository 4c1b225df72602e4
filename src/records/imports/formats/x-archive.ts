import { hashOf } from "../account.ts";
import type { Format } from "../format.ts";
import type { Attachment, Item, Piece, ReadOptions } from "../item.ts";
import type { Source } from "../source.ts";
import { instantOfText } from "../times.ts";
import { jsonPieces, type Made } from "./json-pieces.ts";
import {
  at as placeIn,
  get,
  isObject,
  listOf,
  textOf,
  type JsonElement,
  type Role,
} from "./json-scan.ts";
import { whole } from "./whole.ts";
import { loss } from "../item.ts";
import { unescaped } from "./xml-text.ts";

const assignment = /^\s*(?:\/\/[^\n]*\n\s*)*window\.YTD\.([a-z_]+)\.part(\d+)\s*=\s*/;

/** The parts of a download that hold posts and messages; the others tell of follows, advertisements, settings. */
const posts = /^(?:tweets?|deleted_tweets?|community_tweet|note_tweet)$/;
const talks = /^direct_messages(?:_group)?$/;

/**
 * A download of X ("data/*.js"): JSON behind an assignment. The assignment is taken off and the rest read as JSON;
 * nothing of it is ever run.
 */
export const xArchive: Format = {
  name: "x-archive",
  title: "X archive",
  isIt: ({ text }) => assignment.test(text.slice(0, 400)),
  async *read(source: Source, options: ReadOptions): AsyncGenerator<Piece> {
    const bytes = await whole(source);
    if (!Buffer.isBuffer(bytes)) return yield bytes;
    const [prefix = "", name = ""] = assignment.exec(bytes.toString("latin1", 0, 400)) ?? [];
    const isPosts = posts.test(name);
    if (!isPosts && !talks.test(name)) return yield loss(0, bytes, "unknown-file");
    const reader = {
      roleOf: isPosts ? (path: string): Role => (path === "" ? "list" : undefined) : talkRole,
      itemOf: (value: unknown, element: JsonElement, skeleton: unknown) =>
        isPosts ? postOf(value, name, options) : talkOf(value, element, skeleton, options),
    };
    yield* jsonPieces(bytes, reader, prefix.length);
  },
};

function talkRole(path: string): Role {
  if (path === "*.dmConversation.messages") return "list";
  return ["", "*", "*.dmConversation"].includes(path) ? "through" : undefined;
}

function postOf(value: unknown, part: string, options: ReadOptions): Made {
  const note = get(value, "noteTweet");
  if (isObject(note)) return noteOf(note, options);
  const tweet = get(value, "tweet") ?? value;
  if (!isObject(tweet)) return "not-readable";
  const id = textOf(tweet["id_str"]) || textOf(tweet["id"]);
  const at = instantOfText(textOf(tweet["created_at"]));
  if (at === undefined) return id === "" ? "unknown-part" : "bad-date";
  const media = listOf(get(tweet, "extended_entities", "media") ?? get(tweet, "entities", "media"));
  const edits = listOf(
    get(tweet, "edit_info", "initial", "editTweetIds") ??
      get(tweet, "edit_info", "edit", "editTweetIds"),
  );
  const isDeleted = part.startsWith("deleted");
  const text = textOf(tweet["full_text"]) || textOf(tweet["text"]);
  return {
    kind: isDeleted ? "deleted-post" : "post",
    identity: hashOf(["x", "post", id, isDeleted ? "deleted" : ""]),
    at,
    from: options.account ?? "",
    to: [],
    thread: textOf(tweet["in_reply_to_status_id_str"]) || textOf(edits[0]),
    direction: "out",
    // What is written in it is escaped for HTML: "&amp;" was typed as "&".
    text: unescaped(text).text,
    media: media.flatMap((one) => attachment(id, textOf(get(one, "media_url_https")), options)),
    payload: tweet,
  };
}

/** A long post: the list of posts has only its beginning. */
function noteOf(note: Readonly<Record<string, unknown>>, options: ReadOptions): Made {
  const at = instantOfText(textOf(note["createdAt"]));
  if (at === undefined) return "bad-date";
  const id = textOf(note["noteTweetId"]);
  const payload = { ...note };
  return {
    ...outgoing(options),
    kind: "post",
    identity: hashOf(["x", "note", id]),
    at,
    text: textOf(get(note, "core", "text")),
    payload,
  };
}

function outgoing({
  account = "",
}: ReadOptions): Pick<Item, "from" | "to" | "thread" | "direction" | "media"> {
  return { from: account, to: [], thread: "", direction: "out", media: [] };
}

function talkOf(
  value: unknown,
  element: JsonElement,
  skeleton: unknown,
  options: ReadOptions,
): Made {
  if (!isObject(value)) return "not-readable";
  const thread = textOf(get(placeIn(skeleton, element.trail.slice(0, -2)), "conversationId"));
  const [[kind, said] = ["", undefined]] = Object.entries(value);
  if (!isObject(said)) return "unknown-part";
  const at = instantOfText(textOf(said["createdAt"]));
  if (at === undefined) return "bad-date";
  const id = textOf(said["id"]);
  const from =
    textOf(said["senderId"]) || textOf(said["initiatingUserId"]) || textOf(said["userId"]);
  const to = textOf(said["recipientId"]);
  const isMessage = kind === "messageCreate";
  const owner = options.package?.ownerId ?? options.account;
  const text = isMessage
    ? textOf(said["text"])
    : [kind, said["name"]].map(textOf).filter(Boolean).join(": ");
  const payload: Record<string, unknown> = { ...said, is: kind };
  return {
    kind: isMessage ? "message" : "event",
    identity:
      id === "" ? hashOf(["x", "dm", thread, kind, at, from, text]) : hashOf(["x", "dm", id]),
    at,
    from,
    to: to === "" ? [] : [to],
    thread,
    direction: owner !== undefined && from === owner ? "out" : "in",
    text,
    media: listOf(said["mediaUrls"]).flatMap((url) => attachment(id, textOf(url), options)),
    payload,
  };
}

/** In a download a picture lies as "<post>-<end of its address>". */
function attachment(id: string, url: string, { neighbours }: ReadOptions): Attachment[] {
  const base = url.split("/").at(-1)?.split("?")[0] ?? "";
  if (base === "") return [];
  const file = neighbours?.find(`${id}-${base}`);
  return [file ? { name: base, file } : { name: url }];
}

import { hashOf } from "../account.ts";
import type { Format, Head } from "../format.ts";
import type { Attachment, Item, Piece, ReadOptions } from "../item.ts";
import type { Source } from "../source.ts";
import { instantOfMs, instantOfSeconds } from "../times.ts";
import { jsonPieces, type JsonReader, type Made } from "./json-pieces.ts";
import { get, isObject, listOf, textOf, type JsonElement, type Role } from "./json-scan.ts";
import { repaired, repairedText } from "./mojibake.ts";
import { whole } from "./whole.ts";

/** "Download your information" of Facebook, as JSON. */
export const facebook: Format = metaFormat(
  "facebook",
  "Facebook download",
  (head) => !isInstagram(head),
);
/** "Download your information" of Instagram, as JSON: the same shapes. */
export const instagram: Format = metaFormat("instagram", "Instagram download", isInstagram);

function metaFormat(name: string, title: string, mayBe: (head: Head) => boolean): Format {
  return {
    name,
    title,
    isIt: (head) => isMeta(head.text) && mayBe(head),
    async *read(source: Source, options: ReadOptions): AsyncGenerator<Piece> {
      const bytes = await whole(source);
      if (!Buffer.isBuffer(bytes)) return yield bytes;
      yield* jsonPieces(bytes, readerOf(name, options));
    },
  };
}

function isMeta(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  return (
    (/"messages"\s*:/.test(text) && /"sender_name"\s*:|"participants"\s*:/.test(text)) ||
    (/"(?:creation_)?timestamp"\s*:\s*\d/.test(text) &&
      /"(?:attachments|media|data|post)"\s*:/.test(text)) ||
    /"comments_v2"\s*:|"string_map_data"\s*:/.test(text)
  );
}

function isInstagram({ name, text }: Head): boolean {
  return (
    /instagram/.test(name.split("/").slice(-6).join("/")) ||
    /instagram\.com|"string_map_data"/.test(text)
  );
}

const known = new Set([
  "participants",
  "magic_words",
  "image",
  "joinable_mode",
  "bumped_message_metadata",
]);
const lists =
  /^(?:messages|comments_v2|comments_media_comments|comments_reels_comments|ig_reels_media|ig_stories)$/;

/** A file of posts is one list; of messages or comments, an object with one. */
function roleOf(path: string, isArray: boolean): Role {
  if (path === "") return isArray ? "list" : "through";
  if (lists.test(path)) return "list";
  return known.has(path) ? "known" : undefined;
}

function readerOf(network: string, options: ReadOptions): JsonReader {
  return {
    roleOf,
    itemOf: (value, element, skeleton) => {
      const { value: mended, count } = repaired(value);
      if (!isObject(mended)) return "not-readable";
      const made =
        element.path === "messages"
          ? messageOf(mended, { network, skeleton, options })
          : postOf(mended, { network, element, options });
      return typeof made === "string" || count === 0 ? made : { ...made, repairs: ["latin-1"] };
    },
  };
}

interface InThread {
  network: string;
  skeleton: unknown;
  options: ReadOptions;
}

type Fields = Readonly<Record<string | number, unknown>>;

function messageOf(value: Fields, { network, skeleton, options }: InThread): Made {
  const at = instantOfMs(value["timestamp_ms"]);
  if (at === undefined) return "bad-date";
  const title = repairedText(textOf(get(skeleton, "title")));
  const thread = textOf(get(skeleton, "thread_path")) || title;
  const from = textOf(value["sender_name"]);
  const people = listOf(get(skeleton, "participants")).map((one) =>
    repairedText(textOf(get(one, "name"))),
  );
  const media = filesOf(value, options);
  const share = value["share"];
  const text = [value["content"], get(share, "share_text"), get(share, "link")]
    .map(textOf)
    .filter(Boolean);
  return {
    kind: value["is_unsent"] === true ? "deleted" : "message",
    // Without the reactions, which go on changing after the message.
    identity: hashOf([
      network,
      "message",
      thread,
      at,
      from,
      ...text,
      ...media.map(({ name }) => name),
    ]),
    at,
    from,
    to: people.filter((name) => name !== from),
    thread: title || thread,
    direction: from !== "" && from === options.account ? "out" : "in",
    text: text.join("\n"),
    media,
    payload: { ...value, thread_path: thread, title },
  };
}

/** Every file that is named anywhere in it by an address within the download. */
function filesOf(value: unknown, { neighbours }: ReadOptions, depth = 0): Attachment[] {
  if (!isObject(value) || depth > 12) return [];
  const uri = textOf(value["uri"]);
  const here = /^https?:|^$/.test(uri) ? [] : [{ name: uri, file: neighbours?.find(uri) }];
  const below = Object.values(value).flatMap((one) => filesOf(one, { neighbours }, depth + 1));
  return [...here.map(({ name, file }) => (file ? { name, file } : { name })), ...below];
}

interface InList {
  network: string;
  element: JsonElement;
  options: ReadOptions;
}

/** A post or a comment: several shapes have been in use, all with their time and words somewhere in them. */
function postOf(value: Fields, { network, element, options }: InList): Made {
  const data = listOf(value["data"]);
  const comment = data.map((one) => get(one, "comment")).find(isObject);
  const map = isObject(value["string_map_data"]) ? value["string_map_data"] : undefined;
  const first = listOf(value["media"])[0];
  const seconds = [
    value["timestamp"],
    value["creation_timestamp"],
    get(first, "creation_timestamp"),
    get(comment, "timestamp"),
    get(map, "Time", "timestamp"),
  ];
  const at = seconds.map(instantOfSeconds).find((one) => one !== undefined);
  if (at === undefined) return "bad-date";
  const isComment =
    comment !== undefined || /comment/.test(element.path) || get(map, "Comment") !== undefined;
  const media = filesOf(value, options);
  const words = [
    ...data.map((one) => get(one, "post")),
    get(comment, "comment"),
    get(map, "Comment", "value"),
    ...(first === undefined || textOf(value["title"]) !== ""
      ? [value["title"]]
      : [get(first, "title")]),
  ]
    .map(textOf)
    .filter(Boolean);
  const text = [...new Set(words)].join("\n");
  const from = textOf(get(comment, "author")) || (options.account ?? "");
  return {
    kind: isComment ? "comment" : "post",
    identity: hashOf([network, "post", at, text, ...media.map(({ name }) => name)]),
    at,
    from,
    to: [],
    thread: textOf(get(map, "Media Owner", "value")),
    direction: "out",
    text,
    media,
    payload: value,
  } satisfies Item;
}

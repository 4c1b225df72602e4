import { hashOf } from "../account.ts";
import type { Format } from "../format.ts";
import type { Attachment, Piece, ReadOptions } from "../item.ts";
import type { Source } from "../source.ts";
import { instantOfSeconds, instantOfText, isWallClock } from "../times.ts";
import { jsonPieces, type Made } from "./json-pieces.ts";
import { at as placeIn, get, isObject, listOf, textOf, type JsonElement } from "./json-scan.ts";
import { whole } from "./whole.ts";

const lists = new Set(["messages", "chats.list.*.messages", "left_chats.list.*.messages"]);
const ways = new Set([
  "",
  "chats",
  "chats.list",
  "chats.list.*",
  "left_chats",
  "left_chats.list",
  "left_chats.list.*",
]);

/** Telegram Desktop's export as JSON, of one chat or of many. */
export const telegram: Format = {
  name: "telegram",
  title: "Telegram",
  isIt: ({ text }) =>
    /^\s*\{/.test(text) &&
    /"messages"\s*:\s*\[/.test(text) &&
    /"date_unixtime"\s*:|"from_id"\s*:/.test(text),
  async *read(source: Source, options: ReadOptions): AsyncGenerator<Piece> {
    const bytes = await whole(source);
    if (!Buffer.isBuffer(bytes)) return yield bytes;
    yield* jsonPieces(bytes, {
      roleOf: (path) => (lists.has(path) ? "list" : ways.has(path) ? "through" : undefined),
      itemOf: (value, element, skeleton) => messageOf(value, element, skeleton, options),
    });
  },
};

function messageOf(
  value: unknown,
  element: JsonElement,
  skeleton: unknown,
  options: ReadOptions,
): Made {
  if (!isObject(value)) return "not-readable";
  const chat = placeIn(skeleton, element.trail.slice(0, -2));
  const at = instantOfSeconds(value["date_unixtime"]) ?? wallClock(textOf(value["date"]));
  if (at === undefined) return "bad-date";
  const thread = textOf(get(chat, "name"));
  const chatId = idOf(get(chat, "id"));
  const isEvent = value["type"] === "service";
  const from = textOf(value["from"]) || textOf(value["actor"]);
  const text = isEvent
    ? `${textOf(value["action"])} ${plain(value["text"])}`.trim()
    : plain(value["text"]);
  const media = filesOf(value, options);
  const own = idOf(value["id"]);
  return {
    kind: isEvent ? "event" : "message",
    identity:
      own === ""
        ? hashOf(["telegram", thread, at, from, text])
        : hashOf(["telegram", chatId || thread, own, text]),
    ...(own === "" ? { isRepeatable: true as const } : {}),
    at,
    from,
    to: [],
    thread,
    direction: from !== "" && from === options.account ? "out" : "in",
    text,
    media,
    payload: value,
  };
}

/** A text is a string, or pieces of which some are links, mentions, bold. */
function plain(text: unknown): string {
  if (typeof text === "string") return text;
  return listOf(text)
    .map((one) => (typeof one === "string" ? one : textOf(get(one, "text"))))
    .join("");
}

function idOf(value: unknown): string {
  return typeof value === "number" || typeof value === "string" ? String(value) : "";
}

function wallClock(date: string): string | undefined {
  const local = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.exec(date)?.[0];
  return local !== undefined && isWallClock(local) && instantOfText(`${local}Z`)
    ? local
    : undefined;
}

function filesOf(
  value: Readonly<Record<string, unknown>>,
  { neighbours }: ReadOptions,
): Attachment[] {
  return [value["photo"], value["file"]]
    .map(textOf)
    .filter((name) => name !== "" && !name.startsWith("("))
    .map((name) => {
      const file = neighbours?.find(name);
      return file ? { name, file } : { name };
    });
}

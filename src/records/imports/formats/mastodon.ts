import { hashOf } from "../account.ts";
import type { Format } from "../format.ts";
import type { Attachment, Piece, ReadOptions } from "../item.ts";
import type { Source } from "../source.ts";
import { instantOfText } from "../times.ts";
import { htmlText } from "./html-text.ts";
import { jsonPieces, type Made } from "./json-pieces.ts";
import { get, isObject, listOf, textOf } from "./json-scan.ts";
import { whole } from "./whole.ts";

/** Mastodon's "outbox.json": the account's own posts and boosts as ActivityStreams. */
export const mastodon: Format = {
  name: "mastodon",
  title: "Mastodon",
  isIt: ({ text }) => /"orderedItems"\s*:/.test(text) && /activitystreams/.test(text),
  async *read(source: Source, options: ReadOptions): AsyncGenerator<Piece> {
    const bytes = await whole(source);
    if (!Buffer.isBuffer(bytes)) return yield bytes;
    yield* jsonPieces(bytes, {
      roleOf: (path) =>
        path === ""
          ? "through"
          : path === "orderedItems"
            ? "list"
            : path === "@context"
              ? "known"
              : undefined,
      itemOf: (value) => postOf(value, options),
    });
  },
};

const nobody = "https://www.w3.org/ns/activitystreams#Public";

function postOf(value: unknown, options: ReadOptions): Made {
  if (!isObject(value)) return "not-readable";
  const object = value["object"];
  const at = instantOfText(textOf(get(object, "published")) || textOf(value["published"]));
  if (at === undefined) return "bad-date";
  const id = textOf(value["id"]) || textOf(get(object, "id"));
  const isBoost = typeof object === "string";
  const words = [textOf(get(object, "summary")), htmlText(textOf(get(object, "content")))];
  const text = isBoost ? `Boosted ${object}` : words.filter(Boolean).join("\n");
  const to = [...listOf(value["to"]), ...listOf(value["cc"])].map(textOf);
  const isDirect = !to.includes(nobody) && !to.some((one) => one.endsWith("/followers"));
  return {
    kind: isBoost ? "event" : isDirect && to.length > 0 ? "message" : "post",
    // An edit changes the words of the same post: both are kept.
    identity: hashOf(["mastodon", id, textOf(get(object, "updated")), text]),
    at,
    from: textOf(value["actor"]) || (options.account ?? ""),
    to: to.filter((one) => one !== nobody && one !== ""),
    thread: textOf(get(object, "inReplyTo")) || textOf(get(object, "conversation")),
    direction: "out",
    text,
    media: listOf(get(object, "attachment")).flatMap((one) => fileOf(one, options)),
    payload: value,
  };
}

function fileOf(attachment: unknown, { neighbours }: ReadOptions): Attachment[] {
  const url = textOf(get(attachment, "url"));
  if (url === "") return [];
  const file = neighbours?.find(url);
  const type = textOf(get(attachment, "mediaType"));
  return [file ? { name: url, type, file } : { name: url, type }];
}

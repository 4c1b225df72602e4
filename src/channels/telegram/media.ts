import { limit } from "#platform/limits.ts";
import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import type { InboundItem, MediumAsked, MediumPlace } from "../inbound.ts";
import { field, isRecord, listField, numberField, textField } from "../exchange.ts";
import { SendError } from "../send-error.ts";
import { call, fileUrl, placeOf } from "./calls.ts";

export const mediaScheme = "telegram-file:";
/** core.telegram.org/bots/api, getFile. */
const fileBytesMax = limit(
  "telegram.file",
  20_971_520,
  "bytes",
  "more Telegram gives to no bot; such a file is named as missing",
);
const kinds = ["animation", "audio", "document", "sticker", "video", "video_note", "voice"];

/** The files of a message, by the names that `getFile` takes; of a photo the largest size. */
export function filesOf(message: unknown): InboundItem["media"] {
  const sizes = listField(message, "photo");
  const photo = { file: sizes.at(-1), type: "image/jpeg" };
  const others = kinds.map((kind) => {
    const file = field(message, kind);
    return { file, type: textField(file, "mime_type") || kind };
  });
  const found = [photo, ...others].filter(({ file }) => isRecord(file));
  // An animation is told a second time as a document.
  const told = new Map(
    found.flatMap(({ file, type }) => {
      const id = textField(file, "file_id");
      return id === "" ? [] : [[id, { url: `${mediaScheme}${id}`, type }]];
    }),
  );
  return [...told.values()];
}

/** The address of a file holds the bot's token: it is asked for anew each time and kept nowhere. */
export async function mediumAt(
  net: Net,
  account: Account,
  { url }: MediumAsked,
): Promise<MediumPlace | undefined> {
  if (!url.startsWith(mediaScheme)) return undefined;
  const place = placeOf(account);
  const json = { file_id: url.slice(mediaScheme.length) };
  const file = await call(net, place, "getFile", { json });
  if ((numberField(file, "file_size") ?? 0) > fileBytesMax)
    throw new SendError("refused", "Telegram gives no file of this size to a bot.");
  return { url: fileUrl(place, textField(file, "file_path")) };
}

import type { Account } from "../account.ts";
import type { Published, Remote } from "../attempt.ts";
import type { Net } from "../connector.ts";
import type { OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { cleaned, field, numberField, textField } from "../exchange.ts";
import { linked } from "../linked.ts";
import { isVideo } from "../media-findings.ts";
import { call, type Place, placeOf } from "./calls.ts";

/** One message, or one group of 2 to 10 pictures and videos under one caption: one act each. */
export async function publish(
  net: Net,
  account: Account,
  message: OutboundMessage,
): Promise<Published> {
  const place = placeOf(account);
  if (message.poll) {
    const json = { chat_id: place.chat, ...questionOf(message), ...replyOf(message) };
    return published(await call(net, place, "sendPoll", { json, isAct: true }), place, account);
  }
  if (message.media.length === 0) {
    const json = { chat_id: place.chat, text: linked(message), ...replyOf(message) };
    return published(await call(net, place, "sendMessage", { json, isAct: true }), place, account);
  }
  const method = methodOf(message);
  const body = await formOf(net, place, message);
  return published(await call(net, place, method, { body, isAct: true }), place, account);
}

function questionOf(message: OutboundMessage) {
  const { options = [], minutes = 0 } = message.poll ?? {};
  return {
    question: linked(message),
    options: options.map((text) => ({ text })),
    open_period: minutes * 60,
  };
}

function methodOf({ media }: OutboundMessage): string {
  if (media.length > 1) return "sendMediaGroup";
  return media.some(isVideo) ? "sendVideo" : "sendPhoto";
}

function replyOf({ replyTo }: OutboundMessage) {
  return replyTo === undefined ? {} : { reply_parameters: { message_id: Number(replyTo.id) } };
}

async function formOf(net: Net, place: Place, message: OutboundMessage): Promise<FormData> {
  const form = new FormData();
  form.set("chat_id", place.chat);
  const { reply_parameters: reply } = replyOf(message);
  if (reply !== undefined) form.set("reply_parameters", JSON.stringify(reply));
  const group = [];
  for (const [index, item] of message.media.entries()) {
    const bytes = new Uint8Array(await net.media(item.sha256));
    const kind = isVideo(item) ? "video" : "photo";
    const isOne = message.media.length === 1;
    const name = isOne ? kind : `file${index}`;
    form.set(name, new Blob([bytes], { type: item.type }), item.sha256.slice(0, 16));
    const shape = isVideo(item)
      ? {
          supports_streaming: true,
          ...(item.width ? { width: item.width } : {}),
          ...(item.height ? { height: item.height } : {}),
          ...(item.durationSeconds ? { duration: Math.round(item.durationSeconds) } : {}),
        }
      : {};
    const caption = index === 0 ? { caption: linked(message) } : {};
    if (isOne) {
      for (const [key, value] of Object.entries({ ...caption, ...shape }))
        form.set(key, String(value));
    } else group.push({ type: kind, media: `attach://${name}`, ...caption, ...shape });
  }
  if (group.length > 0) form.set("media", JSON.stringify(group));
  return form;
}

/** The sent message; of a group the first, with the ids of all. */
function published(result: unknown, place: Place, account: Account): Published {
  const all: readonly unknown[] = Array.isArray(result) ? result : [result];
  const ids = all.map((each) => numberField(each, "message_id"));
  const [id] = ids;
  const native = cleaned(result, [place.token]);
  if (id === undefined) {
    throw new SendError("unknown", "Telegram's answer names no message.", { answer: native });
  }
  const has = (name: string) => field(all[0], name) !== undefined;
  const kind = has("poll") ? "poll" : has("text") ? "text" : "media";
  return {
    id: String(id),
    ...urlOf(account, String(id)),
    extra: { kind, ids: ids.join(",") },
    native,
  };
}

export function urlOf(account: Pick<Account, "handle">, id: string): { url?: string } {
  return account.handle.startsWith("@")
    ? { url: `https://t.me/${account.handle.slice(1)}/${id}` }
    : {};
}

/** Changes the words; what a group or a picture shows stays as it was sent, and a poll stays as it is. */
export async function edit(
  net: Net,
  account: Account,
  remote: Remote,
  message: OutboundMessage,
): Promise<Published> {
  const place = placeOf(account);
  const kind = remote.extra?.["kind"];
  if (kind === "poll")
    throw new SendError(
      "refused",
      "Telegram lets nobody edit a poll: take it back and post it anew.",
    );
  const isText = kind !== "media";
  const where = { chat_id: place.chat, message_id: Number(remote.id) };
  const text = linked(message);
  const json = isText ? { ...where, text } : { ...where, caption: text };
  const method = isText ? "editMessageText" : "editMessageCaption";
  try {
    const result = await call(net, place, method, { json, isAct: true });
    return {
      ...published(result, place, account),
      ...(remote.extra ? { extra: remote.extra } : {}),
    };
  } catch (error) {
    if (!isDescribed(error, "message is not modified")) throw error;
    return { ...remote, native: { unchanged: true } };
  }
}

export async function remove(net: Net, account: Account, remote: Remote): Promise<void> {
  const place = placeOf(account);
  const ids = (remote.extra?.["ids"] ?? remote.id).split(",").map(Number);
  const json = { chat_id: place.chat, message_ids: ids };
  await call(net, place, "deleteMessages", { json, isAct: true }).catch((error: unknown) => {
    if (!isDescribed(error, "message to delete not found")) throw error;
  });
}

function isDescribed(error: unknown, words: string): boolean {
  if (!(error instanceof SendError)) return false;
  return textField(field(error.answer, "body"), "description").includes(words);
}

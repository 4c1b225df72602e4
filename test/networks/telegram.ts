import {
  fieldsOf,
  type Loopback,
  type LoopbackAnswer,
  No,
  startLoopback,
  type Visit,
  words,
} from "./loopback.ts";

export interface TelegramMessage {
  id: number;
  text: string;
  isCaption: boolean;
  group: string | undefined;
  fileBytes: number;
  poll?: { options: string[]; minutes: number };
}

export interface TelegramServer extends Loopback {
  token: string;
  channel: string;
  messages: Map<number, TelegramMessage>;
  /** Somebody writes in the discussion group, or another administrator in the channel. */
  write(from: string, text: string, where?: "discussion" | "channel" | "private"): void;
  /** A resident sends a file to the bot; the bot fetches its bytes by `getFile`. */
  sendFile(from: string, kind: string, bytes: Uint8Array, sizeBytes?: number): void;
  /** An update as Telegram would put it into the queue. */
  tell(update: object): void;
  setRights(rights: { status: string; can_post_messages?: boolean }): void;
}

const textMax = 4_096;
const captionMax = 1_024;
const photoBytesMax = 10_485_760;

function bad(description: string): No {
  return new No(400, { ok: false, error_code: 400, description: `Bad Request: ${description}` });
}

export function telegramNo(status: number, description: string, retryAfter?: number) {
  const parameters = retryAfter === undefined ? {} : { parameters: { retry_after: retryAfter } };
  return { status, body: { ok: false, error_code: status, description, ...parameters } };
}

/** The Bot API's rules for one bot and one channel, by Bot API 10.1. */
export async function startTelegram(): Promise<TelegramServer> {
  const token = "712345678:AAH-telegram-bot-token-for-tests-0123";
  const chatId = -1_001_234_567_890;
  const messages = new Map<number, TelegramMessage>();
  let updates: { update_id: number; body: object }[] = [];
  let lastId = 100;
  let lastUpdate = 5_000;
  const files = new Map<string, { bytes: Uint8Array; size: number }>();
  let rights: object = { status: "administrator", can_post_messages: true };
  const chat = {
    id: chatId,
    type: "channel",
    title: "Riverside Falls Police",
    username: "riversidepd",
  };

  const shape = (message: TelegramMessage) => ({
    message_id: message.id,
    date: Math.floor(Date.now() / 1_000),
    chat,
    sender_chat: chat,
    ...(message.group ? { media_group_id: message.group } : {}),
    ...(message.poll ? { poll: { question: message.text, type: "regular" } } : {}),
    ...(message.isCaption
      ? { caption: message.text, photo: [{ file_id: `f${message.id}`, width: 1, height: 1 }] }
      : message.poll
        ? {}
        : { text: message.text }),
  });
  const put = (text: string, more: Partial<TelegramMessage> = {}) => {
    lastId += 1;
    const made = { id: lastId, text, isCaption: false, group: undefined, fileBytes: 0, ...more };
    messages.set(made.id, made);
    return made;
  };
  const mustBeHere = (fields: Record<string, unknown>) => {
    const asked = words(fields["chat_id"]);
    if (asked !== String(chatId) && asked !== "@riversidepd") throw bad("chat not found");
    const reply = fields["reply_parameters"];
    const parsed: unknown = typeof reply === "string" ? JSON.parse(reply) : reply;
    const id = Number(new Map(Object.entries(parsed ?? {})).get("message_id") ?? 0);
    if (id !== 0 && !messages.has(id)) throw bad("message to be replied not found");
  };
  const checkedFile = (value: unknown): number => {
    if (!(value instanceof Blob)) throw bad("there is no photo in the request");
    if (value.type.startsWith("image/") && value.size > photoBytesMax)
      throw new No(413, telegramNo(413, "Request Entity Too Large").body);
    return value.size;
  };
  const checkedCaption = (value: unknown): string => {
    if (words(value).length > captionMax) throw bad("message caption is too long");
    return words(value);
  };
  const found = (fields: Record<string, unknown>) => {
    const message = messages.get(Number(fields["message_id"]));
    if (!message) throw bad("message to edit not found");
    return message;
  };
  const group = (fields: Record<string, unknown>) => {
    const media: unknown = JSON.parse(words(fields["media"]));
    if (!Array.isArray(media) || media.length < 2 || media.length > 10)
      throw bad("the number of media in a group must be from 2 to 10");
    const name = `g${Date.now()}${lastId}`;
    return media.map((each: Record<string, unknown>) => {
      const file = fields[words(each["media"]).replace("attach://", "")];
      const text = checkedCaption(each["caption"]);
      return shape(put(text, { isCaption: true, group: name, fileBytes: checkedFile(file) }));
    });
  };
  const changed = (message: TelegramMessage, text: string) => {
    if (message.text === text)
      throw bad("message is not modified: specified new message content is the same");
    message.text = text;
    return { ...shape(message), edit_date: Math.floor(Date.now() / 1_000) };
  };

  const methods: Readonly<Record<string, (fields: Record<string, unknown>) => unknown>> = {
    getMe: () => ({
      id: 712345678,
      is_bot: true,
      first_name: "Riverside",
      username: "riverside_bot",
    }),
    getChat(fields) {
      mustBeHere(fields);
      const { name: title, description, picture } = loopback.presented;
      const photo = { big_file_id: `f${Date.now()}`, big_file_unique_id: picture };
      return { ...chat, title, description, photo, linked_chat_id: -100_999 };
    },
    getChatAdministrators(fields) {
      mustBeHere(fields);
      return loopback.presented.administrators.map(({ id, name }) => ({
        status: "administrator",
        user: { id: Number(id), is_bot: false, first_name: name },
      }));
    },
    getChatMember: (fields) => (mustBeHere(fields), { user: { id: 712345678 }, ...rights }),
    sendMessage(fields) {
      mustBeHere(fields);
      const text = words(fields["text"]);
      if (text === "") throw bad("message text is empty");
      if (text.length > textMax) throw bad("message is too long");
      return shape(put(text));
    },
    sendPhoto(fields) {
      mustBeHere(fields);
      const text = checkedCaption(fields["caption"]);
      return shape(put(text, { isCaption: true, fileBytes: checkedFile(fields["photo"]) }));
    },
    sendVideo(fields) {
      mustBeHere(fields);
      const text = checkedCaption(fields["caption"]);
      return shape(put(text, { isCaption: true, fileBytes: checkedFile(fields["video"]) }));
    },
    sendPoll(fields) {
      mustBeHere(fields);
      const question = words(fields["question"]);
      if (question === "") throw bad("poll question must be non-empty");
      if (question.length > 300) throw bad("poll question length must not exceed 300");
      const listed = Array.isArray(fields["options"]) ? fields["options"] : [];
      const options = listed.map((each) => words(Reflect.get(Object(each), "text")));
      if (options.length < 2) throw bad("poll must have at least 2 option");
      if (options.length > 12) throw bad("poll can't have more than 12 options");
      if (options.some((each) => each.length < 1 || each.length > 100))
        throw bad("poll options length must not exceed 100");
      const seconds = Number(fields["open_period"]);
      if (!(seconds >= 5 && seconds <= 2_628_000))
        throw bad("invalid poll auto-close time specified");
      return shape(put(question, { poll: { options, minutes: seconds / 60 } }));
    },
    getFile(fields) {
      const id = words(fields["file_id"]);
      const file = files.get(id);
      if (!file) throw bad("wrong file_id or the file is temporarily unavailable");
      if (file.size > 20_971_520) throw bad("file is too big");
      return { file_id: id, file_size: file.size, file_path: `documents/${id}.bin` };
    },
    sendMediaGroup: (fields) => (mustBeHere(fields), group(fields)),
    editMessageText(fields) {
      const message = found(fields);
      if (message.poll) throw bad("message can't be edited");
      if (message.isCaption) throw bad("there is no text in the message to edit");
      const text = words(fields["text"]);
      if (text.length > textMax) throw bad("message is too long");
      return changed(message, text);
    },
    editMessageCaption: (fields) => changed(found(fields), checkedCaption(fields["caption"])),
    // Ids that are not found are passed over, as published.
    deleteMessages(fields) {
      const ids = fields["message_ids"];
      if (!Array.isArray(ids) || ids.length < 1 || ids.length > 100) throw bad("bad message_ids");
      for (const id of ids) messages.delete(Number(id));
      return true;
    },
    getUpdates(fields) {
      const offset = Number(fields["offset"] ?? 0);
      updates = updates.filter(({ update_id }) => update_id >= offset);
      const page = updates.slice(0, Number(fields["limit"] ?? 100));
      return page.map(({ update_id, body }) => ({ update_id, ...body }));
    },
  };

  const answer = async (visit: Visit): Promise<LoopbackAnswer> => {
    if (visit.path.startsWith("/file/")) {
      const [, by, id = ""] = /^\/file\/bot([^/]+)\/documents\/(\w+)\.bin$/.exec(visit.path) ?? [];
      const file = by === token ? files.get(id) : undefined;
      if (!file) return telegramNo(404, "Not Found");
      return {
        status: 200,
        bytes: file.bytes,
        headers: { "content-type": "application/octet-stream" },
      };
    }
    const [, given, name = ""] = /^\/bot([^/]+)\/(\w+)$/.exec(visit.path) ?? [];
    if (given !== token) return telegramNo(401, "Unauthorized");
    const method = methods[name];
    if (!method) return telegramNo(404, "Not Found");
    return { status: 200, body: { ok: true, result: method(await fieldsOf(visit)) } };
  };

  const loopback = await startLoopback({
    answer,
    isAct: ({ path }) => /\/send/.test(path),
    tooMany: telegramNo(429, "Too Many Requests: retry after 7", 7),
    outOfOrder: { status: 503, body: undefined },
    expired: telegramNo(401, "Unauthorized"),
  });
  return {
    ...loopback,
    token,
    channel: String(chatId),
    messages,
    setRights: (next) => {
      rights = next;
    },
    tell(update) {
      lastUpdate += 1;
      updates.push({ update_id: lastUpdate, body: update });
    },
    sendFile(from, kind, bytes, sizeBytes = bytes.length) {
      lastUpdate += 1;
      lastId += 1;
      const file_id = `file${lastId}`;
      files.set(file_id, { bytes, size: sizeBytes });
      const user = { id: from.length + 1_000, first_name: from, username: from };
      const told = { file_id, file_unique_id: `u${lastId}` };
      const body = {
        message: {
          message_id: lastId,
          date: Math.floor(Date.now() / 1_000),
          chat: { id: user.id, type: "private" },
          from: user,
          caption: "See",
          [kind]: kind === "photo" ? [{ file_id: "small" }, told] : told,
        },
      };
      updates.push({ update_id: lastUpdate, body });
    },
    write(from, text, where = "discussion") {
      const date = Math.floor(Date.now() / 1_000);
      const user = { id: from.length + 1_000, first_name: from, username: from };
      lastUpdate += 1;
      lastId += 1;
      const here =
        where === "private"
          ? { id: user.id, type: "private" }
          : { id: -100_999, type: "supergroup", title: "Talk" };
      const body =
        where === "channel"
          ? { channel_post: { message_id: lastId, date, chat, sender_chat: chat, text } }
          : { message: { message_id: lastId, date, chat: here, from: user, text } };
      updates.push({ update_id: lastUpdate, body });
    },
    [Symbol.asyncDispose]: () => loopback[Symbol.asyncDispose](),
  };
}

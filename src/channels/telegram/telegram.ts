import type { AccountFacts, Authorized } from "../account.ts";
import type { Capabilities } from "../capabilities.ts";
import type { Connector, Net } from "../connector.ts";
import type { Measure, OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { ailing } from "../ailing.ts";
import { baseOf } from "../endpoint.ts";
import { field, numberField, textField } from "../exchange.ts";
import { linked } from "../linked.ts";
import { allMediaFindings, textFindings } from "../media-findings.ts";
import { openTimeline } from "../open-timeline.ts";
import { call, placeOf } from "./calls.ts";
import { telegramErrors } from "./errors.ts";
import { mediaScheme, mediumAt } from "./media.ts";
import { receive } from "./receiving.ts";
import { edit, publish, remove } from "./sending.ts";

const source = "https://core.telegram.org/bots/api (Bot API 10.1)";
const verifiedOn = "2026-11-21";
const textMax = 4_096;
const captionMax = 1_024;
const questionMax = 300;
const itemsMax = 10;
const photoBytesMax = 10_485_760;
const fileBytesMax = 52_428_800;

const capabilities: Capabilities = {
  ...openTimeline,
  changes: { posts: ["edits"], comments: ["edits"], messages: ["edits"] },
  administrators: true,
  readsOwn: false,
  settle: "ask",
  media: {
    types: ["image/png", "image/jpeg"],
    itemsMax,
    sizeBytesMax: photoBytesMax,
    altTextRequired: true,
    altTextMax: 1_500,
  },
  video: {
    types: ["video/mp4"],
    itemsMax,
    sizeBytesMax: fileBytesMax,
    captions: "in-picture",
  },
  count: "characters",
  poll: { optionsMax: 12, optionMax: 100, minutesMin: 1, minutesMax: 43_800 },
  limits: [
    { what: "text", value: textMax, unit: "characters", source, verifiedOn },
    { what: "text", value: captionMax, unit: "characters with a picture", source, verifiedOn },
    { what: "text", value: questionMax, unit: "characters with a poll", source, verifiedOn },
    { what: "images", value: itemsMax, unit: "pictures", source, verifiedOn },
    { what: "image-bytes", value: photoBytesMax, unit: "bytes", source, verifiedOn },
    { what: "videos", value: itemsMax, unit: "videos", source, verifiedOn },
    { what: "video-bytes", value: fileBytesMax, unit: "bytes", source, verifiedOn },
  ],
  notices: [
    "Telegram shows no picture descriptions and no caption tracks: say what matters in the text.",
    "A bot cannot read back what it posted: when an answer is lost, a person is asked to look.",
    "A poll cannot be edited once it is sent; taking it back works.",
    "News for a bot lies in one queue: use one bot for one channel, and set no webhook for it.",
  ],
};

export const telegram: Connector = {
  network: "telegram",
  title: "Telegram",
  capabilities,
  errors: telegramErrors,
  settings: [
    {
      name: "token",
      label: "Bot token",
      kind: "secret",
      required: true,
      help: "From @BotFather. The bot must be an administrator of the channel who may post.",
    },
    {
      name: "chat",
      label: "Channel",
      kind: "text",
      required: true,
      help: "The channel's public name, such as @riversidepd, or its number.",
      placeholder: "@riversidepd",
    },
  ],
  authorize,
  measure,
  publish,
  edit,
  remove,
  receive,
  mediumAt,
  async profile(net, account) {
    const place = placeOf(account);
    const json = { chat_id: place.chat };
    const chat = await call(net, place, "getChat", { json });
    const members = await call(net, place, "getChatAdministrators", { json });
    return {
      name: textField(chat, "title"),
      picture: textField(field(chat, "photo"), "big_file_unique_id"),
      description: textField(chat, "description"),
      pictureUrl: photoOf(chat),
      administrators: (Array.isArray(members) ? members : []).map((each: unknown) => {
        const user = field(each, "user");
        const names = [textField(user, "first_name"), textField(user, "last_name")];
        return {
          id: String(numberField(user, "id") ?? ""),
          name: names.filter(Boolean).join(" ") || textField(user, "username"),
        };
      }),
    };
  },
  async health(net, account) {
    try {
      const place = placeOf(account);
      const me = await call(net, place, "getMe");
      await mustBeAdministrator(net, place, place.chat, numberField(me, "id") ?? 0);
      return { state: "healthy", says: `Posts as @${textField(me, "username")}.` };
    } catch (error) {
      return ailing(error, "Make the bot an administrator, or connect it with a new token.");
    }
  },
};

function photoOf(chat: unknown): string {
  const id = textField(field(chat, "photo"), "big_file_id");
  return id === "" ? "" : `${mediaScheme}${id}`;
}

async function authorize(net: Net, input: Readonly<Record<string, string>>): Promise<Authorized> {
  const place = {
    base: baseOf(input["endpoint"], "https://api.telegram.org"),
    token: (input["token"] ?? "").trim(),
  };
  const me = await call(net, place, "getMe");
  const chat = await call(net, place, "getChat", {
    json: { chat_id: (input["chat"] ?? "").trim() },
  });
  const id = numberField(chat, "id");
  if (id === undefined) throw new SendError("refused", "Telegram told no number of the channel.");
  await mustBeAdministrator(net, place, String(id), numberField(me, "id") ?? 0);
  const name = textField(chat, "username");
  const title = textField(chat, "title");
  return {
    remoteId: String(id),
    handle: name === "" ? title : `@${name}`,
    displayName: title,
    profileUrl: name === "" ? "" : `https://t.me/${name}`,
    credential: { token: place.token },
    settings: input["endpoint"] ? { endpoint: place.base } : {},
  };
}

async function mustBeAdministrator(
  net: Net,
  place: { base: string; token: string },
  chat: string,
  user: number,
): Promise<void> {
  const json = { chat_id: chat, user_id: user };
  const member = await call(net, place, "getChatMember", { json });
  const status = textField(member, "status");
  const mayPost = status === "creator" || field(member, "can_post_messages") !== false;
  if ((status !== "administrator" && status !== "creator") || !mayPost) {
    throw new SendError("expired", "The bot is no administrator of the channel who may post.");
  }
}

/** Telegram counts in UTF-16 units, as JavaScript does; with a picture the text is its caption, with a poll its question. */
function measure(message: OutboundMessage, _account: AccountFacts): Measure {
  const count = linked(message).length;
  const max = message.poll ? questionMax : message.media.length > 0 ? captionMax : textMax;
  const findings = [
    ...textFindings(count, max, "characters"),
    ...allMediaFindings(message, capabilities),
  ];
  if (message.media.length > itemsMax) {
    const says = `At most ${itemsMax} pictures and videos go with one post here.`;
    findings.push({ code: "too-many-media", says, field: "media" });
  }
  return { count, max, unit: "characters", findings };
}

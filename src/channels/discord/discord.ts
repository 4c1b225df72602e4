import { ailing } from "../ailing.ts";
import type { Authorized } from "../account.ts";
import type { Capabilities } from "../capabilities.ts";
import type { Connector, Net } from "../connector.ts";
import type { Measure, OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { baseOf } from "../endpoint.ts";
import { textField } from "../exchange.ts";
import { linked } from "../linked.ts";
import { allMediaFindings, textFindings } from "../media-findings.ts";
import { openTimeline } from "../open-timeline.ts";
import { goneIf, shownAs } from "../shown.ts";
import { call, isCoded, live, nonceOf, placeOf, written } from "./calls.ts";
import { discordErrors } from "./errors.ts";
import { look } from "./looking.ts";
import { mediumAt } from "./media.ts";
import { profile } from "./profile.ts";
import { find, published, receive, wordsIn } from "./reading.ts";

const source = "https://discord.com/developers/docs/resources/message";
const verifiedOn = "2026-11-21";
const textMax = 2_000;
const questionMax = 300;
const itemsMax = 10;
const fileBytesMax = 10_485_760;
const altMax = 1_024;

const capabilities: Capabilities = {
  ...openTimeline,
  changes: {
    posts: ["edits", "deletions", "counts"],
    comments: ["edits", "deletions", "counts"],
  },
  messages: "untold",
  administrators: true,
  media: {
    types: ["image/png", "image/jpeg", "image/gif", "image/webp"],
    itemsMax,
    sizeBytesMax: fileBytesMax,
    altTextRequired: true,
    altTextMax: altMax,
  },
  video: {
    types: ["video/mp4", "video/webm", "video/quicktime"],
    itemsMax,
    sizeBytesMax: fileBytesMax,
    captions: "in-picture",
  },
  count: "characters",
  poll: { optionsMax: 10, optionMax: 55, minutesMin: 60, minutesMax: 46_080 },
  limits: [
    { what: "text", value: textMax, unit: "characters", source, verifiedOn },
    { what: "text", value: questionMax, unit: "characters with a poll", source, verifiedOn },
    { what: "images", value: itemsMax, unit: "files", source, verifiedOn },
    { what: "image-bytes", value: fileBytesMax, unit: "bytes", source, verifiedOn },
    { what: "video-bytes", value: fileBytesMax, unit: "bytes", source, verifiedOn },
    { what: "alt-text", value: altMax, unit: "characters", source, verifiedOn },
  ],
  notices: [
    "Discord hides the words of others from a bot without the Message Content intent: switch it on.",
    "A post calls nobody: @everyone and @here stay words.",
    "Discord takes no caption track: words must be burnt into a video.",
    "A poll is open for whole hours, and cannot be edited once it is sent.",
  ],
};

export const discord: Connector = {
  network: "discord",
  title: "Discord",
  capabilities,
  errors: discordErrors,
  settings: [
    {
      name: "token",
      label: "Bot token",
      kind: "secret",
      required: true,
      help: "From the developer portal, under Bot. Invite the bot to the server first.",
    },
    {
      name: "channel",
      label: "Channel id",
      kind: "text",
      required: true,
      help: "With developer mode on: right click on the channel, Copy channel id.",
      placeholder: "1180000000000000000",
    },
  ],
  authorize,
  measure,
  async publish(net, account, message, attempt) {
    const place = placeOf(account);
    const { replyTo } = message;
    const reply =
      replyTo === undefined ? {} : { message_reference: { message_id: replyTo.id, type: 0 } };
    const more = { nonce: nonceOf(attempt.key), enforce_nonce: true, ...reply };
    const content = await written(net, message, more);
    const path = `/channels/${encodeURIComponent(account.remoteId)}/messages`;
    return published((await call(net, place, "POST", path, content)).body, account, place);
  },
  async edit(net, account, remote, message) {
    const place = placeOf(account);
    if (message.poll)
      throw new SendError(
        "refused",
        "Discord lets nobody edit a poll: take it back and post it anew.",
      );
    const content = await written(net, message, {});
    const path = messagePath(account.remoteId, remote.id);
    return published((await call(net, place, "PATCH", path, content)).body, account, place);
  },
  async remove(net, account, remote) {
    const path = messagePath(account.remoteId, remote.id);
    await call(net, placeOf(account), "DELETE", path).catch((error: unknown) => {
      if (!isCoded(error, 10_008)) throw error;
    });
  },
  find,
  receive,
  look,
  mediumAt,
  profile,
  async shown(net, account, remote, message) {
    const path = messagePath(account.remoteId, remote.id);
    const reading = call(net, placeOf(account), "GET", path).then(({ body }) =>
      shownAs(wordsIn(body), linked(message)),
    );
    return goneIf(reading, (error) => isCoded(error, 10_008));
  },
  async health(net, account) {
    try {
      const place = placeOf(account);
      const me = await call(net, place, "GET", "/users/@me");
      const answer = await call(net, place, "GET", `/channels/${account.remoteId}`);
      const of = Number(answer.headers.get("x-ratelimit-limit"));
      const left = Number(answer.headers.get("x-ratelimit-remaining"));
      return {
        state: "healthy",
        says: `Posts as ${textField(me.body, "username")}.`,
        ...(of > 0 ? { quota: { used: of - left, of } } : {}),
      };
    } catch (error) {
      return ailing(error, "Give the bot access to the channel, or connect it with a new token.");
    }
  },
};

function messagePath(channel: string, id: string): string {
  return `/channels/${encodeURIComponent(channel)}/messages/${encodeURIComponent(id)}`;
}

async function authorize(net: Net, input: Readonly<Record<string, string>>): Promise<Authorized> {
  const place = { base: baseOf(input["endpoint"], live), token: (input["token"] ?? "").trim() };
  const me = await call(net, place, "GET", "/users/@me");
  const asked = (input["channel"] ?? "").trim();
  const { body } = await call(net, place, "GET", `/channels/${encodeURIComponent(asked)}`);
  const [id, guild] = [textField(body, "id"), textField(body, "guild_id")];
  if (guild === "") throw new SendError("refused", "This is no channel of a server.");
  return {
    remoteId: id,
    handle: `#${textField(body, "name")}`,
    displayName: textField(body, "name"),
    profileUrl: `https://discord.com/channels/${guild}/${id}`,
    credential: { token: place.token },
    settings: {
      guild,
      bot: textField(me.body, "id"),
      ...(input["endpoint"] ? { endpoint: place.base } : {}),
    },
  };
}

/** Counted in UTF-16 units: never less than what Discord counts. */
function measure(message: OutboundMessage): Measure {
  const count = linked(message).length;
  const max = message.poll ? questionMax : textMax;
  const findings = [
    ...textFindings(count, max, "characters"),
    ...allMediaFindings(message, capabilities),
  ];
  if (message.media.length > itemsMax) {
    const says = `At most ${itemsMax} files go with one message here.`;
    findings.push({ code: "too-many-media", says, field: "media" });
  }
  return { count, max, unit: "characters", findings };
}

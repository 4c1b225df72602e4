import type { Account, AccountFacts, Health } from "../account.ts";
import type { Capabilities } from "../capabilities.ts";
import type { Connector, Net } from "../connector.ts";
import type { Measure, OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { field, numberField, textField } from "../exchange.ts";
import { mediaFindings, textFindings } from "../media-findings.ts";
import { openTimeline } from "../open-timeline.ts";
import { pollFindings } from "../polls.ts";
import { goneIf, isNotFound } from "../shown.ts";
import { call, type Place, placeOf, upload } from "./calls.ts";
import { mastodonErrors } from "./errors.ts";
import { find, shown } from "./finding.ts";
import { linked, published } from "./published.ts";
import { profile, receive } from "./receiving.ts";
import { statusLength } from "./text.ts";

const source = "Mastodon's own defaults; each server tells its own in /api/v2/instance";
const verifiedOn = "2026-11-21";
const usual = { text: 500, images: 4, imageBytes: 16_777_216, altText: 1_500, link: 23 };
const usualPoll = { optionsMax: 4, optionMax: 50, minutesMin: 5, minutesMax: 43_829 };

const capabilities: Capabilities = {
  ...openTimeline,
  thread: true,
  media: {
    types: ["image/png", "image/jpeg", "image/gif", "image/webp"],
    itemsMax: usual.images,
    sizeBytesMax: usual.imageBytes,
    altTextRequired: true,
    altTextMax: usual.altText,
  },
  count: "characters",
  poll: usualPoll,
  limits: [
    { what: "text", value: usual.text, unit: "characters", source, verifiedOn, live: true },
    { what: "images", value: usual.images, unit: "pictures", source, verifiedOn, live: true },
    { what: "image-bytes", value: usual.imageBytes, unit: "bytes", source, verifiedOn, live: true },
    { what: "alt-text", value: usual.altText, unit: "characters", source, verifiedOn, live: true },
  ],
};

export const mastodon: Connector = {
  network: "mastodon",
  title: "Mastodon",
  capabilities,
  errors: mastodonErrors,
  settings: [
    {
      name: "url",
      label: "Server",
      kind: "url",
      required: true,
      help: "The server the account lives on.",
      placeholder: "https://mastodon.example",
    },
    {
      name: "token",
      label: "Access token",
      kind: "secret",
      required: true,
      help: "Under Preferences, Development, New application; scopes read and write.",
    },
    {
      name: "visibility",
      label: "Visibility",
      kind: "text",
      required: false,
      help: "public (default), unlisted or private.",
    },
  ],

  async authorize(net, input) {
    const place = { url: (input["url"] ?? "").replace(/\/+$/, ""), token: input["token"] ?? "" };
    const { body } = await call(net, place, "GET", "/api/v1/accounts/verify_credentials");
    const handle = `${textField(body, "acct")}@${new URL(place.url).host}`;
    const visibility = input["visibility"] || "public";
    return {
      remoteId: textField(body, "id"),
      handle,
      displayName: textField(body, "display_name") || handle,
      profileUrl: textField(body, "url"),
      credential: { token: place.token },
      settings: { url: place.url, visibility },
      limits: await liveLimits(net, place),
    };
  },

  measure,

  async publish(net, account, message, attempt) {
    const place = placeOf(account);
    const json = {
      ...(await written(net, place, message)),
      visibility: account.settings["visibility"] ?? "public",
      ...(message.replyTo === undefined ? {} : { in_reply_to_id: message.replyTo.id }),
    };
    // Servers remember a key for an hour and then answer a second try with the first one's status.
    const headers = { "idempotency-key": attempt.key };
    return published(
      (await call(net, place, "POST", "/api/v1/statuses", { json, headers })).body,
      place,
    );
  },

  async edit(net, account, remote, message) {
    const place = placeOf(account);
    const json = await written(net, place, message);
    return published((await call(net, place, "PUT", statusPath(remote.id), { json })).body, place);
  },

  async remove(net, account, remote) {
    await call(net, placeOf(account), "DELETE", statusPath(remote.id)).catch((error: unknown) => {
      if (!(error instanceof SendError && field(error.answer, "status") === 404)) throw error;
    });
  },

  find,
  receive,
  profile,
  async shown(net, account, remote, message) {
    return goneIf(shown(net, account, remote.id, linked(message)), isNotFound);
  },
  health,
};

function statusPath(id: string): string {
  return `/api/v1/statuses/${encodeURIComponent(id)}`;
}

async function written(net: Net, place: Place, message: OutboundMessage) {
  const ids = await upload(net, place, message);
  const { poll } = message;
  const language = message.languages?.[0];
  return {
    status: linked(message),
    media_ids: ids,
    spoiler_text: message.contentWarning ?? "",
    sensitive: message.contentWarning !== undefined,
    ...(language === undefined ? {} : { language }),
    ...(poll ? { poll: { options: poll.options, expires_in: poll.minutes * 60 } } : {}),
  };
}

async function liveLimits(net: Net, place: Place): Promise<Record<string, number>> {
  const { body } = await call(net, place, "GET", "/api/v2/instance");
  const statuses = field(field(body, "configuration"), "statuses");
  const media = field(field(body, "configuration"), "media_attachments");
  const polls = field(field(body, "configuration"), "polls");
  const seconds = {
    min: numberField(polls, "min_expiration"),
    max: numberField(polls, "max_expiration"),
  };
  const told = {
    text: numberField(statuses, "max_characters"),
    images: numberField(statuses, "max_media_attachments"),
    link: numberField(statuses, "characters_reserved_per_url"),
    "image-bytes": numberField(media, "image_size_limit"),
    "alt-text": numberField(media, "description_limit"),
    "poll-options": numberField(polls, "max_options"),
    "poll-option": numberField(polls, "max_characters_per_option"),
    "poll-minutes-min": seconds.min === undefined ? undefined : Math.ceil(seconds.min / 60),
    "poll-minutes-max": seconds.max === undefined ? undefined : Math.floor(seconds.max / 60),
  };
  return Object.fromEntries(
    Object.entries(told).filter((each): each is [string, number] => each[1] !== undefined),
  );
}

async function health(net: Net, account: Account): Promise<Health> {
  try {
    const answer = await call(net, placeOf(account), "GET", "/api/v1/accounts/verify_credentials");
    const of = Number(answer.headers.get("x-ratelimit-limit"));
    const left = Number(answer.headers.get("x-ratelimit-remaining"));
    const resetsAt = answer.headers.get("x-ratelimit-reset");
    const quota =
      of > 0 ? { quota: { used: of - left, of, ...(resetsAt ? { resetsAt } : {}) } } : {};
    return { state: "healthy", says: `Signed in as ${textField(answer.body, "acct")}.`, ...quota };
  } catch (error) {
    const says = error instanceof SendError ? error.message : "The account could not be checked.";
    if (error instanceof SendError && (error.class === "expired" || error.class === "refused")) {
      return { state: "broken", says, fix: "Connect the account again with a new access token." };
    }
    return { state: "degraded", says, fix: "Wait: it is checked again by itself." };
  }
}

function measure(message: OutboundMessage, { limits }: AccountFacts): Measure {
  const max = limits["text"] ?? usual.text;
  const perLink = limits["link"] ?? usual.link;
  const count = statusLength(linked(message), message.contentWarning ?? "", perLink);
  const media = {
    ...capabilities.media,
    itemsMax: limits["images"] ?? usual.images,
    sizeBytesMax: limits["image-bytes"] ?? usual.imageBytes,
    altTextMax: limits["alt-text"] ?? usual.altText,
  };
  const poll = {
    optionsMax: limits["poll-options"] ?? usualPoll.optionsMax,
    optionMax: limits["poll-option"] ?? usualPoll.optionMax,
    minutesMin: limits["poll-minutes-min"] ?? usualPoll.minutesMin,
    minutesMax: limits["poll-minutes-max"] ?? usualPoll.minutesMax,
  };
  const findings = [
    ...textFindings(count, max, "characters"),
    ...mediaFindings(message, media),
    ...pollFindings(message, poll),
  ];
  return { count, max, unit: "characters", findings };
}

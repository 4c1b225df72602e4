import { limit } from "#platform/limits.ts";
import type { Account, Authorized } from "../account.ts";
import type { Attempt, Published } from "../attempt.ts";
import type { Capabilities } from "../capabilities.ts";
import type { Connector, Net } from "../connector.ts";
import type { Cost, Measure, OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { clientSettings, consentAddress, tokensForCode, trimmed } from "../consent-tokens.ts";
import { baseOf } from "../endpoint.ts";
import { cleaned, field, listField, textField } from "../exchange.ts";
import { linked } from "../linked.ts";
import { allMediaFindings, isVideo, textFindings } from "../media-findings.ts";
import { withTokens } from "../oauth.ts";
import { openTimeline } from "../open-timeline.ts";
import { openKept } from "../upload-progress.ts";
import { basicOf, call, callWith, isDuplicate, live } from "./calls.ts";
import { xErrors } from "./errors.ts";
import { health } from "./health.ts";
import { hook } from "./hook.ts";
import { look } from "./looking.ts";
import { uploaded } from "./media.ts";
import { mediumAt } from "./message-media.ts";
import { find, receive, urlOf } from "./reading.ts";
import { shown } from "./versions.ts";
import { linksIn, weightOf } from "./weight.ts";

const source = "https://docs.x.com/x-api/posts/create-post; twitter-text configuration v3";
const mediaSource = "https://docs.x.com/x-api/media/quickstart/best-practices";
const priceSource = "https://docs.x.com/x-api/getting-started/pricing";
const verifiedOn = "2026-11-21";
const textMax = 280;
const looksPerDay = limit(
  "x.looks",
  100,
  "posts a day",
  "looked at again, each every other day: each reading costs half a cent",
);
const scopes = "tweet.read tweet.write users.read media.write dm.read offline.access";

const capabilities: Capabilities = {
  ...openTimeline,
  changes: {
    posts: ["edits", "deletions", "counts"],
    comments: ["edits", "deletions", "counts"],
    messages: [],
  },
  messages: "encrypted",
  thread: true,
  edit: "no",
  pollSeconds: 300,
  looks: { minutesMin: 2_880, perDayMax: looksPerDay },
  media: {
    types: ["image/jpeg", "image/png", "image/webp", "image/gif"],
    itemsMax: 4,
    sizeBytesMax: 5_242_880,
    altTextRequired: true,
    altTextMax: 1_000,
  },
  video: {
    types: ["video/mp4", "video/quicktime"],
    itemsMax: 1,
    sizeBytesMax: 536_870_912,
    durationSecondsMax: 140,
    captions: "track",
  },
  count: "weighted",
  poll: { optionsMax: 4, optionMax: 25, minutesMin: 5, minutesMax: 10_080 },
  limits: [
    { what: "text", value: textMax, unit: "weighted characters", source, verifiedOn },
    { what: "images", value: 4, unit: "pictures", source: mediaSource, verifiedOn },
    { what: "image-bytes", value: 5_242_880, unit: "bytes", source: mediaSource, verifiedOn },
    { what: "video-bytes", value: 536_870_912, unit: "bytes", source: mediaSource, verifiedOn },
    { what: "video-seconds", value: 140, unit: "seconds", source: mediaSource, verifiedOn },
    { what: "alt-text", value: 1_000, unit: "characters", source: mediaSource, verifiedOn },
  ],
  budgets: [
    {
      what: "posts",
      of: 100,
      perSeconds: 900,
      reserve: 0.2,
      source: "https://docs.x.com/x-api/fundamentals/rate-limits",
      verifiedOn,
    },
  ],
  notices: [
    "X takes money for each post, and thirteen times as much for one with a link.",
    "X lets an app answer only who mentioned or quoted the account; other answers are given in X's own app.",
    "Only paying accounts can edit, and an edit is a new post: a correction here is a new post.",
    "Direct messages of the last 30 days are read, both ways, at a cent each; the encrypted ones of X Chat are not.",
    "A publicly owned service that posts emergency notices can ask X for free Public Utility access.",
  ],
};

export const x: Connector = {
  network: "x",
  title: "X",
  capabilities,
  errors: xErrors,
  settings: [
    {
      name: "clientId",
      label: "Client id",
      kind: "text",
      required: true,
      help: "Of the agency's own app in X's developer console, with OAuth 2.0 switched on.",
    },
    {
      name: "clientSecret",
      label: "Client secret",
      kind: "secret",
      required: false,
      help: "Beside the client id, for a confidential client.",
    },
    {
      name: "consumerSecret",
      label: "API key secret",
      kind: "secret",
      required: false,
      help: "Only for the webhook: X signs what it tells with it.",
    },
  ],
  consentUrl: (input, asked) =>
    consentAddress(`${baseOf(input["endpoint"], "https://x.com")}/i/oauth2/authorize`, asked, {
      client_id: trimmed(input, "clientId"),
      scope: scopes,
    }),
  authorize,
  measure,
  publish,
  async remove(net, account, remote) {
    const path = `/2/tweets/${encodeURIComponent(remote.id)}`;
    await call(net, account, "DELETE", path).catch((error: unknown) => {
      const isGone = error instanceof SendError && field(error.answer, "status") === 404;
      if (!isGone) throw error;
    });
  },
  find,
  receive,
  look,
  mediumAt,
  async profile(net, account) {
    const path = "/2/users/me?user.fields=name,description,profile_image_url,url,entities";
    const me = field((await call(net, account, "GET", path)).body, "data");
    return {
      name: `${textField(me, "name")} @${textField(me, "username")}`,
      picture: textField(me, "profile_image_url"),
      description: textField(me, "description"),
      website: websiteOf(me),
      pictureUrl: textField(me, "profile_image_url"),
    };
  },
  async shown(net, account, remote, message) {
    return shown(net, account, remote.id, message);
  },
  hook,
  health,
};

/** X writes its own short link; what it leads to stands beside. */
function websiteOf(me: unknown): string {
  const [link] = listField(field(field(me, "entities"), "url"), "urls");
  return textField(link, "expanded_url") || textField(me, "url");
}

async function authorize(net: Net, input: Readonly<Record<string, string>>): Promise<Authorized> {
  const settings = clientSettings(input);
  const { clientId } = settings;
  const tokens = await tokensForCode(net, input, {
    what: "An account on X",
    url: `${baseOf(input["endpoint"], live)}/2/oauth2/token`,
    form: { client_id: clientId ?? "" },
    ...basicOf(clientId ?? "", trimmed(input, "clientSecret")),
  });
  const as = { settings, token: tokens.access, secrets: [tokens.access] };
  const me = field((await callWith(net, as, "GET", "/2/users/me")).body, "data");
  const username = textField(me, "username");
  const secrets = ["clientSecret", "consumerSecret"]
    .map((name) => [name, trimmed(input, name)])
    .filter(([, value]) => value !== "");
  return {
    remoteId: textField(me, "id"),
    handle: `@${username}`,
    displayName: textField(me, "name") || username,
    profileUrl: `https://x.com/${username}`,
    credential: withTokens(Object.fromEntries(secrets), tokens),
    settings,
  };
}

async function publish(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Published> {
  const ids = await uploaded(net, account, message.media, openKept(attempt));
  const { poll } = message;
  const json = {
    text: linked(message),
    ...(poll ? { poll: { options: poll.options, duration_minutes: poll.minutes } } : {}),
    ...(ids.length > 0 ? { media: { media_ids: ids } } : {}),
    ...(message.replyTo ? { reply: { in_reply_to_tweet_id: message.replyTo.id } } : {}),
  };
  try {
    const { body } = await call(net, account, "POST", "/2/tweets", { json });
    const native = cleaned(body, Object.values(account.credential));
    const id = textField(field(body, "data"), "id");
    if (id === "") throw new SendError("unknown", "X's answer names no post.", { answer: native });
    return { id, url: urlOf(account, id), native };
  } catch (error) {
    // "These words are there already" to a second try most likely means the first one arrived: look.
    if (attempt.number < 2 || !isDuplicate(error)) throw error;
    const answer = error instanceof SendError ? error.answer : undefined;
    throw new SendError("unknown", "X shows these words already.", { answer, cause: error });
  }
}

function measure(message: OutboundMessage): Measure {
  const text = linked(message);
  const count = weightOf(text);
  const findings = [
    ...textFindings(count, textMax, "characters"),
    ...allMediaFindings(message, capabilities),
  ];
  const isAlone = message.media.some((item) => isVideo(item) || item.type === "image/gif");
  if (isAlone && message.media.length > 1) {
    const says = "X takes four pictures, or one video, or one GIF with a post.";
    findings.push({ code: "mixed-media", says, field: "media" });
  }
  return { count, max: textMax, unit: "weighted", findings, cost: costOf(text) };
}

/** Pay-per-use: 1.5 cents a post, 20 cents a post with a link (6 February 2026). */
function costOf(text: string): Cost {
  const hasLink = linksIn(text).length > 0;
  const says = hasLink
    ? "A post with a link costs 20 cents; without the link it costs 1.5."
    : "A post costs 1.5 cents.";
  const micros = hasLink ? 200_000 : 15_000;
  return { micros, currency: "USD", says, source: priceSource, verifiedOn };
}

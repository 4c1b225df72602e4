import { ailing } from "../ailing.ts";
import type { AccountFacts, Authorized, Health } from "../account.ts";
import type { Capabilities } from "../capabilities.ts";
import type { Connector, Net } from "../connector.ts";
import type { Measure, OutboundMessage } from "../outbound.ts";
import { clientSettings, consentAddress, tokensForCode, trimmed } from "../consent-tokens.ts";
import { baseOf } from "../endpoint.ts";
import { textField } from "../exchange.ts";
import { linked } from "../linked.ts";
import { allMediaFindings, type Finding, isVideo, textFindings } from "../media-findings.ts";
import { withTokens } from "../oauth.ts";
import { call, clientOf, liveConsent } from "./calls.ts";
import { creatorAs, creatorOf, levelFor } from "./creator.ts";
import { tiktokErrors } from "./errors.ts";
import { look } from "./looking.ts";
import { find } from "./finding.ts";
import { receive } from "./reading.ts";
import { publish } from "./sending.ts";

const docs = "https://developers.tiktok.com/doc";
const source = `${docs}/content-posting-api-reference-direct-post`;
const photoSource = `${docs}/content-posting-api-reference-photo-post`;
const transferSource = `${docs}/content-posting-api-media-transfer-guide`;
const capSource = `${docs}/content-sharing-guidelines`;
const verifiedOn = "2026-11-21";
const captionMax = 2_200;
const descriptionMax = 4_000;
const titleMax = 90;
const picturesMax = 35;
const pictureBytesMax = 20_000_000;
const videoBytesMax = 4_000_000_000;
const videoSecondsMax = 600;
const postsPerDay = 15;

const capabilities: Capabilities = {
  changes: { posts: ["deletions", "counts"] },
  messages: "untold",
  edit: "no",
  remove: false,
  reply: false,
  schedule: false,
  receive: true,
  settle: "timeline",
  textAlone: false,
  media: {
    types: ["image/jpeg", "image/webp", "image/png"],
    itemsMax: picturesMax,
    sizeBytesMax: pictureBytesMax,
    altTextRequired: true,
    altTextMax: 1_000,
  },
  video: {
    types: ["video/mp4", "video/quicktime", "video/webm"],
    itemsMax: 1,
    sizeBytesMax: videoBytesMax,
    durationSecondsMax: videoSecondsMax,
    captions: "in-picture",
  },
  count: "characters",
  limits: [
    { what: "text", value: captionMax, unit: "characters with a video", source, verifiedOn },
    { what: "title", value: titleMax, unit: "characters", source: photoSource, verifiedOn },
    { what: "images", value: picturesMax, unit: "pictures", source: photoSource, verifiedOn },
    {
      what: "image-bytes",
      value: pictureBytesMax,
      unit: "bytes",
      source: transferSource,
      verifiedOn,
    },
    {
      what: "video-bytes",
      value: videoBytesMax,
      unit: "bytes",
      source: transferSource,
      verifiedOn,
    },
    {
      what: "video-seconds",
      value: videoSecondsMax,
      unit: "seconds",
      source,
      verifiedOn,
      live: true,
    },
    {
      what: "posts-per-day",
      value: postsPerDay,
      unit: "posts through apps",
      source: capSource,
      verifiedOn,
    },
  ],
  budgets: [
    {
      what: "posts",
      of: postsPerDay,
      perSeconds: 86_400,
      reserve: 0.2,
      source: capSource,
      verifiedOn,
    },
    { what: "posts", of: 6, perSeconds: 60, reserve: 0, source, verifiedOn },
  ],
  notices: [
    "Until TikTok has audited the agency's app, its posts are for the account's own eyes alone, and the account must be private.",
    "TikTok lets no app edit a post or take it back: that is done by hand in its own app, then marked here as put right. The next reading brings a new video into the record.",
    "TikTok lets no app read or answer comments. They stay off unless you ask for them; then they are looked after in TikTok's own app.",
    "TikTok shows nothing without pictures or a video, and fetches pictures from this installation, whose address the app must have proved to be its own.",
    "TikTok looks each public post over before it shows it: that takes a minute, at times hours.",
    "TikTok tells no app that a post was changed in TikTok's own app: look there yourself from time to time.",
    "TikTok takes no descriptions of pictures; captions of a video must be burnt into the picture.",
  ],
};

export const tiktok: Connector = {
  network: "tiktok",
  title: "TikTok",
  capabilities,
  errors: tiktokErrors,
  settings: [
    {
      name: "clientId",
      label: "Client key",
      kind: "text",
      required: true,
      help: "Of the agency's own app at developers.tiktok.com, with the Content Posting API and Direct Post.",
    },
    {
      name: "clientSecret",
      label: "Client secret",
      kind: "secret",
      required: true,
      help: "Beside the client key.",
    },
    {
      name: "visibility",
      label: "Visibility",
      kind: "text",
      required: true,
      help: "everyone, followers, friends or me. Before TikTok's audit only: me.",
    },
    {
      name: "comments",
      label: "Comments",
      kind: "text",
      required: false,
      help: "yes to let people comment. No app can read comments: look after them in TikTok.",
    },
  ],
  // TikTok writes the challenge in hexadecimal, unlike RFC 7636.
  consentUrl: (input, asked) =>
    consentAddress(
      `${baseOf(input["endpoint"], liveConsent)}/v2/auth/authorize/`,
      { ...asked, challenge: Buffer.from(asked.challenge, "base64url").toString("hex") },
      {
        client_key: trimmed(input, "clientId"),
        scope: "user.info.basic,video.publish,video.list",
      },
    ),
  authorize,
  measure,
  publish,
  find,
  receive,
  look,
  async health(net, account) {
    try {
      const creator = await creatorOf((path, more) => call(net, account, "POST", path, more));
      const visibility = account.settings["visibility"] ?? "";
      levelFor(creator, visibility);
      return standing(creator.nickname, visibility);
    } catch (error) {
      return ailing(error, "Connect the account again.");
    }
  },
};

function standing(name: string, visibility: string): Health {
  if (visibility === "everyone") return { state: "healthy", says: `Posts as ${name}.` };
  if (visibility !== "me") return { state: "healthy", says: `Posts as ${name}, to ${visibility}.` };
  return {
    state: "degraded",
    says: `Posts as ${name}, for the account's own eyes alone.`,
    fix: "When TikTok has audited the app, connect the account again for everyone.",
  };
}

async function authorize(net: Net, input: Readonly<Record<string, string>>): Promise<Authorized> {
  const clientSecret = trimmed(input, "clientSecret");
  const visibility = trimmed(input, "visibility").toLowerCase();
  const comments = trimmed(input, "comments").toLowerCase() === "yes" ? { comments: "yes" } : {};
  const settings = { ...clientSettings(input), visibility, ...comments };
  const ask = { what: "An account on TikTok", ...clientOf(settings, clientSecret) };
  const tokens = await tokensForCode(net, input, ask);
  const as = { settings, token: tokens.access, secrets: [tokens.access, clientSecret] };
  const creator = await creatorAs(net, as);
  levelFor(creator, visibility);
  const seconds = creator.videoSecondsMax;
  return {
    remoteId: textField(tokens.body, "open_id"),
    handle: `@${creator.username}`,
    displayName: creator.nickname,
    profileUrl: `https://www.tiktok.com/@${creator.username}`,
    credential: withTokens({ clientSecret }, tokens),
    settings,
    ...(seconds === undefined ? {} : { limits: { "video-seconds": seconds } }),
  };
}

function measure(message: OutboundMessage, account: AccountFacts): Measure {
  const pictures = message.media.filter((item) => !isVideo(item));
  const isFilm = pictures.length < message.media.length;
  const max = pictures.length > 0 && !isFilm ? descriptionMax : captionMax;
  const count = linked(message).length;
  const durationSecondsMax = account.limits["video-seconds"] ?? videoSecondsMax;
  const video = capabilities.video && { ...capabilities.video, durationSecondsMax };
  const findings: Finding[] = [
    ...textFindings(count, max, "characters"),
    ...allMediaFindings(message, { ...capabilities, ...(video ? { video } : {}) }),
  ];
  const say = (code: string, says: string, about: string) =>
    findings.push({ code, says, field: about });
  if (isFilm && pictures.length > 0)
    say("mixed-media", "TikTok takes pictures or one video with a post, not both.", "media");
  if (!isFilm && (message.title ?? "").length > titleMax)
    say("title-too-long", `A title has at most ${titleMax} characters.`, "title");
  for (const { width = 0, height = 0 } of pictures)
    if (Math.min(width, height) > 1_080 || Math.max(width, height) > 1_920)
      say("media-shape", "TikTok takes pictures of at most 1,080 by 1,920 pixels.", "media");
  return { count, max, unit: "characters", findings };
}

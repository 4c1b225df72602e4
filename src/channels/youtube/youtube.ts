import { limit } from "#platform/limits.ts";
import { ailing } from "../ailing.ts";
import type { Authorized } from "../account.ts";
import type { Capabilities } from "../capabilities.ts";
import type { Connector, Net } from "../connector.ts";
import type { Measure, OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import {
  clientFields,
  clientSettings,
  consentAddress,
  tokensForCode,
  trimmed,
} from "../consent-tokens.ts";
import { baseOf } from "../endpoint.ts";
import { field, listField, textField } from "../exchange.ts";
import { linked } from "../linked.ts";
import { allMediaFindings, textFindings } from "../media-findings.ts";
import { withTokens } from "../oauth.ts";
import { openTimeline } from "../open-timeline.ts";
import { shownAs } from "../shown.ts";
import { liveState, streamKey } from "./broadcasts.ts";
import { call, callWith, clientOf } from "./calls.ts";
import { youtubeErrors } from "./errors.ts";
import { look } from "./looking.ts";
import { find, receive } from "./reading.ts";
import { edit, publish, remove } from "./sending.ts";

const source = "https://developers.google.com/youtube/v3/docs/videos";
const quotaSource = "https://developers.google.com/youtube/v3/determine_quota_cost";
const verifiedOn = "2026-11-21";
const textMax = 5_000;
/** Of the picture that stands for a live stream. */
const pictureBytesMax = 2_097_152;
const pictureSource = "https://developers.google.com/youtube/v3/docs/thumbnails/set";
const titleMax = 100;
const looksPerDay = limit(
  "youtube.looks",
  500,
  "videos and comments a day",
  "looked at again, each every six hours; fifty of them cost one unit of quota",
);
const scope =
  "https://www.googleapis.com/auth/youtube.upload https://www.googleapis.com/auth/youtube.force-ssl";

const capabilities: Capabilities = {
  ...openTimeline,
  changes: {
    posts: ["edits", "deletions", "hidden", "counts"],
    comments: ["edits", "deletions", "hidden", "counts"],
  },
  messages: "none",
  textAlone: false,
  // Reading costs quota: six questions every quarter of an hour are 580 units of 10,000 a day.
  pollSeconds: 900,
  looks: { minutesMin: 360, perDayMax: looksPerDay },
  media: {
    types: [],
    itemsMax: 0,
    sizeBytesMax: 0,
    altTextRequired: false,
    altTextMax: 1_000,
  },
  video: {
    types: ["video/mp4", "video/quicktime", "video/webm"],
    itemsMax: 1,
    sizeBytesMax: 274_877_906_944,
    durationSecondsMax: 43_200,
    captions: "track",
  },
  live: {
    pictures: {
      types: ["image/jpeg", "image/png"],
      itemsMax: 1,
      sizeBytesMax: pictureBytesMax,
      altTextRequired: false,
      altTextMax: 1_000,
    },
  },
  count: "bytes",
  limits: [
    {
      what: "image-bytes",
      value: pictureBytesMax,
      unit: "bytes",
      source: pictureSource,
      verifiedOn,
    },
    { what: "text", value: textMax, unit: "bytes", source, verifiedOn },
    { what: "title", value: titleMax, unit: "characters", source, verifiedOn },
    { what: "videos", value: 1, unit: "video", source, verifiedOn },
    { what: "video-bytes", value: 274_877_906_944, unit: "bytes", source, verifiedOn },
    { what: "video-seconds", value: 43_200, unit: "seconds", source, verifiedOn },
    { what: "posts-per-day", value: 4, unit: "videos", source: quotaSource, verifiedOn },
  ],
  // 10,000 units a day: a video 1,600, its captions 400, making it public 50: four are 8,200. A live stream: made, given
  // a stream, perhaps a new one, its picture, made public, 50 each and some reading: four are 1,020. The poll: 580.
  budgets: [
    { what: "posts", of: 4, perSeconds: 86_400, reserve: 0.25, source: quotaSource, verifiedOn },
    {
      what: "live-streams",
      of: 4,
      perSeconds: 86_400,
      reserve: 0.25,
      source: quotaSource,
      verifiedOn,
    },
  ],
  notices: [
    "YouTube shows nothing without a video, and a video needs a title.",
    "Until Google has audited the project, its videos stay private whatever is asked.",
    "YouTube takes community posts from no program: they are written in YouTube Studio.",
    "A live stream is announced here, begins when your encoder sends and ends when it stops. Its chat is moderated in YouTube Studio.",
    "The project's quota is enough for four videos a day; one is kept for life safety.",
  ],
};

export const youtube: Connector = {
  network: "youtube",
  title: "YouTube",
  capabilities,
  errors: youtubeErrors,
  settings: [
    ...clientFields(
      "Of the agency's own project in Google's cloud console, an OAuth client for the web.",
    ),
  ],
  consentUrl: (input, asked) =>
    consentAddress(
      `${baseOf(input["endpoint"], "https://accounts.google.com")}/o/oauth2/v2/auth`,
      asked,
      // Without the last two Google gives no refresh token at a second consent.
      {
        client_id: trimmed(input, "clientId"),
        scope,
        access_type: "offline",
        prompt: "consent",
      },
    ),
  authorize,
  measure,
  publish,
  edit,
  remove,
  find,
  receive,
  look,
  live: { state: liveState, key: streamKey },
  async profile(net, account) {
    const path = "/youtube/v3/channels?part=snippet&mine=true";
    const [me] = listField((await call(net, account, "GET", path)).body, "items");
    const snippet = field(me, "snippet");
    return {
      name: textField(snippet, "title"),
      picture: textField(field(field(snippet, "thumbnails"), "default"), "url"),
      description: textField(snippet, "description"),
      pictureUrl: pictureOf(snippet),
    };
  },
  async shown(net, account, remote, message) {
    if (message.replyTo) return undefined;
    const path = `/youtube/v3/videos?part=snippet,status&id=${encodeURIComponent(remote.id)}`;
    const [video] = listField((await call(net, account, "GET", path)).body, "items");
    // Nobody sees a video that was made private.
    const isPublic = textField(field(video, "status"), "privacyStatus") === "public";
    if (!isPublic) return { state: "gone" };
    return shownAs(textField(field(video, "snippet"), "description"), linked(message));
  },
  async health(net, account) {
    try {
      const path = "/youtube/v3/channels?part=snippet&mine=true";
      const [me] = listField((await call(net, account, "GET", path)).body, "items");
      return { state: "healthy", says: `Posts as ${textField(field(me, "snippet"), "title")}.` };
    } catch (error) {
      return ailing(error, "Connect the channel again.");
    }
  },
};

function pictureOf(snippet: unknown): string {
  const sizes = field(snippet, "thumbnails");
  return textField(field(sizes, "high"), "url") || textField(field(sizes, "default"), "url");
}

async function authorize(net: Net, input: Readonly<Record<string, string>>): Promise<Authorized> {
  const clientSecret = trimmed(input, "clientSecret");
  const settings = clientSettings(input);
  const ask = { what: "A channel on YouTube", ...clientOf(settings, clientSecret) };
  const tokens = await tokensForCode(net, input, ask);
  const as = { settings, token: tokens.access, secrets: [tokens.access] };
  const path = "/youtube/v3/channels?part=snippet,contentDetails&mine=true";
  const [me] = listField((await callWith(net, as, "GET", path)).body, "items");
  if (me === undefined) throw new SendError("expired", "This Google account has no channel.");
  const id = textField(me, "id");
  const handle = textField(field(me, "snippet"), "customUrl");
  const lists = field(field(me, "contentDetails"), "relatedPlaylists");
  return {
    remoteId: id,
    handle: handle || textField(field(me, "snippet"), "title"),
    displayName: textField(field(me, "snippet"), "title"),
    profileUrl: `https://www.youtube.com/channel/${id}`,
    credential: withTokens({ clientSecret }, tokens),
    settings: { ...settings, uploads: textField(lists, "uploads") },
  };
}

function measure(message: OutboundMessage): Measure {
  const text = linked(message);
  const count = Buffer.byteLength(text);
  const isAnswer = message.replyTo !== undefined;
  const findings = [
    ...textFindings(count, textMax, "bytes"),
    ...(isAnswer ? [] : allMediaFindings(message, capabilities)),
  ];
  const say = (code: string, says: string, about: string) =>
    findings.push({ code, says, field: about });
  const title = message.title?.trim() ?? "";
  const what = message.live ? "A live stream" : "A video";
  if (!isAnswer && title === "") say("title-missing", `${what} needs a title.`, "title");
  if (title.length > titleMax)
    say("title-too-long", `A title has at most ${titleMax} characters.`, "title");
  if (/[<>]/.test(text + title))
    say("forbidden-sign", "YouTube takes no < and > in title and description.", "text");
  return { count, max: textMax, unit: "bytes", findings };
}

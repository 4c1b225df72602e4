import type { AccountFacts } from "../account.ts";
import type { Capabilities, VideoLimits } from "../capabilities.ts";
import type { Net } from "../connector.ts";
import type { Measure, OutboundMessage } from "../outbound.ts";
import { field, numberField } from "../exchange.ts";
import { allMediaFindings, isVideo, textFindings } from "../media-findings.ts";
import { openTimeline } from "../open-timeline.ts";
import { call, type Place } from "./calls.ts";
import { linked } from "./published.ts";
import { statusLength } from "./text.ts";

const source = "Mastodon's own defaults; each server tells its own in /api/v2/instance";
const verifiedOn = "2026-11-21";
const usual = { text: 500, images: 4, imageBytes: 16_777_216, altText: 1_500, link: 23 };
const usualPoll = { optionsMax: 4, optionMax: 50, minutesMin: 5, minutesMax: 43_829 };
const usualVideo: VideoLimits = {
  types: ["video/mp4", "video/webm", "video/quicktime"],
  itemsMax: 1,
  sizeBytesMax: 103_809_024,
  captions: "in-picture",
};
/** Width times height: a picture in 4K. */
const usualVideoPixels = 8_294_400;

export const capabilities: Capabilities = {
  ...openTimeline,
  changes: {
    posts: ["edits", "deletions", "counts"],
    comments: ["edits", "deletions", "counts"],
  },
  messages: "none",
  thread: true,
  media: {
    types: ["image/png", "image/jpeg", "image/gif", "image/webp"],
    itemsMax: usual.images,
    sizeBytesMax: usual.imageBytes,
    altTextRequired: true,
    altTextMax: usual.altText,
  },
  video: usualVideo,
  count: "characters",
  poll: usualPoll,
  limits: [
    { what: "text", value: usual.text, unit: "characters", source, verifiedOn, live: true },
    { what: "images", value: usual.images, unit: "pictures", source, verifiedOn, live: true },
    { what: "image-bytes", value: usual.imageBytes, unit: "bytes", source, verifiedOn, live: true },
    { what: "alt-text", value: usual.altText, unit: "characters", source, verifiedOn, live: true },
    { what: "videos", value: usualVideo.itemsMax, unit: "videos", source, verifiedOn },
    {
      what: "video-bytes",
      value: usualVideo.sizeBytesMax,
      unit: "bytes",
      source,
      verifiedOn,
      live: true,
    },
  ],
  notices: [
    "Mastodon takes no caption tracks: captions of a video must be burnt into the picture.",
  ],
};

/** What this very server allows, by its own word; what it does not tell is left out. */
export async function liveLimits(net: Net, place: Place): Promise<Record<string, number>> {
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
    "video-bytes": numberField(media, "video_size_limit"),
    "video-pixels": numberField(media, "video_matrix_limit"),
    "poll-options": numberField(polls, "max_options"),
    "poll-option": numberField(polls, "max_characters_per_option"),
    "poll-minutes-min": seconds.min === undefined ? undefined : Math.ceil(seconds.min / 60),
    "poll-minutes-max": seconds.max === undefined ? undefined : Math.floor(seconds.max / 60),
  };
  return Object.fromEntries(
    Object.entries(told).filter((each): each is [string, number] => each[1] !== undefined),
  );
}

export function measure(message: OutboundMessage, { limits }: AccountFacts): Measure {
  const max = limits["text"] ?? usual.text;
  const perLink = limits["link"] ?? usual.link;
  const count = statusLength(linked(message), message.contentWarning ?? "", perLink);
  const findings = [
    ...textFindings(count, max, "characters"),
    ...allMediaFindings(message, capabilitiesOf(limits)),
    ...togetherFindings(message, limits),
  ];
  return { count, max, unit: "characters", findings };
}

function capabilitiesOf(limits: AccountFacts["limits"]): Capabilities {
  return {
    ...capabilities,
    media: {
      ...capabilities.media,
      itemsMax: limits["images"] ?? usual.images,
      sizeBytesMax: limits["image-bytes"] ?? usual.imageBytes,
      altTextMax: limits["alt-text"] ?? usual.altText,
    },
    video: { ...usualVideo, sizeBytesMax: limits["video-bytes"] ?? usualVideo.sizeBytesMax },
    poll: {
      optionsMax: limits["poll-options"] ?? usualPoll.optionsMax,
      optionMax: limits["poll-option"] ?? usualPoll.optionMax,
      minutesMin: limits["poll-minutes-min"] ?? usualPoll.minutesMin,
      minutesMax: limits["poll-minutes-max"] ?? usualPoll.minutesMax,
    },
  };
}

/** A server takes nothing beside a video, and none with more pixels than it says. */
function togetherFindings({ media }: OutboundMessage, limits: AccountFacts["limits"]) {
  const video = media.find(isVideo);
  if (video === undefined) return [];
  const findings: { code: string; says: string; field: string }[] = [];
  if (media.length > 1) {
    const says = "Mastodon takes pictures, or one video, with a post.";
    findings.push({ code: "mixed-media", says, field: "media" });
  }
  const pixels = (video.width ?? 0) * (video.height ?? 0);
  const pixelsMax = limits["video-pixels"] ?? usualVideoPixels;
  if (pixels > pixelsMax) {
    const says = `The video's picture has ${pixels} pixels; this server takes ${pixelsMax}.`;
    findings.push({ code: "media-too-large", says, field: "media" });
  }
  return findings;
}

import type { Capabilities, VideoLimits } from "../capabilities.ts";
import { linked } from "../linked.ts";
import { allMediaFindings, textFindings } from "../media-findings.ts";
import { openTimeline } from "../open-timeline.ts";
import type { Measure, OutboundMessage } from "../outbound.ts";
import { pollFindings } from "../polls.ts";

const source = "our own server; Mastodon shows a note of any length and four pictures";
const verifiedOn = "2026-11-22";
const textMax = 5_000;
const picturesMax = 4;
const pictureBytesMax = 16_777_216;
const altMax = 1_500;
const video: VideoLimits = {
  types: ["video/mp4", "video/webm"],
  itemsMax: 1,
  sizeBytesMax: 99 * 1024 * 1024,
  captions: "in-picture",
};

export const capabilities: Capabilities = {
  ...openTimeline,
  settle: "idempotency-key",
  changes: { posts: ["edits", "deletions", "counts"], comments: ["edits", "deletions"] },
  messages: "none",
  thread: true,
  count: "characters",
  media: {
    types: ["image/jpeg", "image/png", "image/webp", "image/gif"],
    itemsMax: picturesMax,
    sizeBytesMax: pictureBytesMax,
    altTextRequired: true,
    altTextMax: altMax,
  },
  video,
  limits: [
    { what: "text", value: textMax, unit: "characters", source, verifiedOn },
    { what: "images", value: picturesMax, unit: "pictures", source, verifiedOn },
    { what: "image-bytes", value: pictureBytesMax, unit: "bytes", source, verifiedOn },
    { what: "alt-text", value: altMax, unit: "characters", source, verifiedOn },
    { what: "videos", value: video.itemsMax, unit: "videos", source, verifiedOn },
    { what: "video-bytes", value: video.sizeBytesMax, unit: "bytes", source, verifiedOn },
  ],
  notices: [
    "Servers of the fediverse take no caption tracks: captions of a video must be burnt into the picture.",
    "Other servers keep their own copies: a recall asks all of them to delete theirs, and none can be made to.",
  ],
};

export function measure(message: OutboundMessage): Measure {
  const count = [...linked(message)].length;
  const findings = [
    ...textFindings(count, textMax, "characters"),
    ...allMediaFindings(message, capabilities),
    ...pollFindings(message, undefined),
  ];
  return { count, max: textMax, unit: "characters", findings };
}

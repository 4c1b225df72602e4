import type { Capabilities, VideoLimits } from "../capabilities.ts";
import type { Measure, OutboundMessage } from "../outbound.ts";
import { allMediaFindings, isVideo, textFindings } from "../media-findings.ts";
import { said } from "./record.ts";

const source = "lexicons of @atproto/api 0.21.0: app.bsky.feed.post, app.bsky.embed.*";
const verifiedOn = "2026-11-21";
const graphemesMax = 300;
const bytesMax = 3_000;
/** The lexicon sets no limit; the official client takes 2,000 characters. */
const altMax = 2_000;
const video: VideoLimits = {
  types: ["video/mp4"],
  itemsMax: 1,
  sizeBytesMax: 300_000_000,
  durationSecondsMax: 600,
  captions: "track",
};

export const capabilities: Capabilities = {
  changes: {
    posts: ["edits", "deletions", "counts"],
    comments: ["edits", "counts"],
    // Nobody can edit a message there; one that came back changed would be a version of its own.
    messages: ["edits", "deletions"],
  },
  edit: "replace",
  remove: true,
  reply: true,
  thread: true,
  schedule: false,
  receive: true,
  settle: "idempotency-key",
  media: {
    types: ["image/png", "image/jpeg", "image/gif", "image/webp"],
    itemsMax: 4,
    sizeBytesMax: 2_000_000,
    altTextRequired: true,
    altTextMax: altMax,
  },
  video,
  count: "graphemes",
  limits: [
    { what: "text", value: graphemesMax, unit: "graphemes", source, verifiedOn },
    { what: "text-bytes", value: bytesMax, unit: "bytes", source, verifiedOn },
    { what: "images", value: 4, unit: "pictures", source, verifiedOn },
    { what: "image-bytes", value: 2_000_000, unit: "bytes", source, verifiedOn },
    { what: "alt-text", value: altMax, unit: "characters", source: "official client", verifiedOn },
    { what: "videos", value: video.itemsMax, unit: "videos", source, verifiedOn },
    { what: "video-bytes", value: video.sizeBytesMax, unit: "bytes", source, verifiedOn },
    {
      what: "video-seconds",
      value: 600,
      unit: "seconds",
      source: "the network's announcement of September 2026, by williamsdb/php2Bluesky issue 40",
      verifiedOn,
    },
    {
      what: "posts-per-day",
      value: 11_666,
      unit: "posts",
      source: "35,000 points a day, 3 a post",
      verifiedOn,
    },
  ],
  notices: [
    "Bluesky takes videos from accounts whose e-mail address is confirmed, and only some a day.",
  ],
};

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Graphemes as the server counts them; a plain ASCII text needs no segmenter. */
export function graphemes(text: string): number {
  if (/^[\x20-\x7e\n]*$/.test(text)) return text.length;
  return [...segmenter.segment(text)].length;
}

export function measure(message: OutboundMessage): Measure {
  const text = said(message);
  const count = graphemes(text);
  const findings = [
    ...textFindings(count, graphemesMax, "characters"),
    ...allMediaFindings(message, capabilities),
  ];
  const sizeBytes = Buffer.byteLength(text);
  if (sizeBytes > bytesMax) {
    const says = `The text has ${sizeBytes} bytes; ${bytesMax} fit.`;
    findings.push({ code: "text-too-large", says, field: "text" });
  }
  if (message.media.length > 1 && message.media.some(isVideo)) {
    const says = "Bluesky takes pictures, or one video, with a post.";
    findings.push({ code: "mixed-media", says, field: "media" });
  }
  return { count, max: graphemesMax, unit: "graphemes", findings };
}

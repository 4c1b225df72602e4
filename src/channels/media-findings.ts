import type { Capabilities, LiveLimits, MediaLimits, VideoLimits } from "./capabilities.ts";
import type { OutboundMedia, OutboundMessage } from "./outbound.ts";
import { pollFindings } from "./polls.ts";

export interface Finding {
  code: string;
  says: string;
  field?: string;
}

/** What is wrong with a message's media for a network with these limits; one sentence each. */
export function mediaFindings(message: OutboundMessage, limits: MediaLimits): Finding[] {
  const findings: Finding[] = [];
  const say = (code: string, says: string) => findings.push({ code, says, field: "media" });
  if (message.media.length > limits.itemsMax) {
    say("too-many-media", `At most ${limits.itemsMax} pictures go with one post here.`);
  }
  message.media.forEach((item, index) => {
    const which = `Picture ${index + 1}`;
    if (!limits.types.includes(item.type)) {
      say("media-type", `${which} is ${item.type}, which this network does not take.`);
    }
    if (item.sizeBytes > limits.sizeBytesMax) {
      say("media-too-large", `${which} is larger than ${limits.sizeBytesMax} bytes.`);
    }
    if (limits.altTextRequired && item.alt.trim() === "") {
      say("alt-missing", `${which} has no description for people who cannot see it.`);
    }
    if ([...item.alt].length > limits.altTextMax) {
      say("alt-too-long", `The description of picture ${index + 1} is too long.`);
    }
  });
  return findings;
}

/** The finding for a text over its limit, or none. */
export function textFindings(count: number, max: number, unit: string): Finding[] {
  if (count <= max) return [];
  const says = `The text is ${count - max} ${unit} too long: ${max} fit.`;
  return [{ code: "text-too-long", says, field: "text" }];
}

export function isVideo(item: OutboundMedia): boolean {
  return item.type.startsWith("video/");
}

/** What goes with the words against a network's limits: pictures, polls, and videos with their caption track. */
export function allMediaFindings(
  message: OutboundMessage,
  { media, video, textAlone, poll, live }: Capabilities,
): Finding[] {
  if (message.live && live) return [...liveFindings(message, live), ...pollFindings(message, poll)];
  const pictures = message.media.filter((item) => !isVideo(item));
  const findings = mediaFindings({ ...message, media: pictures }, media);
  if (textAlone === false && message.media.length === 0) {
    const says = "This network shows nothing without a picture or a video.";
    findings.push({ code: "media-missing", says, field: "media" });
  }
  return [
    ...findings,
    ...videoFindings(message.media.filter(isVideo), video),
    ...pollFindings(message, poll),
  ];
}

/** What is wrong with what goes with a live stream: a picture may stand for it, the encoder sends the video. */
export function liveFindings(message: OutboundMessage, { pictures }: LiveLimits): Finding[] {
  const shown = message.media.filter((item) => !isVideo(item));
  const findings = mediaFindings({ ...message, media: shown }, pictures);
  if (shown.length === message.media.length) return findings;
  const says = "A live stream goes without a video: the encoder sends it.";
  return [...findings, { code: "live-video", says, field: "media" }];
}

/** What is wrong with a message's videos for a network with these limits. */
export function videoFindings(
  videos: readonly OutboundMedia[],
  limits: VideoLimits | undefined,
): Finding[] {
  const findings: Finding[] = [];
  const say = (code: string, says: string) => findings.push({ code, says, field: "media" });
  if (videos.length > (limits?.itemsMax ?? 0)) {
    say("too-many-videos", `At most ${limits?.itemsMax ?? 0} videos go with one post here.`);
  }
  if (limits === undefined) return findings;
  for (const video of videos) {
    if (!limits.types.includes(video.type)) {
      say("media-type", `The video is ${video.type}, which this network does not take.`);
    }
    if (video.sizeBytes > limits.sizeBytesMax) {
      say("media-too-large", `The video is larger than ${limits.sizeBytesMax} bytes.`);
    }
    if ((video.durationSeconds ?? 0) > (limits.durationSecondsMax ?? Infinity)) {
      say("video-too-long", `The video is longer than ${limits.durationSecondsMax} seconds.`);
    }
    if (video.captions === undefined) {
      say("captions-missing", "The video has no caption track for people who cannot hear it.");
    }
  }
  return findings;
}

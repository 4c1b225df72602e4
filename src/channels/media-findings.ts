import type { MediaLimits, OutboundMessage } from "./connector.ts";

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

import { isIPv6 } from "node:net";
import { before, matched, type Suggestion } from "./detector.ts";

const octet = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
const four = new RegExp(`(?<![\\d.])(?:${octet}\\.){3}${octet}(?![\\d]|\\.\\d)`, "gu");
const six = /(?<![\w:.])(?=[0-9a-f]{0,4}:[0-9a-f:])[0-9a-f:]{2,39}(?:\.\d{1,3}){0,3}(?![\w:])/giu;

export function ipAddresses(text: string): Suggestion[] {
  const olds = matched(text, four, "IP_ADDRESS", 0.95).filter(
    (one) => !/\b(?:version|ver|v|firmware|section|release) ?$/iu.test(before(text, one.start, 12)),
  );
  const news = matched(text, six, "IP_ADDRESS", 0.95).filter((one) =>
    isIPv6(text.slice(one.start, one.end)),
  );
  return [...olds, ...news];
}

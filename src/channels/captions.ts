import { SendError } from "./send-error.ts";

const cue =
  /^\s*(?:(\d{2,}):)?(\d{2}):(\d{2})\.(\d{3})\s+-->\s+(?:(\d{2,}):)?(\d{2}):(\d{2})\.(\d{3})/;

/**
 * A WebVTT track (W3C) as SubRip, for networks that take no other: cues are numbered, times are
 * written with hours and a comma, settings, notes, styles and tags are left out.
 */
export function subRip(vtt: string): string {
  const blocks = vtt
    .replace(/^\uFEFF/, "")
    .replaceAll(/\r\n?/g, "\n")
    .split(/\n{2,}/);
  if (!blocks[0]?.startsWith("WEBVTT")) {
    throw new SendError("refused", "The caption track is no WebVTT file.");
  }
  const cues = blocks.flatMap((block) => {
    const lines = block.split("\n");
    const at = lines.findIndex((line) => cue.test(line));
    const found = cue.exec(lines[at] ?? "");
    if (found === null) return [];
    const [, h1 = "00", m1, s1, f1, h2 = "00", m2, s2, f2] = found;
    const words = lines
      .slice(at + 1)
      .join("\n")
      .replaceAll(/<[^>]*>/g, "");
    return [`${h1}:${m1}:${s1},${f1} --> ${h2}:${m2}:${s2},${f2}\n${words.trim()}`];
  });
  return cues.map((text, index) => `${index + 1}\n${text}\n`).join("\n");
}

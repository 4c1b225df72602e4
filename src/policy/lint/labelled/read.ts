import { createHash } from "node:crypto";
import type { LintContext, LintDraft, LintMedia } from "../finding.ts";
import { everyday } from "./everyday.ts";
import { hard } from "./hard.ts";
import { peopleEn } from "./people-en.ts";
import { placesEn } from "./places-en.ts";
import { spanish } from "./spanish.ts";
import { styleEn } from "./style-en.ts";

/**
 * A line is a draft: `class; key=value; … || words`. `[[rule:words]]` marks what must be found, `[[rule:words::part]]`
 * the part of the words that carries it; `expect=rule,rule` what has no place. Every other finding is a mistake.
 */
export interface Labelled {
  draft: LintDraft;
  context: LintContext;
  expected: Expected[];
  /** A third, by hash of the line: never looked at while the rules were tuned. */
  isHeldOut: boolean;
  line: string;
}

export interface Expected {
  rule: string;
  start: number | null;
  end: number | null;
}

/** The same small agency keeps the same lists for all drafts. */
const lists: LintContext["lists"] = {
  unreleasedNames: ["Daniel Whitcomb", "Rosa Iñiguez"],
  officers: [{ name: "Teresa Okafor", places: ["Larkspur Lane"] }],
  publicPlaces: ["1500 Harbor Way", "77 County Road 12"],
  tipLines: ["555-0142", "503-555-0100"],
};

export function labelledDrafts(): Labelled[] {
  return [peopleEn, placesEn, styleEn, spanish, everyday, hard].flatMap((block) =>
    block.split("\n").filter(Boolean).map(labelledOf),
  );
}

function labelledOf(line: string): Labelled {
  const [head = "", marked = ""] = line.split(" || ");
  const [postClass = "", ...options] = head.split(";").map((part) => part.trim());
  const { text, expected } = unmarked(marked.replaceAll("\\n", "\n"));
  const media: LintMedia[] = [];
  let language = "en";
  let state: string | undefined;
  const kinds = options.filter((one) => !one.includes("="));
  for (const option of options) {
    const at = option.indexOf("=");
    const [key, value] = [option.slice(0, at), option.slice(at + 1).trim()];
    if (key === "lang") language = value;
    if (key === "state") state = value;
    if (key === "alt") media.push({ alt: value, ...factsOf(kinds) });
    if (key === "expect")
      expected.push(...value.split(",").map((rule) => ({ rule, start: null, end: null })));
  }
  const draft = { text, class: postClass, language, media };
  return { draft, context: { state, lists }, expected, isHeldOut: isHeldOut(line), line };
}

function factsOf(kinds: readonly string[]): Omit<LintMedia, "alt"> {
  if (kinds.includes("video")) return { kind: "video" };
  if (kinds.includes("video-cc")) return { kind: "video", hasCaptions: true };
  return kinds.includes("booking") ? { kind: "image", isBookingPhoto: true } : { kind: "image" };
}

function unmarked(marked: string): { text: string; expected: Expected[] } {
  let text = "";
  let last = 0;
  const expected: Expected[] = [];
  for (const { 0: whole, 1: rule = "", 2: body = "", index } of marked.matchAll(
    /\[\[([a-z-]+):(.*?)\]\]/g,
  )) {
    text += marked.slice(last, index);
    const [shown = "", part = shown] = body.split("::");
    const start = text.length + Math.max(0, shown.indexOf(part));
    expected.push({ rule, start, end: start + part.length });
    text += shown;
    last = index + whole.length;
  }
  return { text: text + marked.slice(last), expected };
}

function isHeldOut(line: string): boolean {
  return (createHash("sha256").update(line).digest()[0] ?? 0) % 3 === 0;
}

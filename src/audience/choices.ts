import { z } from "zod";
import { allBeats } from "#agency";
import type { TxCtx } from "#platform/context.ts";
import { limit } from "#platform/limits.ts";
import { paces } from "./schema.ts";

/** What posts are for, in the public's words. */
export const newsKinds = [
  "inform",
  "warn",
  "ask-for-help",
  "engage",
  "recruit",
  "recognise",
] as const;

/** The newsroom's own. */
export const newsLanguages = ["en", "es"] as const;

const beatsMax = limit("audience.beats", 200, "beats", "as many as the largest cities have");
const minute = z.number().int().min(0).max(1_439);

/** What of an agency's news somebody wants. Nothing chosen of a sort: all of it. */
export const choicesShape = z.object({
  isWhole: z.boolean().default(true),
  beats: z.array(z.uuid()).max(beatsMax).default([]),
  kinds: z.array(z.enum(newsKinds)).max(newsKinds.length).default([]),
  languages: z.array(z.enum(newsLanguages)).max(newsLanguages.length).default([]),
  /** The calls of the beats that were chosen: a letter a day, or two; by text and notice the noteworthy ones. */
  calls: z.enum(["none", "daily", "twice"]).default("none"),
  /** By mail: each post at once, or all of a day or a week in one letter. Danger to life comes at once. */
  pace: z.enum(paces).default("at-once"),
  quiet: z.object({ from: minute, until: minute }).nullable().default(null),
});

export type Choices = z.output<typeof choicesShape>;

/** As the columns hold them. Beats that the agency does not have are left out. */
export async function columnsOf(tx: TxCtx, given: Choices) {
  const known = new Set((await allBeats(tx)).map(({ id }) => id));
  const { isWhole, beats, kinds, languages, calls, pace, quiet } = given;
  const chosen = [...new Set(beats)].filter((id) => known.has(id));
  const isQuiet = quiet !== null && quiet.from !== quiet.until;
  return {
    // Neither beats nor the whole would be nothing at all.
    isWhole: isWhole || chosen.length === 0,
    beats: chosen,
    kinds: [...new Set(kinds)],
    languages: [...new Set(languages)],
    // Of all beats at once it would be a flood.
    calls: chosen.length === 0 ? ("none" as const) : calls,
    pace,
    quietFrom: isQuiet ? quiet.from : null,
    quietUntil: isQuiet ? quiet.until : null,
  };
}

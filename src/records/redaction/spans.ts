import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import type { Mark } from "./tables.ts";

export const marksMax = limit(
  "redaction.marks",
  2_000,
  "marks",
  "in one text; above it the text is better withheld whole",
);

/**
 * Marks as they are kept: in the order of the text, none over another, and none that would cut a sign in two. Half an
 * emoji, or a letter whose accent stays behind, would tell what was taken out.
 */
export function settledMarks(text: string, given: readonly Mark[]): Mark[] {
  if (given.length > marksMax)
    throw new Refusal("too-many-marks", `Mark at most ${marksMax} stretches of one text.`);
  const signs = new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text);
  const whole = given.map(({ start, end, code }) => {
    if (!isWithin(text, start, end))
      throw new Refusal("mark-outside", "A mark does not lie in the text. Load the page again.");
    const last = signs.containing(end - 1);
    const first = signs.containing(start)?.index ?? start;
    return { start: first, end: last ? last.index + last.segment.length : end, code };
  });
  return apart(whole.sort((a, b) => a.start - b.start || b.end - a.end));
}

function isWithin(text: string, start: number, end: number): boolean {
  return (
    Number.isInteger(start) &&
    Number.isInteger(end) &&
    start >= 0 &&
    start < end &&
    end <= text.length
  );
}

/** What lies under two marks belongs to the first of them; of one ground they become one. */
function apart(sorted: readonly Mark[]): Mark[] {
  const kept: Mark[] = [];
  for (const one of sorted) {
    const last = kept.at(-1);
    if (last && one.start < last.end && one.code === last.code) {
      last.end = Math.max(last.end, one.end);
      continue;
    }
    const start = Math.max(one.start, last?.end ?? 0);
    if (start < one.end) kept.push({ ...one, start });
  }
  return kept;
}

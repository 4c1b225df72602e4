import {
  checkedRule as checked,
  localTimes as timesOf,
  type Timing,
} from "#platform/recurrence.ts";
import { limit } from "#platform/limits.ts";
import { resolveLocal } from "#publish";

export type { Timing };

const occurrencesMax = limit("series.occurrences", 500, "posts", "one series makes, over its life");

/** The rule as it is kept. Refuses what has no end, or what is no such rule. */
export function checkedRule(text: string, zone: string): string {
  return checked(text, zone, occurrencesMax);
}

/** Every time of a series by the wall clock, in order. */
export function localTimes(timing: Timing): string[] {
  return timesOf(timing, occurrencesMax);
}

export interface Occurrence {
  /** What the rule gives: the occurrence's name, whatever becomes of it. */
  occurrence: string;
  local: string;
  at: string;
  /** Said where that day has no such time, or two. */
  note: string | undefined;
  isMoved: boolean;
}

/** The dates of a series with its exceptions: left out, or moved. */
export function occurrencesOf(
  timing: Timing & { zone: string },
  exceptions: ReadonlyMap<string, string | null>,
): Occurrence[] {
  return localTimes(timing).flatMap((occurrence) => {
    const moved = exceptions.get(occurrence);
    if (moved === null) return [];
    const local = moved ?? occurrence;
    const { at, note } = resolveLocal(local, timing.zone);
    return [{ occurrence, local, at: at.toString(), note, isMoved: moved !== undefined }];
  });
}

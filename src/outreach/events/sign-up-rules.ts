import { Temporal } from "#platform/clock.ts";
import type { EventContent } from "./content.ts";
import type { Tally } from "./tallies.ts";
import { timesOf } from "./times.ts";

/** Places that are free; null: as many as want to. */
export function freePlaces({ signUp }: EventContent, { people }: Pick<Tally, "people">) {
  if (!signUp || signUp.capacity === null) return null;
  return Math.max(0, signUp.capacity - people);
}

/** Nobody more fits: whoever comes waits. */
export function isFull(content: EventContent, tally: Pick<Tally, "people">): boolean {
  return freePlaces(content, tally) === 0;
}

export function isClosed(content: EventContent, now: Temporal.Instant): boolean {
  const { closes } = timesOf(content);
  return !closes || Temporal.Instant.compare(closes.toInstant(), now) <= 0;
}

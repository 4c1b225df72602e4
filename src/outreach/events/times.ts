import { Temporal } from "#platform/clock.ts";
import type { EventContent } from "./content.ts";

/** When it begins and ends: what a person chose, resolved in its zone. A skipped hour moves on. */
export function timesOf({ starts, ends, zone, signUp }: EventContent) {
  const at = (local: string) =>
    local && zone ? Temporal.PlainDateTime.from(local).toZonedDateTime(zone) : undefined;
  const begins = at(starts);
  return { starts: begins, ends: at(ends), closes: at(signUp?.closes ?? "") ?? begins };
}

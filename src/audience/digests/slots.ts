import { Temporal } from "#platform/clock.ts";
import { limit } from "#platform/limits.ts";

const dailyLateHours = limit(
  "audience.daily-late",
  12,
  "hours",
  "after its time the letter of the day is still made; later, it goes with the next one",
);
const weeklyLateHours = limit(
  "audience.weekly-late",
  72,
  "hours",
  "after its time the letter of the week is still made; later, it goes with the next one",
);
const monday = 1;

export interface DigestSlot {
  pace: "daily" | "weekly";
  /** Tells it from all others: the day of the agency's calendar. */
  name: string;
  /** Posts of before then are in it. */
  until: Temporal.Instant;
}

/**
 * The letters of the day and the week whose time has come lately. A time that the clock leaves out comes an hour later, one
 * that it has twice comes the first time: each day of the calendar has one.
 */
export function digestSlotsDue(
  now: Temporal.Instant,
  timeZone: string,
  digestAt: number,
): DigestSlot[] {
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  const plainTime = Temporal.PlainTime.from({
    hour: Math.floor(digestAt / 60),
    minute: digestAt % 60,
  });
  const slots: DigestSlot[] = [];
  for (const days of [-3, -2, -1, 0]) {
    const day = today.add({ days });
    const until = day.toZonedDateTime({ timeZone, plainTime }).toInstant();
    const hours = now.since(until).total("hours");
    if (hours >= 0 && hours < dailyLateHours)
      slots.push({ pace: "daily", name: `${day.toString()} daily`, until });
    if (day.dayOfWeek === monday && hours >= 0 && hours < weeklyLateHours)
      slots.push({ pace: "weekly", name: `${day.toString()} weekly`, until });
  }
  return slots;
}

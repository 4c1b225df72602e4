import { Temporal } from "#platform/clock.ts";

/** A day by the agency's wall clock: "2026-11-21". */
export type Day = string;

/** The day on which an instant falls where the agency is. */
export function dayOf(at: string, zone: string): Day {
  return Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** The first instant of a day; with a clock that skips midnight, the first there is. */
export function beginningOf(day: Day, zone: string): string {
  return Temporal.PlainDate.from(day).toZonedDateTime(zone).toInstant().toString();
}

export function plusDays(day: Day, days: number): Day {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** Days from one to another; negative when it lies before. */
export function daysBetween(from: Day, to: Day): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: "days" })
    .days;
}

/** The Sunday on which the week of a day begins, as in the calendar. */
export function weekOf(day: Day): Day {
  const date = Temporal.PlainDate.from(day);
  return date.subtract({ days: date.dayOfWeek % 7 }).toString();
}

/** ISO: Monday is 1, Sunday 7. */
export function weekdayOf(day: Day): number {
  return Temporal.PlainDate.from(day).dayOfWeek;
}

import { Temporal } from "#platform/clock.ts";
import { limit } from "#platform/limits.ts";

/** Minutes after midnight by the agency's clock: in the morning for all, in the evening for whoever wants it twice. */
const [morning, evening] = [8 * 60, 18 * 60];
const lateHours = limit(
  "audience.calls-late",
  6,
  "hours",
  "after its time a letter of calls is still made; later it would be old news",
);

export interface Slot {
  cadence: "daily" | "twice";
  /** Tells it from all others. */
  name: string;
  since: Temporal.Instant;
  until: Temporal.Instant;
}

/** The letters of calls whose time has come lately. A day that the clock makes longer has one morning all the same. */
export function slotsDue(now: Temporal.Instant, timeZone: string): Slot[] {
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  const at = (days: number, minutes: number) =>
    today
      .add({ days })
      .toZonedDateTime({
        timeZone,
        plainTime: Temporal.PlainTime.from({ hour: Math.floor(minutes / 60) }),
      })
      .toInstant();
  const slots: Slot[] = [];
  for (const days of [-1, 0]) {
    const until = at(days, morning);
    const name = today.add({ days }).toString();
    slots.push({ cadence: "daily", name: `${name} daily`, since: at(days - 1, morning), until });
    slots.push({ cadence: "twice", name: `${name} morning`, since: at(days - 1, evening), until });
    slots.push({
      cadence: "twice",
      name: `${name} evening`,
      since: until,
      until: at(days, evening),
    });
  }
  return slots.filter(({ until }) => {
    const hours = now.since(until).total("hours");
    return hours >= 0 && hours < lateHours;
  });
}

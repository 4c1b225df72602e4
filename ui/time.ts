import type { Language } from "./words.ts";

const formats = new Map<string, Intl.DateTimeFormat>();
const locales: Record<Language, string> = { en: "en-US", es: "es-US" };

function format(language: Language, zone: string, options: Intl.DateTimeFormatOptions) {
  const key = `${language} ${zone} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locales[language], {
    timeZone: zone,
    hourCycle: "h23",
    ...options,
  });
  formats.set(key, made);
  return made;
}

/** "14:02 PST"; with a date in front when it is another day than `now` ("Nov 20, 14:02 PST"). */
export function clockTime(instant: Date, now: Date, zone: string, language: Language): string {
  const time: Intl.DateTimeFormatOptions = {
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  };
  const clock = format(language, zone, time).format(instant);
  const today = dayOf(instant, zone, language) === dayOf(now, zone, language);
  if (today) return clock;
  const sameYear = yearOf(instant, zone, language) === yearOf(now, zone, language);
  const date = format(language, zone, {
    day: "numeric",
    month: "short",
    ...(sameYear ? {} : { year: "numeric" }),
  }).format(instant);
  return `${date}, ${clock}`;
}

/** "Friday, November 20, 2026, 14:02:09 PST", for titles and readers. */
export function fullTime(instant: Date, zone: string, language: Language): string {
  const date = format(language, zone, { dateStyle: "full" }).format(instant);
  const clock = format(language, zone, {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
  }).format(instant);
  return `${date}, ${clock}`;
}

/** "Saturday, November 21" of the agency. */
export function longDay(instant: Date, zone: string, language: Language): string {
  return format(language, zone, { weekday: "long", month: "long", day: "numeric" }).format(instant);
}

export type Age =
  | { key: "now" }
  | {
      key: "minutesAgo" | "hoursAgo" | "daysAgo" | "inMinutes" | "inHours" | "inDays";
      count: number;
    };

/** How long ago or ahead, in the one unit a person would say. */
export function ageOf(instant: Date, now: Date): Age {
  const seconds = Math.round((now.getTime() - instant.getTime()) / 1000);
  const size = Math.abs(seconds);
  if (size < 45) return { key: "now" };
  const past = seconds > 0;
  const minutes = Math.max(1, Math.round(size / 60));
  if (minutes < 60) return { key: past ? "minutesAgo" : "inMinutes", count: minutes };
  const hours = Math.round(size / 3600);
  if (hours < 36) return { key: past ? "hoursAgo" : "inHours", count: hours };
  return { key: past ? "daysAgo" : "inDays", count: Math.round(size / 86_400) };
}

/** "1 h 20 min" from milliseconds, for clocks that run down or up. */
export function duration(milliseconds: number): string {
  const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  if (days > 0) return `${days} d ${hours} h`;
  if (hours > 0) return `${hours} h ${minutes % 60} min`;
  return `${minutes} min`;
}

function dayOf(instant: Date, zone: string, language: Language): string {
  return format(language, zone, { year: "numeric", month: "2-digit", day: "2-digit" }).format(
    instant,
  );
}

function yearOf(instant: Date, zone: string, language: Language): string {
  return format(language, zone, { year: "numeric" }).format(instant);
}

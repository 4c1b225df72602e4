import type { Language } from "#ui/words.ts";

/** "2026-11-21 05:46:03.946" in UTC: the trail's own clock, cut to milliseconds. */
export function utcTime(at: string): string {
  return new Date(at).toISOString().replace("T", " ").replace("Z", "");
}

/** "2026-11-20 21:46:03.946 PST" on the agency's clock. */
export function localTime(at: string, zone: string, language: Language): string {
  const parts = new Intl.DateTimeFormat(language === "es" ? "es-US" : "en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    fractionalSecondDigits: 3,
    timeZoneName: "short",
  }).formatToParts(new Date(at));
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((one) => one.type === type)?.value ?? "";
  const day = `${part("year")}-${part("month")}-${part("day")}`;
  const clock = `${part("hour")}:${part("minute")}:${part("second")}.${part("fractionalSecond")}`;
  return `${day} ${clock} ${part("timeZoneName")}`;
}

import { addDays, weekdayOf } from "./zoned.ts";
import { useLanguage } from "#ui/words.ts";

export const views = ["month", "week", "list"] as const;
export type View = (typeof views)[number];

const listDays = 30;

/** A month stands in whole weeks, from Sunday; the list runs on from its day. */
export function daysOf(view: View, day: string): string[] {
  if (view === "list") return Array.from({ length: listDays }, (_, at) => addDays(day, at));
  if (view === "week")
    return Array.from({ length: 7 }, (_, at) => addDays(day, at - weekdayOf(day)));
  const first = `${day.slice(0, 7)}-01`;
  const begin = addDays(first, -weekdayOf(first));
  const lastDay = addDays(nextMonth(first), -1);
  const weeks = Math.ceil(
    (Date.parse(lastDay) - Date.parse(begin) + 86_400_000) / (7 * 86_400_000),
  );
  return Array.from({ length: weeks * 7 }, (_, at) => addDays(begin, at));
}

function nextMonth(first: string): string {
  return `${addDays(first, 31).slice(0, 7)}-01`;
}

/** The day on which the view before or after begins. */
export function moved(view: View, day: string, by: 1 | -1): string {
  if (view === "week") return addDays(day, 7 * by);
  if (view === "list") return addDays(day, listDays * by);
  const first = `${day.slice(0, 7)}-01`;
  return by === 1 ? nextMonth(first) : `${addDays(first, -1).slice(0, 7)}-01`;
}

/** A day as a sentence has it, and the short name of its weekday. */
export function useDayWords() {
  const language = useLanguage();
  const locale = language === "es" ? "es-US" : "en-US";
  const format = (options: Intl.DateTimeFormatOptions) => (day: string) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(
      new Date(`${day}T12:00:00Z`),
    );
  return {
    long: format({ weekday: "long", month: "long", day: "numeric" }),
    weekday: format({ weekday: "short" }),
  };
}

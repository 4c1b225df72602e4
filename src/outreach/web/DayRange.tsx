import { useLanguage, type Language } from "#ui/words.ts";

/** "Nov 25 – Dec 7, 2026": days of the calendar, which no zone can shift. */
export function DayRange({ from, to }: { from: string; to: string }) {
  return <>{rangeOf(from, to, useLanguage())}</>;
}

function rangeOf(from: string, to: string, language: Language): string {
  const format = new Intl.DateTimeFormat(language === "es" ? "es-US" : "en-US", {
    timeZone: "UTC",
    year: "numeric",
    month: "short",
    day: "numeric",
  });
  return format.formatRange(new Date(`${from}T12:00:00Z`), new Date(`${to}T12:00:00Z`));
}

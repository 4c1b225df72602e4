import type { View } from "./calendar-days.ts";
import { useLanguage } from "#ui/words.ts";

/** Which days are shown, told anew when they change. */
export function CalendarSpan({
  view,
  day,
  first,
  last,
}: {
  view: View;
  day: string;
  first: string;
  last: string;
}) {
  const language = useLanguage();
  const locale = language === "es" ? "es-US" : "en-US";
  const utc = (date: string) => new Date(`${date}T12:00:00Z`);
  if (view === "month") {
    const month = new Intl.DateTimeFormat(locale, {
      month: "long",
      year: "numeric",
      timeZone: "UTC",
    }).format(utc(day));
    return <h2 aria-live="polite">{month.replace(/^./, (letter) => letter.toUpperCase())}</h2>;
  }
  return (
    <h2 aria-live="polite">
      {new Intl.DateTimeFormat(locale, {
        day: "numeric",
        month: "short",
        year: "numeric",
        timeZone: "UTC",
      }).formatRange(utc(first), utc(last))}
    </h2>
  );
}

import { useZone } from "#ui/session.ts";
import { useLanguage, type Language } from "#ui/words.ts";

/** A moment by the agency's wall clock, with its day: "Sat, Dec 5, 9:00 AM". */
export function EventTime({ at }: { at: string }) {
  const zone = useZone();
  const language = useLanguage();
  return <time dateTime={at}>{shortTime(at, zone, language)}</time>;
}

function shortTime(at: string, timeZone: string, language: Language): string {
  return new Intl.DateTimeFormat(language === "es" ? "es-US" : "en-US", {
    timeZone,
    weekday: "short",
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
  }).format(new Date(at));
}

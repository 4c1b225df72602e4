import { useObjectives } from "./api.ts";
import { useLanguage } from "#ui/words.ts";

/** A day or a wall-clock time as a sentence has it. They are the agency's already: no zone moves them. */
export function useDayWords() {
  const language = useLanguage();
  const locale = language === "es" ? "es-US" : "en-US";
  const format = (options: Intl.DateTimeFormatOptions) => (local: string) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(
      new Date(local.includes("T") ? `${local}:00Z` : `${local}T12:00:00Z`),
    );
  return {
    short: format({ month: "short", day: "numeric" }),
    long: format({ weekday: "short", month: "short", day: "numeric" }),
    year: format({ day: "numeric", month: "long", year: "numeric" }),
    time: format({
      weekday: "short",
      month: "short",
      day: "numeric",
      hour: "numeric",
      minute: "2-digit",
    }),
    clock: format({ hour: "numeric", minute: "2-digit" }),
  };
}

export function useObjectiveName(): (key: string) => string {
  const language = useLanguage();
  const objectives = useObjectives();
  return (key) => {
    const known = objectives.find((one) => one.key === key);
    return known ? known.name[language] || known.name.en : key;
  };
}

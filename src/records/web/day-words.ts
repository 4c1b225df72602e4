import type { Language } from "#ui/words.ts";

/** A day of the agency's calendar, `YYYY-MM-DD`, has no zone: it is set at Greenwich's noon and shown there. */
function at(day: string): Date {
  return new Date(`${day}T12:00:00Z`);
}

function shown(day: string, language: Language, options: Intl.DateTimeFormatOptions): string {
  const locale = language === "es" ? "es-US" : "en-US";
  return at(day).toLocaleDateString(locale, { timeZone: "UTC", ...options });
}

/** "Tuesday, December 1, 2026" */
export function longDay(day: string, language: Language): string {
  return shown(day, language, { weekday: "long", month: "long", day: "numeric", year: "numeric" });
}

/** "Tue, Dec 1" */
export function shortDay(day: string, language: Language): string {
  return shown(day, language, { weekday: "short", month: "short", day: "numeric" });
}

export function weekday(day: string, language: Language): string {
  return shown(day, language, { weekday: "short" });
}

export function monthDay(day: string, language: Language): string {
  return shown(day, language, { month: "short", day: "numeric" });
}

const known: Readonly<Record<string, string>> = {
  Saturday: "sábado",
  Sunday: "domingo",
  closed: "cerrada",
  "waiting for clarification": "se espera una aclaración",
  "waiting for the deposit": "se espera el depósito",
};

/** Why a day does not count. The names of holidays are those of the state's law, in English. */
export function whyWords(why: string, language: Language): string {
  return language === "es" ? (known[why] ?? why) : why;
}

/** Its column in a calendar that begins with Sunday: 1 to 7. */
export function columnOf(day: string): number {
  return at(day).getUTCDay() + 1;
}

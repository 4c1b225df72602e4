import Holidays from "date-holidays";
import type { Temporal } from "#platform/clock.ts";
import { limit } from "#platform/limits.ts";
import type { RecordsLaw } from "./law.ts";

const yearsMax = limit("clock.years", 500, "years", "of states' holidays kept worked out");
const worked = new Map<string, ReadonlyMap<string, string>>();

/** Why a day is no business day, or undefined: it is one. */
export type ClosedDay = (day: Temporal.PlainDate) => string | undefined;

/**
 * The days on which the offices of a law's state are closed: weekends, its legal holidays, and what the agency itself
 * names (`YYYY-MM-DD` to the reason), such as a furlough day. The agency's word goes first, and an empty reason opens
 * a day.
 */
export function closedDays(law: RecordsLaw, own: Readonly<Record<string, string>> = {}): ClosedDay {
  return (day) => {
    const said = own[day.toString()];
    if (said !== undefined) return said === "" ? undefined : said;
    if (day.dayOfWeek > 5) return day.dayOfWeek === 6 ? "Saturday" : "Sunday";
    return holidaysIn(law, day.year).get(day.toString());
  };
}

function holidaysIn(law: RecordsLaw, year: number): ReadonlyMap<string, string> {
  const key = `${law.state} ${year}`;
  const known = worked.get(key);
  if (known) return known;
  if (worked.size >= yearsMax) worked.clear();
  const found = holidaysOf(law, year);
  worked.set(key, found);
  return found;
}

function holidaysOf({ state, holidays }: RecordsLaw, year: number): Map<string, string> {
  const calendar = state === "US" ? new Holidays("US") : new Holidays("US", state);
  for (const { rule, name } of holidays?.adds ?? [])
    calendar.setHoliday(rule, { name, type: "public" });
  const found = new Map<string, string>();
  for (const { date, name, type, substitute } of calendar.getHolidays(year)) {
    if (type !== "public" || holidays?.drops?.includes(name)) continue;
    if (substitute && holidays?.noSubstitutes) continue;
    found.set(date.slice(0, 10), name.replace("(substitute day)", "(observed)"));
  }
  return found;
}

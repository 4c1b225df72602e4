import { Temporal } from "#platform/clock.ts";
import { Refusal } from "#platform/refusal.ts";
import type { Columns } from "../intake/columns.ts";

/** SODA's names of columns, and its own (`:id`, `:updated_at`); nothing else comes into a query. */
const columnName = /^(?::@?)?[a-z][a-z0-9_]*$/;

/** The columns that a call is read from, and no other: names and words of callers are not even fetched. */
export function selected(columns: Columns, changed: string): string {
  const wanted = new Set([...Object.values(columns), changed, ":id"]);
  for (const name of wanted)
    if (!columnName.test(name))
      throw new Refusal("odd-column", `"${name}" is no name of a column at a portal.`);
  return [...wanted].join(", ");
}

/** A time as the portal wrote it, some minutes earlier: with its zone where it has one (fixed), without (floating). */
export function earlier(mark: string, minutes: number): string {
  if (/Z$|[-+]\d\d:?\d\d$/.test(mark))
    return Temporal.Instant.from(mark)
      .subtract({ minutes })
      .toString({ smallestUnit: "millisecond" });
  return Temporal.PlainDateTime.from(mark)
    .subtract({ minutes })
    .toString({ smallestUnit: "millisecond" });
}

/** Where reading begins for the first time: in UTC for the portal's own column, by the agency's clock for another. */
export function beginning(changed: string, since: Temporal.Instant, timeZone: string): string {
  if (changed.startsWith(":")) return since.toString({ smallestUnit: "millisecond" });
  return since
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: "millisecond" });
}

/** Times of one column are written alike, so the later one is the greater text. */
export function latest(marks: readonly string[]): string | undefined {
  return marks.filter(isTime).toSorted().at(-1);
}

function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text);
}

/** A text in SoQL: a quote in it is doubled (dev.socrata.com/docs/datatypes/text). */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

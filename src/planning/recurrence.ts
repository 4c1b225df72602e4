import { Temporal } from "#platform/clock.ts";
import { Refusal } from "#platform/refusal.ts";
import { checkedRule, localTimes } from "./rules.ts";

export interface Recurrence {
  rule: string;
  /** Dates of the rule that do not happen, by the wall clock. */
  leftOut: string[];
}

/**
 * What a person, or another calendar, writes: a rule on the first line (RRULE), and on lines of their own the dates that
 * are left out (EXDATE). A day leaves out whatever falls on it; a time must be one of the rule's.
 */
export function readRecurrence(text: string, startsLocal: string, zone: string): Recurrence {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
  const rules = lines.filter((line) => !/^EXDATE[;:]/i.test(line));
  if (rules.length > 1)
    throw bad("Write one rule, and each EXDATE on a line of its own. The first day stands below.");
  const rule = checkedRule(rules[0] ?? "", zone);
  const dates = localTimes({ rule, startsLocal });
  const named = lines
    .filter((line) => !rules.includes(line))
    .flatMap((line) => excepted(line, zone));
  const leftOut = named.flatMap((name) => {
    const meant = dates.filter((date) => date.startsWith(name));
    if (meant.length === 0) throw bad(`EXDATE ${name.replace("T", " ")} is no date of this rule.`);
    return meant;
  });
  return { rule, leftOut: [...new Set(leftOut)] };
}

/** "EXDATE;TZID=America/New_York:20270704T090000,20270711": days, or times by our own wall clock. */
function excepted(line: string, ownZone: string): string[] {
  const at = line.indexOf(":");
  const zone = /;TZID=([^;:]+)/i.exec(line.slice(0, at))?.[1] ?? ownZone;
  return line
    .slice(at + 1)
    .split(",")
    .filter(Boolean)
    .map((value) => localOf(value.trim(), zone, ownZone));
}

function localOf(value: string, zone: string, ownZone: string): string {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})\d{2}(Z)?)?$/i.exec(value);
  const unknown = bad(`EXDATE is a day such as 20270704, not "${value.slice(0, 40)}".`);
  if (!match) throw unknown;
  const [, year, month, day, hour, minute, utc] = match;
  const date = `${year}-${month}-${day}`;
  try {
    if (hour === undefined) return Temporal.PlainDate.from(date, { overflow: "reject" }).toString();
    return Temporal.PlainDateTime.from(`${date}T${hour}:${minute}`, { overflow: "reject" })
      .toZonedDateTime(utc ? "UTC" : zone)
      .withTimeZone(ownZone)
      .toPlainDateTime()
      .toString({ smallestUnit: "minute" });
  } catch {
    throw unknown;
  }
}

function bad(sentence: string): Refusal {
  return new Refusal("bad-rule", sentence, { details: { field: "rule", says: sentence } });
}

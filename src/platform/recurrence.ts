import { RRuleTemporal } from "rrule-temporal";
import { Temporal } from "./clock.ts";
import { limit } from "./limits.ts";
import { Refusal } from "./refusal.ts";

const stepsMax = limit("series.steps", 20_000, "dates", "tried before a rule counts as endless");
const ruleMax = limit("series.rule", 300, "characters", "of a recurrence rule");

const localShape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;
const frequencies = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"];
const known = new Set([
  "FREQ",
  "INTERVAL",
  "COUNT",
  "UNTIL",
  "BYDAY",
  "BYMONTH",
  "BYMONTHDAY",
  "BYSETPOS",
  "WKST",
]);

export interface Timing {
  /** RFC 5545 without DTSTART: "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270630". */
  rule: string;
  /** "2026-11-24T09:00", by the wall clock. */
  startsLocal: string;
}

/** The rule as it is kept: known parts in capitals. Refuses what has no end, or what is no such rule. */
export function checkedRule(text: string, zone: string, countMax: number): string {
  const bare = text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, "");
  if (bare.length > ruleMax || bare === "")
    throw bad(`Write a rule of at most ${ruleMax} characters, such as FREQ=WEEKLY;BYDAY=TU.`);
  const parts = new Map<string, string>();
  for (const part of bare.split(";").filter(Boolean)) {
    const [name = "", value = ""] = part.split("=");
    if (!known.has(name) || value === "")
      throw bad(`"${part}" is not understood. Parts are ${[...known].join(", ")}.`);
    if (parts.has(name)) throw bad(`${name} stands twice.`);
    parts.set(name, value);
  }
  if (!frequencies.includes(parts.get("FREQ") ?? ""))
    throw bad(`FREQ is one of ${frequencies.join(", ")}.`);
  const until = parts.get("UNTIL");
  const count = parts.get("COUNT");
  if ((until === undefined) === (count === undefined))
    throw bad("A series ends: give UNTIL, the last day, or COUNT, how many.");
  if (until !== undefined) parts.set("UNTIL", localUntil(until, zone));
  if (count !== undefined && !(Number(count) >= 1 && Number(count) <= countMax))
    throw bad(`COUNT is between 1 and ${countMax}.`);
  return [...parts].map(([name, value]) => `${name}=${value}`).join(";");
}

/** By the wall clock, as all of a series: a date is its whole day, and what was said in UTC is read here. */
function localUntil(until: string, zone: string): string {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z)?)?$/.exec(until);
  if (!match) throw bad("UNTIL is a day such as 20270630.");
  const [, year, month, day, hour = "23", minute = "59", second = "59", utc] = match;
  const text = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  try {
    const plain = utc
      ? Temporal.Instant.from(`${text}Z`).toZonedDateTimeISO(zone).toPlainDateTime()
      : Temporal.PlainDateTime.from(text, { overflow: "reject" });
    return plain.toString({ smallestUnit: "second" }).replaceAll(/[-:]/g, "");
  } catch {
    throw bad("UNTIL is a day such as 20270630.");
  }
}

/**
 * Every time of a series by the wall clock, in order. Counted without any zone: a skipped or a doubled hour can
 * neither move the next date nor make one twice; each is resolved in its zone when it is used.
 */
export function localTimes({ rule, startsLocal }: Timing, countMax: number): string[] {
  if (!localShape.test(startsLocal)) throw bad("Give the first day and the time.");
  const stamp = `${startsLocal.replaceAll(/[-:]/g, "")}00Z`;
  const floating = rule.replace(/(UNTIL=\d{8}T\d{6})(?=;|$)/, "$1Z");
  const times: string[] = [];
  try {
    const series = new RRuleTemporal({
      rruleString: `DTSTART:${stamp}\nRRULE:${floating}`,
      maxIterations: stepsMax,
    });
    series.all((date: { toString(): string }) => {
      times.push(date.toString().slice(0, 16));
      return times.length <= countMax;
    });
  } catch (cause) {
    throw new Refusal("bad-rule", `This rule cannot be read: ${sentenceOf(cause)}`, { cause });
  }
  if (times.length > countMax)
    throw bad(`This rule makes more than ${countMax} dates. Let it end earlier.`);
  if (times.length === 0) throw bad("This rule makes no date. Look at its days and its end.");
  return times;
}

function bad(sentence: string): Refusal {
  return new Refusal("bad-rule", sentence, { details: { field: "rule", says: sentence } });
}

function sentenceOf(cause: unknown): string {
  return cause instanceof Error ? cause.message.slice(0, 200) : "no reason given";
}

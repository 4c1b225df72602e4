import { Temporal } from "#platform/clock.ts";
import { checkedRule, localTimes } from "#platform/recurrence.ts";
import { Refusal } from "#platform/refusal.ts";
import { datesMax, type EventContent } from "./content.ts";

/**
 * The days of an event that comes again, in order, without those left out; none where its rule cannot be read yet. Each
 * day is its date's name, whatever becomes of its hour.
 */
export function datesOf({ again, starts, zone }: EventContent): string[] {
  if (!again || !starts || !zone) return [];
  try {
    const rule = checkedRule(again.rule, zone, datesMax);
    const days = localTimes({ rule, startsLocal: starts }, datesMax).map((one) => one.slice(0, 10));
    return days.filter((day) => !again.leftOut.includes(day));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return [];
  }
}

/** The event of one day: the same by the wall clock, with all its times moved by as many days. */
export function onDay(content: EventContent, day: string): EventContent {
  const { starts, ends, signUp } = content;
  const days = { days: Temporal.PlainDate.from(starts.slice(0, 10)).until(day).days };
  const moved = (local: string) =>
    local && Temporal.PlainDateTime.from(local).add(days).toString({ smallestUnit: "minute" });
  return {
    ...content,
    starts: moved(starts),
    ends: moved(ends),
    signUp: signUp && { ...signUp, closes: moved(signUp.closes) },
    again: null,
  };
}

/** Its first and its last date; the event itself where it comes once. */
export function spanOf(content: EventContent): { first: EventContent; last: EventContent } {
  const days = datesOf(content);
  const [from, to] = [days[0], days.at(-1)];
  if (from === undefined || to === undefined) return { first: content, last: content };
  return { first: onDay(content, from), last: onDay(content, to) };
}

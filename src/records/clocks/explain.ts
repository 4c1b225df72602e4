import { Temporal } from "#platform/clock.ts";
import type { ClockQuestion, Deadline, Step } from "./clock.ts";
import type { Term } from "./law.ts";

/** The count in sentences, as one would tell it to a requester or a judge. */
export function explain(
  { law, received }: ClockQuestion,
  deadlines: readonly Deadline[],
): string[] {
  const lines = [
    `${law.law}, ${law.citation}.`,
    `The request was received on ${inWords(received)}. That day is not counted.`,
  ];
  for (const each of deadlines) lines.push(...linesOf(each));
  if (law.extension)
    lines.push(
      law.extension.term
        ? `It may take ${termInWords(law.extension.term)} longer: ${law.extension.ground}.`
        : `It may take longer: ${law.extension.ground}. The law names no number.`,
    );
  if (law.missed) lines.push(`When the time runs out, ${law.missed}.`);
  return [...lines, ...law.notes];
}

function linesOf({ term, must, citation, from, due, isPaused, steps }: Deadline): string[] {
  if (term === undefined) return [`The agency must ${must}; the law names no number of days.`];
  const begins =
    from.what === "receipt" ? "" : `, counted from ${inWords(Temporal.PlainDate.from(from.day))}`;
  const skipped = steps.filter(({ counts, why }) => counts === undefined && !isWeekend(why));
  return [
    isPaused || due === undefined
      ? `The agency must ${must} within ${termInWords(term)} (${citation})${begins}. The clock stands.`
      : `The agency must ${must} within ${termInWords(term)} (${citation})${begins}: by ${inWords(Temporal.PlainDate.from(due))}.`,
    ...skipped.map(
      ({ day, why }: Step) => `${inWords(Temporal.PlainDate.from(day))} is not counted: ${why}.`,
    ),
  ];
}

function isWeekend(why: string | undefined): boolean {
  return why === "Saturday" || why === "Sunday";
}

function termInWords({ days, kind }: Term): string {
  return `${days} ${kind} ${days === 1 ? "day" : "days"}`;
}

function inWords(day: Temporal.PlainDate): string {
  return day.toLocaleString("en-US", {
    weekday: "long",
    month: "long",
    day: "numeric",
    year: "numeric",
  });
}

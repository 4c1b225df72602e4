import { Temporal } from "#platform/clock.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { closedDays, type ClosedDay } from "./holidays.ts";
import type { RecordsLaw, RequestKind, Stage, StageName, Term } from "./law.ts";

const walkMax = limit("clock.walk", 3_660, "days", "walked through to find one deadline");

/** The clock stands while the agency waits for the requester; the last day of it does not count either. */
export interface Pause {
  from: Temporal.PlainDate;
  /** Undefined: it still stands. */
  until?: Temporal.PlainDate;
  /** "waiting for clarification", "waiting for the deposit" */
  reason: string;
}

/** More time that was taken by notice; counted on from the day on which the stage would have been due. */
export interface Extension {
  stage: StageName;
  term: Term;
  reason: string;
}

export interface ClockQuestion {
  law: RecordsLaw;
  received: Temporal.PlainDate;
  kind?: RequestKind;
  pauses?: readonly Pause[];
  extensions?: readonly Extension[];
  /** When a stage was done: what is counted from it begins there. */
  done?: Partial<Record<StageName, Temporal.PlainDate>>;
  /** The agency's own days, beside the state's: `YYYY-MM-DD` to the reason; empty, it is open that day. */
  ownDays?: Readonly<Record<string, string>>;
}

/** A day of the count: which it is, or why it does not count. */
export interface Step {
  day: string;
  counts: number | undefined;
  why: string | undefined;
}

export interface Deadline {
  stage: StageName;
  must: string;
  citation: string;
  term: Term | undefined;
  from: { what: "receipt" | StageName; day: string; isExpected: boolean };
  /** `YYYY-MM-DD`, the last day on which it is in time; undefined where the law names no number, or the clock stands. */
  due: string | undefined;
  /** True while a pause has no end: the day is known when it ends. */
  isPaused: boolean;
  steps: readonly Step[];
}

/**
 * What falls due when, by counting days one by one, so that every day can be shown with its reason. The day of receipt
 * is not counted. A deadline in calendar days that falls on a closed day moves to the next open one.
 */
export function deadlinesOf(question: ClockQuestion): Deadline[] {
  const { law, received, kind = "standard" } = question;
  const isClosed = closedDays(law, question.ownDays);
  const told = new Map<StageName, Deadline>();
  for (const stage of law.others?.[kind] ?? law.stages)
    told.set(stage.stage, deadlineOf(question, stage, begin(stage), isClosed));
  return [...told.values()];

  function begin(stage: Stage): { day: Temporal.PlainDate; isExpected: boolean } | undefined {
    if (stage.from === "receipt") return { day: received, isExpected: false };
    const done = question.done?.[stage.from];
    if (done) return { day: done, isExpected: false };
    const due = told.get(stage.from)?.due;
    return due === undefined ? undefined : { day: Temporal.PlainDate.from(due), isExpected: true };
  }
}

function deadlineOf(
  question: ClockQuestion,
  stage: Stage,
  begun: { day: Temporal.PlainDate; isExpected: boolean } | undefined,
  isClosed: ClosedDay,
): Deadline {
  const pauses = question.pauses ?? [];
  const taken = (question.extensions ?? []).filter((one) => one.stage === stage.stage);
  const steps: Step[] = [];
  let day = begun?.day;
  let isPaused = false;
  if (stage.term !== undefined)
    for (const term of [stage.term, ...taken.map((one) => one.term)]) {
      if (day === undefined) break;
      const last = count(day, term, { pauses, isClosed, steps });
      isPaused = last === undefined;
      day = last;
    }
  const isKnown = stage.term !== undefined && day !== undefined;
  return {
    stage: stage.stage,
    must: stage.must,
    citation: stage.citation ?? question.law.citation,
    term: stage.term,
    from: {
      what: stage.from,
      day: (begun?.day ?? question.received).toString(),
      isExpected: begun?.isExpected ?? true,
    },
    due: isKnown ? day?.toString() : undefined,
    isPaused,
    steps,
  };
}

interface Counting {
  pauses: readonly Pause[];
  isClosed: ClosedDay;
  steps: Step[];
}

/** Counts on from the day after `from`. Undefined where a pause without an end stops it. */
function count(
  from: Temporal.PlainDate,
  { days, kind }: Term,
  { pauses, isClosed, steps }: Counting,
): Temporal.PlainDate | undefined {
  let day = from;
  let counted = 0;
  for (let walked = 0; counted < days; walked++) {
    if (walked >= walkMax)
      throw new Refusal("clock-endless", "This clock does not end: look at its pauses.");
    day = day.add({ days: 1 });
    const paused = pauses.find((one) => lies(day, one));
    if (paused && paused.until === undefined) {
      steps.push({ day: day.toString(), counts: undefined, why: paused.reason });
      return undefined;
    }
    const closed = kind === "business" ? isClosed(day) : undefined;
    const why = paused?.reason ?? closed;
    if (why === undefined) counted++;
    steps.push({ day: day.toString(), counts: why === undefined ? counted : undefined, why });
  }
  // By the general rule of computing time: an office that is closed can be handed nothing.
  for (let why = isClosed(day); why !== undefined; why = isClosed(day)) {
    day = day.add({ days: 1 });
    steps.push({ day: day.toString(), counts: undefined, why: isClosed(day) ?? `moved: ${why}` });
  }
  return day;
}

function lies(day: Temporal.PlainDate, { from, until }: Pause): boolean {
  return (
    Temporal.PlainDate.compare(day, from) >= 0 &&
    (until === undefined || Temporal.PlainDate.compare(day, until) <= 0)
  );
}

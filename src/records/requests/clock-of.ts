import { and, eq, ne } from "drizzle-orm";
import { Temporal } from "#platform/clock.ts";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { deadlinesOf, type ClockQuestion, type Deadline, type Pause } from "../clocks/clock.ts";
import { explain } from "../clocks/explain.ts";
import { requestKinds, type RequestKind, type StageName } from "../clocks/law.ts";
import { lawHere, ownDays } from "./own-law.ts";
import { isRequest, type Request } from "./request.ts";
import { stepsOf, type Step } from "./steps.ts";
import { recordRequests } from "./tables.ts";

const day = (text: string) => Temporal.PlainDate.from(text);

/** The question that a request puts to the clock: all of it from what was written down. */
async function questionOf(
  tx: TxCtx,
  request: Request,
  steps: readonly Step[],
): Promise<ClockQuestion> {
  return {
    law: await lawHere(tx),
    received: day(request.receivedOn),
    kind: kindOf(request.kind),
    pauses: pausesOf(steps),
    extensions: steps.flatMap((step) =>
      step.kind === "extended" ? [{ ...step.facts, reason: step.facts.ground }] : [],
    ),
    done: doneOf(steps),
    ownDays: await ownDays(tx),
  };
}

function kindOf(word: string): RequestKind {
  return requestKinds.find((one) => one === word) ?? "standard";
}

/** A pause ends with its `resumed`; the clock also stands between a closing and a reopening. */
function pausesOf(steps: readonly Step[]): Pause[] {
  const pauses: Pause[] = [];
  for (const step of steps) {
    if (step.kind === "paused") pauses.push({ from: day(step.onDay), reason: step.facts.reason });
    if (step.kind === "closed") pauses.push({ from: day(step.onDay), reason: "closed" });
    const last = pauses.at(-1);
    if ((step.kind === "resumed" || step.kind === "reopened") && last?.until === undefined && last)
      last.until = day(step.onDay);
  }
  // What was closed stays as it was counted: only a reopening shows that the days between did not count.
  return steps.at(-1)?.kind === "closed" ? pauses.slice(0, -1) : pauses;
}

/** The first letter that fulfilled a stage counts, whatever was written later. */
function doneOf(steps: readonly Step[]): Partial<Record<StageName, Temporal.PlainDate>> {
  const done: Partial<Record<StageName, Temporal.PlainDate>> = {};
  for (const step of steps)
    if (step.kind === "letter" && step.facts.fulfils) done[step.facts.fulfils] ??= day(step.onDay);
  return done;
}

export interface ToldClock {
  deadlines: readonly (Deadline & { doneOn: string | undefined })[];
  sentences: readonly string[];
  /** The agency's own word: the day it promised in its last estimate. */
  promisedOn: string | undefined;
  next: { stage: string; due: string } | undefined;
  isPaused: boolean;
}

/** The clock of a request, told whole. */
export async function clockOf(
  tx: TxCtx,
  request: Request,
  steps: readonly Step[],
): Promise<ToldClock> {
  const question = await questionOf(tx, request, steps);
  const deadlines = deadlinesOf(question);
  const promisedOn = steps.findLast(
    (step) => step.kind === "letter" && step.facts.promisedOn !== undefined,
  );
  const promise = promisedOn?.kind === "letter" ? promisedOn.facts.promisedOn : undefined;
  const isPaused = question.pauses?.at(-1) !== undefined && !question.pauses.at(-1)?.until;
  return {
    deadlines: deadlines.map((one) => ({
      ...one,
      doneOn: question.done?.[one.stage]?.toString(),
    })),
    sentences: explain(question, deadlines),
    promisedOn: promise,
    next: isPaused ? undefined : nextOf(deadlines, question, promise),
    isPaused,
  };
}

/** The nearest day that is not met yet: of the law, or of the agency's own promise. */
function nextOf(
  deadlines: readonly Deadline[],
  { done }: ClockQuestion,
  promise: string | undefined,
): ToldClock["next"] {
  const open = deadlines.flatMap(({ stage, due }) =>
    due === undefined || done?.[stage] ? [] : [{ stage: String(stage), due }],
  );
  if (promise !== undefined) open.push({ stage: "promise", due: promise });
  return open.sort((a, b) => a.due.localeCompare(b.due))[0];
}

/** Reckons the clock anew and keeps on the row what lists and alarms need. */
export async function settleClock(tx: TxCtx, request: Request): Promise<void> {
  const steps = await stepsOf(tx, request.id);
  const isClosed = lastOf(steps, ["closed", "reopened"]) === "closed";
  const { next, isPaused } = await clockOf(tx, request, steps);
  await tx.tx
    .update(recordRequests)
    .set({
      state: isClosed ? "closed" : isPaused ? "waiting" : "open",
      dueOn: isClosed ? null : (next?.due ?? null),
      dueStage: isClosed ? null : (next?.stage ?? null),
    })
    .where(isRequest(tx, request.id));
}

function lastOf(steps: readonly Step[], kinds: readonly Step["kind"][]): Step["kind"] | undefined {
  return steps.findLast(({ kind }) => kinds.includes(kind))?.kind;
}

/** Every open request's clock anew: the law's numbers or the agency's days were changed. */
export async function settleAllClocks(tx: TxCtx): Promise<void> {
  const rows = await tx.tx
    .select()
    .from(recordRequests)
    .where(and(eq(recordRequests.agencyId, agencyOf(tx)), ne(recordRequests.state, "closed")))
    .for("update");
  for (const row of rows) await settleClock(tx, row);
}

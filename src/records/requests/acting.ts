import { z } from "zod";
import { authorize, personById } from "#agency";
import type { Ctx, TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { clockOf, settleClock } from "./clock-of.ts";
import {
  closings,
  isRequest,
  lockedOpenRequest,
  lockedRequest,
  nowThere,
  type Request,
} from "./request.ts";
import { addStep, letterKinds, stageName, stepsOf, termShape, type Step } from "./steps.ts";
import { recordRequests } from "./tables.ts";

const letterMax = limit("requests.letter", 20_000, "characters", "of one letter to a requester");
const why = z.string().trim().min(3).max(500);

/** Gives a request to somebody, or to nobody. `expected` is whom the caller saw: two clerks do not pass it to and fro. */
export async function assignRequest(
  ctx: Ctx,
  id: string,
  { to, expected }: { to: string | null; expected: string | null },
): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "requests.assign", { kind: "request", id });
    const request = await lockedOpenRequest(tx, id);
    if (request.assignedTo !== expected)
      throw new Refusal(
        "assigned-meanwhile",
        "Somebody assigned this request after you opened it. Look at it again.",
        { status: 409 },
      );
    if (to !== null) await mustBeAble(tx, to);
    await tx.tx.update(recordRequests).set({ assignedTo: to }).where(isRequest(tx, id));
    await addStep(tx, request, { kind: "assigned", facts: { to } });
  });
}

const ableRoles = ["clerk", "legal", "command", "administrator"];

async function mustBeAble(tx: TxCtx, personId: string): Promise<void> {
  const { roles, endedAt, name } = await personById(tx, personId);
  if (endedAt === null && roles.some((role) => ableRoles.includes(role))) return;
  throw new Refusal("cannot-handle", `${name} may not work on records requests.`);
}

export const letterDraft = z.object({
  kind: z.enum(letterKinds).exclude(["closing", "fees", "invoice"]),
  text: z.string().trim().min(10).max(letterMax),
  /** The stage of the law that this letter fulfils, where it does. */
  fulfils: stageName.optional(),
  /** Of an estimate: the day by which the agency will have answered. */
  promisedOn: z.iso.date().optional(),
  /** Of a clarification: the clock stands until the requester answers. */
  pausesClock: z.boolean().default(false),
  /** Of an extension: more time for a stage, on the ground that the law names. */
  extension: z
    .object({ stage: stageName, term: termShape, ground: z.string().trim().min(3).max(500) })
    .optional(),
});

/** Writes to the requester. What the letter does to the clock is written down with it, in one transaction. */
export async function writeLetter(
  ctx: Ctx,
  id: string,
  given: z.input<typeof letterDraft>,
): Promise<void> {
  const letter = letterDraft.parse(given);
  await transact(ctx, async (tx) => {
    authorize(tx, "requests.write", { kind: "request", id });
    const request = await lockedOpenRequest(tx, id);
    const steps = await stepsOf(tx, id);
    const { kind, text, fulfils, promisedOn, extension } = letter;
    if (fulfils !== undefined) mustBeOpen(steps, fulfils);
    if (promisedOn !== undefined && promisedOn < (await nowThere(tx)).today)
      throw new Refusal("promised-earlier", "The day that you promise lies in the past.");
    if (extension) await mustBeExtensible(tx, request, steps, extension);
    if (letter.pausesClock) await pause(tx, request, steps);
    await addStep(tx, request, {
      kind: "letter",
      facts: {
        kind,
        ...(fulfils === undefined ? {} : { fulfils }),
        ...(promisedOn === undefined ? {} : { promisedOn }),
      },
      text,
    });
    if (extension) await addStep(tx, request, { kind: "extended", facts: extension });
    await settleClock(tx, request);
  });
}

/** Two clerks who answer at once: the second one is told that the first has done it. */
function mustBeOpen(steps: readonly Step[], stage: string): void {
  if (steps.some((step) => step.kind === "letter" && step.facts.fulfils === stage))
    throw new Refusal("stage-done", "Somebody has already written the letter for this step.", {
      status: 409,
    });
}

async function mustBeExtensible(
  tx: TxCtx,
  request: Request,
  steps: readonly Step[],
  { stage }: { stage: string },
): Promise<void> {
  const { deadlines } = await clockOf(tx, request, steps);
  const deadline = deadlines.find((one) => one.stage === stage);
  if (!deadline?.term)
    throw new Refusal(
      "no-number",
      "The law names no number of days for this step. Write an estimate with the day you promise.",
    );
  if (steps.some((step) => step.kind === "extended" && step.facts.stage === stage))
    throw new Refusal("extended-already", "This step has been extended already.", { status: 409 });
}

async function pause(tx: TxCtx, request: Request, steps: readonly Step[]): Promise<void> {
  if ((await clockOf(tx, request, steps)).isPaused)
    throw new Refusal("paused-already", "The clock of this request stands already.", {
      status: 409,
    });
  const reason = "waiting for clarification";
  await addStep(tx, request, { kind: "paused", facts: { reason } });
}

/** The clock goes on: the requester answered, or paid, or the agency will wait no longer. */
export async function resumeClock(ctx: Ctx, id: string, given: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "requests.write", { kind: "request", id });
    const request = await lockedOpenRequest(tx, id);
    await goOn(tx, request, why.parse(given));
    await settleClock(tx, request);
  });
}

async function goOn(tx: TxCtx, request: Request, reason: string): Promise<void> {
  if (request.state !== "waiting")
    throw new Refusal("not-paused", "The clock of this request is running.", { status: 409 });
  await addStep(tx, request, { kind: "resumed", facts: { why: reason } });
}

/** The requester's own words, from the status page: an answer ends the pause that waits for it. */
export async function takeAnswer(tx: TxCtx, request: Request, text: string): Promise<void> {
  await addStep(tx, request, { kind: "message", facts: {}, text });
  if (request.state !== "waiting") return;
  await goOn(tx, request, "the requester answered");
  await settleClock(tx, request);
}

export const closingDraft = z.object({
  how: z.enum(closings),
  /** The exemptions relied on, where something is denied. */
  codes: z.array(z.string().trim().min(1).max(60)).max(50).default([]),
  text: z.string().trim().min(10).max(letterMax),
});

export type ClosingDraft = z.input<typeof closingDraft>;

/** Answers a request for good. Where something is kept back, the letter says by which exemption. */
export async function closeRequest(ctx: Ctx, id: string, given: ClosingDraft): Promise<void> {
  const { how, codes, text } = closingDraft.parse(given);
  await transact(ctx, async (tx) => {
    authorize(tx, "requests.close", { kind: "request", id });
    const request = await lockedOpenRequest(tx, id);
    if ((how === "partly" || how === "denied") && codes.length === 0)
      throw new Refusal("no-exemption", "Say which exemption lets you keep something back.");
    await endWith(tx, request, { how, codes, text });
  });
}

export async function endWith(
  tx: TxCtx,
  request: Request,
  { how, codes, text }: z.output<typeof closingDraft>,
): Promise<void> {
  const { at } = await nowThere(tx);
  await addStep(tx, request, { kind: "letter", facts: { kind: "closing" }, text });
  await addStep(tx, request, { kind: "closed", facts: { how, codes } });
  await tx.tx
    .update(recordRequests)
    .set({ closedHow: how, closedAt: at })
    .where(isRequest(tx, request.id));
  await settleClock(tx, request);
}

/** Opens a closed request again; the days it was closed do not count. */
export async function reopenRequest(ctx: Ctx, id: string, given: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "requests.close", { kind: "request", id });
    const request = await lockedRequest(tx, id);
    if (request.state !== "closed")
      throw new Refusal("not-closed", "This request is not closed.", { status: 409 });
    await addStep(tx, request, { kind: "reopened", facts: { why: why.parse(given) } });
    await tx.tx
      .update(recordRequests)
      .set({ closedHow: null, closedAt: null })
      .where(isRequest(tx, id));
    await settleClock(tx, { ...request, state: "open" });
  });
}

import { z } from "zod";
import { authorize } from "#agency";
import type { Ctx, TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { clockOf, settleClock } from "./clock-of.ts";
import { feesOf, feeState } from "./fees.ts";
import { lawTold } from "./own-law.ts";
import { lockedOpenRequest, lockedRequest, numberOf, type Request } from "./request.ts";
import { addStep, stepsOf, type Step } from "./steps.ts";

const centsMax = limit("requests.fees", 100_000_000, "cents", "of one estimate or payment");
const textMax = limit("requests.fee-letter", 20_000, "characters", "of an estimate or an invoice");
const depositPause = "waiting for the deposit";

const effort = {
  hours: z.number().min(0).max(10_000).multipleOf(0.25),
  pages: z.number().int().min(0).max(10_000_000),
};
const cents = z.number().int().min(0).max(centsMax);
const text = z.string().trim().min(10).max(textMax);

export const estimateDraft = z.object({
  ...effort,
  depositCents: cents.default(0),
  text,
  /** The law that lets the clock stand until the requester pays or agrees; empty: it runs on. */
  pauseGround: z.string().trim().max(200).default(""),
});

/** Tells the requester what it will cost, line by line. The clock stands meanwhile where a law is named for it. */
export async function estimateFees(
  ctx: Ctx,
  id: string,
  given: z.input<typeof estimateDraft>,
): Promise<void> {
  const draft = estimateDraft.parse(given);
  await transact(ctx, async (tx) => {
    authorize(tx, "requests.charge", { kind: "request", id });
    const request = await lockedOpenRequest(tx, id);
    const { rates } = await lawTold(tx);
    const fees = feesOf(draft, rates, draft.depositCents);
    if (fees.depositCents > fees.totalCents)
      throw new Refusal("deposit-over-total", "The deposit is more than the whole estimate.");
    const ground = draft.pauseGround;
    await addStep(tx, request, {
      kind: "letter",
      facts: { kind: "fees", fees, ...(ground === "" ? {} : { ground }) },
      text: draft.text,
    });
    if (ground !== "" && !(await clockOf(tx, request, await stepsOf(tx, id))).isPaused)
      await addStep(tx, request, { kind: "paused", facts: { reason: depositPause } });
    await settleClock(tx, request);
  });
}

/** The requester agrees to the estimate: on the status page, or by word that a clerk writes down. */
export async function acceptFees(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "requests.charge", { kind: "request", id });
    await takeAcceptance(tx, await lockedOpenRequest(tx, id));
  });
}

export async function takeAcceptance(tx: TxCtx, request: Request): Promise<void> {
  const { estimate, acceptedOn } = feeState(await stepsOf(tx, request.id));
  if (!estimate)
    throw new Refusal("no-estimate", "No fees were estimated for this request.", { status: 409 });
  if (acceptedOn !== null)
    throw new Refusal("accepted-already", "The estimate was accepted already.", { status: 409 });
  const { totalCents } = estimate;
  await addStep(tx, request, { kind: "accepted", facts: { totalCents } });
  await goOnWhenMet(tx, request, "the estimate was accepted");
}

export const invoiceDraft = z.object({ ...effort, text });

/** Charges what it took in the end. What was paid and waived before is taken off. */
export async function sendInvoice(
  ctx: Ctx,
  id: string,
  given: z.input<typeof invoiceDraft>,
): Promise<{ number: string }> {
  const draft = invoiceDraft.parse(given);
  return transact(ctx, async (tx) => {
    authorize(tx, "requests.charge", { kind: "request", id });
    const request = await lockedOpenRequest(tx, id);
    const { rates } = await lawTold(tx);
    const { invoices } = feeState(await stepsOf(tx, id));
    const number = `${numberOf(request)}-I${invoices.length + 1}`;
    await addStep(tx, request, {
      kind: "letter",
      facts: { kind: "invoice", fees: feesOf(draft, rates, 0), invoice: number },
      text: draft.text,
    });
    return { number };
  });
}

export const paymentDraft = z.object({
  cents: z.number().int().min(1).max(centsMax),
  /** Of the receipt, the cheque or the till: nothing is paid here. */
  reference: z.string().trim().min(1).max(200),
});

/** Writes down that money came in. The deposit ends a pause that waits for it. */
export async function recordPayment(
  ctx: Ctx,
  id: string,
  given: z.input<typeof paymentDraft>,
): Promise<void> {
  const facts = paymentDraft.parse(given);
  await transact(ctx, async (tx) => {
    authorize(tx, "requests.charge", { kind: "request", id });
    // An invoice is often paid after the request was closed.
    const request = await lockedRequest(tx, id);
    mustOwe(feeState(await stepsOf(tx, id)), facts.cents);
    await addStep(tx, request, { kind: "paid", facts });
    await goOnWhenMet(tx, request, "the deposit was paid");
  });
}

export const waiverDraft = z.object({
  cents: z.number().int().min(1).max(centsMax),
  why: z.string().trim().min(3).max(500),
});

/** Lets the requester off, all or in part, for a reason that stays told. */
export async function waiveFees(
  ctx: Ctx,
  id: string,
  given: z.input<typeof waiverDraft>,
): Promise<void> {
  const facts = waiverDraft.parse(given);
  await transact(ctx, async (tx) => {
    authorize(tx, "requests.charge", { kind: "request", id });
    const request = await lockedRequest(tx, id);
    mustOwe(feeState(await stepsOf(tx, id)), facts.cents);
    await addStep(tx, request, { kind: "waived", facts });
    await goOnWhenMet(tx, request, "the fees were waived");
  });
}

/** A deposit may be paid beyond what is due, up to the whole: never more than was ever asked for. */
function mustOwe(state: ReturnType<typeof feeState>, given: number): void {
  const asked = state.invoices.at(-1)?.fees.totalCents ?? state.estimate?.totalCents ?? 0;
  const open = asked - state.paidCents - state.waivedCents;
  if (given > open)
    throw new Refusal(
      "more-than-due",
      `That is more than is open: ${(Math.max(0, open) / 100).toFixed(2)} dollars.`,
      { details: { open: (Math.max(0, open) / 100).toFixed(2) } },
    );
}

/** The clock goes on when what it waits for is there: the deposit, or where none is asked, the requester's word. */
async function goOnWhenMet(tx: TxCtx, request: Request, why: string): Promise<void> {
  const steps = await stepsOf(tx, request.id);
  const { estimate, acceptedOn, dueCents } = feeState(steps);
  const isMet = estimate !== null && dueCents === 0 && (estimate.depositCents > 0 || acceptedOn);
  const pays = why !== "the estimate was accepted" && dueCents === 0;
  if (request.state !== "waiting" || !waitsForFees(steps) || !(isMet || pays)) return;
  await addStep(tx, request, { kind: "resumed", facts: { why } });
  await settleClock(tx, request);
}

function waitsForFees(steps: readonly Step[]): boolean {
  const last = steps.findLast(({ kind }) => kind === "paused");
  return last?.kind === "paused" && last.facts.reason === depositPause;
}

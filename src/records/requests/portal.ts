import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { authorize } from "#agency";
import { Temporal } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { notFound, Refusal } from "#platform/refusal.ts";
import { deadlinesOf } from "../clocks/clock.ts";
import { endWith, takeAnswer } from "./acting.ts";
import { takeAcceptance } from "./charging.ts";
import { clockOf } from "./clock-of.ts";
import { feeState } from "./fees.ts";
import { invoicePdf } from "./invoice-pdf.ts";
import { lawTold, ownDays } from "./own-law.ts";
import { nowThere, numberOf, requestDraft, type Request } from "./request.ts";
import { receiveRequest, ticketHash } from "./receiving.ts";
import { stepsOf, textOf } from "./steps.ts";
import { recordRequests } from "./tables.ts";

export const answerMax = limit(
  "requests.answer",
  5_000,
  "characters",
  "of one answer on a status page",
);
const answersMax = limit(
  "requests.answers",
  50,
  "answers",
  "of a requester to one request; more is a matter for the telephone",
);

/** 32 random bytes: whoever has the link reads the request, and nobody guesses one. */
const ticketShape = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** A fresh ticket for one form: it becomes the secret of the status link when the form is sent. */
export function freshTicket(ctx: Ctx): string {
  return ctx.ids.random(32).toString("base64url");
}

export const portalDraft = requestDraft.omit({ kind: true }).extend({
  ticket: ticketShape,
  isCommercial: z.boolean().default(false),
});

/**
 * Files what somebody of the public asks for. The same form sent twice is one request: the ticket in it was used, and
 * leads to what it made.
 */
export async function fileFromPortal(ctx: Ctx, given: z.input<typeof portalDraft>): Promise<void> {
  const { ticket, isCommercial, ...draft } = portalDraft.parse(given);
  const hash = ticketHash(ticket);
  const isKnown = await read(ctx, async (tx) => (await byHash(tx, hash)) !== undefined);
  if (isKnown) return;
  const kind = isCommercial ? "commercial" : "standard";
  await receiveRequest(ctx, { ...draft, kind, way: "portal" }, ticket);
}

/** What the public is told before asking: the law, its days if one asked today, the fees, who verified it. */
export async function recordsPortal(ctx: Ctx) {
  return read(ctx, async (tx) => {
    const told = await lawTold(tx);
    const { today } = await nowThere(tx);
    const received = Temporal.PlainDate.from(today);
    const deadlines = deadlinesOf({ law: told.law, received, ownDays: await ownDays(tx) });
    const { law, citation, others } = told.law;
    return {
      law,
      citation,
      hasCommercial: others?.commercial !== undefined,
      fees: told.fees,
      verifiedOn: told.verifiedOn,
      deadlines: deadlines.map(({ stage, term, due }) => ({ stage, term, due })),
    };
  });
}

/** What a requester reads of the own request. Whoever guesses reads nothing: there is no such page. */
export async function requestStatus(ctx: Ctx, ticket: string) {
  return read(ctx, async (tx) => {
    const request = await byTicket(tx, ticket);
    const steps = await stepsOf(tx, request.id);
    const { deadlines, promisedOn, next, isPaused } = await clockOf(tx, request, steps);
    const { law } = await lawTold(tx);
    const told = [];
    for (const step of steps) {
      if (!publicKinds.has(step.kind)) continue;
      const { id, kind, at } = step;
      const letter = step.kind === "letter" ? step.facts : undefined;
      const how = step.kind === "closed" ? step.facts : undefined;
      const text = step.kind === "received" ? "" : await textOf(tx, step);
      told.push({ id, kind, at, text, letter: letter?.kind, how: how?.how, codes: how?.codes });
    }
    return {
      number: numberOf(request),
      asked: request.asked,
      state: request.state,
      language: request.language,
      receivedOn: request.receivedOn,
      closedHow: request.closedHow,
      next,
      promisedOn,
      isPaused,
      citation: law.citation,
      deadlines: deadlines.map(({ stage, term, due, doneOn, steps: days }) => ({
        stage,
        term,
        due,
        doneOn,
        skipped: days.filter(({ counts }) => counts === undefined),
      })),
      steps: told,
      fees: feeState(steps),
      files: steps.flatMap((step) =>
        step.kind === "delivered" ? [{ at: step.at, ...step.facts }] : [],
      ),
    };
  });
}

export type RequestStatus = Awaited<ReturnType<typeof requestStatus>>;

const publicKinds = new Set([
  "received",
  "letter",
  "message",
  "paused",
  "resumed",
  "extended",
  "closed",
  "reopened",
  "accepted",
  "paid",
  "waived",
]);

const answerText = z.string().trim().min(1).max(answerMax);

/** The requester answers, or adds something. It ends a pause that waits for it. */
export async function answerFromPortal(ctx: Ctx, ticket: string, text: string): Promise<void> {
  await withTicket(ctx, ticket, async (tx, request) => {
    const answers = (await stepsOf(tx, request.id)).filter(({ kind }) => kind === "message");
    if (answers.length >= answersMax)
      throw new Refusal("too-many-answers", "Please call us: this page takes no more answers.", {
        status: 429,
      });
    await takeAnswer(tx, request, answerText.parse(text));
  });
}

/** The requester agrees to what it will cost. */
export async function acceptFromPortal(ctx: Ctx, ticket: string): Promise<void> {
  await withTicket(ctx, ticket, takeAcceptance);
}

/** An invoice, for whoever has the link. `nth` counts from 1. */
export async function invoiceFromPortal(ctx: Ctx, ticket: string, nth: number) {
  return read(ctx, async (tx) => invoicePdf(tx, await byTicket(tx, ticket), nth));
}

/** The requester takes the request back. */
export async function withdrawFromPortal(ctx: Ctx, ticket: string): Promise<void> {
  await withTicket(ctx, ticket, async (tx, request) => {
    const text = "You took your request back on its status page. It is closed.";
    await endWith(tx, request, { how: "withdrawn", codes: [], text });
  });
}

async function withTicket(
  ctx: Ctx,
  ticket: string,
  act: (tx: TxCtx, request: Request) => Promise<void>,
): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "requests.receive");
    const [locked] = await tx.tx
      .select()
      .from(recordRequests)
      .where(
        and(
          eq(recordRequests.agencyId, agencyOf(tx)),
          eq(recordRequests.statusHash, ticketHash(ticket)),
        ),
      )
      .for("update");
    if (!locked) throw notFound("request");
    if (locked.state === "closed")
      throw new Refusal("request-closed", "This request is closed.", { status: 409 });
    await act(tx, locked);
  });
}

/** The request that a status link leads to; whoever guesses finds nothing. */
export async function byTicket(tx: TxCtx, ticket: string): Promise<Request> {
  const row = ticketShape.safeParse(ticket).success
    ? await byHash(tx, ticketHash(ticket))
    : undefined;
  if (!row) throw notFound("request");
  return row;
}

/** Looked up by its hash: how long the look-up takes tells nothing of the ticket. */
async function byHash(tx: TxCtx, hash: string): Promise<Request | undefined> {
  const [row] = await tx.tx
    .select()
    .from(recordRequests)
    .where(and(eq(recordRequests.agencyId, agencyOf(tx)), eq(recordRequests.statusHash, hash)));
  return row;
}

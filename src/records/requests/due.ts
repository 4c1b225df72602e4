import { and, eq, isNotNull, lte, ne } from "drizzle-orm";
import { allAgencies, peopleWithRole, personById, type Person } from "#agency";
import { Temporal } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import type { RelayedEvent, Subscription } from "#platform/events.ts";
import { limit } from "#platform/limits.ts";
import { settleClock } from "./clock-of.ts";
import {
  lockedRequest,
  nowThere,
  numberOf,
  openContact,
  requestById,
  type Request,
} from "./request.ts";
import { addStep, stepsOf, textOf } from "./steps.ts";
import { recordRequests } from "./tables.ts";

const aheadDays = limit("requests.ahead", 2, "days", "before its day a request's clerk is told");
const atOnceMax = limit("requests.told", 500, "requests", "whose clerks one turn tells");

export const dueJob = "records.watch-clocks";

/** An hourly job: whoever has a request is told that it falls due, once, and once more when its day has passed. */
export async function watchClocks(ctx: Ctx): Promise<void> {
  for (const { agencyId } of await allAgencies(ctx))
    await tellDue(asSystem(ctx, "clock watch", agencyId));
}

async function tellDue(ctx: Ctx): Promise<void> {
  const rows = await read(ctx, async (tx) => {
    const { today } = await nowThere(tx);
    const ahead = Temporal.PlainDate.from(today).add({ days: aheadDays }).toString();
    return tx.tx
      .select({ id: recordRequests.id })
      .from(recordRequests)
      .where(
        and(
          eq(recordRequests.agencyId, agencyOf(tx)),
          ne(recordRequests.state, "closed"),
          isNotNull(recordRequests.dueOn),
          lte(recordRequests.dueOn, ahead),
        ),
      )
      .limit(atOnceMax);
  });
  for (const { id } of rows) await transact(ctx, (tx) => tellOne(tx, id));
}

async function tellOne(tx: TxCtx, id: string): Promise<void> {
  // The law's numbers or the closed days may have changed since the day was reckoned.
  await settleClock(tx, await lockedRequest(tx, id));
  const { state, dueOn: due, dueStage: stage, ...row } = await requestById(tx, id);
  if (state === "closed" || due === null || stage === null) return;
  const { today } = await nowThere(tx);
  const what = due < today ? "overdue" : "soon";
  const wasTold = (await stepsOf(tx, id)).some(
    (step) =>
      step.kind === "told" &&
      step.facts.what === what &&
      step.facts.due === due &&
      step.facts.stage === stage,
  );
  if (wasTold) return;
  await addStep(
    tx,
    { ...row, state, dueOn: due, dueStage: stage },
    {
      kind: "told",
      facts: { what, stage, due },
    },
  );
}

/** Sends a letter on the agency's own paper: through its mail relay, where it has one. */
export type PostLetter = (
  ctx: Ctx,
  letter: { key: string; to: readonly string[]; title: string; text: string; language: string },
) => Promise<"sent" | "later" | "failed" | "none">;

/**
 * Letters by e-mail: to the requester what was written, to the clerk that a day is near. Without a relay nothing is
 * sent: the status page and the console tell it all the same.
 */
export function requestLetters(post: PostLetter, origin: string): Subscription {
  return {
    name: "records.letters",
    kinds: ["records.request-letter", "records.request-told"],
    async handle(ctx, event) {
      const letter =
        event.kind === "records.request-letter"
          ? await toRequester(ctx, event)
          : await toClerks(ctx, event, origin);
      if (!letter || letter.to.length === 0) return;
      const outcome = await post(ctx, { key: event.id, ...letter });
      // The relay asks for patience: the news comes again, later each time. A lost answer does not.
      if (outcome === "later") throw new Error("the mail relay asks to wait");
    },
  };
}

async function toRequester(ctx: Ctx, event: RelayedEvent) {
  return read(ctx, async (tx) => {
    const request = await requestById(tx, event.subject.id);
    const { email } = await openContact(tx, request);
    const step = (await stepsOf(tx, request.id)).find(({ id }) => id === event.facts["step"]);
    if (email === "" || !step) return undefined;
    return {
      to: [email],
      title: subjectOf(request),
      text: await textOf(tx, step),
      language: request.language,
    };
  });
}

function subjectOf(request: Request): string {
  const number = numberOf(request);
  return request.language === "es"
    ? `Su solicitud de registros ${number}`
    : `Your records request ${number}`;
}

/** To whom it is assigned; to every clerk while it is nobody's. Never what is asked, nor by whom. */
async function toClerks(ctx: Ctx, event: RelayedEvent, origin: string) {
  const request = await read(ctx, (tx) => requestById(tx, event.subject.id));
  if (request.state === "closed") return undefined;
  const people = await handlersOf(ctx, request);
  const number = numberOf(request);
  const due = String(event.facts["due"]);
  const isOver = event.facts["what"] === "overdue";
  return {
    to: people.map(({ email }) => email),
    title: isOver
      ? `Records request ${number} is overdue`
      : `Records request ${number}: due ${due}`,
    text: [
      isOver
        ? `Request ${number} was due on ${due} and is not answered yet.`
        : `Request ${number} falls due on ${due}.`,
      `Open it, with its clock: ${origin}/console/requests/${request.id}`,
    ].join("\n\n"),
    language: "en",
  };
}

async function handlersOf(ctx: Ctx, { assignedTo }: Request): Promise<readonly Person[]> {
  if (assignedTo !== null) {
    const person = await personById(ctx, assignedTo);
    if (person.endedAt === null) return [person];
  }
  return peopleWithRole(ctx, ["clerk"]);
}

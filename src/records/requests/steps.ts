import { and, asc, eq } from "drizzle-orm";
import { z } from "zod";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import type { Happening } from "#platform/events.ts";
import { limit } from "#platform/limits.ts";
import { closings, nowThere, numberOf, type Request } from "./request.ts";
import { requestSteps } from "./tables.ts";

const stepsMax = limit("requests.steps", 2_000, "steps", "of one request, told on its page");

const stages = ["acknowledge", "respond", "produce", "attorney-general", "brief"] as const;
const stageName = z.enum(stages);
const term = z.object({ days: z.number().int(), kind: z.enum(["business", "calendar"]) });
const fees = z.object({
  hours: z.number(),
  pages: z.number(),
  copyCents: z.number().int(),
  timeCents: z.number().int(),
  totalCents: z.number().int(),
  depositCents: z.number().int(),
  /** What it was worked out from: rates change, an estimate does not. */
  rates: z
    .object({
      perHourCents: z.number(),
      freeHours: z.number(),
      perPageCents: z.number(),
      freePages: z.number(),
    })
    .optional(),
});
export type Fees = z.infer<typeof fees>;
export const letterKinds = [
  "acknowledgement",
  "estimate",
  "clarification",
  "extension",
  "fees",
  "invoice",
  "closing",
  "other",
] as const;

/** What may be done about a request, as it stands in its row. */
const shapes = {
  received: z.object({ way: z.string() }),
  assigned: z.object({ to: z.string().nullable() }),
  letter: z.object({
    kind: z.enum(letterKinds),
    /** The stage of the law that it fulfils. */
    fulfils: stageName.optional(),
    promisedOn: z.string().optional(),
    fees: fees.optional(),
    /** Of an estimate: the law on which the clock stands until it is paid. */
    ground: z.string().optional(),
    /** Of an invoice: its number. */
    invoice: z.string().optional(),
  }),
  extended: z.object({ stage: stageName, term, ground: z.string() }),
  paused: z.object({ reason: z.string() }),
  resumed: z.object({ why: z.string() }),
  message: z.object({}),
  produced: z.object({
    production: z.number().int(),
    records: z.number().int(),
    redacted: z.number().int(),
    withheld: z.number().int(),
    first: z.string(),
    last: z.string(),
  }),
  /** A production was laid on the status page; the requester fetched it. */
  delivered: z.object({ production: z.number().int(), records: z.number().int() }),
  fetched: z.object({ production: z.number().int() }),
  accepted: z.object({ totalCents: z.number().int() }),
  paid: z.object({ cents: z.number().int(), reference: z.string() }),
  waived: z.object({ cents: z.number().int(), why: z.string() }),
  told: z.object({ what: z.enum(["soon", "overdue"]), stage: z.string(), due: z.string() }),
  closed: z.object({ how: z.enum(closings), codes: z.array(z.string()) }),
  reopened: z.object({ why: z.string() }),
} as const;

export type StepKind = keyof typeof shapes;
export type StepFacts<Kind extends StepKind> = z.infer<(typeof shapes)[Kind]>;
export type StageOf = z.infer<typeof stageName>;
export { stageName, term as termShape };

/** A step as it was written down; `facts` have the shape that the kind says. */
export type Step = {
  [Kind in StepKind]: {
    id: string;
    kind: Kind;
    at: string;
    onDay: string;
    by: string | null;
    facts: StepFacts<Kind>;
    sealed: Buffer | null;
  };
}[StepKind];

/** All steps of a request, oldest first. */
export async function stepsOf(tx: TxCtx, requestId: string): Promise<Step[]> {
  const rows = await tx.tx
    .select()
    .from(requestSteps)
    .where(and(eq(requestSteps.agencyId, agencyOf(tx)), eq(requestSteps.requestId, requestId)))
    .orderBy(asc(requestSteps.id))
    .limit(stepsMax);
  return rows.map(stepIn);
}

function stepIn(row: typeof requestSteps.$inferSelect): Step {
  const { kind, facts } = row;
  if (!(kind in shapes)) throw new Error(`there is no step ${kind}`);
  const shape = shapes[kind as StepKind];
  return { ...row, kind, facts: shape.parse(facts) } as Step;
}

interface NewStep<Kind extends StepKind> {
  kind: Kind;
  facts: StepFacts<Kind>;
  /** The words of a letter, or of the requester. */
  text?: string;
}

/** Whether the words go out, come in or stay in the house; what stays told in the house needs no words. */
const directions: Partial<Record<StepKind, "in" | "out">> = {
  received: "in",
  message: "in",
  accepted: "in",
  letter: "out",
};

/**
 * Writes down a step, and tells it: the audit trail has who and when, and the archive keeps every letter and every
 * word of the requester as a record of its own.
 */
export async function addStep<Kind extends StepKind>(
  tx: TxCtx,
  request: Request,
  step: NewStep<Kind>,
  payload: object = {},
): Promise<string> {
  const id = tx.ids.uuid();
  const { at, today } = await nowThere(tx);
  const { kind, facts, text } = step;
  await tx.tx.insert(requestSteps).values({
    agencyId: agencyOf(tx),
    id,
    requestId: request.id,
    kind,
    at,
    onDay: today,
    by: tx.actor.kind === "person" ? tx.actor.personId : null,
    facts,
    sealed: text === undefined ? null : await sealText(tx, id, text),
  });
  await tx.happenings.tell(tx, happeningOf(request, id, step, payload));
  return id;
}

function happeningOf<Kind extends StepKind>(
  request: Request,
  step: string,
  { kind, facts, text }: NewStep<Kind>,
  payload: object,
): Happening {
  const number = numberOf(request);
  return {
    kind: `records.request-${kind}`,
    subject: { kind: "request", id: request.id },
    facts: { number, step, ...facts },
    record: {
      payload: { number, ...facts, ...payload },
      text: text ?? "",
      direction: directions[kind] ?? "internal",
    },
  };
}

async function sealText(tx: TxCtx, rowId: string, text: string): Promise<Buffer> {
  const keys = await tx.vault.keysOf(tx, agencyOf(tx));
  return keys.seal(textPlace(tx, rowId), text);
}

/** The words of a step; empty where it has none. */
export async function textOf(tx: TxCtx, { id, sealed }: Pick<Step, "id" | "sealed">) {
  if (sealed === null) return "";
  const keys = await tx.vault.keysOf(tx, agencyOf(tx));
  return keys.open(textPlace(tx, id), sealed).toString();
}

function textPlace(tx: TxCtx, rowId: string) {
  return { table: "request_steps", column: "sealed", agencyId: agencyOf(tx), rowId };
}

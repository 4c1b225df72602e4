import { and, count, eq, ilike, isNull, lte, ne, sql } from "drizzle-orm";
import { z } from "zod";
import { auditLookOnce, authorize, namesOf, peopleWithRole } from "#agency";
import { Temporal } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { clockOf } from "./clock-of.ts";
import { reviewCounts } from "./reviewing.ts";
import { lawTold } from "./own-law.ts";
import {
  newestFirst,
  nowThere,
  numberOf,
  openContact,
  requestById,
  type Request,
} from "./request.ts";
import { stepsOf, textOf, type Step } from "./steps.ts";
import { recordRequests } from "./tables.ts";

const pageMax = limit("requests.page", 100, "requests", "of the list, shown at a time");
const soonDays = 2;

export const listQuery = z.object({
  q: z.string().trim().max(200).optional(),
  state: z.enum(["open", "waiting", "closed", "due", "active"]).optional(),
  assigned: z.union([z.uuid(), z.literal("nobody")]).optional(),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
});

/** How near its day a request is; the screens give it a colour and a word. */
export type Nearness = "overdue" | "soon" | "later" | "none";

function nearnessOf({ dueOn }: Pick<Request, "dueOn">, today: string): Nearness {
  if (dueOn === null) return "none";
  if (dueOn < today) return "overdue";
  const soon = Temporal.PlainDate.from(today).add({ days: soonDays }).toString();
  return dueOn <= soon ? "soon" : "later";
}

/** The list: what is due first, then what has no day, then what is closed, the newest first. */
export async function listRequests(ctx: Ctx, query: z.input<typeof listQuery> = {}) {
  const { q, state, assigned, offset } = listQuery.parse(query);
  authorize(ctx, "requests.list");
  return read(ctx, async (tx) => {
    const { today } = await nowThere(tx);
    const rows = await tx.tx
      .select()
      .from(recordRequests)
      .where(
        and(
          eq(recordRequests.agencyId, agencyOf(tx)),
          q ? sought(q) : undefined,
          stateIs(state, today),
          assigned === "nobody" ? isNull(recordRequests.assignedTo) : undefined,
          assigned && assigned !== "nobody" ? eq(recordRequests.assignedTo, assigned) : undefined,
        ),
      )
      .orderBy(
        sql`${recordRequests.state} = 'closed'`,
        sql`${recordRequests.dueOn} asc nulls last`,
        ...newestFirst,
      )
      .limit(pageMax + 1)
      .offset(offset);
    const page = rows.slice(0, pageMax);
    const names = await namesOf(
      tx,
      page.flatMap(({ assignedTo }) => assignedTo ?? []),
    );
    return {
      requests: page.map((row) => ({
        ...shown(row, today),
        asked: row.asked.slice(0, 240),
        assignee: names.get(row.assignedTo ?? "") ?? "",
      })),
      today,
      next: rows.length > pageMax ? offset + pageMax : undefined,
    };
  });
}

/** By number ("2026-0042"), or by words of what is asked. */
function sought(q: string) {
  const number = /^(\d{4})-0*(\d+)$/.exec(q);
  if (number)
    return and(
      eq(recordRequests.year, Number(number[1])),
      eq(recordRequests.running, Number(number[2])),
    );
  return ilike(recordRequests.asked, `%${q.replaceAll(/[\\%_]/g, "\\$&")}%`);
}

function stateIs(state: z.output<typeof listQuery>["state"], today: string) {
  if (state === undefined) return undefined;
  if (state === "active") return ne(recordRequests.state, "closed");
  if (state !== "due") return eq(recordRequests.state, state);
  return isDue(today);
}

function isDue(today: string) {
  const soon = Temporal.PlainDate.from(today).add({ days: soonDays }).toString();
  return and(ne(recordRequests.state, "closed"), lte(recordRequests.dueOn, soon));
}

/** How many requests are overdue or fall due within two days: the number in the rail. */
export async function requestsDue(ctx: Ctx): Promise<number> {
  return read(ctx, async (tx) => {
    const { today } = await nowThere(tx);
    const [row] = await tx.tx
      .select({ n: count() })
      .from(recordRequests)
      .where(and(eq(recordRequests.agencyId, agencyOf(tx)), isDue(today)));
    return row?.n ?? 0;
  });
}

function shown(row: Request, today: string) {
  const { agencyId: _agency, sealed: _sealed, statusHash, year: _y, running: _r, ...rest } = row;
  return {
    ...rest,
    number: numberOf(row),
    nearness: nearnessOf(row, today),
    hasStatusLink: statusHash !== null,
  };
}

/** A request with its clock, its steps and whoever asked. It names a person: the look is audited. */
export async function requestPage(ctx: Ctx, id: string) {
  return transact(ctx, async (tx) => {
    authorize(tx, "requests.read", { kind: "request", id });
    const row = await requestById(tx, id);
    await auditLookOnce(tx, { kind: "request", id }, "opened a records request");
    const { today } = await nowThere(tx);
    const steps = await stepsOf(tx, id);
    const people = [...steps.flatMap(personsOf), row.assignedTo ?? ""].filter(Boolean);
    const names = await namesOf(tx, people);
    const { law: counted, verifiedOn, verifiedBy } = await lawTold(tx);
    const { law, citation, extension, notes } = counted;
    return {
      request: { ...shown(row, today), assignee: names.get(row.assignedTo ?? "") ?? "" },
      requester: await openContact(tx, row),
      today,
      clock: await clockOf(tx, row, steps),
      records: await reviewCounts(tx, id),
      law: { law, citation, extension: extension ?? null, notes, verifiedOn, verifiedBy },
      steps: await Promise.all(steps.map(async (step) => told(tx, step, names))),
    };
  });
}

function personsOf(step: Step): string[] {
  const to = step.kind === "assigned" ? step.facts.to : null;
  return [step.by, to].filter((one) => one !== null);
}

async function told(tx: TxCtx, step: Step, names: ReadonlyMap<string, string>) {
  const { id, kind, at, onDay, by, facts } = step;
  const to = step.kind === "assigned" ? (names.get(step.facts.to ?? "") ?? "") : "";
  return {
    id,
    kind,
    at,
    onDay,
    by: names.get(by ?? "") ?? "",
    to,
    facts: facts as Record<string, unknown>,
    text: await textOf(tx, step),
  };
}

/** Who may be given a request. */
export async function requestHandlers(ctx: Ctx) {
  authorize(ctx, "requests.list");
  const people = await peopleWithRole(ctx, ["clerk", "legal", "command", "administrator"]);
  return people
    .map(({ id, name, title, roles }) => ({ id, name: `${title} ${name}`.trim(), roles }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

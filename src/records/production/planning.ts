import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { auditLookOnce, authorize, namesOf, ownAgency, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { lockedOpenRequest, numberOf } from "../requests/request.ts";
import { decidedRecords } from "../requests/reviewing.ts";
import { formatNames } from "./formats/all.ts";
import { initialsOf, takeBates } from "./bates.ts";
import type { Names } from "./heads.ts";
import { ordered, type Planned } from "./ordering.ts";
import { marksOf } from "./withholding.ts";
import type { Item } from "./produced.ts";
import { productionItems, requestProductions } from "./tables.ts";

const itemsAtOnce = 2_000;
const productionsMax = limit("production.of-request", 50, "productions", "of one request");

export type Production = typeof requestProductions.$inferSelect;
/** Names of the agency's accounts: handed in, as they are kept elsewhere. */
export type Accounts = (ctx: Ctx) => Promise<Names["accounts"]>;

export const productionDraft = z.object({
  formats: z
    .array(z.enum(formatNames))
    .min(1)
    .default([...formatNames]),
  /** Before each Bates number; else the first letters of the agency's name. */
  prefix: z
    .string()
    .regex(/^[A-Z0-9][A-Z0-9-]{0,19}$/, "capital letters, digits and hyphens, at most 20")
    .optional(),
});

export async function namesHere(ctx: TxCtx, accounts: Accounts, people: Iterable<string>) {
  const { name: agency } = await ownAgency(ctx);
  return { agency, accounts: await accounts(ctx), people: await namesOf(ctx, [...people]) };
}

/**
 * Begins a production: what was decided and seconded is taken as it stands now, put into the order of conversations,
 * and numbered. Refuses while a record is undecided or was looked at by one person alone, and while another production
 * of the request is not finished. Nothing is written yet: `produce` does.
 */
export async function beginProduction(
  ctx: Ctx,
  requestId: string,
  given: z.input<typeof productionDraft>,
  { accounts, isForConsole }: { accounts: Accounts; isForConsole: boolean },
): Promise<Production> {
  const { formats, prefix } = productionDraft.parse(given);
  return transact(ctx, async (tx) => {
    authorize(tx, "requests.produce", { kind: "request", id: requestId });
    const request = await lockedOpenRequest(tx, requestId);
    const running = await nextRunning(tx, requestId);
    const decided = await decidedRecords(tx, requestId);
    await auditLookOnce(tx, { kind: "request", id: requestId }, "read records for a production");
    const marks = await marksOf(tx, requestId, decided);
    const planned = await ordered(tx, decided, marks, await namesHere(tx, accounts, []));
    const numbers = planned.reduce((sum, one) => sum + 1 + one.media, 0);
    const firstBates = (await takeBates(tx, numbers)) - numbers + 1;
    const [production] = await tx.tx
      .insert(requestProductions)
      .values({
        agencyId: agencyOf(tx),
        id: tx.ids.uuid(),
        requestId,
        running,
        state: "making",
        formats,
        prefix: prefix ?? initialsOf((await ownAgency(tx)).name),
        firstBates,
        lastBates: firstBates + numbers - 1,
        records: planned.length,
        redacted: decided.filter(({ decision }) => decision === "redact").length,
        withheld: decided.filter(({ decision }) => decision === "withhold").length,
        done: 0,
        madeBy: personOf(tx).personId,
        askedAt: stamp(tx.clock.now()),
        isForConsole,
      })
      .returning();
    const row = found(production, "production");
    await keepItems(tx, row, planned);
    const facts = {
      number: numberOf(request),
      production: running,
      records: row.records,
      withheld: row.withheld,
    };
    await tx.happenings.tell(tx, {
      kind: "records.production-begun",
      subject: { kind: "request", id: requestId },
      facts,
      record: { payload: { ...facts, id: row.id, formats }, text: "", direction: "internal" },
    });
    return row;
  });
}

async function nextRunning(tx: TxCtx, requestId: string): Promise<number> {
  const rows = await tx.tx
    .select({ running: requestProductions.running, state: requestProductions.state })
    .from(requestProductions)
    .where(
      and(
        eq(requestProductions.agencyId, agencyOf(tx)),
        eq(requestProductions.requestId, requestId),
      ),
    );
  if (rows.some(({ state }) => state === "making"))
    throw new Refusal("production-going-on", "A production of this request is not finished yet.", {
      status: 409,
    });
  if (rows.length >= productionsMax)
    throw new Refusal(
      "too-many-productions",
      `A request has at most ${productionsMax} productions.`,
    );
  return Math.max(0, ...rows.map(({ running }) => running)) + 1;
}

async function keepItems(
  tx: TxCtx,
  { id, firstBates }: Production,
  planned: readonly Planned[],
): Promise<void> {
  let bates = firstBates;
  let conversation = 0;
  let last: string | undefined;
  const rows = planned.map(({ recordId, decision, marks, key, media }, place): Item => {
    if (key !== last) conversation += 1;
    last = key;
    const row = { productionId: id, place, recordId, conversation, bates, decision, marks };
    bates += 1 + media;
    return { agencyId: agencyOf(tx), ...row };
  });
  for (let from = 0; from < rows.length; from += itemsAtOnce)
    await tx.tx.insert(productionItems).values(rows.slice(from, from + itemsAtOnce));
}

import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { auditLookOnce, authorize, namesOf, ownAgency, personOf } from "#agency";
import { producibleRecords, type Producible } from "#archive";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { exemptionsHere } from "../requests/exemptions.ts";
import { lockedOpenRequest, numberOf } from "../requests/request.ts";
import { decidedRecords, type Decided } from "../requests/reviewing.ts";
import { formatNames } from "./formats/all.ts";
import { headsOf, type Names } from "./heads.ts";
import type { Item } from "./produced.ts";
import { batesNumbers, productionItems, requestProductions, type ItemMarks } from "./tables.ts";

const pageSize = 200;
const itemsAtOnce = 2_000;
const reasonMax = 200;
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
    const planned = await ordered(tx, decided, marks, accounts);
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

/** The agency's next numbers; whoever else produces waits, so that no number is given twice. Returns the last. */
async function takeBates(tx: TxCtx, count: number): Promise<number> {
  const [row] = await tx.tx
    .insert(batesNumbers)
    .values({ agencyId: agencyOf(tx), last: count })
    .onConflictDoUpdate({
      target: batesNumbers.agencyId,
      set: { last: sql`${batesNumbers.last} + ${count}` },
    })
    .returning();
  return found(row, "number").last;
}

/** "Riverside Police Department" is RPD. */
function initialsOf(name: string): string {
  const initials = name
    .normalize("NFD")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => !/^(of|the|and|de|la)$/i.test(word))
    .map((word) => word.slice(0, 1).toUpperCase())
    .join("");
  return initials.slice(0, 8) || "DOC";
}

/** What is withheld of each record, with the citation that lets it be. */
async function marksOf(
  tx: TxCtx,
  requestId: string,
  decided: readonly Decided[],
): Promise<Map<string, ItemMarks>> {
  const citations = new Map(
    (await exemptionsHere(tx)).map(({ code, citation }) => [code, citation]),
  );
  const reasonOf = (codes: readonly string[]) =>
    codes
      .map((code) => citations.get(code) ?? code)
      .join("; ")
      .slice(0, reasonMax);
  return new Map(
    decided.map(({ recordId, decision, codes }): [string, ItemMarks] => {
      if (decision === "release") return [recordId, { spans: [], media: [] }];
      return [recordId, { all: reasonOf(codes), spans: [], media: [] }];
    }),
  );
}

interface Planned {
  recordId: string;
  decision: Decided["decision"];
  marks: ItemMarks;
  key: string;
  occurredAt: string;
  media: number;
}

/** Conversation by conversation, the one that began first before the others, and each in its own time. */
async function ordered(
  tx: TxCtx,
  decided: readonly Decided[],
  marks: ReadonlyMap<string, ItemMarks>,
  accounts: Accounts,
): Promise<Planned[]> {
  const names = await namesHere(tx, accounts, []);
  const planned: Planned[] = [];
  for (let from = 0; from < decided.length; from += pageSize) {
    const page = decided.slice(from, from + pageSize);
    const records = await producibleRecords(
      tx,
      page.map(({ recordId }) => ({ id: recordId, withheld: { parts: {} } })),
    );
    for (const [at, { recordId, decision }] of page.entries())
      planned.push({
        recordId,
        decision,
        marks: marks.get(recordId) ?? { spans: [], media: [] },
        ...placed(found(records[at], "record"), names),
      });
  }
  const begun = new Map<string, string>();
  for (const { key, occurredAt } of planned) {
    const known = begun.get(key);
    if (known === undefined || occurredAt < known) begun.set(key, occurredAt);
  }
  const sortKey = (one: Planned) =>
    `${begun.get(one.key) ?? ""} ${one.key} ${one.occurredAt} ${one.recordId}`;
  return planned
    .map((one) => ({ one, by: sortKey(one) }))
    .sort((a, b) => (a.by < b.by ? -1 : 1))
    .map(({ one }) => one);
}

function placed(record: Producible, names: Names) {
  return {
    key: headsOf(record, names).key,
    occurredAt: record.occurredAt,
    media: record.media.length,
  };
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

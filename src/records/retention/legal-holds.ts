import { and, desc, eq, isNull } from "drizzle-orm";
import { authorize, namesOf, personOf } from "#agency";
import { mustReadForGood } from "#archive";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { coveredBy } from "./held.ts";
import { legalHoldRecords, legalHolds } from "./tables.ts";

const holdsMax = limit("legal-holds.listed", 200, "holds", "shown, the newest");
const namedMax = limit("legal-holds.named", 5_000, "records", "named to a hold at once");

/** What a hold covers: records of a query, present and to come; without a query, those that are named. */
export interface HoldQuery {
  /** In the language of the archive's search. */
  words?: string | undefined;
  /** The beginning of a record's kind. */
  kind?: string | undefined;
  direction?: "in" | "out" | "internal" | undefined;
  channelId?: string | undefined;
  personId?: string | undefined;
  /** RFC 3339; when it happened. */
  occurredFrom?: string | undefined;
  occurredUntil?: string | undefined;
}

export interface HoldDraft {
  /** The case, claim or investigation, as the attorney calls it. */
  matter: string;
  why: string;
  /** An empty one covers the whole archive; none, only what is named. */
  query?: HoldQuery | undefined;
  records?: readonly string[] | undefined;
}

/** Places a legal hold: from this moment on nothing that it covers is destroyed, whatever was approved before. */
export async function placeLegalHold(ctx: Ctx, draft: HoldDraft): Promise<{ id: string }> {
  return transact(ctx, async (tx) => {
    authorize(tx, "legal-hold.place");
    if (draft.query === undefined && (draft.records ?? []).length === 0)
      throw new Refusal("hold-covers-nothing", "Name records, or say which ones it covers.");
    if (draft.query?.words !== undefined) mustReadForGood(draft.query.words);
    const id = tx.ids.uuid();
    await tx.tx.insert(legalHolds).values({
      agencyId: agencyOf(tx),
      id,
      matter: draft.matter,
      why: draft.why,
      hasQuery: draft.query !== undefined,
      ...draft.query,
      placedBy: personOf(tx).personId,
      placedAt: stamp(tx.clock.now()),
    });
    await nameRecords(tx, id, draft.records ?? []);
    await tell(tx, "records.legal-hold-placed", id, {
      matter: draft.matter,
      why: draft.why,
      query: draft.query ?? null,
      records: draft.records?.length ?? 0,
    });
    return { id };
  });
}

/** Names more records to a hold that stands. */
export async function addToLegalHold(
  ctx: Ctx,
  holdId: string,
  records: readonly string[],
): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "legal-hold.place", { kind: "legal-hold", id: holdId });
    await openHold(tx, holdId);
    await nameRecords(tx, holdId, records);
    await tell(tx, "records.legal-hold-widened", holdId, { records: records.length });
  });
}

async function nameRecords(tx: TxCtx, holdId: string, records: readonly string[]): Promise<void> {
  if (records.length === 0) return;
  if (records.length > namedMax)
    throw new Refusal("too-many-records", `At most ${namedMax} records are named at once.`);
  const agencyId = agencyOf(tx);
  const known = await tx.tx.raw<{ n: number }>(
    "select count(distinct id)::int as n from archive_records where agency_id = $1 and id = any ($2::uuid[])",
    [agencyId, [...records]],
  );
  if (known[0]?.n !== new Set(records).size)
    throw new Refusal("unknown-record", "One of these records is not in the archive.");
  const by = { addedBy: personOf(tx).personId, addedAt: stamp(tx.clock.now()) };
  await tx.tx
    .insert(legalHoldRecords)
    .values([...new Set(records)].map((recordId) => ({ agencyId, holdId, recordId, ...by })))
    .onConflictDoNothing();
}

/** Ends a hold, with a reason. What it covered may fall due again the same day. */
export async function releaseLegalHold(ctx: Ctx, holdId: string, why: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "legal-hold.release", { kind: "legal-hold", id: holdId });
    const hold = await openHold(tx, holdId);
    await tx.tx
      .update(legalHolds)
      .set({
        releasedBy: personOf(tx).personId,
        releasedAt: stamp(tx.clock.now()),
        releasedWhy: why,
      })
      .where(theHold(tx, holdId));
    await tell(tx, "records.legal-hold-released", holdId, { matter: hold.matter, why });
  });
}

async function openHold(tx: TxCtx, holdId: string) {
  const [hold] = await tx.tx
    .select()
    .from(legalHolds)
    .where(and(theHold(tx, holdId), isNull(legalHolds.releasedAt)))
    .for("update");
  return found(hold, "legal hold");
}

function theHold(tx: TxCtx, holdId: string) {
  return and(eq(legalHolds.agencyId, agencyOf(tx)), eq(legalHolds.id, holdId));
}

async function tell(tx: TxCtx, kind: string, id: string, facts: object): Promise<void> {
  await tx.happenings.tell(tx, {
    kind,
    subject: { kind: "legal-hold", id },
    facts,
    record: {
      payload: facts,
      text: Object.values(facts)
        .filter((one) => typeof one === "string")
        .join("\n"),
      direction: "internal",
    },
  });
}

/** Every hold, those that stand first, with how many records each covers now. */
export async function allLegalHolds(ctx: Ctx) {
  authorize(ctx, "legal-hold.read");
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select()
      .from(legalHolds)
      .where(eq(legalHolds.agencyId, agencyOf(tx)))
      .orderBy(desc(isNull(legalHolds.releasedAt)), desc(legalHolds.placedAt))
      .limit(holdsMax);
    const covered = await coveredBy(tx);
    const people = rows.flatMap(({ placedBy, releasedBy }) => [placedBy, releasedBy ?? placedBy]);
    const names = await namesOf(tx, [...new Set(people)]);
    return rows.map((row) => ({
      ...row,
      placedByName: names.get(row.placedBy) ?? "",
      releasedByName: row.releasedBy && (names.get(row.releasedBy) ?? ""),
      covers: row.releasedAt === null ? (covered.get(row.id) ?? 0) : undefined,
    }));
  });
}

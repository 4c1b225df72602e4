import { and, eq, isNull, sql } from "drizzle-orm";
import { auditLook, authorize, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { policyLists } from "../schema.ts";
import type { LintLists } from "./finding.ts";

/** What an agency keeps for the lint: names nobody may give yet, its people's homes, its open doors and lines. */
export const listKinds = ["unreleased-name", "officer", "public-place", "tip-line"] as const;
export type ListKind = (typeof listKinds)[number];

export interface Listed {
  /** The name, the address or the telephone number. */
  value: string;
  /** Of an officer: streets and places that point to the home. */
  places: string[];
}

const listedMax = limit(
  "lint.listed",
  2_000,
  "entries",
  "on all lists of an agency; every look opens them",
);

/** How many entries stand on each list: all that is shown without a reason. */
export async function listCounts(ctx: Ctx): Promise<Record<ListKind, number>> {
  authorize(ctx, "policy-list.change");
  const rows = await read(ctx, (tx) =>
    tx.tx
      .select({ kind: policyLists.kind, n: sql<number>`count(*)::int` })
      .from(policyLists)
      .where(standing(tx))
      .groupBy(policyLists.kind),
  );
  const of = (kind: ListKind) => rows.find((row) => row.kind === kind)?.n ?? 0;
  return {
    "unreleased-name": of("unreleased-name"),
    officer: of("officer"),
    "public-place": of("public-place"),
    "tip-line": of("tip-line"),
  };
}

/** Opens the lists for somebody's eyes: asks for a reason, and the look is in the trail (core P4). */
export async function readLists(ctx: Ctx, why: string) {
  return transact(ctx, async (tx) => {
    authorize(tx, "policy-list.read");
    const entries = await opened(tx);
    await auditLook(tx, { kind: "policy-list", id: "all" }, why, { entries: entries.length });
    return entries;
  });
}

export async function addListed(
  ctx: Ctx,
  given: { kind: ListKind; value: string; places?: string[] | undefined },
): Promise<{ id: string }> {
  return transact(ctx, async (tx) => {
    authorize(tx, "policy-list.change");
    const [row] = await tx.tx
      .select({ n: sql<number>`count(*)::int` })
      .from(policyLists)
      .where(standing(tx));
    if ((row?.n ?? 0) >= listedMax)
      throw new Refusal("lists-full", `The lists hold ${listedMax} entries. Take old ones out.`, {
        status: 409,
      });
    const id = tx.ids.uuid();
    const agencyId = agencyOf(tx);
    const keys = await tx.vault.keysOf(tx, agencyId);
    const listed: Listed = { value: given.value, places: given.places ?? [] };
    await tx.tx.insert(policyLists).values({
      agencyId,
      id,
      kind: given.kind,
      sealed: keys.seal(placeOf(agencyId, id), JSON.stringify(listed)),
      addedBy: personOf(tx).personId,
      addedAt: stamp(tx.clock.now()),
    });
    // The trail says that a list grew, never by whom it grew: the entry is what must not be known.
    await tell(tx, "policy.listed", id, given.kind);
    return { id };
  });
}

/** Takes an entry off its list. What it said is gone with it; the trail keeps that it was there. */
export async function removeListed(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "policy-list.change");
    const [row] = await tx.tx
      .update(policyLists)
      .set({ removedAt: stamp(tx.clock.now()), removedBy: personOf(tx).personId, sealed: null })
      .where(and(standing(tx), eq(policyLists.id, id)))
      .returning({ kind: policyLists.kind });
    await tell(tx, "policy.unlisted", id, found(row, "entry").kind);
  });
}

/** The lists as the rules take them. Only for a look at a draft: nothing of it is answered to anybody. */
export async function lintLists(tx: TxCtx): Promise<LintLists> {
  const entries = await opened(tx);
  const of = (kind: ListKind) => entries.filter((one) => one.kind === kind);
  return {
    unreleasedNames: of("unreleased-name").map(({ value }) => value),
    officers: of("officer").map(({ value, places }) => ({ name: value, places })),
    publicPlaces: of("public-place").map(({ value }) => value),
    tipLines: of("tip-line").map(({ value }) => value),
  };
}

/**
 * Names that stand on the lists, for whoever looks for them in a text that is read anyway: what is found may be told,
 * never which list a name is on. Homes and streets of officers are not names and stay closed.
 */
export async function listedNames(tx: TxCtx): Promise<{ people: string[]; officers: string[] }> {
  const entries = await opened(tx);
  const of = (kind: ListKind) =>
    entries.filter((one) => one.kind === kind).map(({ value }) => value);
  return { people: of("unreleased-name"), officers: of("officer") };
}

async function opened(tx: TxCtx) {
  const agencyId = agencyOf(tx);
  const rows = await tx.tx
    .select()
    .from(policyLists)
    .where(standing(tx))
    .orderBy(policyLists.addedAt)
    .limit(listedMax);
  if (rows.length === 0) return [];
  const keys = await tx.vault.keysOf(tx, agencyId);
  return rows.flatMap(({ id, kind, sealed, addedAt }) => {
    if (sealed === null) return [];
    const listed = JSON.parse(keys.open(placeOf(agencyId, id), sealed).toString()) as Listed;
    return [{ id, kind, addedAt, ...listed }];
  });
}

function standing(tx: TxCtx) {
  return and(eq(policyLists.agencyId, agencyOf(tx)), isNull(policyLists.removedAt));
}

function placeOf(agencyId: string, rowId: string) {
  return { table: "policy_lists", column: "sealed", agencyId, rowId };
}

async function tell(tx: TxCtx, kind: string, id: string, list: string): Promise<void> {
  await tx.happenings.tell(tx, {
    kind,
    subject: { kind: "policy-list", id },
    facts: { list },
  });
}

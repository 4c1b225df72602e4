import { and, asc, eq } from "drizzle-orm";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { isDuplicate, read, transact } from "#platform/db/database.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { checkArea, type Area } from "./area.ts";
import { authorize } from "./permission.ts";
import { beats, people, units } from "./schema.ts";

export interface BeatDraft {
  code: string;
  name: string;
  area?: Area | undefined;
}

export async function allBeats(ctx: Ctx) {
  return read(ctx, (tx) =>
    tx.tx
      .select()
      .from(beats)
      .where(eq(beats.agencyId, agencyOf(ctx)))
      .orderBy(asc(beats.code)),
  );
}

export async function addBeat(ctx: Ctx, draft: BeatDraft) {
  return transact(ctx, async (tx) => {
    authorize(tx, "agency.change");
    if (draft.area) checkArea(draft.area);
    return insertBeat(tx, draft);
  });
}

/** Draws a beat anew; its code and its posts stay. */
export async function redrawBeat(ctx: Ctx, id: string, area: Area) {
  return transact(ctx, async (tx) => {
    authorize(tx, "agency.change", { kind: "beat", id });
    checkArea(area);
    const [row] = await tx.tx
      .update(beats)
      .set({ area })
      .where(and(eq(beats.agencyId, agencyOf(tx)), eq(beats.id, id)))
      .returning();
    const { code } = found(row, "beat");
    await tx.happenings.tell(tx, {
      kind: "agency.beat-redrawn",
      subject: { kind: "beat", id },
      facts: { code, rings: area.coordinates.length },
    });
    return found(row, "beat");
  });
}

async function insertBeat(tx: TxCtx, draft: BeatDraft) {
  try {
    const [row] = await tx.tx
      .insert(beats)
      .values({
        agencyId: agencyOf(tx),
        id: tx.ids.uuid(),
        code: draft.code,
        name: draft.name,
        area: draft.area ?? null,
      })
      .returning();
    await tx.happenings.tell(tx, {
      kind: "agency.beat-added",
      subject: { kind: "beat", id: found(row, "beat").id },
      facts: { code: draft.code, name: draft.name },
    });
    return found(row, "beat");
  } catch (cause) {
    if (isDuplicate(cause))
      throw new Refusal("beat-exists", `There is a beat ${draft.code} already.`, {
        status: 409,
        cause,
      });
    throw cause;
  }
}

export async function allUnits(ctx: Ctx) {
  return read(ctx, (tx) =>
    tx.tx
      .select()
      .from(units)
      .where(eq(units.agencyId, agencyOf(ctx)))
      .orderBy(asc(units.name)),
  );
}

export async function addUnit(ctx: Ctx, name: string) {
  return transact(ctx, async (tx) => {
    authorize(tx, "agency.change");
    const [row] = await tx.tx
      .insert(units)
      .values({ agencyId: agencyOf(tx), id: tx.ids.uuid(), name })
      .returning();
    await tx.happenings.tell(tx, {
      kind: "agency.unit-added",
      subject: { kind: "unit", id: found(row, "unit").id },
      facts: { name },
    });
    return found(row, "unit");
  });
}

/** Puts a person in a unit, or in none: where they work, which grants nothing. */
export async function assignUnit(ctx: Ctx, personId: string, unitId: string | null): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "people.assign", { kind: "person", id: personId });
    const name = unitId === null ? null : await unitName(tx, unitId);
    const [assigned] = await tx.tx
      .update(people)
      .set({ unitId })
      .where(and(eq(people.agencyId, agencyOf(tx)), eq(people.id, personId)))
      .returning({ id: people.id });
    found(assigned, "person");
    await tx.happenings.tell(tx, {
      kind: "agency.person-assigned",
      subject: { kind: "person", id: personId },
      facts: { unit: name },
    });
  });
}

async function unitName(tx: TxCtx, id: string): Promise<string> {
  const [unit] = await tx.tx
    .select({ name: units.name })
    .from(units)
    .where(and(eq(units.agencyId, agencyOf(tx)), eq(units.id, id)));
  return found(unit, "unit").name;
}

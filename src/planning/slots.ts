import { and, asc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { authorize, personOf } from "#agency";
import { objectiveKey } from "#policy";
import { resolveLocal } from "#publish";
import { stamp, Temporal } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { queueSlots } from "./schema.ts";
import { plusDays, weekdayOf, type Day } from "./weeks.ts";

const slotsMax = limit("queue.slots", 100, "slots a week", "an agency keeps free");
export const slotDraft = z.strictObject({
  weekday: z.number().int().min(1).max(7),
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  channels: z.array(z.uuid()).max(60).default([]),
  objective: objectiveKey.nullable().default(null),
});
export type Slot = typeof queueSlots.$inferSelect;

/** What is asked of a slot: the channels and the objective of a post. */
export interface Wish {
  channels: readonly string[];
  objective: string;
}

/** A slot fits a post that goes nowhere but to its channels, and serves its objective; none named: any. */
export function fits(slot: Pick<Slot, "channels" | "objective">, { channels, objective }: Wish) {
  const isForAll = slot.channels.length === 0;
  return (
    (isForAll || channels.every((id) => slot.channels.includes(id))) &&
    (slot.objective === null || slot.objective === objective)
  );
}

export interface Place {
  slotId: string;
  day: Day;
  /** By the wall clock; what a post takes as its time. */
  local: string;
  at: string;
}

/** The places that slots make between two days, the earliest first; a slot named for a purpose before one for all. */
export function placesOf(
  slots: readonly Slot[],
  { from, days, zone }: { from: Day; days: number; zone: string },
): Place[] {
  return Array.from({ length: days }, (_one, at) => plusDays(from, at))
    .flatMap((day) =>
      slots
        .filter(({ weekday }) => weekday === weekdayOf(day))
        .map((slot) => {
          const local = `${day}T${slot.time}`;
          const at = resolveLocal(local, zone).at.toString();
          return { slotId: slot.id, day, local, at };
        }),
    )
    .sort((a, b) => Temporal.Instant.compare(a.at, b.at) || a.slotId.localeCompare(b.slotId));
}

export async function addSlot(ctx: Ctx, given: z.input<typeof slotDraft>): Promise<Slot> {
  return transact(ctx, async (tx) => {
    authorize(tx, "slot.write");
    if ((await openSlots(tx)).length >= slotsMax)
      throw new Refusal("too-many-slots", `There are ${slotsMax} slots already. Drop one first.`);
    const draft = slotDraft.parse(given);
    const [made] = await tx.tx
      .insert(queueSlots)
      .values({
        agencyId: agencyOf(tx),
        id: tx.ids.uuid(),
        ...draft,
        madeBy: personOf(tx).personId,
        madeAt: stamp(tx.clock.now()),
      })
      .returning();
    const slot = found(made, "slot");
    await tell(tx, "planning.slot-added", slot.id, { weekday: slot.weekday, time: slot.time });
    return slot;
  });
}

/** Drops a slot. Posts that stand in it keep their time. */
export async function dropSlot(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "slot.write");
    const [dropped] = await tx.tx
      .update(queueSlots)
      .set({ droppedAt: stamp(tx.clock.now()) })
      .where(and(eq(queueSlots.agencyId, agencyOf(tx)), eq(queueSlots.id, id)))
      .returning();
    found(dropped, "slot");
    await tell(tx, "planning.slot-dropped", id, {});
  });
}

export function openSlots(tx: TxCtx): Promise<Slot[]> {
  return tx.tx
    .select()
    .from(queueSlots)
    .where(and(eq(queueSlots.agencyId, agencyOf(tx)), isNull(queueSlots.droppedAt)))
    .orderBy(asc(queueSlots.weekday), asc(queueSlots.time));
}

export async function tell(tx: TxCtx, kind: string, id: string, facts: object): Promise<void> {
  await tx.happenings.tell(tx, { kind, subject: { kind: "slot", id }, facts });
}

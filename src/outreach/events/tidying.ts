import { and, eq, inArray, lte } from "drizzle-orm";
import { authorize } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { tellEvent } from "./drafting.ts";
import { tellSignedUp } from "./letters.ts";
import { lockedEvent } from "./reading.ts";
import {
  outreachEventLetters,
  outreachEventSignUps,
  outreachEventTallies,
} from "./sign-up-tables.ts";
import { outreachEvents } from "./tables.ts";
import { tallyOf } from "./tallies.ts";

export const keptDays = limit(
  "sign-ups.kept",
  7,
  "days after the event",
  "addresses and needs are kept for late questions, then erased; the counts stay",
);
const reminderHours = limit("event-letters.reminder", 24, "hours", "before it begins");
const atOnce = limit("sign-ups.erased", 200, "events", "erased in one turn");

/** Each quarter of an hour: whoever has a place for an event that begins within a day is reminded, once. */
export async function remindSignedUp(ctx: Ctx): Promise<void> {
  const now = ctx.clock.now();
  const until = stamp(now.add({ hours: reminderHours }));
  const due = await read(asSystem(ctx, "events", null), (tx) =>
    tx.tx
      .selectDistinct({ agencyId: outreachEvents.agencyId, id: outreachEvents.id })
      .from(outreachEvents)
      .where(and(eq(outreachEvents.state, "active"), lte(outreachEvents.startsAt, until))),
  );
  for (const { agencyId, id } of due)
    await transact(asSystem(ctx, "events", agencyId), async (tx) => {
      const event = await lockedEvent(tx, id);
      authorize(tx, "event.settle", { kind: "event", id });
      if (event.state !== "active" || event.startsAt === null) return;
      if (event.startsAt <= stamp(now)) return;
      if (await isReminded(tx, id, event.sequence)) return;
      await tellSignedUp(tx, id, "reminder", event.sequence);
    });
}

async function isReminded(tx: TxCtx, id: string, round: number): Promise<boolean> {
  const [one] = await tx.tx
    .select({ id: outreachEventLetters.id })
    .from(outreachEventLetters)
    .where(
      and(
        eq(outreachEventLetters.agencyId, agencyOf(tx)),
        eq(outreachEventLetters.eventId, id),
        eq(outreachEventLetters.kind, "reminder"),
        eq(outreachEventLetters.round, round),
      ),
    )
    .limit(1);
  return one !== undefined;
}

/** Hourly: of events that are long over, addresses and needs go and the counts stay. */
export async function eraseSignUps(ctx: Ctx): Promise<void> {
  const now = ctx.clock.now();
  const before = stamp(now.subtract({ hours: 24 * keptDays }));
  const due = await read(asSystem(ctx, "events", null), (tx) =>
    tx.tx
      .selectDistinct({ agencyId: outreachEvents.agencyId, id: outreachEvents.id })
      .from(outreachEvents)
      .innerJoin(
        outreachEventSignUps,
        and(
          eq(outreachEventSignUps.agencyId, outreachEvents.agencyId),
          eq(outreachEventSignUps.eventId, outreachEvents.id),
        ),
      )
      .where(
        and(
          inArray(outreachEvents.state, ["past", "cancelled"]),
          lte(outreachEvents.endsAt, before),
        ),
      )
      .limit(atOnce),
  );
  for (const { agencyId, id } of due)
    await transact(asSystem(ctx, "events", agencyId), (tx) => erase(tx, id));
}

async function erase(tx: TxCtx, id: string): Promise<void> {
  authorize(tx, "event.settle", { kind: "event", id });
  await lockedEvent(tx, id);
  const { erasedAt: _before, ...counts } = await tallyOf(tx, id);
  const set = { ...counts, erasedAt: stamp(tx.clock.now()) };
  await tx.tx
    .insert(outreachEventTallies)
    .values({ agencyId: agencyOf(tx), eventId: id, ...set })
    .onConflictDoUpdate({
      target: [outreachEventTallies.agencyId, outreachEventTallies.eventId],
      set,
    });
  for (const table of [outreachEventSignUps, outreachEventLetters])
    await tx.tx.delete(table).where(and(eq(table.agencyId, agencyOf(tx)), eq(table.eventId, id)));
  await tellEvent(tx, "sign-ups-erased", id, { ...counts });
}

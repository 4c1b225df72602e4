import { and, desc, eq, isNull } from "drizzle-orm";
import { authorize, namesOf, personOf } from "#agency";
import { channelNames } from "#channels";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { found } from "#platform/refusal.ts";
import type { HoldFact } from "./hold-rules.ts";
import { holdWaiting } from "./deliveries.ts";
import { holds } from "./schema.ts";

export interface HoldDraft {
  scope: "agency" | "channel" | "class";
  target?: string | undefined;
  /** Classes that may still go out, such as the alert that the hold is about. */
  exceptions: readonly string[];
  reason: string;
}

/**
 * One button stops every queue (core D4). The hold is in force as soon as its row is there: every gate reads it. That is
 * committed first, by itself; only then are the rows that wait marked as held, which in a burst takes longer.
 */
export async function placeHold(ctx: Ctx, draft: HoldDraft) {
  const placed = await transact(ctx, async (tx) => {
    authorize(tx, "hold.place");
    const id = tx.ids.uuid();
    const [row] = await tx.tx
      .insert(holds)
      .values({
        agencyId: agencyOf(tx),
        id,
        scope: draft.scope,
        target: draft.target ?? null,
        exceptions: [...draft.exceptions],
        reason: draft.reason,
        placedBy: personOf(tx).personId,
        placedAt: stamp(tx.clock.now()),
      })
      .returning();
    const placed = found(row, "hold");
    await tx.happenings.tell(tx, {
      kind: "publish.hold-placed",
      subject: { kind: "hold", id },
      facts: { scope: draft.scope, target: draft.target ?? null, reason: draft.reason },
      record: { payload: placed, text: draft.reason, direction: "internal" },
    });
    return placed;
  });
  const held = await transact(ctx, (tx) => holdWaiting(tx, holdFact(placed), placed.placedAt));
  return { hold: placed, held };
}

/** Lifts a hold. What it held stays held until it is approved anew (core D5). */
export async function liftHold(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "hold.lift", { kind: "hold", id });
    const [row] = await tx.tx
      .update(holds)
      .set({ liftedAt: stamp(tx.clock.now()), liftedBy: personOf(tx).personId })
      .where(and(eq(holds.agencyId, agencyOf(tx)), eq(holds.id, id), isNull(holds.liftedAt)))
      .returning();
    const lifted = found(row, "hold");
    // Whatever came under it and is not marked yet, because a program died or it was placed this moment (core D5).
    await holdWaiting(tx, holdFact(lifted), lifted.placedAt);
    await tx.happenings.tell(tx, {
      kind: "publish.hold-lifted",
      subject: { kind: "hold", id },
      facts: { reason: lifted.reason },
      record: { payload: lifted, text: lifted.reason, direction: "internal" },
    });
  });
}

/** The holds in force with the names of who placed them and of what they hold, newest first. */
export async function activeHolds(ctx: Ctx) {
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select()
      .from(holds)
      .where(and(eq(holds.agencyId, agencyOf(tx)), isNull(holds.liftedAt)))
      .orderBy(desc(holds.placedAt));
    const names = await namesOf(
      tx,
      rows.map(({ placedBy }) => placedBy),
    );
    const isOnChannel = rows.some(({ scope }) => scope === "channel");
    const channels = isOnChannel ? await channelNames(tx) : undefined;
    return rows.map((row) => ({
      ...row,
      placedByName: names.get(row.placedBy) ?? "",
      channel: (row.scope === "channel" && channels?.get(row.target ?? "")?.name) || null,
    }));
  });
}

export function holdFact(row: typeof holds.$inferSelect): HoldFact {
  return {
    agencyId: row.agencyId,
    scope: row.scope,
    target: row.target,
    exceptions: Array.isArray(row.exceptions)
      ? row.exceptions.filter((one) => typeof one === "string")
      : [],
  };
}

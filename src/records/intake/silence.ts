import { and, asc, desc, eq, isNotNull, isNull } from "drizzle-orm";
import { allAgencies, authorize, personOf } from "#agency";
import { millisecondsOf, nowMs, stamp } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import type { IntakeSource } from "./sources.ts";
import { intakeGaps, intakeSources } from "./tables.ts";

const shownMax = limit("intake.gaps", 200, "gaps", "of the page, the newest first");

export const silenceJob = "records.watch-sources";

/** A source that was silent longer than it should be leaves a gap, one open at most, told on the record. */
export async function watchSources(ctx: Ctx): Promise<void> {
  for (const { agencyId } of await allAgencies(ctx)) {
    const own = asSystem(ctx, "source watch", agencyId);
    const sources = await read(own, (tx) =>
      tx.tx
        .select()
        .from(intakeSources)
        .where(
          and(
            eq(intakeSources.agencyId, agencyId),
            isNull(intakeSources.endedAt),
            isNotNull(intakeSources.silentMinutes),
          ),
        ),
    );
    for (const source of sources)
      if (isSilent(own, source)) await transact(own, (tx) => noteGap(tx, source));
  }
}

function isSilent(ctx: Ctx, { silentMinutes, heardAt, addedAt }: IntakeSource): boolean {
  if (silentMinutes === null) return false;
  return nowMs(ctx.clock) - millisecondsOf(heardAt ?? addedAt) > silentMinutes * 60_000;
}

async function noteGap(
  tx: TxCtx,
  { id: sourceId, name, heardAt, addedAt }: IntakeSource,
): Promise<void> {
  const id = tx.ids.uuid();
  const fromAt = heardAt ?? addedAt;
  const [noted] = await tx.tx
    .insert(intakeGaps)
    .values({ agencyId: agencyOf(tx), id, sourceId, fromAt, seenAt: stamp(tx.clock.now()) })
    .onConflictDoNothing()
    .returning();
  if (!noted) return;
  await tx.happenings.tell(tx, {
    kind: "records.source-silent",
    subject: { kind: "intake-gap", id },
    facts: { source: name, from: fromAt },
    record: {
      direction: "internal",
      text: `${name} is silent`,
      payload: { sourceId, from: fromAt },
    },
  });
}

/** Gaps with their sources' names, the unanswered first. */
export async function listSilences(ctx: Ctx) {
  authorize(ctx, "intake.read");
  return read(ctx, (tx) =>
    tx.tx
      .select({
        id: intakeGaps.id,
        sourceId: intakeGaps.sourceId,
        source: intakeSources.name,
        fromAt: intakeGaps.fromAt,
        untilAt: intakeGaps.untilAt,
        answeredAt: intakeGaps.answeredAt,
        note: intakeGaps.note,
      })
      .from(intakeGaps)
      .innerJoin(
        intakeSources,
        and(
          eq(intakeSources.agencyId, intakeGaps.agencyId),
          eq(intakeSources.id, intakeGaps.sourceId),
        ),
      )
      .where(eq(intakeGaps.agencyId, agencyOf(tx)))
      .orderBy(desc(isNull(intakeGaps.answeredAt)), desc(intakeGaps.fromAt))
      .limit(shownMax),
  );
}

/** Gaps that nobody has answered for: the frame of every page tells of them, as of those of channels. */
export async function unansweredSilences(ctx: Ctx) {
  return read(ctx, (tx) =>
    tx.tx
      .select({ id: intakeGaps.id, channel: intakeSources.name, fromAt: intakeGaps.fromAt })
      .from(intakeGaps)
      .innerJoin(
        intakeSources,
        and(
          eq(intakeSources.agencyId, intakeGaps.agencyId),
          eq(intakeSources.id, intakeGaps.sourceId),
        ),
      )
      .where(and(eq(intakeGaps.agencyId, agencyOf(tx)), isNull(intakeGaps.answeredAt)))
      .orderBy(asc(intakeGaps.fromAt))
      .limit(shownMax),
  );
}

/** A person looked into it and says what it was. */
export async function answerSilence(ctx: Ctx, id: string, note: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "intake.answer", { kind: "intake-gap", id });
    const own = and(eq(intakeGaps.agencyId, agencyOf(tx)), eq(intakeGaps.id, id));
    const [row] = await tx.tx.select().from(intakeGaps).where(own).for("update");
    const { answeredAt } = found(row, "gap");
    if (answeredAt !== null)
      throw new Refusal("gap-answered", "Somebody has answered for this gap already.", {
        status: 409,
      });
    await tx.tx
      .update(intakeGaps)
      .set({ answeredAt: stamp(tx.clock.now()), answeredBy: personOf(tx).personId, note })
      .where(own);
    await tx.happenings.tell(tx, {
      kind: "records.source-answered",
      subject: { kind: "intake-gap", id },
      facts: { note },
      record: { direction: "internal", text: note, payload: { note } },
    });
  });
}

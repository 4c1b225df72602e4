import { and, asc, desc, eq, isNotNull, isNull, lt } from "drizzle-orm";
import { allAgencies, authorize, personOf } from "#agency";
import { millisecondsOf, nowMs, stamp } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import type { CallSource } from "./sources.ts";
import { callRuns, callSilences, callSources } from "./tables.ts";

const shownMax = limit("blotter.silences", 200, "silences", "of the page, the newest first");
const runsDays = limit("blotter.runs-kept", 90, "days", "what a file or request brought is told");

/** A source from which no call came for longer than it should leaves a silence, one open at most. */
export async function watchCallSources(ctx: Ctx): Promise<void> {
  for (const { agencyId } of await allAgencies(ctx)) {
    const own = asSystem(ctx, "calls watch", agencyId);
    const sources = await read(own, (tx) =>
      tx.tx
        .select()
        .from(callSources)
        .where(
          and(
            eq(callSources.agencyId, agencyId),
            isNull(callSources.endedAt),
            isNotNull(callSources.silentMinutes),
          ),
        ),
    );
    for (const source of sources)
      if (isSilent(own, source)) await transact(own, (tx) => noteSilence(tx, source));
    const old = stamp(ctx.clock.now().subtract({ hours: 24 * runsDays }));
    await transact(own, (tx) =>
      tx.tx.delete(callRuns).where(and(eq(callRuns.agencyId, agencyId), lt(callRuns.at, old))),
    );
  }
}

function isSilent(ctx: Ctx, { silentMinutes, calledAt, addedAt }: CallSource): boolean {
  if (silentMinutes === null) return false;
  return nowMs(ctx.clock) - millisecondsOf(calledAt ?? addedAt) > silentMinutes * 60_000;
}

async function noteSilence(tx: TxCtx, { id: sourceId, name, calledAt, addedAt }: CallSource) {
  const id = tx.ids.uuid();
  const fromAt = calledAt ?? addedAt;
  const [noted] = await tx.tx
    .insert(callSilences)
    .values({ agencyId: agencyOf(tx), id, sourceId, fromAt, seenAt: stamp(tx.clock.now()) })
    .onConflictDoNothing()
    .returning();
  if (!noted) return;
  await tx.happenings.tell(tx, {
    kind: "blotter.source-silent",
    subject: { kind: "call-silence", id },
    facts: { source: name, from: fromAt },
    outcome: "failed",
  });
}

const told = {
  id: callSilences.id,
  sourceId: callSilences.sourceId,
  source: callSources.name,
  fromAt: callSilences.fromAt,
  untilAt: callSilences.untilAt,
  answeredAt: callSilences.answeredAt,
  note: callSilences.note,
};

/** Silences with their sources' names, the unanswered first. */
export async function listCallSilences(ctx: Ctx) {
  authorize(ctx, "call-source.read");
  return read(ctx, (tx) =>
    withNames(tx)
      .where(eq(callSilences.agencyId, agencyOf(tx)))
      .orderBy(desc(isNull(callSilences.answeredAt)), desc(callSilences.fromAt))
      .limit(shownMax),
  );
}

/** Silences that nobody has answered for: the frame of every page tells of them. */
export async function unansweredCallSilences(ctx: Ctx) {
  return read(ctx, (tx) =>
    withNames(tx)
      .where(and(eq(callSilences.agencyId, agencyOf(tx)), isNull(callSilences.answeredAt)))
      .orderBy(asc(callSilences.fromAt))
      .limit(shownMax),
  );
}

function withNames(tx: TxCtx) {
  return tx.tx
    .select(told)
    .from(callSilences)
    .innerJoin(
      callSources,
      and(
        eq(callSources.agencyId, callSilences.agencyId),
        eq(callSources.id, callSilences.sourceId),
      ),
    );
}

/** A person looked into it and says what it was. */
export async function answerCallSilence(ctx: Ctx, id: string, note: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "call-source.answer", { kind: "call-silence", id });
    const own = and(eq(callSilences.agencyId, agencyOf(tx)), eq(callSilences.id, id));
    const [row] = await tx.tx.select().from(callSilences).where(own).for("update");
    if (found(row, "silence").answeredAt !== null)
      throw new Refusal("gap-answered", "Somebody has answered for this gap already.", {
        status: 409,
      });
    await tx.tx
      .update(callSilences)
      .set({ answeredAt: stamp(tx.clock.now()), answeredBy: personOf(tx).personId, note })
      .where(own);
    await tx.happenings.tell(tx, {
      kind: "blotter.source-answered",
      subject: { kind: "call-silence", id },
      facts: { note },
    });
  });
}

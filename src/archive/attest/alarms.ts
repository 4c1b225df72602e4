import { and, desc, eq, isNull } from "drizzle-orm";
import { authorize, namesOf, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { archiveAlarms } from "../schema.ts";

const shownMax = limit("archive.alarms", 50, "alarms", "of the page, the newest first");

/**
 * - `split`: a witness saw another history than ours at the same size.
 * - `rollback`: a witness saw more of our log than there is now.
 * - `mismatch`: a check of everything found a fault.
 */
export type ProofAlarmKind = "split" | "rollback" | "mismatch";

/** Raises what was not raised before: the same finding is one alarm. It is on the record itself. */
export async function raiseProofAlarm(
  ctx: Ctx,
  kind: ProofAlarmKind,
  key: string,
  evidence: { says: string; about?: string; theirs?: string; ours?: string; faults?: string[] },
): Promise<void> {
  await transact(ctx, async (tx) => {
    const id = tx.ids.uuid();
    const rows = await tx.tx
      .insert(archiveAlarms)
      .values({
        agencyId: agencyOf(tx),
        id,
        kind,
        key,
        evidence,
        raisedAt: stamp(tx.clock.now()),
      })
      .onConflictDoNothing()
      .returning({ id: archiveAlarms.id });
    if (rows.length === 0) return;
    await tx.happenings.tell(tx, {
      kind: "archive.alarm-raised",
      subject: { kind: "archive-alarm", id },
      facts: { kind },
      outcome: "failed",
      record: { payload: { kind, ...evidence }, text: evidence.says, direction: "internal" },
    });
  });
}

/** What nobody has answered yet: told in the frame of every page. */
export async function openProofAlarms(ctx: Ctx) {
  return read(ctx, (tx) =>
    tx.tx
      .select({
        id: archiveAlarms.id,
        kind: archiveAlarms.kind,
        raisedAt: archiveAlarms.raisedAt,
      })
      .from(archiveAlarms)
      .where(and(eq(archiveAlarms.agencyId, agencyOf(tx)), isNull(archiveAlarms.endedAt)))
      .orderBy(archiveAlarms.raisedAt)
      .limit(shownMax),
  );
}

/** The open ones first, then the newest, with who answered them. */
export async function proofAlarms(tx: TxCtx) {
  const rows = await tx.tx
    .select()
    .from(archiveAlarms)
    .where(eq(archiveAlarms.agencyId, agencyOf(tx)))
    .orderBy(desc(isNull(archiveAlarms.endedAt)), desc(archiveAlarms.raisedAt))
    .limit(shownMax);
  const names = await namesOf(
    tx,
    rows.flatMap(({ endedBy }) => endedBy ?? []),
  );
  return rows.map(({ id, kind, evidence, raisedAt, endedAt, endedBy, note }) => ({
    id,
    kind,
    says: saysOf(evidence),
    raisedAt,
    endedAt,
    note,
    by: names.get(endedBy ?? "") ?? "",
  }));
}

/** A person looked into it and says what it was. The alarm and the answer stay on the record. */
export async function answerProofAlarm(ctx: Ctx, id: string, note: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "archive.answer-alarm", { kind: "archive-alarm", id });
    const [row] = await tx.tx
      .select()
      .from(archiveAlarms)
      .where(and(eq(archiveAlarms.agencyId, agencyOf(tx)), eq(archiveAlarms.id, id)))
      .for("update");
    if (found(row, "alarm").endedAt !== null)
      throw new Refusal("alarm-ended", "Somebody has answered this alarm already.", {
        status: 409,
      });
    await tx.tx
      .update(archiveAlarms)
      .set({ endedAt: stamp(tx.clock.now()), endedBy: personOf(tx).personId, note })
      .where(and(eq(archiveAlarms.agencyId, agencyOf(tx)), eq(archiveAlarms.id, id)));
    await tx.happenings.tell(tx, {
      kind: "archive.alarm-answered",
      subject: { kind: "archive-alarm", id },
      facts: { note },
      record: { payload: { note }, text: note, direction: "internal" },
    });
  });
}

function saysOf(evidence: unknown): string {
  return typeof evidence === "object" && evidence !== null && "says" in evidence
    ? String(evidence.says)
    : "";
}

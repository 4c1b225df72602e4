import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import { authorize, namesOf, personOf } from "#agency";
import { channelNames } from "#channels";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { watchAlarms } from "./schema.ts";

const shownMax = limit("watch.alarms", 200, "alarms", "of one page, the open ones first");

const alarmKinds = ["post", "profile", "administrator", "edited", "gone", "permission"] as const;
export type AlarmKind = (typeof alarmKinds)[number];
export type Alarm = typeof watchAlarms.$inferSelect;

/** What was seen, as a person judges it. */
const evidence = z.object({
  /** Of a post: its words, where it stands, who is named as its author, and when. */
  text: z.string().optional(),
  url: z.string().nullable().optional(),
  author: z.string().optional(),
  occurredAt: z.string().optional(),
  /** Of a profile, or of a post of ours: what changed. */
  changes: z
    .array(z.object({ field: z.string(), before: z.string(), after: z.string() }))
    .optional(),
  /** Of administrators: who came, and who is one no more. */
  added: z.array(z.string()).optional(),
  removed: z.array(z.string()).optional(),
  /** Of a lost permission: what the network said. */
  says: z.string().optional(),
});
export type Evidence = z.infer<typeof evidence>;

export interface AlarmDraft {
  channelId: string;
  kind: AlarmKind;
  key: string;
  evidence: Evidence;
}

/** Raises what was not raised before; the same finding is one alarm, however often it is looked at. */
export async function raiseAlarm(tx: TxCtx, draft: AlarmDraft): Promise<boolean> {
  const id = tx.ids.uuid();
  const rows = await tx.tx
    .insert(watchAlarms)
    .values({ agencyId: agencyOf(tx), id, raisedAt: stamp(tx.clock.now()), ...draft })
    .onConflictDoNothing()
    .returning({ id: watchAlarms.id });
  if (rows.length === 0) return false;
  const { channelId, kind, evidence: seen } = draft;
  await tx.happenings.tell(tx, {
    kind: "watch.alarm-raised",
    subject: { kind: "alarm", id },
    facts: { channelId, kind },
    record: { payload: seen, text: seen.text ?? seen.says ?? "", channelId, direction: "internal" },
  });
  return true;
}

/** Open ones first, then the newest, each with its channel and who ended it. */
export async function allAlarms(ctx: Ctx) {
  authorize(ctx, "alarm.read");
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select()
      .from(watchAlarms)
      .where(eq(watchAlarms.agencyId, agencyOf(tx)))
      .orderBy(desc(isNull(watchAlarms.endedAt)), desc(watchAlarms.raisedAt))
      .limit(shownMax);
    const channels = await channelNames(tx);
    const names = await namesOf(
      tx,
      rows.flatMap(({ endedBy }) => endedBy ?? []),
    );
    return rows.map((row) => ({
      ...row,
      evidence: evidence.parse(row.evidence),
      channel: channels.get(row.channelId)?.name ?? "",
      network: channels.get(row.channelId)?.network ?? "",
      by: names.get(row.endedBy ?? "") ?? "",
    }));
  });
}

/** What is not ended: nobody looked yet, or the account is not ours again. */
export async function openAlarms(ctx: Ctx): Promise<Alarm[]> {
  return read(ctx, (tx) =>
    tx.tx
      .select()
      .from(watchAlarms)
      .where(and(eq(watchAlarms.agencyId, agencyOf(tx)), isNull(watchAlarms.endedAt)))
      .orderBy(watchAlarms.raisedAt)
      .limit(shownMax),
  );
}

export async function lockedAlarm(tx: TxCtx, id: string): Promise<Alarm> {
  const [row] = await tx.tx
    .select()
    .from(watchAlarms)
    .where(and(eq(watchAlarms.agencyId, agencyOf(tx)), eq(watchAlarms.id, id)))
    .for("update");
  const alarm = found(row, "alarm");
  if (alarm.endedAt !== null)
    throw new Refusal("alarm-ended", "Somebody has answered this alarm already.", { status: 409 });
  return alarm;
}

/** It was us: somebody posted or changed it on the network itself. It stays on the record as such. */
export async function adoptAlarm(ctx: Ctx, id: string, note: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const alarm = await lockedAlarm(tx, id);
    authorize(tx, "alarm.adopt", { kind: "alarm", id, agencyId: alarm.agencyId });
    if (alarm.endedHow === "compromised")
      throw new Refusal(
        "compromised",
        "This account was called compromised. Say first that it is yours again.",
        {
          status: 409,
        },
      );
    await endAlarms(tx, [alarm], "ours", note);
  });
}

/** The account is ours again: the banner goes. The hold stays until somebody lifts it. */
export async function regainChannel(ctx: Ctx, id: string, note: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const alarm = await lockedAlarm(tx, id);
    authorize(tx, "alarm.regain", { kind: "alarm", id, agencyId: alarm.agencyId });
    // Whatever else was found on it ends with the hijacker.
    const same = (await openAlarms(tx)).filter(({ channelId }) => channelId === alarm.channelId);
    if (!same.some(({ endedHow }) => endedHow === "compromised"))
      throw new Refusal("not-compromised", "Nobody called this account compromised.", {
        status: 409,
      });
    await endAlarms(tx, same, "regained", note);
  });
}

export async function endAlarms(
  tx: TxCtx,
  alarms: readonly Alarm[],
  how: string,
  note: string,
): Promise<void> {
  if (alarms.length === 0) return;
  const endedBy = tx.actor.kind === "person" ? personOf(tx).personId : null;
  await tx.tx
    .update(watchAlarms)
    .set({ endedAt: stamp(tx.clock.now()), endedHow: how, endedBy, note })
    .where(
      and(
        eq(watchAlarms.agencyId, agencyOf(tx)),
        inArray(
          watchAlarms.id,
          alarms.map(({ id }) => id),
        ),
      ),
    );
  await tx.happenings.tell(
    tx,
    ...alarms.map(({ id, channelId, kind }) => ({
      kind: "watch.alarm-ended",
      subject: { kind: "alarm", id },
      facts: { channelId, kind, how },
      record: { payload: { how, note }, text: note, channelId, direction: "internal" as const },
    })),
  );
}

import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { millisecondsOf, nowMs, stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import type { ReadCall, ReadCalls } from "../intake/call.ts";
import { takeCalls, type Taken } from "../taking.ts";
import { theSource, type CallSource } from "./sources.ts";
import { callRuns, callSilences, callSources } from "./tables.ts";

const faultsKept = limit("blotter.faults", 100, "rows", "named of those refused in one run");

export type CallRun = typeof callRuns.$inferSelect;

export interface Brought {
  /** A file's name, or how else it came. */
  what: string;
  read: ReadCalls;
  /** SHA-256 over it, where the same again is to be known. */
  digest?: Buffer;
  /** What else is written down with it. */
  also?: Partial<typeof callSources.$inferInsert>;
}

/** One answer for a request or a file that was taken before. */
function takenBefore(): Refusal {
  return new Refusal(
    "taken-before",
    "This very request was taken before. Sign a new one; calls that are known stay as they are.",
    { status: 409 },
  );
}

/**
 * Takes what a source brought, and writes down in the last transaction what became of every row. Ended half-way, it is
 * brought again: what was taken is known. Throws a Refusal where the same bytes were taken before.
 */
export async function bringCalls(
  ctx: Ctx,
  source: CallSource,
  { what, read, digest, also = {} }: Brought,
): Promise<Taken> {
  const { calls, faults, rows } = read;
  return takeCalls(ctx, source.id, calls, {
    async before(tx) {
      // The source is the lock: what it brings is taken one after the other.
      await tx.tx.select().from(callSources).where(theSource(tx, source.id)).for("update");
      if (digest && (await runOf(tx, source, digest))) throw takenBefore();
    },
    async after(tx, taken) {
      const now = stamp(tx.clock.now());
      // A look that found nothing is a sign of life and no news.
      if (rows > 0 || digest)
        await tx.tx.insert(callRuns).values({
          agencyId: agencyOf(tx),
          id: tx.ids.uuid(),
          sourceId: source.id,
          at: now,
          what: what.slice(0, 300),
          digest: digest ?? null,
          rows,
          fresh: taken.new,
          changed: taken.changed,
          same: taken.same,
          refused: faults.length,
          faults: faults.slice(0, faultsKept),
          lagSeconds: lagOf(tx, calls, taken),
        });
      await heard(tx, source, taken, { ...also, failures: 0, error: null });
    },
  });
}

export async function runOf(
  tx: TxCtx,
  { id }: CallSource,
  digest: Buffer,
): Promise<CallRun | undefined> {
  const [row] = await tx.tx
    .select()
    .from(callRuns)
    .where(
      and(
        eq(callRuns.agencyId, agencyOf(tx)),
        eq(callRuns.sourceId, id),
        eq(callRuns.digest, digest),
      ),
    );
  return row;
}

/** How old half of the new calls were when they came. */
function lagOf(tx: TxCtx, calls: readonly ReadCall[], { each }: Taken): number | null {
  const ages = calls
    .flatMap(({ takenAt }, at) =>
      each[at] === "new" ? [nowMs(tx.clock) - millisecondsOf(takenAt)] : [],
    )
    .toSorted((a, b) => a - b);
  const middle = ages[Math.floor((ages.length - 1) / 2)];
  return middle === undefined
    ? null
    : Math.max(0, Math.min(2 ** 31 - 1, Math.round(middle / 1_000)));
}

/** A call ends a silence; what was said of it stays until a person answers for it. */
async function heard(
  tx: TxCtx,
  { id, name }: CallSource,
  taken: Taken,
  also: Partial<typeof callSources.$inferInsert>,
): Promise<void> {
  const now = stamp(tx.clock.now());
  const isCall = taken.new + taken.changed > 0;
  await tx.tx
    .update(callSources)
    .set({
      ...also,
      heardAt: now,
      calls: sql`${callSources.calls} + ${taken.new}`,
      ...(isCall ? { calledAt: now } : {}),
    })
    .where(theSource(tx, id));
  if (!isCall) return;
  const ended = await tx.tx
    .update(callSilences)
    .set({ untilAt: now })
    .where(
      and(
        eq(callSilences.agencyId, agencyOf(tx)),
        inArray(callSilences.sourceId, [id]),
        isNull(callSilences.untilAt),
      ),
    )
    .returning();
  for (const one of ended)
    await tx.happenings.tell(tx, {
      kind: "blotter.source-heard-again",
      subject: { kind: "call-silence", id: one.id },
      facts: { source: name, from: one.fromAt, until: now },
    });
}

import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import { stamp, Temporal } from "#platform/clock.ts";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import type { Happening } from "#platform/events.ts";
import type { PolicyInForce } from "./policies.ts";
import { showingOf, type Showing } from "./rules/showing.ts";
import { callKeepings, calls, callShowings, callTypes, type CallState } from "./schema.ts";

type Call = typeof calls.$inferSelect;
type ShowingRow = typeof callShowings.$inferSelect;

/** How the calls that were judged came out. */
export type Judged = Record<CallState | "recalled", number>;

/**
 * Judges calls anew, in the transaction that changed them: what the public may no longer see is taken back with the very
 * change that protects it. Each change of what is seen is told once.
 */
export async function judgeCalls(
  tx: TxCtx,
  policy: PolicyInForce,
  some: readonly Call[],
): Promise<Judged> {
  const judged: Judged = { held: 0, withheld: 0, shown: 0, past: 0, recalled: 0 };
  const now = tx.clock.now();
  const { types, kept, shown } = await whatIsKnown(tx, some);
  const told: Happening[] = [];
  for (const call of some) {
    const showing = showingOf(
      policy.content,
      {
        takenAt: call.takenAt,
        types: types.get(call.id) ?? [],
        isClosed: call.closedAt !== null,
        isHome: call.isHome,
        keptBack: kept.has(call.id),
        isWithdrawn: call.withdrawnAt !== null,
      },
      now,
    );
    const state = publicState(policy, showing);
    judged[state] += 1;
    const before = shown.get(call.id);
    const next = rowOf(tx, call, showing, { state, before, version: policy.version });
    if (next) {
      await tx.tx.insert(callShowings).values(next);
      const wasSeen = before?.state === "shown";
      if (wasSeen && state !== "past" && state !== "shown") judged.recalled += 1;
      if (wasSeen || state === "shown") told.push(happeningOf(call, next, { before, showing }));
    }
    await tx.tx
      .update(calls)
      .set({ state, dueAt: dueAt(policy, call, showing) })
      .where(and(eq(calls.agencyId, agencyOf(tx)), eq(calls.id, call.id)));
  }
  if (told.length > 0) await tx.happenings.tell(tx, ...told);
  return judged;
}

/** Before anybody has adopted a policy nothing is public, whatever the model says. */
function publicState({ version }: PolicyInForce, { state }: Showing): CallState {
  return version === 0 && state === "shown" ? "held" : state;
}

async function whatIsKnown(tx: TxCtx, some: readonly Call[]) {
  const ids = some.map(({ id }) => id);
  const agencyId = agencyOf(tx);
  const [typeRows, keptRows, shownRows] = [
    await tx.tx
      .select()
      .from(callTypes)
      .where(and(eq(callTypes.agencyId, agencyId), inArray(callTypes.callId, ids)))
      .orderBy(callTypes.place),
    await tx.tx
      .select({ callId: callKeepings.callId })
      .from(callKeepings)
      .where(
        and(
          eq(callKeepings.agencyId, agencyId),
          inArray(callKeepings.callId, ids),
          isNull(callKeepings.letGoAt),
        ),
      ),
    await tx.tx
      .selectDistinctOn([callShowings.callId])
      .from(callShowings)
      .where(and(eq(callShowings.agencyId, agencyId), inArray(callShowings.callId, ids)))
      .orderBy(callShowings.callId, desc(callShowings.place)),
  ];
  const types = new Map<string, string[]>();
  for (const { callId, type } of typeRows) types.set(callId, [...(types.get(callId) ?? []), type]);
  return {
    types,
    kept: new Set(keptRows.map(({ callId }) => callId)),
    shown: new Map(shownRows.map((row) => [row.callId, row])),
  };
}

/** What the public sees from now on; undefined where it is what it saw. */
function rowOf(
  tx: TxCtx,
  { id }: Call,
  showing: Showing,
  { state, before, version }: { state: CallState; before: ShowingRow | undefined; version: number },
): ShowingRow | undefined {
  const seen = state === "shown" && showing.state === "shown" ? showing : undefined;
  const row = {
    agencyId: agencyOf(tx),
    callId: id,
    place: (before?.place ?? -1) + 1,
    at: stamp(tx.clock.now()),
    state,
    protection: showing.state === "withheld" ? showing.protection : null,
    kind: seen?.rule.kind ?? null,
    label: seen?.rule.label ?? null,
    tells: seen?.place ?? null,
    policyVersion: version,
  };
  const isSame =
    before?.state === row.state &&
    before.protection === row.protection &&
    before.kind === row.kind &&
    before.tells === row.tells &&
    JSON.stringify(before.label) === JSON.stringify(row.label);
  return isSame ? undefined : row;
}

function happeningOf(
  call: Call,
  row: ShowingRow,
  { before, showing }: { before: ShowingRow | undefined; showing: Showing },
): Happening {
  const isNoteworthy = showing.state === "shown" && showing.rule.isNoteworthy;
  const what = {
    shown: "call-shown",
    past: "call-past",
    held: "call-recalled",
    withheld: "call-recalled",
  };
  const place = row.tells === "block" ? call.block : null;
  return {
    kind: `blotter.${row.state === "shown" && before?.state === "shown" ? "call-corrected" : what[row.state]}`,
    subject: { kind: "call", id: call.id },
    facts: { beatId: call.beatId, state: row.state, isNoteworthy },
    record: {
      payload: {
        shown: row.label,
        kind: row.kind,
        place,
        takenAt: call.takenAt,
        policy: row.policyVersion,
      },
      text: [row.label?.["en"], place].filter(Boolean).join(", "),
      direction: "out",
    },
  };
}

/** The next moment at which the clock alone may change what the public sees. */
function dueAt({ content }: PolicyInForce, { takenAt }: Call, showing: Showing): string | null {
  if (showing.state === "past" || showing.state === "withheld") return null;
  if (showing.state === "held" && showing.until !== null)
    return stamp(Temporal.Instant.from(showing.until));
  return stamp(Temporal.Instant.from(takenAt).add({ hours: content.shownHours }));
}

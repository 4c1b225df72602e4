import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import { allBeats, authorize } from "#agency";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found } from "#platform/refusal.ts";
import { callKeepings, calls, callShowings, callTypes, type CallState } from "./schema.ts";

const pageMax = limit("blotter.page", 200, "calls", "of one page of the staff's list");

/** Calls as staff see them, the newest first. */
export async function listCalls(ctx: Ctx, { state }: { state?: CallState | undefined }) {
  authorize(ctx, "blotter.read");
  const beats = new Map((await allBeats(ctx)).map(({ id, code }) => [id, code]));
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select()
      .from(calls)
      .where(and(eq(calls.agencyId, agencyOf(tx)), ...(state ? [eq(calls.state, state)] : [])))
      .orderBy(desc(calls.takenAt))
      .limit(pageMax);
    const types = await newestTypes(tx, rows);
    return rows.map((row) => ({
      ...row,
      type: types.get(row.id) ?? "",
      beat: row.beatId === null ? null : (beats.get(row.beatId) ?? null),
    }));
  });
}

/** What each call is called now. */
async function newestTypes(tx: TxCtx, rows: readonly { id: string }[]) {
  const types = await tx.tx
    .selectDistinctOn([callTypes.callId])
    .from(callTypes)
    .where(
      and(
        eq(callTypes.agencyId, agencyOf(tx)),
        inArray(
          callTypes.callId,
          rows.map(({ id }) => id),
        ),
      ),
    )
    .orderBy(callTypes.callId, desc(callTypes.place));
  return new Map(types.map(({ callId, type }) => [callId, type]));
}

/** One call: its types, and everything that the public ever saw of it. */
export async function callPage(ctx: Ctx, id: string) {
  authorize(ctx, "blotter.read", { kind: "call", id });
  return read(ctx, async (tx) => {
    const agencyId = agencyOf(tx);
    const [call] = await tx.tx
      .select()
      .from(calls)
      .where(and(eq(calls.agencyId, agencyId), eq(calls.id, id)));
    const [types, showings, keepings] = [
      await tx.tx
        .select()
        .from(callTypes)
        .where(and(eq(callTypes.agencyId, agencyId), eq(callTypes.callId, id)))
        .orderBy(callTypes.place),
      await tx.tx
        .select()
        .from(callShowings)
        .where(and(eq(callShowings.agencyId, agencyId), eq(callShowings.callId, id)))
        .orderBy(callShowings.place),
      await tx.tx
        .select()
        .from(callKeepings)
        .where(
          and(
            eq(callKeepings.agencyId, agencyId),
            eq(callKeepings.callId, id),
            isNull(callKeepings.letGoAt),
          ),
        ),
    ];
    return { ...found(call, "call"), types, showings, keptBack: keepings[0] ?? null };
  });
}

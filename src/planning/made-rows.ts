import { and, eq, lte } from "drizzle-orm";
import { asSystem, type Ctx, withinAgency } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { followPost, theOccurrence, type Made } from "./made.ts";
import { occurrences } from "./schema.ts";

const batchMax = limit("series.batch", 200, "occurrences", "looked at in one turn");

/** Occurrences of all agencies in these states; those alone that were over before an instant, where one is given. */
export function rowsIn(
  ctx: Ctx,
  states: readonly Made["state"][],
  overBefore?: string,
): Promise<Made[]> {
  return read(asSystem(ctx, "series", null), async (tx) => {
    const rows = [];
    for (const state of states)
      rows.push(
        ...(await tx.tx
          .select()
          .from(occurrences)
          .where(
            and(
              eq(occurrences.state, state),
              overBefore === undefined ? undefined : lte(occurrences.latestAt, overBefore),
            ),
          )
          .orderBy(occurrences.at)
          .limit(batchMax)),
      );
    return rows;
  });
}

export async function setState(
  ctx: Ctx,
  row: Made,
  state: Made["state"],
  reason: string | null,
): Promise<void> {
  if (row.state === state && row.reason === reason) return;
  await transact(asSystem(ctx, "series", null), async (all) => {
    const tx = withinAgency(all, "series", row.agencyId);
    await tx.tx.update(occurrences).set({ state, reason }).where(theOccurrence(tx, row));
    if (state !== "expired" && state !== "stuck") return;
    await tx.happenings.tell(tx, {
      kind: `planning.occurrence-${state}`,
      subject: { kind: "post", id: row.postId },
      facts: { series: row.seriesId, occurrence: row.occurrence, ...(reason ? { reason } : {}) },
      outcome: "failed",
    });
  });
}

/** The occurrence where its post stands now: somebody may have moved it. */
export function followed(ctx: Ctx, row: Made): Promise<Made> {
  return transact(asSystem(ctx, "series", null), (tx) =>
    followPost(withinAgency(tx, "series", row.agencyId), row),
  );
}

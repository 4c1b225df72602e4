import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { and, eq } from "drizzle-orm";
import { intakeGaps, intakeSources } from "./tables.ts";

/** What an export says of every source: when it was heard, and when it was silent longer than it should be. */
export async function sourcesTold(
  ctx: Ctx,
  { from, before }: { from: string | null; before: string | null },
) {
  return read(ctx, async (tx) => {
    const sources = await tx.tx
      .select()
      .from(intakeSources)
      .where(eq(intakeSources.agencyId, agencyOf(tx)));
    const gaps = await tx.tx
      .select()
      .from(intakeGaps)
      .where(and(eq(intakeGaps.agencyId, agencyOf(tx))));
    return sources
      .filter(
        ({ addedAt, endedAt }) =>
          (before === null || addedAt < before) &&
          (from === null || endedAt === null || endedAt > from),
      )
      .map((source) => ({
        id: source.id,
        name: source.name,
        network: `intake: ${source.kind}`,
        connectedAt: source.addedAt,
        endedAt: source.endedAt,
        lastReadAt: source.heardAt,
        highWater: null,
        counters: [],
        heartbeats: [],
        gaps: gaps
          .filter(
            ({ sourceId, fromAt, untilAt }) =>
              sourceId === source.id &&
              (before === null || fromAt < before) &&
              (from === null || untilAt === null || untilAt > from),
          )
          .map(({ fromAt, untilAt, answeredAt }) => ({
            from: fromAt,
            until: untilAt,
            why: "silent",
            isAnswered: answeredAt !== null,
          })),
      }));
  });
}

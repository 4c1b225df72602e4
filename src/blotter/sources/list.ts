import { and, asc, desc, eq, gte, inArray } from "drizzle-orm";
import { authorize } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { folderName } from "./drop-folders.ts";
import { callRuns, callSources } from "./tables.ts";

const runsShown = limit("blotter.runs-shown", 400, "runs", "of all sources, the newest first");
const lagDays = 7;

/** Every source with what it brought in the last days; never its secret. */
export async function listCallSources(ctx: Ctx) {
  authorize(ctx, "call-source.read");
  return read(ctx, async (tx) => {
    const agencyId = agencyOf(tx);
    const sources = await tx.tx
      .select()
      .from(callSources)
      .where(eq(callSources.agencyId, agencyId))
      .orderBy(asc(callSources.addedAt));
    const since = stamp(tx.clock.now().subtract({ hours: 24 * lagDays }));
    const runs = await tx.tx
      .select()
      .from(callRuns)
      .where(
        and(
          eq(callRuns.agencyId, agencyId),
          gte(callRuns.at, since),
          inArray(
            callRuns.sourceId,
            sources.map(({ id }) => id),
          ),
        ),
      )
      .orderBy(desc(callRuns.at))
      .limit(runsShown);
    return sources.map(({ agencyId: _agency, sealed: _sealed, addedBy: _by, ...source }) => ({
      ...source,
      folder: source.kind === "drop" ? folderName(source) : null,
      runs: runs
        .filter(({ sourceId }) => sourceId === source.id)
        .map(({ agencyId: _a, digest: _d, sourceId: _s, ...run }) => run),
    }));
  });
}

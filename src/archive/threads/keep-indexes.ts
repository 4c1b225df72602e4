import { asSystem, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { seedOf } from "#platform/threads.ts";
import { blockSize } from "../search/indexing.ts";
import { ArchiveThread } from "./threads.ts";

const pauseMs = limit("archive.index-pause", 500, "ms", "between looks for records to index");

/**
 * Indexes what every agency captured, a block at a time, until the signal aborts; old records like new ones. In a thread,
 * which is there while there is something to index.
 */
export async function keepIndexes(ctx: Ctx, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await indexWhatIsDue(ctx, signal);
    await ctx.clock.sleep(pauseMs, signal);
  }
}

async function indexWhatIsDue(ctx: Ctx, signal: AbortSignal): Promise<void> {
  await using thread = new ArchiveThread();
  for (;;) {
    const due = await read(asSystem(ctx, "archive index", null), (tx) =>
      tx.tx.raw<{ agency_id: string }>(
        `select l.agency_id from archive_logs l left join archive_indexes i on i.agency_id = l.agency_id
         where l.size - coalesce(i.size, 0) >= $1`,
        [blockSize],
      ),
    ).catch(() => []);
    if (due.length === 0) return;
    for (const { agency_id: agencyId } of due) {
      if (signal.aborted) return;
      const own = asSystem(ctx, "archive index", agencyId);
      try {
        await thread.ask({ kind: "index", seed: await seedOf(own) });
      } catch (error) {
        ctx.log.error({ err: error, agencyId }, "the archive's index waits; it is tried again");
        return;
      }
    }
  }
}

import { agencyOf, asSystem, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { seedOf } from "#platform/threads.ts";
import { freshOf } from "../fresh.ts";
import { blockSize } from "../search/indexing.ts";
import { ArchiveThread } from "./threads.ts";

const pauseMs = limit("archive.index-pause", 500, "ms", "between looks for records to index");

/** What is captured by several at once comes into the log in another order: so many more texts are lent. */
const aheadMax = 2_048;

/**
 * Indexes what every agency captured, a block at a time, until the signal aborts; old records like new ones. In a thread,
 * which is there while there is something to index.
 */
export async function keepIndexes(ctx: Ctx, signal: AbortSignal): Promise<void> {
  freshOf(ctx).wanted.texts = true;
  while (!signal.aborted) {
    await indexWhatIsDue(ctx, signal);
    await ctx.clock.sleep(pauseMs, signal);
  }
}

/** One block; what was captured here goes over with the question, and need not be opened there. */
async function indexBlock(ctx: Ctx, thread: ArchiveThread): Promise<void> {
  const agencyId = agencyOf(ctx);
  const fresh = freshOf(ctx);
  const texts = fresh.texts(agencyId, blockSize + aheadMax);
  const answer = await thread.ask({ kind: "index", seed: await seedOf(ctx), texts });
  if (answer.kind !== "indexed" || texts.size === 0) return;
  const rows = await read(ctx, (tx) =>
    tx.tx.raw<{ id: string }>(
      `select l.id from archive_indexes i join archive_leaves l on l.agency_id = i.agency_id and l.leaf < i.size and l.leaf >= i.size - $2
       where i.agency_id = $1`,
      [agencyId, answer.records],
    ),
  );
  fresh.forgetIndexed(agencyId, new Set(rows.map(({ id }) => id)));
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
        await indexBlock(own, thread);
      } catch (error) {
        ctx.log.error({ err: error, agencyId }, "the archive's index waits; it is tried again");
        return;
      }
    }
  }
}

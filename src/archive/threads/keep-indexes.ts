import { agencyOf, asSystem, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { seedOf } from "#platform/threads.ts";
import { freshOf } from "../fresh.ts";
import { blockSize, largePartSize, partsMerged } from "../search/indexing.ts";
import { ArchiveThread } from "./threads.ts";

const pauseMs = limit("archive.index-pause", 500, "ms", "between looks for records to index");
const mergePauseMs = limit(
  "archive.merge-pause",
  60_000,
  "ms",
  "between looks for large blocks of the index to merge",
);

/** What is captured by several at once comes into the log in another order: so many more texts are lent. */
const aheadMax = 2_048;

/**
 * Indexes what every agency captured, a block at a time, until the signal aborts; old records like new ones. In a thread,
 * which is there while there is something to index.
 */
export async function keepIndexes(ctx: Ctx, signal: AbortSignal): Promise<void> {
  freshOf(ctx).wanted.texts = true;
  const indexed = async () => {
    while (!signal.aborted) {
      await indexWhatIsDue(ctx, signal);
      await ctx.clock.sleep(pauseMs, signal);
    }
  };
  const merged = async () => {
    while (!signal.aborted) {
      await mergeWhatIsDue(ctx, signal);
      await ctx.clock.sleep(mergePauseMs, signal);
    }
  };
  await Promise.all([indexed(), merged()]);
}

/** Large blocks, in a thread beside the one that indexes: for what comes in meanwhile nothing stands still. */
async function mergeWhatIsDue(ctx: Ctx, signal: AbortSignal): Promise<void> {
  const due = await read(asSystem(ctx, "archive index", null), (tx) =>
    tx.tx.raw<{ agency_id: string }>(
      `select agency_id from archive_blocks where retired_at is null and size = $1
       group by agency_id having count(*) >= $2`,
      [largePartSize, partsMerged],
    ),
  ).catch(() => []);
  if (due.length === 0) return;
  await using thread = new ArchiveThread();
  const end = () => void thread[Symbol.asyncDispose]();
  signal.addEventListener("abort", end);
  for (const { agency_id: agencyId } of due) {
    if (signal.aborted) break;
    const own = asSystem(ctx, "archive index", agencyId);
    try {
      await thread.ask({ kind: "merge", seed: await seedOf(own) });
    } catch (error) {
      // Ended with the program: what was merged so far is rolled back.
      if (signal.aborted) break;
      ctx.log.error({ err: error, agencyId }, "large blocks wait; they are merged later");
    }
  }
  signal.removeEventListener("abort", end);
}

/** One block; what was captured here goes over with the question, and need not be opened there. */
async function indexBlock(ctx: Ctx, thread: ArchiveThread): Promise<void> {
  await thread.ask({ kind: "index", seed: await seedOf(ctx), texts: await textsToIndex(ctx) });
}

/** The texts captured a moment ago that are not indexed yet; those that are, by whichever process, are forgotten. */
export async function textsToIndex(ctx: Ctx): Promise<Map<string, string>> {
  const agencyId = agencyOf(ctx);
  const fresh = freshOf(ctx);
  const many = blockSize + aheadMax;
  for (;;) {
    const last = fresh.lastIds(agencyId, many);
    if (last.length === 0) return new Map();
    const indexed = await read(ctx, (tx) =>
      tx.tx.raw<{ id: string }>(
        `select l.id from archive_leaves l join archive_indexes i on i.agency_id = l.agency_id and l.leaf < i.size
         where l.agency_id = $1 and l.id = any($2)`,
        [agencyId, last],
      ),
    );
    if (indexed.length === 0) return fresh.texts(agencyId, many);
    fresh.forgetIndexed(agencyId, new Set(indexed.map(({ id }) => id)));
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
        await indexBlock(own, thread);
      } catch (error) {
        ctx.log.error({ err: error, agencyId }, "the archive's index waits; it is tried again");
        return;
      }
    }
  }
}

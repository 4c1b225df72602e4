import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { seedOf } from "#platform/threads.ts";
import { mergedSize } from "./search/indexing.ts";
import { ArchiveThread } from "./threads/threads.ts";
import { checkRange, type RangeVerdict } from "./verify-range.ts";
import type { LeafRange } from "./verify-records.ts";

const threadsMax = limit(
  "verify.threads",
  2,
  "threads",
  "that hold records against the log at once",
);

/** How the work is parted. A larger block of the index is a range of its own; a log of one small range needs no thread. */
export interface Parting {
  rangeSize: number;
  threads: number;
}

const parting: Parting = { rangeSize: mergedSize, threads: threadsMax };

/**
 * Every record of the log held against its entry, a range at a time, in threads where there are many. A range in which a
 * thread found a fault is looked at again here before it is believed, as wide as its block has become meanwhile: keys that
 * were changed and blocks that were merged are then as they are.
 */
export async function checkRecords(
  ctx: Ctx,
  folder: string,
  size: number,
  say: (done: number) => void,
  { rangeSize, threads }: Parting = parting,
): Promise<RangeVerdict> {
  if (size <= rangeSize) return checkRange(ctx, folder, size, { from: 0, until: size }, say);
  const rangesNow = async () => rangesOf(size, rangeSize, await largeBlocks(ctx, rangeSize));
  const ranges = await rangesNow();
  const entriesRead = new Map<number, number>();
  const progress = new Map<number, number>();
  const heard = (from: number) => (done: number) => {
    progress.set(from, done);
    say(progress.values().reduce((sum, one) => sum + one, 0));
  };
  const doubtful: LeafRange[] = [];
  const left = ranges.values();
  const work = async () => {
    await using thread = new ArchiveThread();
    for (const range of left) {
      const ask = { kind: "check" as const, seed: await seedOf(ctx), folder, size, range };
      const answer = await thread.ask(ask, heard(range.from));
      if (answer.kind !== "checked") throw new Error("the thread answered something else");
      entriesRead.set(range.from, answer.entriesRead);
      if (answer.faults.length > 0) doubtful.push(range);
    }
  };
  await Promise.all(Array.from({ length: Math.min(threads, ranges.length) }, work));
  const faults: string[] = [];
  for (const range of doubtful.length === 0 ? [] : await rangesNow())
    if (doubtful.some(({ from, until }) => from < range.until && until > range.from))
      faults.push(...(await checkRange(ctx, folder, size, range, () => undefined)).faults);
  return { faults, entriesRead: entriesRead.values().reduce((sum, one) => sum + one, 0) };
}

/** The first leaves and sizes of blocks that are larger than a range. */
async function largeBlocks(ctx: Ctx, rangeSize: number): Promise<ReadonlyMap<number, number>> {
  const rows = await read(ctx, (tx) =>
    tx.tx.raw<{ first: number; size: number }>(
      `select first::float8, size from archive_blocks where agency_id = $1 and retired_at is null
         and size > $2 and size % $2 = 0 and first % $2 = 0`,
      [agencyOf(tx), rangeSize],
    ),
  );
  return new Map(rows.map(({ first, size }) => [first, size]));
}

function rangesOf(
  size: number,
  rangeSize: number,
  large: ReadonlyMap<number, number>,
): LeafRange[] {
  const ranges: LeafRange[] = [];
  for (let from = 0; from < size;) {
    const until = Math.min(size, from + (large.get(from) ?? rangeSize));
    ranges.push({ from, until });
    from = until;
  }
  return ranges;
}

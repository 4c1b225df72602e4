import type { Ctx } from "#platform/context.ts";
import { limit } from "#platform/limits.ts";
import { seedOf } from "#platform/threads.ts";
import { mergedSize } from "./search/indexing.ts";
import { ArchiveThread } from "./threads/threads.ts";
import { checkRange, type LeafRange, type RangeVerdict } from "./verify-range.ts";

const threadsMax = limit(
  "verify.threads",
  2,
  "threads",
  "that hold records against the log at once",
);

/** How the work is parted. No block of the index lies in two ranges; a log of one range needs no thread. */
export interface Parting {
  rangeSize: number;
  threads: number;
}

const parting: Parting = { rangeSize: mergedSize, threads: threadsMax };

/**
 * Every record of the log held against its entry, a range at a time, in threads where there are many. A range in which a
 * thread found a fault is looked at again here before it is believed: keys that were changed and blocks that were merged
 * meanwhile are then as they are.
 */
export async function checkRecords(
  ctx: Ctx,
  folder: string,
  size: number,
  say: (done: number) => void,
  { rangeSize, threads }: Parting = parting,
): Promise<RangeVerdict> {
  const ranges = rangesOf(size, rangeSize);
  const verdicts = new Map<number, RangeVerdict>();
  const progress = new Map<number, number>();
  const heard = (from: number) => (done: number) => {
    progress.set(from, done);
    say(progress.values().reduce((sum, one) => sum + one, 0));
  };
  const here = (range: LeafRange) => checkRange(ctx, folder, size, range, heard(range.from));
  const left = ranges.values();
  const work = async () => {
    await using thread = new ArchiveThread();
    for (const range of left) {
      const ask = { kind: "check" as const, seed: await seedOf(ctx), folder, size, range };
      const answer = await thread.ask(ask, heard(range.from));
      if (answer.kind !== "checked") throw new Error("the thread answered something else");
      verdicts.set(range.from, answer.faults.length === 0 ? answer : await here(range));
    }
  };
  if (ranges.length === 1) for (const range of left) verdicts.set(range.from, await here(range));
  else await Promise.all(Array.from({ length: Math.min(threads, ranges.length) }, work));
  const inOrder = ranges.flatMap(({ from }) => verdicts.get(from) ?? []);
  return {
    faults: inOrder.flatMap(({ faults }) => faults),
    entriesRead: inOrder.reduce((sum, { entriesRead }) => sum + entriesRead, 0),
  };
}

function rangesOf(size: number, rangeSize: number): LeafRange[] {
  return Array.from({ length: Math.ceil(size / rangeSize) }, (_one, at) => ({
    from: at * rangeSize,
    until: Math.min(size, (at + 1) * rangeSize),
  }));
}

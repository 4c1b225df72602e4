import { setImmediate } from "node:timers/promises";
import type { Ctx } from "#platform/context.ts";
import { TileFault, TileReader } from "./log/tile-reader.ts";
import { FolderTileStore } from "./log/tile-store.ts";
import { tileWidth } from "./log/tiles.ts";
import { BackDating } from "./verify-backdated.ts";
import { DatabaseLeaves, type LeafRange } from "./verify-records.ts";

/** A check beside a running newsroom: after so many records others have their turn. */
const atATime = 32;

export interface RangeVerdict {
  faults: string[];
  entriesRead: number;
}

/**
 * Holds the database's records of a stretch of the log against the entries in its tiles, and the index of words against the
 * records. The stretch is of whole bundles, but for the log's end; one that cannot be read is passed over: `verifyLog`
 * names it, and tiles that do not follow from their bundles.
 */
export async function checkRange(
  ctx: Ctx,
  folder: string,
  size: number,
  { from, until }: LeafRange,
  say: (done: number) => void,
): Promise<RangeVerdict> {
  const reader = new TileReader(new FolderTileStore(folder), size);
  await using database = await DatabaseLeaves.open(ctx, { from, until });
  const backDating = await BackDating.open(ctx);
  const faults: string[] = [];
  let entriesRead = 0;
  for (let first = from; first < until; first += tileWidth) {
    const entries = await orNone(() => reader.bundle(first / tileWidth));
    const hashes = await orNone(() => reader.tile(0, first / tileWidth));
    for (const [at, entry] of entries.entries()) {
      const index = first + at;
      if (index % atATime === 0) await setImmediate();
      const fault =
        (await database.check(index, entry, hashes[at])) ?? backDating.fault(index, entry);
      if (fault !== undefined) faults.push(`entry ${index}: ${fault}`);
    }
    entriesRead += entries.length;
    say(entriesRead);
  }
  faults.push(...(await database.indexFaults()));
  return { faults, entriesRead };
}

async function orNone(read: () => Promise<readonly Buffer[]>): Promise<readonly Buffer[]> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof TileFault) return [];
    throw error;
  }
}

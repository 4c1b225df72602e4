import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { place } from "#platform/db/binaries.ts";

/**
 * Takes a bench's data folder away, and its database with it: as root the server may keep its files in a folder of its own
 * and not in ours, gigabytes that nobody else would remove. To be called when the server was told to stop; its last file
 * may come a moment later.
 */
export function removeBeat(dataFolder: string): void {
  const { data, run } = place(dataFolder);
  const own = dirname(data) === dataFolder ? [] : [dirname(data)];
  for (const folder of [dataFolder, run, ...own])
    rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
}

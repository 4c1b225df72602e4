import { rmSync } from "node:fs";
import { basename, dirname } from "node:path";
import type pg from "pg";

/**
 * Takes a bench's data folder away, and its database with it: as root the server keeps its files beside its socket and not
 * in our folder, gigabytes that nobody else would remove. To be called when the server has stopped.
 */
export function removeBeat(data: string, { host }: pg.PoolConfig): void {
  rmSync(data, { recursive: true, force: true });
  if (host !== undefined && basename(host) === "run")
    rmSync(dirname(host), { recursive: true, force: true });
}

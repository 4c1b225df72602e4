import { Refusal } from "#platform/refusal.ts";
import type { ImportWish } from "./import.ts";

/** Brings a file's messages into the archive. */
export function importFile(path: string, _wish: ImportWish): Promise<void> {
  throw new Refusal("not-yet", `${path} was not imported: only --dry-run is there so far.`);
}

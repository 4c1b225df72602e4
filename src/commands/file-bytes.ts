import { readFile } from "node:fs/promises";
import { Refusal } from "#platform/refusal.ts";

/** A file that somebody named on the command line; a Refusal that says why where it cannot be read. */
export async function fileBytes(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Refusal("no-file", `${file} cannot be read: ${why}`, { cause });
  }
}

import { stat } from "node:fs/promises";
import { Refusal } from "#platform/refusal.ts";
import { fileSource, type Source } from "../records/imports/source.ts";

/** The file at a path; a Refusal says what is wrong with it. */
export async function openFile(path: string): Promise<Source> {
  try {
    if ((await stat(path)).isDirectory())
      throw new Refusal("no-file", `${path} is a folder. Give a file, or the ZIP of the folder.`);
    return await fileSource(path);
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    if (code === "ENOENT") throw new Refusal("no-file", `There is no file ${path}.`, { cause });
    throw new Refusal("no-file", `${path} cannot be read (${code || String(cause)}).`, { cause });
  }
}

import { createWriteStream } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { Refusal } from "#platform/refusal.ts";
import { nameOf } from "./hosting/plan.ts";
import type { KeptPages } from "./kept-pages.ts";

/** Says that a folder is one of these: only such a one is replaced. */
const marker = ".openbeat-newsroom";

export interface Exported {
  files: number;
  /** Without the compressed twins. */
  bytes: number;
}

/**
 * Writes the whole site as files that any host or content-delivery network serves: a page as `…/index.html`, feeds and
 * pictures under their own names, each text with its `.br` and `.gz` beside it. The folder is there whole or as it was:
 * what was written is put in its place in one step. Refuses a folder that holds something else.
 */
export async function exportPages(kept: KeptPages, target: string): Promise<Exported> {
  const folder = resolve(target);
  await mustBeOurs(folder);
  await mkdir(dirname(folder), { recursive: true });
  const made = await mkdtemp(join(dirname(folder), `.${basename(folder)}-`));
  const told: Exported = { files: 0, bytes: 0 };
  try {
    await writeFile(
      join(made, marker),
      "Made by openbeat newsroom export; replaced by the next.\n",
    );
    for (const path of kept.paths()) {
      told.bytes += await writePage(kept, made, path);
      told.files += 1;
    }
    // A folder made for the moment is closed to all others; a host is not.
    await chmod(made, 0o755);
    await swap(made, folder);
  } finally {
    await rm(made, { recursive: true, force: true });
  }
  return told;
}

async function mustBeOurs(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: unknown): string[] => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw new Refusal("no-folder", `${folder} cannot be written into.`, { cause: error });
  });
  if (names.length > 0 && !names.includes(marker))
    throw new Refusal(
      "folder-taken",
      `${folder} holds something that is no exported newsroom. Give an empty folder.`,
    );
}

async function writePage(kept: KeptPages, folder: string, path: string): Promise<number> {
  const entry = kept.get(path);
  if (!entry) return 0;
  const file = join(folder, nameOf({ path, type: entry.type }));
  await mkdir(dirname(file), { recursive: true });
  if (/^(image|video)\//.test(entry.type)) {
    const { sizeBytes, open } = await kept.picture(path);
    await pipeline(open(), createWriteStream(file));
    return sizeBytes;
  }
  const { body, brotli, gzip } = await kept.text(path, entry);
  await writeFile(file, body);
  if (brotli !== body) await writeFile(`${file}.br`, brotli);
  if (gzip !== body) await writeFile(`${file}.gz`, gzip);
  return body.length;
}

async function swap(made: string, folder: string): Promise<void> {
  const old = `${made}.old`;
  const had = await rename(folder, old).then(
    () => true,
    () => false,
  );
  await rename(made, folder);
  if (had) await rm(old, { recursive: true, force: true });
}

import { constants } from "node:fs";
import { chmod, lstat, mkdir, open, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import type { CallSource } from "./sources.ts";

const fileMax = limit(
  "blotter.drop-file",
  64 * 1024 * 1024,
  "bytes",
  "of one file of a drop folder",
);
const filesMax = limit(
  "blotter.drop-files",
  500,
  "files",
  "looked at in one turn of a drop folder",
);
const keptDays = limit(
  "blotter.drop-kept",
  7,
  "days",
  "a file that was taken or refused lies beside its report; it holds doors and words that we keep nowhere",
);

/** A drop folder's three: the host's SSH server writes into the first alone. */
export interface DropFolder {
  incoming: string;
  taken: string;
  refused: string;
}

/** By the source's name and id: a person at the host sees which is which. */
export function folderName({ name, id }: Pick<CallSource, "name" | "id">): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 40)
    .replaceAll(/^-|-$/g, "");
  return `${plain || "calls"}-${id.slice(-8)}`;
}

/** Made where it is missing; one that an administrator made, with other owners, is used as it is. */
export async function openDropFolder(drops: string, source: CallSource): Promise<DropFolder> {
  const own = join(drops, folderName(source));
  const folder = {
    incoming: join(own, "incoming"),
    taken: join(own, "taken"),
    refused: join(own, "refused"),
  };
  for (const path of Object.values(folder)) {
    if ((await kindOf(path)) === "folder") continue;
    await mkdir(path, { recursive: true });
    // The group of the SSH server's account writes, and nobody else looks in.
    await chmod(path, 0o770);
  }
  return folder;
}

async function kindOf(path: string): Promise<"folder" | "other" | "nothing"> {
  const found = await stat(path).catch(() => undefined);
  return found ? (found.isDirectory() ? "folder" : "other") : "nothing";
}

export interface Seen {
  name: string;
  /** Size, time of its last change and inode: as long as they stand still nobody writes. */
  mark: string;
  isFile: boolean;
}

/** Names that SFTP programs give to a file until all of it is there; they are left alone. */
const unfinished = /^\.|~$|\.(?:part|filepart|partial|tmp|temp|crdownload|uploading)$/i;

/** What lies in the folder for us, links looked at and not followed. */
export async function lookInto({ incoming }: DropFolder): Promise<Seen[]> {
  const names = (await readdir(incoming)).filter((name) => !unfinished.test(name)).sort();
  const seen: Seen[] = [];
  for (const name of names.slice(0, filesMax)) {
    const found = await lstat(join(incoming, name), { bigint: true }).catch(() => undefined);
    if (!found) continue;
    const mark = `${found.size} ${found.mtimeNs} ${found.ino}`;
    seen.push({ name, mark, isFile: found.isFile() });
  }
  return seen;
}

const ourName = /^[\p{L}\p{N}][\p{L}\p{N} ._()+,-]{0,119}\.(?:csv|json|txt)$/iu;

/** Its bytes, if it is still as it was seen. Throws a Refusal for what is no file of calls; undefined: it changes still. */
export async function bytesOf({ incoming }: DropFolder, seen: Seen): Promise<Buffer | undefined> {
  if (!seen.isFile) throw new Refusal("no-plain-file", "It is a link or a folder, and no file.");
  if (!ourName.test(seen.name))
    throw new Refusal(
      "odd-name",
      "Name it with letters and digits, and end it with .csv or .json.",
    );
  // A link that took its place meanwhile is not followed, and a pipe does not hold us up.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  await using file = await open(join(incoming, seen.name), flags);
  const before = await file.stat({ bigint: true });
  if (!before.isFile())
    throw new Refusal("no-plain-file", "It is a link or a folder, and no file.");
  if (before.size > fileMax)
    throw new Refusal(
      "file-too-large",
      `The file has more than ${fileMax / 1024 / 1024} MB. Hand it over in parts.`,
      { status: 413 },
    );
  const bytes = await file.readFile();
  const after = await file.stat({ bigint: true });
  const isSteady = `${after.size} ${after.mtimeNs} ${after.ino}` === seen.mark;
  return isSteady && BigInt(bytes.length) === after.size ? bytes : undefined;
}

/** Moves a file out of the way with what became of it beside it. The report first: a file is never gone without one. */
export async function putAway(
  folder: DropFolder,
  to: "taken" | "refused",
  { name, at, report }: { name: string; at: string; report: object },
): Promise<void> {
  const stamped = `${at.replaceAll(/[-:]|\.\d+/g, "")}-${name.replaceAll(/[^\p{L}\p{N} ._()+,-]/gu, "_").slice(0, 150)}`;
  const target = join(folder[to], stamped);
  await writeFile(`${target}.report.json`, `${JSON.stringify(report, null, 1)}\n`, { mode: 0o640 });
  await rename(join(folder.incoming, name), target);
}

/** Files that were put away long enough ago go, and their reports with them. */
export async function clearAway(folder: DropFolder, nowMs: number): Promise<void> {
  for (const place of [folder.taken, folder.refused]) {
    for (const name of await readdir(place)) {
      const path = join(place, name);
      const found = await lstat(path).catch(() => undefined);
      // When it was put there, and not when it was written elsewhere.
      if (found && nowMs - found.ctimeMs > keptDays * 86_400_000)
        await rm(path, { recursive: true, force: true });
    }
  }
}

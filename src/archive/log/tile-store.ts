import { randomBytes } from "node:crypto";
import { access, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Where a log's static files lie. Paths are relative, with forward slashes. */
export interface TileStore {
  /** The file's bytes, or undefined when there is none. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** Writes the whole file or nothing. When it returns, a loss of power cannot lose the file. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  exists(path: string): Promise<boolean>;
  /** Removes what lies under a folder, if there is one. */
  removeFolder(path: string): Promise<void>;
}

/** A log's files in a folder of the file system. */
export class FolderTileStore implements TileStore {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  async read(path: string): Promise<Uint8Array | undefined> {
    try {
      return await readFile(this.#place(path));
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw error;
    }
  }

  async write(path: string, bytes: Uint8Array): Promise<void> {
    const place = this.#place(path);
    const temporary = `${place}.${randomBytes(8).toString("hex")}.tmp`;
    await makeFolder(dirname(place));
    try {
      await using file = await open(temporary, "wx", 0o644);
      await file.writeFile(bytes);
      await file.sync();
      await rename(temporary, place);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    await syncFolder(dirname(place));
  }

  async exists(path: string): Promise<boolean> {
    try {
      await access(this.#place(path));
      return true;
    } catch (error) {
      if (isAbsent(error)) return false;
      throw error;
    }
  }

  async removeFolder(path: string): Promise<void> {
    await rm(this.#place(path), { recursive: true, force: true });
  }

  /** A path may name only what lies inside the folder. */
  #place(path: string): string {
    const steps = path.split("/");
    const isPlain = steps.every((step) => /^[A-Za-z0-9._-]+$/.test(step) && !/^\.+$/.test(step));
    if (!isPlain) throw new RangeError(`${JSON.stringify(path)} is no path of a log's file`);
    return join(this.folder, ...steps);
  }
}

/** Makes a folder and what is above it. A new name is durable once the folder that holds it is. */
async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let made = folder; ; made = dirname(made)) {
    await syncFolder(dirname(made));
    if (made === first || dirname(made) === made) return;
  }
}

async function syncFolder(folder: string): Promise<void> {
  await using handle = await open(folder, "r");
  await handle.sync();
}

function isAbsent(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  return error.code === "ENOENT" || error.code === "ENOTDIR";
}

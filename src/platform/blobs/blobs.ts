import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { limit } from "../limits.ts";
import { Refusal } from "../refusal.ts";

/** Media by the SHA-256 of its bytes: the same picture is stored once, and cannot change unseen. */
export interface BlobStore {
  /** Where they lie: another thread of this process opens them there. */
  readonly folder: string;
  /** Stores durably and returns the hash (hex). */
  put(bytes: Uint8Array): Promise<string>;
  /** The bytes; they are checked against their name. Throws when missing or damaged. */
  get(sha256: string): Promise<Buffer>;
  has(sha256: string): Promise<boolean>;
  /** A folder on the same disk for files that are too large for memory; gone when it is disposed. */
  stage(): Promise<Stage>;
  /** Stores a file of a stage, moved and not copied, and returns its hash (hex). It is never whole in memory. */
  keep(path: string): Promise<string>;
  sizeOf(sha256: string): Promise<number>;
  /** Removes the bytes from this disk, for good. What is not there is removed already. */
  erase(sha256: string): Promise<void>;
  /** The bytes from `start` to `end`, both counted in, as a stream; unchecked, as a part has no name. */
  open(sha256: string, part?: { start: number; end: number }): Readable;
}

export interface Stage extends AsyncDisposable {
  folder: string;
}

const sizeMax = limit(
  "blobs.size",
  64 * 1024 * 1024,
  "bytes",
  "one media item in memory at a time",
);
const stageAgeMs = limit(
  "blobs.stage",
  24 * 60 * 60 * 1000,
  "ms",
  "what a stopped program left half-written is thrown away after this",
);
const shape = /^[0-9a-f]{64}$/;

export function folderBlobs(folder: string): BlobStore {
  const pathOf = (sha256: string) => {
    if (!shape.test(sha256)) throw new Error("a blob is named by its SHA-256 in hex");
    return join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  };
  const has = (sha256: string) =>
    stat(pathOf(sha256)).then(
      () => true,
      () => false,
    );
  return {
    folder,
    has,
    async put(bytes) {
      if (bytes.byteLength > sizeMax) {
        throw new Refusal("too-large", "This file is larger than 64 MB.", { status: 413 });
      }
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      if (!(await has(sha256))) await writeDurably(pathOf(sha256), bytes);
      return sha256;
    },
    async get(sha256) {
      const bytes = await readFile(pathOf(sha256));
      if (createHash("sha256").update(bytes).digest("hex") !== sha256) {
        throw new Error(`blob ${sha256} is damaged on disk`);
      }
      return bytes;
    },
    stage: () => openStage(join(folder, ".staged")),
    async keep(path) {
      const hash = createHash("sha256");
      await pipeline(createReadStream(path), hash);
      const sha256 = hash.digest("hex");
      if (!(await has(sha256))) await moveDurably(path, pathOf(sha256));
      return sha256;
    },
    sizeOf: async (sha256) => (await stat(pathOf(sha256))).size,
    erase: (sha256) => rm(pathOf(sha256), { force: true }),
    open: (sha256, part) => createReadStream(pathOf(sha256), part),
  };
}

async function openStage(parent: string): Promise<Stage> {
  await mkdir(parent, { recursive: true });
  for (const name of await readdir(parent)) await clearOld(join(parent, name));
  const folder = await mkdtemp(join(parent, "s-"));
  return {
    folder,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

async function clearOld(path: string): Promise<void> {
  const changedAt = (await stat(path).catch(() => undefined))?.mtimeMs;
  if (changedAt !== undefined && Date.now() - changedAt > stageAgeMs)
    await rm(path, { recursive: true, force: true });
}

async function moveDurably(from: string, to: string): Promise<void> {
  await using file = await open(from, "r+");
  await file.sync();
  await mkdir(dirname(to), { recursive: true });
  await rename(from, to);
  await using parent = await open(dirname(to), "r");
  await parent.sync();
}

let written = 0;

/** Temporary file, fsync, rename, fsync of the folder: after this returns, a power cut loses nothing. */
export async function writeDurably(
  path: string,
  bytes: Uint8Array | string | Readable,
): Promise<void> {
  const temporary = `${path}.${process.pid}.${written++}.new`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await using file = await open(temporary, "wx");
    await file.writeFile(bytes);
    await file.sync();
    await rename(temporary, path);
    await using parent = await open(dirname(path), "r");
    await parent.sync();
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw isDiskFull(error)
      ? new Refusal(
          "disk-full",
          "The disk is full. Nothing was changed; free space and try again.",
          { status: 507, cause: error },
        )
      : error;
  }
}

export function isDiskFull(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    (error.code === "ENOSPC" || error.code === "EDQUOT")
  );
}

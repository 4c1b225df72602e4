import { createReadStream, createWriteStream } from "node:fs";
import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { extract, type Header } from "tar-stream";
import { limit } from "#platform/limits.ts";
import { stamp, Temporal } from "#platform/clock.ts";
import { isSafeName, type Member, type Pack } from "./member.ts";
import type { Source } from "./source.ts";

const tarMax = limit("imports.tar-bytes", 17_179_869_184, "bytes", "that one .tar.gz unpacks to");

/** The files of a .tar or .tar.gz, unpacked once under names of our own: it can only be read from its beginning. */
export async function openTar(source: Source, folder: string): Promise<Pack> {
  await mkdir(folder, { recursive: true });
  const head = await source.read(0, 2);
  const isPacked = head[0] === 0x1f && head[1] === 0x8b;
  const members: Member[] = [];
  const untar = extract();
  const input =
    source.path === undefined
      ? Readable.from([await source.read(0, source.size)])
      : createReadStream(source.path);
  const gunzip = isPacked ? createGunzip() : undefined;
  let isWhole = true;
  const reading = (gunzip ? pipeline(input, gunzip, untar) : pipeline(input, untar)).catch(() => {
    isWhole = false;
  });
  const reached = { bytes: 0 };
  try {
    for await (const entry of untar) {
      await take(Readable.from(entry), entry.header, { members, folder, reached });
      reached.bytes = Math.max(reached.bytes, gunzip?.bytesWritten ?? 0);
      if (members.reduce((sum, one) => sum + one.sizeBytes, 0) > tarMax)
        throw new Error("too large");
    }
  } catch {
    isWhole = false;
  }
  untar.destroy();
  await reading;
  const read = gunzip ? Math.min(reached.bytes, source.size) : plainSize(members, source.size);
  return {
    members,
    readableBytes: isWhole ? source.size : read,
    problem: isWhole ? undefined : "cut-off",
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A header and the file, filled up to blocks of 512 bytes. */
function plainSize(members: readonly Member[], size: number): number {
  return Math.min(
    size,
    members.reduce((sum, one) => sum + 512 + Math.ceil(one.sizeBytes / 512) * 512, 0),
  );
}

interface Into {
  members: Member[];
  folder: string;
  reached: { bytes: number };
}

async function take(entry: Readable, header: Header, { members, folder }: Into): Promise<void> {
  const path = join(folder, String(members.length));
  const size = header.size ?? 0;
  if (size > tarMax) throw new Error("too large");
  await pipeline(entry, createWriteStream(path));
  const isFile = header.type === "file" || header.type === "contiguous-file";
  if (!isFile && size === 0) return;
  const ms = header.mtime?.getTime() ?? 0;
  members.push({
    name: header.name.replace(/^\.\//, ""),
    sizeBytes: size,
    packedBytes: size,
    changedAt: ms > 0 ? stamp(Temporal.Instant.fromEpochMilliseconds(ms)) : undefined,
    problem: isSafeName(header.name) ? (isFile ? undefined : "unknown-file") : "unsafe-name",
    unpack: (into) => (size === 0 ? writeFile(into, "") : copyFile(path, into)),
  });
}

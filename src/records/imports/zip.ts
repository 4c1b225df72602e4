import { createWriteStream } from "node:fs";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32 } from "node:zlib";
import { fromBufferPromise, openPromise, type Entry, type ZipFile } from "yauzl";
import { limit } from "#platform/limits.ts";
import { stamp, Temporal } from "#platform/clock.ts";
import type { LossReason } from "./item.ts";
import { isSafeName, type Member, type Pack } from "./member.ts";
import type { Source } from "./source.ts";

const filesMax = limit("imports.pack-files", 200_000, "files", "of one package");
const unpackedMax = limit(
  "imports.pack-bytes",
  68_719_476_736,
  "bytes",
  "that one package unpacks to",
);
const ratioMax = limit(
  "imports.pack-ratio",
  200,
  "times",
  "its packed size, of a file above 100 MB",
);

/**
 * The files of a ZIP. Names are taken as names only: nothing is ever written where one says. What would unpack to far
 * more than it is, or lies over another file, is not unpacked.
 */
export async function openZip(source: Source): Promise<Pack> {
  const options = { lazyEntries: true, autoClose: false, decodeStrings: false };
  try {
    const zip =
      source.path === undefined
        ? await fromBufferPromise(await source.read(0, source.size), options)
        : await openPromise(source.path, options);
    const { members, isWhole } = await membersOf(zip, source.size);
    return {
      members,
      // A list that breaks off names only some of the files: which bytes are the others' is not known.
      readableBytes: isWhole
        ? source.size
        : Math.min(
            source.size,
            members.reduce((sum, one) => sum + one.packedBytes, 0),
          ),
      problem: isWhole ? undefined : "damaged",
      [Symbol.asyncDispose]: () => Promise.resolve(zip.close()),
    };
  } catch {
    return {
      members: [],
      readableBytes: 0,
      problem: "damaged",
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
  }
}

async function membersOf(
  zip: ZipFile,
  size: number,
): Promise<{ members: Member[]; isWhole: boolean }> {
  const entries: Entry[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      entries.push(entry);
      if (entries.length > filesMax) break;
    }
  } catch {
    return { members: judged(zip, entries, size), isWhole: false };
  }
  return { members: judged(zip, entries, size), isWhole: entries.length <= filesMax };
}

function judged(zip: ZipFile, entries: readonly Entry[], size: number): Member[] {
  const byPlace = entries.toSorted(
    (a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader,
  );
  const overlapping = new Set<Entry>();
  for (const [index, entry] of byPlace.entries()) {
    const next = byPlace[index + 1]?.relativeOffsetOfLocalHeader ?? size;
    if (entry.relativeOffsetOfLocalHeader + 30 + entry.compressedSize > next)
      overlapping.add(entry);
  }
  let unpacked = 0;
  let left = size;
  return entries.map((entry) => {
    unpacked += entry.uncompressedSize;
    const isBomb = overlapping.has(entry) || unpacked > unpackedMax || isInflated(entry);
    const packedBytes = Math.min(overlapping.has(entry) ? 0 : entry.compressedSize, left);
    left -= packedBytes;
    return memberOf(zip, entry, packedBytes, isBomb ? "zip-bomb" : undefined);
  });
}

function isInflated({ uncompressedSize, compressedSize }: Entry): boolean {
  return uncompressedSize > 100_000_000 && uncompressedSize > compressedSize * ratioMax;
}

function memberOf(
  zip: ZipFile,
  entry: Entry,
  packedBytes: number,
  bomb: LossReason | undefined,
): Member {
  const isUtf8 = (entry.generalPurposeBitFlag & 0x800) !== 0;
  const name = nameOf(entry.fileNameRaw, isUtf8);
  const problem: LossReason | undefined = !isSafeName(name)
    ? "unsafe-name"
    : entry.isEncrypted()
      ? "encrypted"
      : (bomb ?? (entry.canDecodeFileData() ? undefined : "not-readable"));
  return {
    name: problem === "unsafe-name" ? JSON.stringify(name).slice(1, 200) : name,
    sizeBytes: entry.uncompressedSize,
    packedBytes,
    changedAt: changedAt(entry),
    problem,
    unpack: (into) => unpack(zip, entry, into),
  };
}

/** Without the mark for UTF-8 it may be UTF-8 nevertheless; else letters of the old PC. */
function nameOf(raw: Buffer, isUtf8: boolean): string {
  const text = raw.toString("utf8");
  return isUtf8 || !text.includes("\u{fffd}") ? text : raw.toString("latin1");
}

/** A ZIP's own times have no zone; the extended one counts seconds in UTC. */
function changedAt(entry: Entry): string | undefined {
  try {
    const ms = entry.getLastModDate({ timezone: "UTC" }).getTime();
    return ms > 0 ? stamp(Temporal.Instant.fromEpochMilliseconds(ms)) : undefined;
  } catch {
    return undefined;
  }
}

async function unpack(zip: ZipFile, entry: Entry, into: string): Promise<void> {
  const stream = await zip.openReadStreamPromise(entry);
  let sum = 0;
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sum = crc32(chunk, sum);
      done(null, chunk);
    },
  });
  await pipeline(stream, check, createWriteStream(into));
  if (sum !== entry.crc32) throw new Error("its checksum does not match");
}

import { canonicalize, sha256 } from "#platform/crypto/canonical.ts";
import { limit } from "#platform/limits.ts";
import { verifyCheckpoint } from "./checkpoint.ts";
import type { Checkpoint } from "./checkpoint.ts";
import {
  base64,
  fixedFiles,
  manifestFiles,
  manifestText,
  partLine,
  recordsMax,
} from "./package.ts";
import type { Manifest, PackageRecord, PartLine } from "./package.ts";
import { completenessPath, completenessText, type Completeness } from "./package-completeness.ts";
import { seedLine, seedsPath } from "./package-seeds.ts";
import { stampFiles, type PackageStamp } from "./package-stamps.ts";
import { recordFaults } from "./package-record.ts";
import { filesMax, PackageFault, packageSizeBytesMax } from "./package-zip.ts";
import type { PackageFile } from "./package-zip.ts";
import type { RecordQueue } from "./record-queue.ts";
import { recipe } from "./recipe.ts";
import { formatTlogProof, tlogProofPath } from "./tlog-proof.ts";
import { verifyPage } from "./verify-page.ts";

export interface PackageContents {
  /** What the package is, for the person who opens it: "Request 2026-114, second production". */
  title: string;
  /** The agency's name as people know it. */
  agency: string;
  /** UTC instant, RFC 3339. */
  madeAt: string;
  /** The log's public key and its published checkpoint. */
  vkey: string;
  checkpoint: string;
  /** Time stamps over this checkpoint, or over earlier ones that it continues. */
  stamps?: readonly PackageStamp[];
  /** How complete the record is of which these are records; left out, the package does not say. */
  completeness?: Completeness;
  /** In the order of their entries in the log. What one package does not hold is left for the next. */
  records: RecordQueue;
  /** Which package this is of those that one queue fills, counted from 1. */
  part?: number;
  /** Smaller than a package may be, for tests. */
  room?: Partial<Room>;
  /** Signs a text as a note with the log's key: `Signer.signNote`. */
  sign(text: string): Promise<string>;
}

/** How much one package holds. */
export interface Room {
  records: number;
  /** Bytes of entries.jsonl: in memory while a package is made, and while it is checked in a browser. */
  lineBytes: number;
  files: number;
  /** Bytes of the media and of entries.jsonl. */
  bytes: number;
}

const stampsMax = 99;
/** What stands in every package beside media and entries.jsonl is far below this. */
const fixedBytes = 32 * 1024 * 1024;
const wholeRoom: Room = {
  records: recordsMax,
  lineBytes: limit(
    "archive.package-lines",
    128 * 1024 * 1024,
    "bytes",
    "entries.jsonl is in memory while a package is made or checked; a larger production is given out as several",
  ),
  files: filesMax - fixedFiles.length - manifestFiles.length - 3 * stampsMax,
  bytes: packageSizeBytesMax - fixedBytes,
};

/**
 * The files of a package, in order, for `writeZip`; one is in memory at a time, beside the lines of
 * entries.jsonl. Takes as many of the records as fit. Throws a PackageFault for a record that would
 * not verify: no package is made that its receiver could not prove.
 */
export async function* packageFiles(contents: PackageContents): AsyncGenerator<PackageFile> {
  const checkpoint = verifyCheckpoint(contents.checkpoint, contents.vkey);
  const files: Manifest["files"] = {};
  const noted = (path: string, content: Uint8Array | string): PackageFile => {
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    files[path] = { sha256: sha256(bytes).toString("hex"), sizeBytes: bytes.length };
    return { path, bytes };
  };
  const lines: Buffer[] = [];
  const seeds: string[] = [];
  const left = { ...wholeRoom, ...contents.room };
  let [firstIndex, lastIndex] = [0, -1];
  for (;;) {
    const record = await contents.records.next();
    if (record === undefined) break;
    checkRecord(record, checkpoint, lastIndex);
    const { line, media } = recordLine(record);
    const proof = tlogProof(record, contents.checkpoint);
    const fresh = [...media.filter(({ path }) => !Object.hasOwn(files, path)), proof];
    if (!takesRoom(left, line, fresh)) {
      if (lines.length > 0) break;
      throw new PackageFault(`entry ${record.index} is larger than a package may be`);
    }
    contents.records.take();
    if (lines.length === 0) firstIndex = record.index;
    lastIndex = record.index;
    for (const { path, bytes } of fresh) yield noted(path, bytes);
    lines.push(line);
    if (record.seed) seeds.push(seedLine(record.index, record.seed));
  }
  const isLast = (await contents.records.next()) === undefined;
  yield noted("entries.jsonl", Buffer.concat(lines));
  if (seeds.length > 0) yield noted(seedsPath, seeds.join(""));
  yield noted("checkpoint", contents.checkpoint);
  yield noted("log.vkey", `${contents.vkey}\n`);
  for (const { path, bytes } of stampFiles(contents.stamps ?? [])) yield noted(path, bytes);
  if (contents.completeness) yield noted(completenessPath, completenessText(contents.completeness));
  yield noted("verify.html", verifyPage());
  yield noted("RECIPE.txt", recipe());
  const title = partTitle(contents, firstIndex, lastIndex, isLast);
  const about = { ...contents, title };
  const manifest = canonicalize(manifestOf(about, checkpoint, lines.length, files));
  yield { path: "manifest.json", bytes: Buffer.from(manifest) };
  const note = await contents.sign(manifestText(checkpoint.origin, sha256(manifest)));
  yield { path: "manifest.note", bytes: Buffer.from(note) };
}

/** Whether a record still fits; if so, its room is taken. A medium that is there twice is counted once. */
function takesRoom(left: Room, line: Buffer, fresh: readonly PackageFile[]): boolean {
  const sizes = new Map(fresh.map(({ path, bytes }) => [path, bytes.length]));
  const bytes = [...sizes.values()].reduce((sum, size) => sum + size, line.length);
  const after = {
    records: left.records - 1,
    lineBytes: left.lineBytes - line.length,
    files: left.files - sizes.size,
    bytes: left.bytes - bytes,
  };
  if (Object.values(after).some((room) => room < 0)) return false;
  Object.assign(left, after);
  return true;
}

/** A package that is one of several says so, and which entries it holds, so that a lost one is missed. */
function partTitle(
  { title, part = 1 }: PackageContents,
  first: number,
  last: number,
  isLast: boolean,
): string {
  if (part === 1 && isLast) return title;
  const place = isLast ? `part ${part}, the last` : `part ${part}`;
  return `${title} (${place}: entries ${first} to ${last})`;
}

function checkRecord(record: PackageRecord, checkpoint: Checkpoint, lastIndex: number): void {
  if (record.index <= lastIndex) throw new PackageFault("the records are not in the log's order");
  const [fault] = recordFaults(record, checkpoint);
  if (fault !== undefined) throw new PackageFault(`entry ${record.index} ${fault}`);
}

function recordLine(record: PackageRecord): { line: Buffer; media: PackageFile[] } {
  const parts: Record<string, PartLine> = {};
  const media: PackageFile[] = [];
  for (const [name, part] of Object.entries(record.parts)) {
    const { line, file } = partLine(name, part, mediaPath);
    parts[name] = line;
    if (file) media.push(file);
  }
  const { index, entry, proof } = record;
  const line = canonicalize({ index, entry: base64(entry), parts, proof: proof.map(base64) });
  return { line: Buffer.from(`${line}\n`), media };
}

function tlogProof({ index, proof }: PackageRecord, checkpoint: string): PackageFile {
  const bytes = Buffer.from(formatTlogProof(index, proof, checkpoint));
  return { path: tlogProofPath(index), bytes };
}

function mediaPath(bytes: Uint8Array): string {
  return `media/${sha256(bytes).toString("hex")}`;
}

function manifestOf(
  { agency, title, madeAt }: PackageContents,
  { origin, size, root }: Checkpoint,
  records: number,
  files: Manifest["files"],
): Manifest {
  const rootHex = root.toString("hex");
  const format = "openbeat-package";
  return { format, v: 1, origin, agency, title, madeAt, size, rootHex, records, files };
}

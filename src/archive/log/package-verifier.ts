import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Certificate } from "pkijs";
import { sha256 } from "#platform/crypto/canonical.ts";
import { verifyCheckpoint } from "./checkpoint.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { cosignaturesOf } from "./cosignature.ts";
import type { Disclosure } from "./entry.ts";
import { NoteFault, openNote, parseVkey, splitNote } from "./note.ts";
import { fixedFiles, fromBase64, manifestFiles, manifestText } from "./package.ts";
import { parseManifest, parseRecordLine, recordsMax } from "./package.ts";
import type { Manifest, PackageRecord, PartLine, RecordLine } from "./package.ts";
import { checkCompleteness, completenessPath } from "./package-completeness.ts";
import { recordFaults } from "./package-record.ts";
import { verifyStamps, type StampVerdict } from "./package-stamps.ts";
import { PackageFault, openZip } from "./package-zip.ts";
import type { ByteSource, PackageFiles } from "./package-zip.ts";
import { isQuorum, quorumWords, type TrustPolicy } from "./policy.ts";
import { formatTlogProof, tlogProofPath } from "./tlog-proof.ts";

export interface PackageVerdict {
  ok: boolean;
  /** A sentence for each fault that was found. */
  faults: string[];
  /** Records in the package, and the size of the log they are proved under; 0 when unreadable. */
  records: number;
  size: number;
  /** Whose package it says it is; undefined when unreadable. */
  origin: string | undefined;
  /** False when no key was given, so that the key was taken from the package itself. */
  isKeyCompared: boolean;
  /** Names of the witnesses one knows that cosigned the checkpoint; empty where no policy was given. */
  cosignedBy: string[];
  /** The package's time stamps that are good. */
  stamps: StampVerdict[];
}

export interface PackageTrust {
  /** The log's public key as the verifier knows it from elsewhere. */
  vkey?: string | undefined;
  /** Which witnesses must have cosigned: without enough of them the package does not verify. */
  policy?: TrustPolicy | undefined;
  /** The roots that time-stamp authorities must lead to. */
  roots?: readonly Certificate[] | undefined;
}

/** Checks a package as a ZIP, its container included. */
export async function verifyZip(
  source: ByteSource,
  trust: PackageTrust = {},
): Promise<PackageVerdict> {
  try {
    return await verifyPackage(await openZip(source), trust);
  } catch (error) {
    if (!(error instanceof PackageFault)) throw error;
    return verdictOf([error.message], undefined, trust);
  }
}

/** The files of a package that was unpacked into a folder. */
export async function filesOfFolder(folder: string): Promise<PackageFiles> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found.filter((one) => !one.isDirectory());
  const paths = files.map((one) => join(one.parentPath, one.name).slice(join(folder, "/").length));
  return { paths, read: (path) => readFile(join(folder, path)) };
}

/**
 * Checks everything in a package against everything else, and finally against the log's key: files
 * missing, added or altered, records that the log does not hold, parts that are not the recorded ones.
 */
export async function verifyPackage(
  given: PackageFiles | ReadonlyMap<string, Uint8Array>,
  trust: PackageTrust = {},
): Promise<PackageVerdict> {
  const files = "paths" in given ? given : filesOfMap(given);
  const faults: string[] = [];
  const missing = [...fixedFiles, ...manifestFiles].filter((path) => !files.paths.includes(path));
  if (missing.length > 0) {
    return verdictOf(
      missing.map((path) => `the package has no ${path}`),
      undefined,
      trust,
    );
  }
  const vkey = await readKey(files, trust, faults);
  if (vkey === undefined) return verdictOf(faults, undefined, trust);
  const manifest = await readManifest(files, vkey, faults);
  if (manifest) await checkFiles(files, manifest, faults);
  // Packages made before there was one have none.
  if (files.paths.includes(completenessPath))
    await orFault(faults, completenessPath, async () =>
      checkCompleteness(await readText(files, completenessPath)),
    );
  const checkpoint = await readCheckpoint(files, vkey, manifest, faults);
  if (!checkpoint) return verdictOf(faults, manifest, trust);
  const stamps = await verifyStamps(files, checkpoint, vkey, faults, trust.roots ?? []);
  const cosignedBy = cosigners(checkpoint.note, trust.policy, faults);
  await checkRecords(files, checkpoint, manifest, faults);
  return { ...verdictOf(faults, manifest, trust), stamps, cosignedBy };
}

/** The policy's witnesses that stand by the checkpoint; a fault when they are not enough, or one is forged. */
function cosigners(note: string, policy: TrustPolicy | undefined, faults: string[]): string[] {
  if (!policy) return [];
  try {
    const found = cosignaturesOf(
      note,
      policy.witnesses.map(({ verifier }) => verifier),
    );
    const names = policy.witnesses
      .filter(({ verifier }) => found.some(({ witness }) => witness === verifier))
      .map(({ name }) => name);
    if (!isQuorum(policy, new Set(names)))
      faults.push(
        `checkpoint: not enough witnesses stand by it: ${names.join(", ") || "none"}, where the policy asks for ${quorumWords(policy)}`,
      );
    return names;
  } catch (error) {
    if (!(error instanceof NoteFault)) throw error;
    faults.push(`checkpoint: ${error.message}`);
    return [];
  }
}

function verdictOf(
  faults: string[],
  manifest: Manifest | undefined,
  trust: PackageTrust,
): PackageVerdict {
  return {
    ok: faults.length === 0,
    faults,
    records: manifest?.records ?? 0,
    size: manifest?.size ?? 0,
    origin: manifest?.origin,
    isKeyCompared: trust.vkey !== undefined,
    cosignedBy: [],
    stamps: [],
  };
}

function filesOfMap(map: ReadonlyMap<string, Uint8Array>): PackageFiles {
  return {
    paths: [...map.keys()],
    read(path) {
      const bytes = map.get(path);
      return bytes
        ? Promise.resolve(bytes)
        : Promise.reject(new PackageFault(`the package has no ${path}`));
    },
  };
}

async function readKey(
  files: PackageFiles,
  trust: PackageTrust,
  faults: string[],
): Promise<string | undefined> {
  return orFault(faults, "log.vkey", async () => {
    const text = await readText(files, "log.vkey");
    const vkey = text.slice(0, -1);
    if (!text.endsWith("\n")) throw new PackageFault("ends within its line");
    parseVkey(vkey);
    if (trust.vkey !== undefined && trust.vkey.trim() !== vkey) {
      faults.push(`the package is signed with another key than the one given: ${vkey}`);
    }
    return vkey;
  });
}

async function readManifest(
  files: PackageFiles,
  vkey: string,
  faults: string[],
): Promise<Manifest | undefined> {
  return orFault(faults, "manifest", async () => {
    const bytes = await files.read("manifest.json");
    const note = await readText(files, "manifest.note");
    const { text } = openNote(note, [parseVkey(vkey)]);
    // A second signature would be bytes that nobody checks.
    if (splitNote(note).signatures.length !== 1)
      throw new PackageFault("has more than one signature");
    const manifest = parseManifest(decodeText(bytes, "manifest.json"));
    if (text !== manifestText(parseVkey(vkey).name, sha256(bytes))) {
      faults.push("manifest.json is not the one that was signed");
    } else if (manifest.origin !== parseVkey(vkey).name) {
      faults.push("manifest.json names another log than its key");
    }
    return manifest;
  });
}

async function checkFiles(
  files: PackageFiles,
  manifest: Manifest,
  faults: string[],
): Promise<void> {
  for (const [path, { sha256: expected, sizeBytes }] of Object.entries(manifest.files)) {
    if (!files.paths.includes(path)) {
      faults.push(`${path} is missing`);
      continue;
    }
    await orFault(faults, path, async () => {
      const bytes = await files.read(path);
      if (bytes.length === sizeBytes && sha256(bytes).toString("hex") === expected) return;
      throw new PackageFault("was altered");
    });
  }
  for (const path of files.paths) {
    if (Object.hasOwn(manifest.files, path) || manifestFiles.includes(path)) continue;
    faults.push(`${path} does not belong to the package`);
  }
}

type PublishedHead = Checkpoint & { note: string };

async function readCheckpoint(
  files: PackageFiles,
  vkey: string,
  manifest: Manifest | undefined,
  faults: string[],
): Promise<PublishedHead | undefined> {
  return orFault(faults, "checkpoint", async () => {
    const note = await readText(files, "checkpoint");
    const checkpoint = { ...verifyCheckpoint(note, vkey), note };
    const { size, root } = checkpoint;
    if (manifest && (manifest.size !== size || manifest.rootHex !== root.toString("hex"))) {
      faults.push("checkpoint is not the one that manifest.json names");
    }
    return checkpoint;
  });
}

async function checkRecords(
  files: PackageFiles,
  checkpoint: PublishedHead,
  manifest: Manifest | undefined,
  faults: string[],
): Promise<void> {
  const used = new Set<string>();
  // Packages made before there were proofs by themselves have none.
  const proofs = new Set(files.paths.filter((path) => path.startsWith("proofs/")));
  let count = 0;
  let lastIndex = -1;
  const entries = await orFault(faults, "entries.jsonl", () => files.read("entries.jsonl"));
  for (const bytes of linesOf(entries ?? new Uint8Array())) {
    count += 1;
    if (count > recordsMax) {
      faults.push(`the package has more than ${recordsMax} records`);
      break;
    }
    const line = await orFault(faults, `record ${count}`, () =>
      Promise.resolve(parseRecordLine(decodeText(bytes, "the line"))),
    );
    if (line === undefined) continue;
    if (line.index <= lastIndex) faults.push(`record ${count} is repeated or out of order`);
    lastIndex = line.index;
    await orFault(faults, `record ${count}`, async () => {
      const record = await resolveRecord(files, line, used);
      const of = `record ${count} (entry ${line.index})`;
      faults.push(...recordFaults(record, checkpoint).map((fault) => `${of} ${fault}`));
      if (proofs.size > 0) faults.push(...(await proofFaults(files, record, checkpoint, proofs)));
    });
  }
  if (manifest && manifest.records !== count) {
    faults.push(`the package has ${count} records, not ${manifest.records}`);
  }
  for (const path of files.paths) {
    const isUnused = path.startsWith("media/") ? !used.has(path) : proofs.has(path);
    if (isUnused) faults.push(`${path} belongs to no record`);
  }
}

/** A record's proof by itself says what its line says, byte by byte; what is left of `proofs` belongs to nobody. */
async function proofFaults(
  files: PackageFiles,
  { index, proof }: PackageRecord,
  { note }: PublishedHead,
  proofs: Set<string>,
): Promise<string[]> {
  const path = tlogProofPath(index);
  if (!proofs.delete(path)) return [`${path} is missing`];
  const isSame = formatTlogProof(index, proof, note) === (await readText(files, path));
  return isSame ? [] : [`${path} is not the proof of its record`];
}

/** A line with its files read: what the line's writer had in hand. */
export async function resolveRecord(files: PackageFiles, line: RecordLine, used: Set<string>) {
  const parts: Record<string, Disclosure> = {};
  for (const [name, part] of Object.entries(line.parts)) {
    if ("file" in part) used.add(part.file);
    parts[name] = await resolvePart(files, part);
  }
  const proof = line.proof.map((hash) => fromBase64(hash, "a hash of its proof"));
  return { index: line.index, entry: fromBase64(line.entry, "its entry"), parts, proof };
}

async function resolvePart(files: PackageFiles, part: PartLine): Promise<Disclosure> {
  if ("withheld" in part) return part;
  const salt = fromBase64(part.salt, "a salt");
  if ("runs" in part) return { salt, runs: part.runs };
  if ("text" in part) return { salt, bytes: Buffer.from(part.text) };
  if ("bytes" in part) return { salt, bytes: fromBase64(part.bytes, "a part") };
  if (!part.file.startsWith("media/")) throw new PackageFault("refers to a file that is no medium");
  return { salt, bytes: await files.read(part.file) };
}

export function* linesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length;) {
    const newline = bytes.indexOf(0x0a, at);
    const end = newline < 0 ? bytes.length : newline;
    yield bytes.subarray(at, end);
    at = end + 1;
  }
}

export async function readText(files: PackageFiles, path: string): Promise<string> {
  return decodeText(await files.read(path), path);
}

export function decodeText(bytes: Uint8Array, what: string): string {
  const text = Buffer.from(bytes).toString("utf8");
  if (!Buffer.from(text).equals(bytes)) throw new PackageFault(`${what} is not UTF-8 text`);
  return text;
}

async function orFault<T>(
  faults: string[],
  what: string,
  read: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof PackageFault) && !(error instanceof NoteFault)) throw error;
    faults.push(`${what}: ${error.message}`);
    return undefined;
  }
}

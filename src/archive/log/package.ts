import { canonicalize } from "#platform/crypto/canonical.ts";
import { limit } from "#platform/limits.ts";
import type { Disclosure } from "./entry.ts";
import { strictBase64 } from "./note.ts";
import { PackageFault } from "./package-zip.ts";
import type { WordRun } from "./words.ts";

/*
 * What an export package is made of (core R7). It is complete in itself:
 *
 *   entries.jsonl   a line for each record: its entry, its parts given out or withheld, its proof
 *   media/<sha256>  parts too large for a line
 *   proofs/         for each record its proof by itself, as C2SP tlog-proof has it: <entry>.tlog-proof
 *   timestamps/     RFC 3161 time stamps: the checkpoint that each is over, and its way to the package's
 *   completeness.json  how complete the record is: heartbeats and gaps of each account (optional)
 *   seeds.jsonl     of texts given out whole, the seeds of their words' salts: an archive that is taken over goes on
 *                   withholding single words (optional)
 *   checkpoint      the log's signed head, to which the proofs lead
 *   log.vkey        the log's public key
 *   verify.html     checks and shows the package in a browser, without a network
 *   RECIPE.txt      how to check it with sha256sum, openssl and python3 alone
 *   manifest.json   what the package is, and the SHA-256 of every file above
 *   manifest.note   the manifest's SHA-256, signed with the log's key
 */

export const recordsMax = limit(
  "archive.package-records",
  100_000,
  "records",
  "a package is checked in a browser; a larger production is given out as several",
);
const inlineSizeBytesMax = limit(
  "archive.package-inline",
  65_536,
  "bytes",
  "larger parts are files of their own, so that a line stays readable",
);

/** A record as it is put into a package. */
export interface PackageRecord {
  /** The entry's place in the log. */
  index: number;
  entry: Uint8Array;
  /** For every part of the entry: the part in the clear, or withheld. */
  parts: Readonly<Record<string, Disclosure>>;
  /** Inclusion proof to the package's checkpoint. */
  proof: readonly Uint8Array[];
  /** Of a text that is given out whole: what its words' salts are made of, for whoever takes the archive over. */
  seed?: Uint8Array;
}

/** A line of entries.jsonl. */
export interface RecordLine {
  index: number;
  /** Base64, as are salts, bytes and proof hashes. */
  entry: string;
  parts: Record<string, PartLine>;
  proof: string[];
}

export type PartLine =
  | { withheld: true; reason?: string }
  | { salt: string; runs: WordRun[] }
  | { salt: string; text: string }
  | { salt: string; bytes: string }
  | { salt: string; file: string };

export interface Manifest {
  format: "openbeat-package";
  v: 1;
  origin: string;
  agency: string;
  title: string;
  /** UTC instant, RFC 3339. */
  madeAt: string;
  /** The checkpoint's size and root. */
  size: number;
  rootHex: string;
  records: number;
  /** Every file but the manifest's own two. */
  files: Record<string, { sha256: string; sizeBytes: number }>;
}

/** The files that every package has beside its media, in the order they are written. */
export const fixedFiles = ["entries.jsonl", "checkpoint", "log.vkey", "verify.html", "RECIPE.txt"];
export const manifestFiles = ["manifest.json", "manifest.note"];

/** The text of manifest.note: its first line keeps it apart from anything else the key may sign. */
export function manifestText(origin: string, manifestSha256: Uint8Array): string {
  return `openbeat package manifest v1\n${origin}\n${Buffer.from(manifestSha256).toString("hex")}\n`;
}

/** A part's line, and the file that it refers to, if it needs one of its own. */
export function partLine(
  name: string,
  part: Disclosure,
  mediaPath: (bytes: Uint8Array) => string,
): { line: PartLine; file: { path: string; bytes: Uint8Array } | undefined } {
  if ("withheld" in part) {
    const why = part.reason === undefined ? {} : { reason: part.reason };
    return { line: { withheld: true, ...why }, file: undefined };
  }
  const salt = base64(part.salt);
  if ("runs" in part) return { line: { salt, runs: [...part.runs] }, file: undefined };
  if (name.startsWith("media") || part.bytes.length > inlineSizeBytesMax) {
    const file = { path: mediaPath(part.bytes), bytes: part.bytes };
    return { line: { salt, file: file.path }, file };
  }
  const text = Buffer.from(part.bytes).toString("utf8");
  // Bytes that are no UTF-8 would not come back from text.
  const isText = Buffer.from(text).equals(part.bytes);
  return { line: isText ? { salt, text } : { salt, bytes: base64(part.bytes) }, file: undefined };
}

/** Reads a line of entries.jsonl; throws a PackageFault unless it is in its one proper form. */
export function parseRecordLine(text: string): RecordLine {
  const value = canonicalValue(text, "the line");
  if (!isObject(value) || !hasKeys(value, ["entry", "index", "parts", "proof"])) {
    throw new PackageFault("it does not have the fields of a record");
  }
  const { index, entry, parts, proof } = value;
  if (typeof index !== "number" || !Number.isSafeInteger(index) || index < 0) {
    throw new PackageFault("its index is not a number");
  }
  if (typeof entry !== "string" || !isObject(parts) || !Array.isArray(proof)) {
    throw new PackageFault("it does not have the fields of a record");
  }
  const lines = Object.entries(parts).map(([name, part]): [string, PartLine] => {
    if (!isPartLine(part)) throw new PackageFault(`its part ${name} has no proper form`);
    return [name, part];
  });
  return { index, entry, parts: Object.fromEntries(lines), proof: proof.map(String) };
}

/** Reads manifest.json; throws a PackageFault unless it is in its one proper form. */
export function parseManifest(text: string): Manifest {
  const value = canonicalValue(text, "manifest.json");
  if (!isManifest(value)) throw new PackageFault("manifest.json does not have a manifest's fields");
  return value;
}

const manifestKeys = "agency files format madeAt origin records rootHex size title v".split(" ");

function isManifest(value: unknown): value is Manifest {
  if (!isObject(value) || !hasKeys(value, manifestKeys)) return false;
  const { agency, files, madeAt, origin, records, rootHex, size, title } = value;
  return (
    value["format"] === "openbeat-package" &&
    value["v"] === 1 &&
    [agency, madeAt, origin, rootHex, title].every((text) => typeof text === "string") &&
    [records, size].every(Number.isSafeInteger) &&
    isObject(files) &&
    Object.values(files).every(isFileRecord)
  );
}

function isFileRecord(value: unknown): boolean {
  return (
    isObject(value) &&
    hasKeys(value, ["sha256", "sizeBytes"]) &&
    typeof value["sha256"] === "string" &&
    Number.isSafeInteger(value["sizeBytes"])
  );
}

function isPartLine(value: unknown): value is PartLine {
  if (!isObject(value)) return false;
  if (hasKeys(value, ["withheld"])) return value["withheld"] === true;
  if (hasKeys(value, ["reason", "withheld"]))
    return value["withheld"] === true && typeof value["reason"] === "string";
  if (hasKeys(value, ["runs", "salt"]))
    return (
      typeof value["salt"] === "string" &&
      Array.isArray(value["runs"]) &&
      value["runs"].every(isRun)
    );
  const [salt, content] = [value["salt"], value["text"] ?? value["bytes"] ?? value["file"]];
  const isOne = ["text", "bytes", "file"].some((key) => hasKeys(value, [key, "salt"].sort()));
  return isOne && typeof salt === "string" && typeof content === "string";
}

function isRun(value: unknown): value is WordRun {
  if (!isObject(value)) return false;
  const areTexts = (list: unknown) =>
    Array.isArray(list) && list.every((one) => typeof one === "string");
  if (hasKeys(value, ["leaves", "reason"]))
    return areTexts(value["leaves"]) && typeof value["reason"] === "string";
  return hasKeys(value, ["salts", "words"]) && areTexts(value["salts"]) && areTexts(value["words"]);
}

function canonicalValue(text: string, what: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    if (canonicalize(value) !== text) throw new PackageFault(`${what} is not in canonical form`);
    return value;
  } catch (error) {
    if (error instanceof PackageFault) throw error;
    throw new PackageFault(`${what} is not JSON`);
  }
}

/** Whether an object has these keys, given in order, and no others. */
function hasKeys(value: Record<string, unknown>, keys: readonly string[]): boolean {
  return Object.keys(value).sort().join() === keys.join();
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}

/** The bytes of strict base64; throws a PackageFault that names the field. */
export function fromBase64(text: string, what: string): Buffer {
  const bytes = strictBase64(text);
  if (bytes === undefined) throw new PackageFault(`${what} is not base64`);
  return bytes;
}

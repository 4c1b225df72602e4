import { isUtf8 } from "node:buffer";
import { createHash, hash } from "node:crypto";
import { limit } from "#platform/limits.ts";
import { leafHash } from "./merkle.ts";
import { entrySizeBytesMax } from "./tiles.ts";
import type { WordRun } from "./words.ts";

/*
 * The entry of a record in the log (core R2, R3). It holds only salted hashes of the record's parts,
 * so it can be public for ever: destroying a part and its salt leaves the entry verifiable and tells
 * nothing, and disclosing a part with its salt proves that part alone.
 */

const partsMax = limit(
  "archive.parts",
  500,
  "parts",
  "the parts of one entry, at about 80 bytes each, must fit a bundle's 64 KiB",
);
const fieldLengthMax = limit(
  "archive.entry-field",
  200,
  "characters",
  "ids and kinds are names, not content",
);

/** `subject`, `payload`, `text`, `media.0`, `media.1` …: one word, and a number where there are many. */
const partName = /^[a-z][A-Za-z]{0,31}(\.(0|[1-9]\d{0,3}))?$/;
/** RFC 3339 in UTC, with at most microseconds. */
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/;
const commitmentHex = /^[0-9a-f]{64}$/;
export const saltSizeBytes = 32;

/** What is known of a record beside its parts. Nothing personal belongs here: it stays for ever. */
export interface EntryFields {
  id: string;
  agency: string;
  /** What happened, such as `captured`, `sent`, `approved`, `disposed`. */
  kind: string;
  /** UTC instants as RFC 3339 text ending in Z. */
  occurredAt: string;
  capturedAt: string;
  /** The id of the entry that holds the previous version of the same thing. */
  previous?: string | undefined;
}

export interface LogEntry extends EntryFields {
  v: 1;
  /** Part name to the hex of its commitment. */
  parts: Record<string, string>;
}

/** A part in the clear: the salt (32 bytes) and the bytes that its commitment was made of. */
export interface Part {
  salt: Uint8Array;
  bytes: Uint8Array;
}

export type Parts = Readonly<Record<string, Part>>;

/** What a commitment is made of; a text stands for its UTF-8. */
export interface Committable {
  salt: Uint8Array;
  bytes: Uint8Array | string;
}

/** A part whose commitment was made while its bytes streamed by: a video is never whole in memory. */
export interface Committed {
  commitment: Buffer;
}

/** SHA-256(salt ‖ name ‖ 0x00 ‖ bytes). A name has no zero byte, so no two inputs read alike. */
export function commitPart(name: string, bytes: Uint8Array, salt: Uint8Array): Buffer {
  return Buffer.from(commitHex(name, bytes, salt), "hex");
}

/** The same in hex, as entries hold it: Node hands a string over at half the cost of a buffer. */
function commitHex(name: string, bytes: Committable["bytes"], salt: Uint8Array): string {
  if (!partName.test(name)) throw new RangeError(`${JSON.stringify(name)} is no part's name`);
  if (salt.length !== saltSizeBytes) throw new RangeError("a part's salt is 32 bytes");
  const head = saltSizeBytes + name.length + 1;
  const isText = typeof bytes === "string";
  const most = head + (isText ? 3 : 1) * bytes.length;
  const whole = most <= scratch.length ? scratch : Buffer.allocUnsafe(most);
  whole.set(salt, 0);
  whole.write(`${name}\0`, saltSizeBytes, "latin1");
  if (!isText) whole.set(bytes, head);
  const size = isText ? whole.write(bytes, head) : bytes.length;
  return hash("sha256", whole.subarray(0, head + size), "hex");
}

function committedHex(name: string, commitment: Buffer): string {
  if (!partName.test(name)) throw new RangeError(`${JSON.stringify(name)} is no part's name`);
  if (commitment.length !== 32) throw new RangeError("a commitment is 32 bytes");
  return commitment.toString("hex");
}

/** Most parts are short: they are put together in the same place, one after another. */
const scratch = Buffer.alloc(16 * 1024);

/** The same of bytes that come in pieces. */
export async function commitStream(
  name: string,
  pieces: AsyncIterable<Uint8Array>,
  salt: Uint8Array,
): Promise<Committed> {
  if (!partName.test(name)) throw new RangeError(`${JSON.stringify(name)} is no part's name`);
  if (salt.length !== saltSizeBytes) throw new RangeError("a part's salt is 32 bytes");
  const hashing = createHash("sha256").update(salt).update(`${name}\0`);
  for await (const piece of pieces) hashing.update(piece);
  return { commitment: hashing.digest() };
}

/** The bytes that are put into the log for a record, and their leaf hash. Throws as `entryBytes` does. */
export function makeEntry(
  fields: EntryFields,
  parts: Readonly<Record<string, Committable | Committed>>,
): { bytes: Buffer; leafHash: Buffer } {
  const bytes = entryBytes(fields, parts);
  return { bytes, leafHash: leafHash(bytes) };
}

/**
 * An entry as it is written. Throws a RangeError for fields or parts that have no proper form, or when the entry would be
 * longer than `archive.entry`.
 */
export function entryBytes(
  fields: EntryFields,
  parts: Readonly<Record<string, Committable | Committed>>,
): Buffer {
  const commitments: Record<string, string> = {};
  for (const name of Object.keys(parts).sort()) {
    const part = parts[name];
    if (!part) continue;
    commitments[name] =
      "commitment" in part
        ? committedHex(name, part.commitment)
        : commitHex(name, part.bytes, part.salt);
  }
  const { id, agency, kind, occurredAt, capturedAt, previous } = fields;
  const entry: LogEntry = {
    agency,
    capturedAt,
    id,
    kind,
    occurredAt,
    parts: commitments,
    ...(previous === undefined ? {} : { previous }),
    v: 1,
  };
  // Names and commitments of its parts have their form by now.
  const fault = fieldsFault(entry);
  if (fault) throw new RangeError(fault);
  // Its keys stand in canonical order and its texts are well-formed, so this is its canonical form (RFC 8785 §3.2).
  const bytes = Buffer.from(JSON.stringify(entry));
  if (bytes.length > entrySizeBytesMax) {
    throw new RangeError(`the entry has ${bytes.length} bytes; archive.entry is the limit`);
  }
  return bytes;
}

/** Reads an entry; throws a RangeError unless the bytes are exactly what `makeEntry` would write. */
export function parseEntry(bytes: Uint8Array): LogEntry {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  if (!isUtf8(bytes)) throw new RangeError("the entry is not UTF-8");
  const value = jsonOf(text);
  if (!isEntry(value)) throw new RangeError("the entry does not have the fields of an entry");
  const fault = fieldsFault(value) ?? partsFault(value);
  if (fault) throw new RangeError(fault);
  if (!isCanonical(value, text)) throw new RangeError("the entry is not in canonical form");
  return value;
}

/** Its texts are well-formed by now and it has no fractions, so that sorted keys are all that is left of RFC 8785 §3.2. */
function isCanonical(entry: LogEntry, text: string): boolean {
  return isSorted(entry) && isSorted(entry.parts) && JSON.stringify(entry) === text;
}

function isSorted(value: object): boolean {
  const keys = Object.keys(value);
  return keys.every((key, at) => at === 0 || (keys[at - 1] ?? "") < key);
}

/** Whether a part with its salt is the one that the entry commits to. */
export function verifyPart(entry: LogEntry, name: string, part: Committable | Committed): boolean {
  const commitment = Object.hasOwn(entry.parts, name) ? entry.parts[name] : undefined;
  if (commitment === undefined) return false;
  if ("commitment" in part) return part.commitment.toString("hex") === commitment;
  if (part.salt.length !== saltSizeBytes) return false;
  return commitHex(name, part.bytes, part.salt) === commitment;
}

/**
 * A part given out, or withheld: then only its commitment in the entry is left, and why, where there is a reason. The
 * words of a text may be given out in part.
 */
export type Disclosure =
  | Part
  | { withheld: true; reason?: string }
  | { salt: Uint8Array; runs: readonly WordRun[] };

/** For each part of the entry what is given out: those named in `disclosed`, the rest withheld. */
export function discloseParts(
  entry: LogEntry,
  parts: Parts,
  disclosed: readonly string[],
): Record<string, Disclosure> {
  const given: Record<string, Disclosure> = {};
  for (const name of Object.keys(entry.parts)) {
    const part = disclosed.includes(name) && Object.hasOwn(parts, name) ? parts[name] : undefined;
    given[name] = part ?? { withheld: true };
  }
  return given;
}

function fieldsFault(entry: LogEntry): string | undefined {
  const { id, agency, kind, previous } = entry;
  const names = previous === undefined ? [id, agency, kind] : [id, agency, kind, previous];
  if (names.some((name) => name === "" || name.length > fieldLengthMax)) {
    return `the entry's id, agency, kind and previous are 1 to ${fieldLengthMax} characters`;
  }
  if (!names.every((name) => name.isWellFormed())) return "the entry's texts are not Unicode text";
  if (!instant.test(entry.occurredAt) || !instant.test(entry.capturedAt)) {
    return "the entry's times are not UTC instants";
  }
  const many = Object.keys(entry.parts).length;
  return many > partsMax ? `the entry has more than ${partsMax} parts` : undefined;
}

function partsFault({ parts }: LogEntry): string | undefined {
  const isProper = Object.entries(parts).every(
    ([name, hex]) => partName.test(name) && commitmentHex.test(hex),
  );
  return isProper ? undefined : "a part of the entry has no proper name or commitment";
}

const textKeys = ["agency", "capturedAt", "id", "kind", "occurredAt"];

function isEntry(value: unknown): value is LogEntry {
  if (!isObject(value) || value["v"] !== 1 || !isObject(value["parts"])) return false;
  const texts = Object.hasOwn(value, "previous") ? [...textKeys, "previous"] : textKeys;
  return (
    // With `parts` and `v`, and nothing else.
    Object.keys(value).length === texts.length + 2 &&
    texts.every((key) => typeof value[key] === "string") &&
    Object.values(value["parts"]).every((text) => typeof text === "string")
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RangeError("the entry is not JSON");
  }
}

import { setImmediate } from "node:timers/promises";
import { keysOver, type LentKeys } from "#platform/crypto/vault.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import type { Packed } from "../fresh.ts";
import type { Body } from "../body.ts";
import { makeEntry, saltSizeBytes, type Committable, type Committed } from "../log/entry.ts";
import { seedSizeBytes, wordsDigest, wordsPart } from "../log/words.ts";

const bodyMax = limit(
  "archive.body",
  4 * 1024 * 1024,
  "bytes",
  "one record's payload and text; media lie beside it",
);

/** Sealing thousands in one go would keep everybody else waiting: after so many records others have their turn. */
const atATime = 16;

/** A record as it is to be sealed: a thread can be given it. */
export interface Unsealed {
  id: string;
  kind: string;
  occurredAt: string;
  previous: string | undefined;
  texts: Texts;
  /** Committed to already, in the order in which the record names them. */
  media: readonly CommittedMedium[];
}

/** The parts of a record that are text. */
interface Texts {
  /** Canonical JSON of what it is about. */
  subject: string;
  /** JSON as the network gave it. */
  payload: string;
  /** The words that search finds. */
  text: string;
  /** Under what it is filed, canonical JSON. */
  filing: string;
}

export interface CommittedMedium {
  /** SHA-256 of its bytes, hex: its name in the blob store. */
  blob: string;
  salt: Uint8Array;
  commitment: Uint8Array;
}

/** Records of one agency, captured at the same time, with the keys and the randomness to seal them: the same gives the same. */
export interface SealingJob {
  agencyId: string;
  /** RFC 3339, UTC. */
  capturedAt: string;
  keys: LentKeys;
  /** `randomSizeOf` the records: no part of it serves twice. */
  random: Uint8Array;
  records: readonly Unsealed[];
}

/** What the database is given of each record, in the order of the records. */
export interface SealedRows {
  entries: Packed;
  leafHashes: Packed;
  bodies: Packed;
}

const textParts = ["subject", "payload", "text", "filing"] as const;
/** A record's own key, and a nonce each for it and for what it seals. */
const keySizeBytes = 32 + 12 + 12;

/** How many random bytes the sealing of some records takes. */
export function randomSizeOf(records: readonly Unsealed[]): number {
  const each = textParts.length * saltSizeBytes + keySizeBytes;
  const worded = records.filter(({ texts }) => texts.text !== "").length;
  return records.length * each + worded * (saltSizeBytes + seedSizeBytes);
}

/** Makes the log's entry of each record and seals its body. Throws a Refusal where a record is too large. */
export async function sealRows(job: SealingJob): Promise<SealedRows> {
  const draw = drawing(job.random);
  const keys = keysOver(job.keys, draw);
  const entries: Buffer[] = [];
  const leafHashes: Buffer[] = [];
  const bodies: Buffer[] = [];
  for (const [index, record] of job.records.entries()) {
    const { entry, plain } = sealable(job, record, draw);
    const { agencyId } = job;
    entries.push(entry.bytes);
    leafHashes.push(entry.leafHash);
    bodies.push(
      keys.seal({ table: "archive_records", column: "sealed", agencyId, rowId: record.id }, plain),
    );
    if (index % atATime === atATime - 1) await setImmediate();
  }
  return { entries: packed(entries), leafHashes: packed(leafHashes), bodies: packed(bodies) };
}

function sealable(
  { agencyId, capturedAt }: SealingJob,
  { id, kind, occurredAt, previous, texts, media }: Unsealed,
  draw: (size: number) => Buffer,
) {
  const body: Body = { parts: {} };
  const parts: Record<string, Committable | Committed> = {};
  for (const name of textParts) {
    const salt = draw(saltSizeBytes);
    parts[name] = { salt, bytes: texts[name] };
    body.parts[name] = { salt: salt.toString("base64"), text: texts[name] };
  }
  if (texts.text !== "") {
    const salt = draw(saltSizeBytes);
    const seed = draw(seedSizeBytes);
    parts[wordsPart] = { salt, bytes: wordsDigest(texts.text, seed) };
    body.parts[wordsPart] = { salt: salt.toString("base64"), seed: seed.toString("base64") };
  }
  for (const [index, { blob, salt, commitment }] of media.entries()) {
    const name = mediumName(index);
    parts[name] = { commitment: Buffer.from(commitment) };
    body.parts[name] = { salt: Buffer.from(salt).toString("base64"), blob };
  }
  const fields = { id, agency: agencyId, kind, occurredAt, capturedAt, previous };
  const entry = makeEntry(fields, parts);
  const plain = JSON.stringify(body);
  if (plain.length > bodyMax)
    throw new Refusal(
      "record-too-large",
      `A record may have at most ${bodyMax / 1024 / 1024} MB beside its media.`,
      { status: 413 },
    );
  return { entry, plain };
}

/** The part of an entry that is a record's medium, counted from 0. */
export function mediumName(index: number): string {
  return `media.${index}`;
}

/** Hands out the bytes once, one piece after another. */
function drawing(random: Uint8Array): (size: number) => Buffer {
  const bytes = Buffer.from(random.buffer, random.byteOffset, random.byteLength);
  let at = 0;
  return (size) => {
    if (at + size > bytes.length) throw new RangeError("the randomness is used up");
    at += size;
    return bytes.subarray(at - size, at);
  };
}

/**
 * Pieces one after another, with where each starts (counted from 1, as SQL does) and its size in bytes. They have a memory
 * of their own, which a thread can hand over.
 */
function packed(pieces: readonly Buffer[]): Packed {
  const bytes = Buffer.allocUnsafeSlow(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  const starts = pieces.map((piece) => {
    const start = at;
    at += piece.copy(bytes, at);
    return start + 1;
  });
  return { bytes, starts, sizes: pieces.map(({ length }) => length) };
}

import { createPublicKey, sign, verify } from "node:crypto";
import type { KeyObject } from "node:crypto";
import {
  formatVkey,
  keyIdFor,
  NoteFault,
  parseVkey,
  signatureLine,
  splitNote,
  type NoteVerifier,
} from "./note.ts";

/* Cosignatures of witnesses, C2SP tlog-cosignature 1.0: a time, and an Ed25519 signature over it and a checkpoint. */

const cosignatureType = 0x04;
const timeSize = 8;

/** Who cosigned, and when by the witness's own clock, in whole seconds since 1970. */
export interface Cosignature {
  witness: NoteVerifier;
  seconds: number;
}

/** A witness's public key as it is published. */
export function formatWitnessKey(name: string, publicKey: KeyObject): string {
  return formatVkey(name, publicKey, cosignatureType);
}

/** Reads a witness's published key; throws a NoteFault unless it is of type 0x04 (cosignature/v1). */
export function parseWitnessKey(vkey: string): NoteVerifier {
  return parseVkey(vkey, cosignatureType);
}

/** The signature line by which a witness says: at this time, this was the largest consistent head that I knew. */
export function cosign(
  checkpointText: string,
  name: string,
  privateKey: KeyObject,
  seconds: number,
): string {
  const time = Buffer.alloc(timeSize);
  time.writeBigUInt64BE(BigInt(seconds));
  const signature = sign(null, messageOf(checkpointText, seconds), privateKey);
  const keyId = keyIdFor(name, createPublicKey(privateKey), cosignatureType);
  return signatureLine(name, keyId, Buffer.concat([time, signature]));
}

/**
 * The cosignatures of a checkpoint by the witnesses one knows; those of others are passed over. Throws a NoteFault
 * when one of a known witness is bad: it was forged, or the checkpoint was changed under it.
 */
export function cosignaturesOf(note: string, witnesses: readonly NoteVerifier[]): Cosignature[] {
  const { text, signatures } = splitNote(note);
  const found = new Map<NoteVerifier, number>();
  for (const { name, keyId, signature } of signatures) {
    const witness = witnesses.find((one) => one.name === name && one.keyId.equals(keyId));
    if (!witness) continue;
    const seconds = timeOf(signature);
    const isGood =
      seconds !== undefined &&
      verify(null, messageOf(text, seconds), witness.key, signature.subarray(timeSize));
    if (!isGood) throw new NoteFault(`the cosignature by ${name} is not good for this checkpoint`);
    found.set(witness, Math.max(seconds, found.get(witness) ?? 0));
  }
  return [...found].map(([witness, seconds]) => ({ witness, seconds }));
}

function timeOf(signature: Buffer): number | undefined {
  if (signature.length !== timeSize + 64) return undefined;
  const seconds = Number(signature.readBigUInt64BE());
  return Number.isSafeInteger(seconds) ? seconds : undefined;
}

function messageOf(checkpointText: string, seconds: number): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${seconds}\n${checkpointText}`);
}

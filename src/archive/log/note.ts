import { createPublicKey, sign, verify } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { sha256 } from "#platform/crypto/canonical.ts";
import { limit } from "#platform/limits.ts";

/* Signed notes, C2SP signed-note: a text, an empty line, and a line for each Ed25519 signature. */

const noteSizeBytesMax = limit(
  "archive.note",
  1_000_000,
  "bytes",
  "a note is read whole before its signature is known to be good",
);
const signaturesMax = limit(
  "archive.note-signatures",
  100,
  "signatures",
  "a log's own and its witnesses'; more would only cost time to check",
);

const ed25519Type = 0x01;
const dash = "\u2014";
/** What stands before the 32 bytes of an Ed25519 key in a DER SubjectPublicKeyInfo (RFC 8410). */
const spkiPrefix = Buffer.from("302a300506032b6570032100", "hex");

/** Whose signature is looked for: the key's name, its id and the key. */
export interface NoteVerifier {
  name: string;
  keyId: Buffer;
  key: KeyObject;
}

/** A note whose signatures were checked. */
export interface OpenNote {
  /** The text that was signed, ending in a newline. */
  text: string;
  /** Names of the given keys whose signatures are good. */
  signedBy: string[];
  /** How many signatures are by keys that were not given, and so were not checked. */
  unknownSignatures: number;
}

/** A note that is misshapen, unsigned or badly signed; the message says which. */
export class NoteFault extends Error {
  constructor(why: string) {
    super(why);
    this.name = "NoteFault";
  }
}

/**
 * `<name>+<key id>+<base64 of type and key>`: how a log's public key is published. Another `type` is another use of an
 * Ed25519 key, such as a witness's (0x04).
 */
export function formatVkey(name: string, publicKey: KeyObject, type = ed25519Type): string {
  checkName(name);
  const key = rawPublicKey(publicKey);
  const typed = Buffer.concat([Buffer.of(type), key]);
  return `${name}+${keyIdOf(name, typed).toString("hex")}+${typed.toString("base64")}`;
}

/** Reads a published key; throws a NoteFault unless it is a well-formed Ed25519 one of this type. */
export function parseVkey(vkey: string, type = ed25519Type): NoteVerifier {
  const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey) ?? [];
  if (name === undefined || id === undefined || encoded === undefined) {
    throw new NoteFault("this is no verifier key: it should read name+id+key");
  }
  checkName(name);
  const typed = strictBase64(encoded);
  if (typed?.length !== 33 || typed[0] !== type) {
    throw new NoteFault(
      type === ed25519Type
        ? "the verifier key is not an Ed25519 key"
        : "the verifier key is not of the kind that is asked for",
    );
  }
  const keyId = keyIdOf(name, typed);
  if (keyId.toString("hex") !== id) throw new NoteFault("the verifier key's id is not its own");
  const der = Buffer.concat([spkiPrefix, typed.subarray(1)]);
  return { name, keyId, key: createPublicKey({ key: der, format: "der", type: "spki" }) };
}

/** The whole note: `text` (which must end in a newline) and one signature by `privateKey`. */
export function signNote(text: string, name: string, privateKey: KeyObject): string {
  checkName(name);
  checkText(text);
  const keyId = keyIdFor(name, createPublicKey(privateKey));
  return `${text}\n${signatureLine(name, keyId, sign(null, Buffer.from(text), privateKey))}`;
}

/** One line of a note's signatures, its newline included. */
export function signatureLine(name: string, keyId: Uint8Array, signature: Uint8Array): string {
  checkName(name);
  return `${dash} ${name} ${Buffer.concat([keyId, signature]).toString("base64")}\n`;
}

/** The four bytes by which a signature names its key. */
export function keyIdFor(name: string, publicKey: KeyObject, type = ed25519Type): Buffer {
  return keyIdOf(name, Buffer.concat([Buffer.of(type), rawPublicKey(publicKey)]));
}

/**
 * Checks a note against the keys one knows. Throws a NoteFault when a signature by one of them is
 * bad, or when there is none by any of them.
 */
export function openNote(note: string, verifiers: readonly NoteVerifier[]): OpenNote {
  const { text, signatures } = splitNote(note);
  const signedBy = new Set<string>();
  let unknownSignatures = 0;
  for (const { name, keyId, signature } of signatures) {
    const known = verifiers.find((one) => one.name === name && one.keyId.equals(keyId));
    if (known === undefined) {
      unknownSignatures += 1;
    } else if (verify(null, Buffer.from(text), known.key, signature)) {
      signedBy.add(name);
    } else {
      throw new NoteFault(`the signature by ${name} is not good for this text`);
    }
  }
  if (signedBy.size === 0) {
    const names = verifiers.map((one) => one.name).join(" or ");
    throw new NoteFault(`there is no signature by ${names}`);
  }
  return { text, signedBy: [...signedBy], unknownSignatures };
}

interface NoteSignature {
  name: string;
  keyId: Buffer;
  signature: Buffer;
}

/** Takes a note apart without checking signatures; throws a NoteFault when it is misshapen. */
export function splitNote(note: string): { text: string; signatures: NoteSignature[] } {
  if (Buffer.byteLength(note) > noteSizeBytesMax) throw new NoteFault("the note is too long");
  const gap = note.lastIndexOf("\n\n");
  if (gap < 0) throw new NoteFault("the note has no signature");
  const text = note.slice(0, gap + 1);
  checkText(text);
  const block = note.slice(gap + 2);
  if (!block.endsWith("\n")) throw new NoteFault("the note ends within a line");
  const lines = block.slice(0, -1).split("\n");
  if (lines.length > signaturesMax) throw new NoteFault("the note has too many signatures");
  return { text, signatures: lines.map(parseSignature) };
}

function parseSignature(line: string): NoteSignature {
  const [, name, encoded] = /^\u2014 (\S+) (\S+)$/.exec(line) ?? [];
  const bytes = encoded === undefined ? undefined : strictBase64(encoded);
  // Other kinds of signature may be longer or shorter, but each has its key's id and something more.
  if (name === undefined || bytes === undefined || bytes.length < 5) {
    throw new NoteFault("a signature line is misshapen");
  }
  checkName(name);
  return { name, keyId: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}

/** The bytes of base64 in its one proper spelling, or undefined. */
export function strictBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : undefined;
}

function keyIdOf(name: string, typedKey: Uint8Array): Buffer {
  return sha256(Buffer.concat([Buffer.from(`${name}\n`), typedKey])).subarray(0, 4);
}

function rawPublicKey(key: KeyObject): Buffer {
  if (key.asymmetricKeyType !== "ed25519") throw new TypeError("a note's key is an Ed25519 key");
  return key.export({ format: "der", type: "spki" }).subarray(spkiPrefix.length);
}

function checkName(name: string): void {
  if (name === "" || /[\s+]/u.test(name) || !name.isWellFormed()) {
    throw new NoteFault("a key's name is one word without a plus sign");
  }
}

function checkText(text: string): void {
  if (text === "" || !text.endsWith("\n"))
    throw new NoteFault("the text does not end its last line");
  // oxlint-disable-next-line no-control-regex -- the format forbids control characters but newline
  if (/[\u0000-\u0009\u000b-\u001f\u007f]/.test(text) || !text.isWellFormed()) {
    throw new NoteFault("the text has characters that a note may not have");
  }
}

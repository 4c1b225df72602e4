import type { KeyObject } from "node:crypto";
import { NoteFault, openNote, parseVkey, signNote, strictBase64 } from "./note.ts";

/* Checkpoints, C2SP tlog-checkpoint: a log's size and root, as a signed note. */

export interface Checkpoint {
  /** The log's name, which is also the name of its key. */
  origin: string;
  size: number;
  root: Buffer;
  /** Lines that the log may add; ours adds none. */
  extensions: string[];
}

/** The three lines that are signed. */
function formatCheckpointBody(origin: string, size: number, root: Uint8Array): string {
  if (!Number.isSafeInteger(size) || size < 0) throw new RangeError(`${size} is no log's size`);
  if (root.length !== 32) throw new RangeError("a root is 32 bytes");
  return `${origin}\n${size}\n${Buffer.from(root).toString("base64")}\n`;
}

/** Reads the body of a checkpoint; throws a NoteFault for anything that has another spelling. */
export function parseCheckpointBody(text: string): Checkpoint {
  if (!text.endsWith("\n")) throw new NoteFault("the checkpoint ends within a line");
  const [origin, sizeText, rootText, ...extensions] = text.slice(0, -1).split("\n");
  if (origin === undefined || origin === "") throw new NoteFault("the checkpoint has no origin");
  if (sizeText === undefined || !/^(0|[1-9]\d{0,15})$/.test(sizeText)) {
    throw new NoteFault("the checkpoint has no proper size");
  }
  const size = Number(sizeText);
  if (!Number.isSafeInteger(size)) throw new NoteFault("the checkpoint's size is too large");
  const root = rootText === undefined ? undefined : strictBase64(rootText);
  if (root?.length !== 32) throw new NoteFault("the checkpoint has no proper root");
  if (extensions.includes("")) throw new NoteFault("the checkpoint has an empty line");
  return { origin, size, root, extensions };
}

/** A checkpoint as it is published, signed by the log's key. */
export function signCheckpoint(
  origin: string,
  size: number,
  root: Uint8Array,
  privateKey: KeyObject,
): string {
  return signNote(formatCheckpointBody(origin, size, root), origin, privateKey);
}

/**
 * Reads a published checkpoint and checks the signature of the log whose key is `vkey`. Throws a
 * NoteFault when it is unsigned, badly signed, misshapen or another log's.
 */
export function verifyCheckpoint(note: string, vkey: string): Checkpoint {
  const verifier = parseVkey(vkey);
  const checkpoint = parseCheckpointBody(openNote(note, [verifier]).text);
  if (checkpoint.origin !== verifier.name) {
    throw new NoteFault(`the checkpoint is of ${checkpoint.origin}, not of ${verifier.name}`);
  }
  return checkpoint;
}

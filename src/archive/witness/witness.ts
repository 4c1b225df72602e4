import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from "node:crypto";
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Clock } from "#platform/clock.ts";
import { limit } from "#platform/limits.ts";
import { parseCheckpointBody, verifyCheckpoint, type Checkpoint } from "../log/checkpoint.ts";
import { cosign, formatWitnessKey } from "../log/cosignature.ts";
import { createFile, readIfPresent, replaceFile } from "../log/durable-file.ts";
import { verifyConsistency } from "../log/merkle.ts";
import { NoteFault, splitNote, strictBase64 } from "../log/note.ts";

const proofMax = limit("witness.proof", 63, "hashes", "C2SP tlog-witness: more is refused");

/** What a witness answers: an HTTP status, and a body in the form that C2SP tlog-witness gives it. */
export interface WitnessAnswer {
  status: 200 | 400 | 403 | 404 | 409 | 422;
  type: "text/plain; charset=utf-8" | "text/x.tlog.size";
  body: string;
}

/** A log that a witness watches: its key, whose name is the log's origin. */
export interface WatchedLog {
  vkey: string;
  origin: string;
}

const remembered = z.strictObject({
  origin: z.string(),
  size: z.int().min(0),
  rootHex: z.string().regex(/^[0-9a-f]{64}$/),
  note: z.string(),
});
type Remembered = z.infer<typeof remembered>;

/**
 * A witness of logs (C2SP tlog-witness 1.0): remembers the newest head of each that it cosigned, and cosigns only what
 * continues it. Its folder holds its key and a file a log; nothing else is needed, and nothing of the logs' content
 * passes here. From the comparison to the durable write nothing waits, so two requests cannot cross; and the head is on
 * the disk before its cosignature leaves, so that no crash lets it cosign two roots of one size.
 */
export class Witness {
  readonly name: string;
  readonly vkey: string;
  readonly #folder: string;
  readonly #key: KeyObject;
  readonly #logs: ReadonlyMap<string, string>;
  readonly #clock: Clock;

  private constructor(
    folder: string,
    name: string,
    key: KeyObject,
    logs: readonly WatchedLog[],
    clock: Clock,
  ) {
    this.#folder = folder;
    this.name = name;
    this.#key = key;
    this.#logs = new Map(logs.map(({ origin, vkey }) => [origin, vkey]));
    this.#clock = clock;
    this.vkey = formatWitnessKey(name, createPublicKey(key));
  }

  /** Takes up a folder, making it and its key where there is none. Throws when others may read the key. */
  static open(folder: string, name: string, logs: readonly WatchedLog[], clock: Clock): Witness {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return new Witness(folder, name, keyOf(join(folder, "witness.key.pem")), logs, clock);
  }

  /** Answers the body of one `POST /add-checkpoint`. */
  addCheckpoint(body: string): WitnessAnswer {
    const request = parseRequest(body);
    if (typeof request === "string") return plain(400, request);
    const vkey = this.#logs.get(request.origin);
    if (vkey === undefined) return plain(404, "This witness does not watch that log.");
    let head: Checkpoint;
    try {
      head = verifyCheckpoint(request.note, vkey);
    } catch (error) {
      if (!(error instanceof NoteFault)) throw error;
      return plain(403, `Not signed by the log: ${error.message}.`);
    }
    if (request.oldSize > head.size)
      return plain(400, "The old size is larger than the checkpoint's.");
    const known = this.#remembered(request.origin);
    if ((known?.size ?? 0) !== request.oldSize) return sizeOnly(known?.size ?? 0);
    if (known && known.size === head.size && known.rootHex !== head.root.toString("hex"))
      return sizeOnly(known.size);
    if (!continues(known, head, request.proof))
      return plain(422, "The proof does not lead from the head that was cosigned to this one.");
    return this.#cosign(request, head);
  }

  /** The newest checkpoint of a log that was cosigned here, for whoever compares; undefined when there is none. */
  latest(origin: string): string | undefined {
    return this.#logs.has(origin) ? this.#remembered(origin)?.note : undefined;
  }

  #cosign({ note, text }: AddCheckpoint, head: Checkpoint): WitnessAnswer {
    const { origin, size, root } = head;
    const seconds = Math.floor(this.#clock.now().epochMilliseconds / 1000);
    const line = cosign(text, this.name, this.#key, seconds);
    const own = note.slice(0, text.length + 1) + ownLines(note, text, origin) + line;
    const state: Remembered = { origin, size, rootHex: root.toString("hex"), note: own };
    replaceFile(this.#place(origin), JSON.stringify(state), 0o600);
    return plain(200, line);
  }

  #remembered(origin: string): Remembered | undefined {
    const text = readIfPresent(this.#place(origin));
    if (text === undefined) return undefined;
    // A file that does not read is no memory, and without memory nothing is cosigned: the request fails.
    const state = remembered.parse(JSON.parse(text));
    if (state.origin !== origin) throw new Error(`${this.#place(origin)} is another log's memory`);
    return state;
  }

  #place(origin: string): string {
    return join(this.#folder, `${encodeURIComponent(origin)}.json`);
  }
}

/** The log's own signature lines: what other witnesses said is theirs to hand out. */
function ownLines(note: string, text: string, origin: string): string {
  const lines = note.slice(text.length + 1).match(/[^\n]*\n/g) ?? [];
  return lines.filter((line) => line.startsWith(`\u2014 ${origin} `)).join("");
}

function continues(
  known: Remembered | undefined,
  head: Checkpoint,
  proof: readonly Buffer[],
): boolean {
  // From an empty log everything follows, and nothing is to be proved.
  if (known === undefined || known.size === 0) return proof.length === 0;
  return verifyConsistency({
    olderSize: known.size,
    newerSize: head.size,
    olderRoot: Buffer.from(known.rootHex, "hex"),
    newerRoot: head.root,
    proof,
  });
}

interface AddCheckpoint {
  oldSize: number;
  proof: Buffer[];
  note: string;
  /** What is signed of the note. */
  text: string;
  origin: string;
}

/** The request's parts, or a sentence that says what is wrong with it. */
function parseRequest(body: string): AddCheckpoint | string {
  const gap = body.indexOf("\n\n");
  if (gap < 0) return "There is no empty line before the checkpoint.";
  const [first = "", ...hashes] = body.slice(0, gap).split("\n");
  const old = /^old (0|[1-9]\d{0,15})$/.exec(first)?.[1];
  if (old === undefined || !Number.isSafeInteger(Number(old)))
    return "The first line should read: old SIZE.";
  if (hashes.length > proofMax) return `A proof has at most ${proofMax} lines.`;
  const proof: Buffer[] = [];
  for (const line of hashes) {
    const hash = strictBase64(line);
    if (hash?.length !== 32) return "A line of the proof is no hash.";
    proof.push(hash);
  }
  const note = body.slice(gap + 2);
  try {
    const { text } = splitNote(note);
    return { oldSize: Number(old), proof, note, text, origin: parseCheckpointBody(text).origin };
  } catch (error) {
    if (!(error instanceof NoteFault)) throw error;
    return `The checkpoint cannot be read: ${error.message}.`;
  }
}

function plain(status: WitnessAnswer["status"], text: string): WitnessAnswer {
  return {
    status,
    type: "text/plain; charset=utf-8",
    body: text.endsWith("\n") ? text : `${text}\n`,
  };
}

function sizeOnly(size: number): WitnessAnswer {
  return { status: 409, type: "text/x.tlog.size", body: `${size}\n` };
}

function keyOf(path: string): KeyObject {
  const text = readIfPresent(path);
  if (text !== undefined) {
    if ((statSync(path).mode & 0o077) !== 0)
      throw new Error(`others may read the witness's key; run chmod 600 ${path}`);
    return createPrivateKey(text);
  }
  const { privateKey } = generateKeyPairSync("ed25519");
  createFile(path, privateKey.export({ format: "pem", type: "pkcs8" }).toString(), 0o600);
  return privateKey;
}

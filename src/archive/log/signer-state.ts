import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { statSync } from "node:fs";
import { join } from "node:path";
import { canonicalize } from "#platform/crypto/canonical.ts";
import { verifyCheckpoint } from "./checkpoint.ts";
import { createFile, readIfPresent, replaceFile } from "./durable-file.ts";
import { Frontier } from "./frontier.ts";
import { sameHash } from "./merkle.ts";
import { formatVkey } from "./note.ts";
import { SignerRefusal } from "./signer-messages.ts";

/** What the signer remembers of a log between runs. */
export interface SignerState {
  frontier: Frontier;
  /** The frontier before the last append: shows whether a repeated request is the same request. */
  previous: Frontier;
  /** The last checkpoint; undefined until the first is signed. */
  checkpoint: string | undefined;
}

/**
 * One log's key and state in the signer's folder: `<name>.key.pem` (mode 600) and
 * `<name>.state.json`, where the name is the origin in URL encoding.
 *
 * The state is made before the key, so a key without a state means that the state was taken away:
 * then nothing is signed, as starting anew would sign a second history.
 */
export class SignerFiles {
  readonly vkey: string;
  readonly privateKey: KeyObject;
  readonly #origin: string;
  readonly #statePath: string;
  #written: string;

  private constructor(origin: string, statePath: string, written: string, key: KeyObject) {
    this.#origin = origin;
    this.#statePath = statePath;
    this.#written = written;
    this.privateKey = key;
    this.vkey = formatVkey(origin, createPublicKey(key));
  }

  /** Takes up a log's files, making them for a log that has none. */
  static open(folder: string, origin: string): { files: SignerFiles; state: SignerState } {
    const statePath = join(folder, stateName(origin));
    const keyPath = join(folder, `${encodeURIComponent(origin)}.key.pem`);
    const keyText = readIfPresent(keyPath);
    const stateText = readIfPresent(statePath) ?? firstState(statePath, origin, keyText);
    const state = parseState(stateText, origin);
    const key =
      keyText === undefined ? firstKey(keyPath, origin, state) : readKey(keyPath, keyText);
    const files = new SignerFiles(origin, statePath, stateText, key);
    checkState(origin, state, files.vkey);
    return { files, state };
  }

  /** Makes the state durable. Only then may the checkpoint in it be given out. */
  save(state: SignerState): void {
    // A second signer on this folder would sign a second root for a size; the lock forbids it, and
    // this finds it should the lock have been removed by hand.
    if (readIfPresent(this.#statePath) !== this.#written) {
      throw new SignerRefusal(
        "state-damaged",
        `the state of ${this.#origin} was changed by somebody else while the signer was running`,
      );
    }
    const text = formatState(this.#origin, state);
    replaceFile(this.#statePath, text, 0o600);
    this.#written = text;
  }
}

export function stateName(origin: string): string {
  return `${encodeURIComponent(origin)}.state.json`;
}

function firstState(path: string, origin: string, keyText: string | undefined): string {
  if (keyText !== undefined) {
    throw new SignerRefusal(
      "state-lost",
      `the signer has a key for ${origin} but its state file is gone; restore ${path}`,
    );
  }
  const empty = new Frontier();
  const text = formatState(origin, { frontier: empty, previous: empty, checkpoint: undefined });
  createFile(path, text, 0o600);
  return text;
}

function firstKey(path: string, origin: string, state: SignerState): KeyObject {
  if (state.checkpoint !== undefined) {
    throw new SignerRefusal("key-lost", `the key of ${origin} is gone; restore ${path}`);
  }
  const { privateKey } = generateKeyPairSync("ed25519");
  createFile(path, privateKey.export({ format: "pem", type: "pkcs8" }).toString(), 0o600);
  return privateKey;
}

function readKey(path: string, text: string): KeyObject {
  if ((statSync(path).mode & 0o077) !== 0) {
    throw new SignerRefusal("key-exposed", `others may read the key; run chmod 600 ${path}`);
  }
  return createPrivateKey(text);
}

function formatState(origin: string, state: SignerState): string {
  return canonicalize({
    v: 1,
    origin,
    frontier: state.frontier.serialise(),
    previous: state.previous.serialise(),
    checkpoint: state.checkpoint,
  });
}

function parseState(text: string, origin: string): SignerState {
  try {
    const value: unknown = JSON.parse(text);
    if (!isStateRecord(value) || value.origin !== origin) throw new TypeError("not its state");
    return {
      frontier: Frontier.parse(value.frontier),
      previous: Frontier.parse(value.previous),
      checkpoint: value.checkpoint,
    };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError) {
      throw damaged(origin, error.message);
    }
    throw error;
  }
}

interface StateRecord {
  origin: string;
  frontier: unknown;
  previous: unknown;
  checkpoint: string | undefined;
}

function isStateRecord(value: unknown): value is StateRecord {
  if (typeof value !== "object" || value === null) return false;
  if (!("v" in value) || value.v !== 1 || !("origin" in value)) return false;
  if (typeof value.origin !== "string" || !("frontier" in value) || !("previous" in value)) {
    return false;
  }
  return !("checkpoint" in value) || typeof value.checkpoint === "string";
}

/** The state must agree with what this key signed last. */
function checkState(origin: string, state: SignerState, vkey: string): void {
  const { frontier, checkpoint } = state;
  if (checkpoint === undefined) {
    if (frontier.size > 0) throw damaged(origin, "it has leaves but no checkpoint");
    return;
  }
  try {
    const signed = verifyCheckpoint(checkpoint, vkey);
    if (signed.size === frontier.size && sameHash(signed.root, frontier.root())) return;
  } catch (error) {
    throw damaged(origin, error instanceof Error ? error.message : String(error));
  }
  throw damaged(origin, "its hashes are not those of its checkpoint");
}

function damaged(origin: string, why: string): SignerRefusal {
  return new SignerRefusal("state-damaged", `the signer's state of ${origin} is damaged: ${why}`);
}

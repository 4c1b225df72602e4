import { limit } from "#platform/limits.ts";
import { parseCheckpointBody, signCheckpoint } from "./checkpoint.ts";
import { NoteFault, signNote } from "./note.ts";
import { SignerRefusal } from "./signer-messages.ts";
import type { SignedHead } from "./signer-messages.ts";
import { SignerFiles } from "./signer-state.ts";
import type { SignerState } from "./signer-state.ts";

const originLengthMax = limit(
  "archive.origin",
  80,
  "characters",
  "a log's name, in URL encoding, is part of a file's name",
);

/** A log's name: a host and path without a scheme, as C2SP tlog-checkpoint recommends. */
const originForm = /^[a-z0-9][a-z0-9._/-]*$/;

/**
 * Signs one log's checkpoints, and never two roots for one size (core R4). It computes each root from
 * its own frontier, so nothing that the caller says about the tree is believed.
 */
export class LogSigner {
  readonly vkey: string;
  readonly #origin: string;
  readonly #files: SignerFiles;
  #state: SignerState;

  constructor(folder: string, origin: string) {
    if (origin.length > originLengthMax || !originForm.test(origin)) {
      throw new SignerRefusal("misuse", `${JSON.stringify(origin)} is no proper name for a log`);
    }
    const { files, state } = SignerFiles.open(folder, origin);
    this.#origin = origin;
    this.#files = files;
    this.#state = state;
    this.vkey = files.vkey;
  }

  /** The last signed head; undefined when nothing was signed yet. */
  latest(): SignedHead | undefined {
    const { checkpoint, frontier } = this.#state;
    if (checkpoint === undefined) return undefined;
    return { checkpoint, size: frontier.size, rootHex: frontier.root().toString("hex") };
  }

  /**
   * Adds leaves after the first `fromSize` and signs the new head. A request repeated after a crash
   * gets the same checkpoint, and may bring more leaves than it did the first time.
   */
  append(fromSize: number, leafHashes: readonly Uint8Array[]): SignedHead {
    const { frontier } = this.#state;
    const fresh = this.#freshLeaves(fromSize, leafHashes);
    const known = this.latest();
    if (fresh.length === 0 && known) return known;
    const grown = frontier.copy();
    for (const leaf of fresh) grown.append(leaf);
    const root = grown.root();
    const signed = signCheckpoint(this.#origin, grown.size, root, this.#files.privateKey);
    const state = { frontier: grown, previous: frontier, checkpoint: signed };
    this.#files.save(state);
    this.#state = state;
    return { checkpoint: signed, size: grown.size, rootHex: root.toString("hex") };
  }

  /**
   * Signs another text with the log's key. A text that reads as a checkpoint is refused: signed, it
   * would be one.
   */
  signNote(text: string): string {
    if (isCheckpoint(text)) {
      throw new SignerRefusal(
        "misuse",
        "a checkpoint is signed only for leaves that were appended",
      );
    }
    return signNote(text, this.#origin, this.#files.privateKey);
  }

  /** The leaves that are not signed yet; refuses what does not continue the signed log. */
  #freshLeaves(fromSize: number, leafHashes: readonly Uint8Array[]): readonly Uint8Array[] {
    const { frontier, previous } = this.#state;
    const { size } = frontier;
    if (fromSize === size) return leafHashes;
    if (fromSize > size) {
      const sentence = `${this.#origin} was signed up to ${size}, not to ${fromSize}`;
      throw new SignerRefusal("ahead", sentence);
    }
    const known = size - fromSize;
    if (fromSize !== previous.size || leafHashes.length < known) {
      const sentence = `${this.#origin} is already signed up to ${size}; go on from there`;
      throw new SignerRefusal("behind", sentence);
    }
    const again = previous.copy();
    for (const leaf of leafHashes.slice(0, known)) again.append(leaf);
    if (!again.root().equals(frontier.root())) {
      const sentence = `${this.#origin} has another root at ${size}, which is already signed`;
      throw new SignerRefusal("forked", sentence);
    }
    return leafHashes.slice(known);
  }
}

function isCheckpoint(text: string): boolean {
  try {
    parseCheckpointBody(text);
    return true;
  } catch (error) {
    if (error instanceof NoteFault) return false;
    throw error;
  }
}

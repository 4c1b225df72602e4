/* What the signer's thread is asked and what it answers. */

/** A log's head with the checkpoint that was signed over it. */
export interface SignedHead {
  /** The signed note, as it is to be published. */
  checkpoint: string;
  size: number;
  rootHex: string;
}

export type SignerAsk =
  | { kind: "append"; origin: string; fromSize: number; leafHashes: Uint8Array<ArrayBuffer> }
  | { kind: "latest"; origin: string }
  | { kind: "publicKey"; origin: string }
  | { kind: "signNote"; origin: string; text: string };

export type SignerRequest = SignerAsk & { id: number };

export type SignerReply =
  | { id: number; ok: true; head: SignedHead | undefined }
  | { id: number; ok: true; text: string }
  | { id: number; ok: false; reason: SignerReason; sentence: string };

/**
 * Why the signer says no.
 * - `behind`: the caller starts from a size that the log has passed; take the latest head and go on.
 * - `ahead`: the caller starts from a size that was never signed here; leaves or state were lost.
 * - `forked`: other leaves were signed for these places; signing would give one size two roots.
 * - `state-lost`, `state-damaged`, `key-lost`, `key-exposed`: the signer's folder is not as it left it.
 * - `misuse`: the request itself is improper.
 * - `crashed`: the signer ended before it answered; asking the same again is safe.
 */
export type SignerReason =
  | "behind"
  | "ahead"
  | "forked"
  | "state-lost"
  | "state-damaged"
  | "key-lost"
  | "key-exposed"
  | "misuse"
  | "crashed"
  | "locked"
  | "closed"
  | "failed";

export class SignerRefusal extends Error {
  readonly reason: SignerReason;

  constructor(reason: SignerReason, sentence: string) {
    super(sentence);
    this.name = "SignerRefusal";
    this.reason = reason;
  }
}

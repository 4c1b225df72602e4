import { createHash } from "node:crypto";
import type { Item, LossPiece, LossReason, Piece } from "./item.ts";

/** The four ends that a byte can have. */
export interface ByteCounts {
  record: number;
  structure: number;
  duplicate: number;
  loss: number;
}

export interface Loss {
  reason: LossReason;
  offset: number;
  length: number;
  sample: string;
  /** The file of the package in which it is; offset and length are of that file's own bytes. */
  member?: string;
}

export function noBytes(): ByteCounts {
  return { record: 0, structure: 0, duplicate: 0, loss: 0 };
}

export function sumOf({ record, structure, duplicate, loss }: ByteCounts): number {
  return record + structure + duplicate + loss;
}

/**
 * Keeps account of one file's bytes. Pieces must follow one another without gap or overlap: a gap becomes a loss of
 * its own ("unread"), so that no parser's mistake hides a byte; an overlap is a programmer's error.
 */
export class ByteAccount {
  readonly bytes = noBytes();
  readonly losses: Loss[] = [];
  records = 0;
  duplicates = 0;
  #at = 0;
  #last: "record" | "duplicate" = "record";
  readonly #seen: SeenItems;
  readonly #onLoss: (loss: Loss) => void;

  constructor(seen: SeenItems, onLoss: (loss: Loss) => void = () => undefined) {
    this.#seen = seen;
    this.#onLoss = onLoss;
  }

  /** Returns the identity of a record that is seen for the first time. */
  take(piece: Piece, scope: string): string | undefined {
    this.#upTo(piece.offset);
    this.#at += piece.length;
    switch (piece.is) {
      case "structure":
        this.bytes.structure += piece.length;
        return undefined;
      case "more":
        this.bytes[this.#last] += piece.length;
        return undefined;
      case "loss":
        this.#lose(piece);
        return undefined;
      case "record":
        return this.#takeRecord(piece.item, piece.length, scope);
    }
  }

  /** Nothing more comes: what was not reached is a loss too. */
  end(size: number): void {
    this.#upTo(size);
  }

  #takeRecord(item: Item, length: number, scope: string): string | undefined {
    const identity = this.#seen.add(item, scope);
    this.#last = identity === undefined ? "duplicate" : "record";
    this.bytes[this.#last] += length;
    if (identity === undefined) this.duplicates++;
    else this.records++;
    return identity;
  }

  #lose({ reason, offset, length, sample }: LossPiece): void {
    this.bytes.loss += length;
    const loss = { reason, offset, length, sample };
    this.losses.push(loss);
    this.#onLoss(loss);
  }

  #upTo(offset: number): void {
    if (offset < this.#at) throw new Error(`bytes ${offset} to ${this.#at} were told twice`);
    if (offset === this.#at) return;
    const gap = {
      reason: "unread",
      offset: this.#at,
      length: offset - this.#at,
      sample: "",
    } as const;
    this.#lose({ is: "loss", ...gap });
    this.#at = offset;
  }
}

/** The identities that one import has met. A second of the same is a duplicate. */
export class SeenItems {
  readonly #seen = new Set<string>();
  /** How often a repeatable item came within the part of the file that counts them. */
  readonly #turns = new Map<string, number>();

  /** The item's identity (SHA-256, base64url), or undefined where it was met before. */
  add(item: Item, scope: string): string | undefined {
    const base = hashOf([scope, item.kind === "file" ? "file" : "", item.identity]);
    const turn = item.isRepeatable ? (this.#turns.get(base) ?? 0) : 0;
    if (item.isRepeatable) this.#turns.set(base, turn + 1);
    const identity = turn === 0 ? base : hashOf([base, String(turn)]);
    if (this.#seen.has(identity)) return undefined;
    this.#seen.add(identity);
    return identity;
  }

  /** Another file begins: the same minutes may stand in both. */
  beginFile(): void {
    this.#turns.clear();
  }
}

export function hashOf(parts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:${part}`);
  return hash.digest("base64url");
}

/**
 * Shares out bytes that have no boundaries of their own (a file packed in a package) in the proportion of what they
 * unpack to. The whole is kept exactly, and whatever is there has at least one byte where there are enough.
 */
export function sharedOut(size: number, by: ByteCounts): ByteCounts {
  const total = sumOf(by);
  const shares = noBytes();
  if (total === 0 || size === 0) return { ...shares, structure: size };
  const keys = ["loss", "duplicate", "record", "structure"] as const;
  const present = keys.filter((key) => by[key] > 0);
  for (const key of present) shares[key] = Math.floor((by[key] / total) * size);
  for (const key of present) if (shares[key] === 0 && sumOf(shares) < size) shares[key] = 1;
  const largest = present.toSorted((a, b) => by[b] - by[a])[0] ?? "structure";
  shares[largest] += size - sumOf(shares);
  return shares;
}

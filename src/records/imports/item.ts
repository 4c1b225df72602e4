/** What a stretch of an imported file turned out to be. Pieces follow one another without gap or overlap. */
export type Piece = RecordPiece | MorePiece | StructurePiece | LossPiece;

export interface Stretch {
  /** Bytes from the start of the file, and how many. */
  offset: number;
  length: number;
}

export interface RecordPiece extends Stretch {
  is: "record";
  item: Item;
}

/** Further bytes of the record before, which a loss had cut in two. */
export interface MorePiece extends Stretch {
  is: "more";
}

/** Markup, heads, separators: what carries no message of its own. */
export interface StructurePiece extends Stretch {
  is: "structure";
}

export interface LossPiece extends Stretch {
  is: "loss";
  reason: LossReason;
  /** The first characters of what was not read, for whoever looks for it. */
  sample: string;
}

export type LossReason =
  | "bad-date"
  | "not-readable"
  | "cut-off"
  | "before-first-message"
  | "no-text-found"
  | "wrong-hash"
  | "too-large"
  | "too-deep"
  | "unsafe-name"
  | "encrypted"
  | "too-many-files"
  | "zip-bomb"
  | "unknown-file"
  | "unknown-part"
  | "damaged"
  | "unread";

const itemKinds = [
  "message",
  "draft",
  "deleted",
  "post",
  "deleted-post",
  "comment",
  "live-chat",
  "event",
  "call",
  "mail",
  "file",
] as const;
export type ItemKind = (typeof itemKinds)[number];

/** One message as its program kept it. */
export interface Item {
  kind: ItemKind;
  /**
   * What makes it itself within its format: its program's own id, or its time, sender and words. Two of the same
   * identity are the same message, unless `isRepeatable`.
   */
  identity: string;
  /** A coarse clock: the same words twice in a minute are two messages, told apart by their order. */
  isRepeatable?: true;
  /** RFC 3339 in UTC; or a wall-clock time without a zone ("2019-12-24T12:23:00"), read in the import's own zone. */
  at: string;
  from: string;
  to: readonly string[];
  thread: string;
  direction: "in" | "out" | "internal";
  text: string;
  media: readonly Attachment[];
  /** The program's own fields, as it wrote them. */
  payload: Readonly<Record<string, unknown>>;
  /** Mended while reading: "surrogate-pair", "latin-1", "nul". */
  repairs?: readonly string[];
}

export interface Attachment {
  name: string;
  type?: string | undefined;
  /** It lay in the message itself. */
  bytes?: Uint8Array;
  /** It lies beside it, in the same package. */
  file?: PackedFile;
}

/** A file of a package, read when it is needed. */
export interface PackedFile {
  name: string;
  sizeBytes: number;
  /** Throws when it is damaged or not what it says it is. */
  unpack(into: string): Promise<void>;
}

/** How the other files of a package are found by a message that names one. */
export interface Neighbours {
  find(name: string): PackedFile | undefined;
}

export interface ReadOptions {
  /** Whose account or telephone it is: names, numbers or handles by which "out" is told from "in". */
  account?: string | undefined;
  neighbours?: Neighbours | undefined;
  /** CSV: which column is what. */
  mapping?: Readonly<Record<string, string>> | undefined;
  /** Extra facts that a package knows of a file in it. */
  package?: PackageFacts | undefined;
  note?: ((note: Note) => void) | undefined;
}

/** What a reader noticed of a file as a whole. */
export type Note =
  | { about: "date-order"; order: string; isCertain: boolean }
  | { about: "declared-count"; declared: number; found: number }
  | { about: "columns"; heads: readonly string[]; missing: "text" | "time" };

export interface PackageFacts {
  /** X: the account's own id. */
  ownerId?: string | undefined;
}

export function record(offset: number, length: number, item: Item): RecordPiece {
  return { is: "record", offset, length, item };
}

export function structure(offset: number, length: number): StructurePiece {
  return { is: "structure", offset, length };
}

export function loss(offset: number, bytes: Uint8Array, reason: LossReason): LossPiece {
  return { is: "loss", offset, length: bytes.length, reason, sample: sampleOf(bytes) };
}

/** Enough to find the place again, on one line. */
export function sampleOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, 240))
    .toString("utf8")
    .replaceAll(/[\s\p{Cc}\u{fffd}]+/gu, " ")
    .trim()
    .slice(0, 80);
}

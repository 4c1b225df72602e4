import type { Size } from "../rebuilding.ts";
import type { Box } from "../tables.ts";

/* What goes between the program and the thread that reads a document. */

/** What the thread is started with: bytes that nobody vouches for, and how much it may take of the machine. */
export interface DocumentJob {
  bytes: Uint8Array;
  memoryBytesMax: number;
  pagesMax: number;
}

export type PageAsk =
  | { what: "measure" }
  /** A page from 0, as large as it is wanted in pixels, with black where the boxes are. */
  | { what: "draw"; page: number; size: Size; boxes: readonly Box[] };

/** Why a document cannot be taken apart: it wants a password, is none, has too many pages, or takes too much. */
export type WhyUnread = "locked" | "damaged" | "many-pages" | "heavy";

/** Points: 1/72 of an inch, as the page stands upright. */
export type PageReply =
  | { ok: true; what: "measured"; points: readonly Size[] }
  | { ok: true; what: "drawn"; pixels: Uint8Array; channels: 1 | 3 }
  | { ok: false; why: WhyUnread };

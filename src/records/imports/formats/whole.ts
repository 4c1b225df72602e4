import { limit } from "#platform/limits.ts";
import { loss, type Piece } from "../item.ts";
import type { Source } from "../source.ts";

const wholeMax = limit(
  "imports.in-memory",
  1_073_741_824,
  "bytes",
  "a file that is read whole; telephones' XML, mailboxes and packages are streamed and may be larger",
);

/** The whole file, or the loss that it is where it is too large for memory. */
export async function whole(source: Source): Promise<Buffer | Piece> {
  if (source.size <= wholeMax) return source.read(0, source.size);
  const head = loss(0, await source.read(0, 200), "too-large");
  return { ...head, length: source.size };
}

export interface Line {
  offset: number;
  /** Its end of line included. */
  length: number;
}

export function* linesOf(bytes: Buffer, from = 0): Generator<Line> {
  for (let offset = from; offset < bytes.length;) {
    const end = bytes.indexOf(0x0a, offset);
    const length = (end === -1 ? bytes.length : end + 1) - offset;
    yield { offset, length };
    offset += length;
  }
}

import { limit } from "#platform/limits.ts";

const wordsMax = limit(
  "page.compared",
  3_000,
  "words",
  "of an old and a new text, compared word by word; longer ones stand whole side by side",
);

export interface Piece {
  isChanged: boolean;
  text: string;
}

/** Two texts side by side, each in pieces: what the other has too, and what it has alone (longest common subsequence). */
export function compare(before: string, after: string): { before: Piece[]; after: Piece[] } {
  const [old, now] = [wordsOf(before), wordsOf(after)];
  if (old.length > wordsMax || now.length > wordsMax)
    return {
      before: [{ isChanged: false, text: before }],
      after: [{ isChanged: false, text: after }],
    };
  const lengths = lengthsOf(old, now);
  const [left, right]: [Piece[], Piece[]] = [[], []];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    const [was, is] = [old[i], now[j]];
    if (was !== undefined && was === is) {
      add(left, false, was);
      add(right, false, is);
      i += 1;
      j += 1;
      continue;
    }
    const isGone =
      is === undefined || (was !== undefined && at(lengths, i + 1, j) >= at(lengths, i, j + 1));
    if (isGone) add(left, true, was ?? "");
    else add(right, true, is);
    i += isGone ? 1 : 0;
    j += isGone ? 0 : 1;
  }
  return { before: left, after: right };
}

/** Each with the blank behind it, so that no blank alone is taken for what both texts have. */
function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}’'-]+\s*|[^\s\p{L}\p{N}]\s*|\s+/gu) ?? [];
}

function lengthsOf(old: readonly string[], now: readonly string[]): Uint16Array[] {
  const rows = Array.from({ length: old.length + 1 }, () => new Uint16Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = now.length - 1; j >= 0; j -= 1) {
      const row = rows[i];
      if (row)
        row[j] =
          old[i] === now[j]
            ? at(rows, i + 1, j + 1) + 1
            : Math.max(at(rows, i + 1, j), at(rows, i, j + 1));
    }
  return rows;
}

function at(rows: readonly Uint16Array[], i: number, j: number): number {
  return rows[i]?.[j] ?? 0;
}

function add(pieces: Piece[], isChanged: boolean, text: string): void {
  const last = pieces.at(-1);
  if (last?.isChanged === isChanged) last.text += text;
  else pieces.push({ isChanged, text });
}

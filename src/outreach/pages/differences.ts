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

interface Step {
  kind: "same" | "gone" | "new";
  word: string;
}

/** Two texts side by side, each in pieces: what the other has too, and what it has alone (longest common subsequence). */
export function compare(before: string, after: string): { before: Piece[]; after: Piece[] } {
  const [old, now] = [wordsOf(before), wordsOf(after)];
  if (old.length > wordsMax || now.length > wordsMax)
    return {
      before: [{ isChanged: false, text: before }],
      after: [{ isChanged: false, text: after }],
    };
  const [left, right]: [Piece[], Piece[]] = [[], []];
  for (const { kind, word } of withoutIslands(stepsOf(old, now))) {
    if (kind !== "new") add(left, kind === "gone", word);
    if (kind !== "gone") add(right, kind === "new", word);
  }
  return { before: left, after: right };
}

function stepsOf(old: readonly string[], now: readonly string[]): Step[] {
  const lengths = lengthsOf(old, now);
  const steps: Step[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    const [was, is] = [old[i], now[j]];
    if (was !== undefined && was === is) {
      steps.push({ kind: "same", word: was });
      i += 1;
      j += 1;
      continue;
    }
    const isGone =
      is === undefined || (was !== undefined && at(lengths, i + 1, j) >= at(lengths, i, j + 1));
    if (isGone) steps.push({ kind: "gone", word: was ?? "" });
    else steps.push({ kind: "new", word: is });
    i += isGone ? 1 : 0;
    j += isGone ? 0 : 1;
  }
  return steps;
}

const islandWords = 2;

/** One or two words that both texts happen to have amid a change belong to the change: nobody reads around a lone "to". */
function withoutIslands(steps: readonly Step[]): Step[] {
  const runs: Step[][] = [];
  for (const step of steps) {
    const last = runs.at(-1);
    if (last && (last[0]?.kind === "same") === (step.kind === "same")) last.push(step);
    else runs.push([step]);
  }
  return runs.flatMap((run, place) => {
    const isIsland = place > 0 && place < runs.length - 1 && run.length <= islandWords;
    if (run[0]?.kind !== "same" || !isIsland) return run;
    return run.flatMap(({ word }): Step[] => [
      { kind: "gone", word },
      { kind: "new", word },
    ]);
  });
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

export interface DiffPart {
  kind: "same" | "added" | "removed";
  text: string;
}

/** Beyond this a comparison word by word says less than both texts whole, and takes too long. */
const wordsMax = 1500;

/** What changed between two texts, word by word (longest common subsequence). */
export function diffWords(before: string, after: string): DiffPart[] {
  const old = wordsOf(before);
  const now = wordsOf(after);
  if (old.length > wordsMax || now.length > wordsMax)
    return joined([
      ["removed", before],
      ["added", after],
    ]);
  const lengths = table(old, now);
  const parts: [DiffPart["kind"], string][] = [];
  let [i, j] = [0, 0];
  const width = now.length + 1;
  while (i < old.length || j < now.length) {
    const [was, is] = [old[i], now[j]];
    if (was !== undefined && was === is) {
      parts.push(["same", was]);
      i += 1;
      j += 1;
    } else if (
      is === undefined ||
      (was !== undefined && at(lengths, (i + 1) * width + j) >= at(lengths, i * width + j + 1))
    ) {
      parts.push(["removed", was ?? ""]);
      i += 1;
    } else {
      parts.push(["added", is]);
      j += 1;
    }
  }
  return joined(parts);
}

function wordsOf(text: string): string[] {
  return text.match(/\s+|[\p{L}\p{N}’'-]+|[^\s\p{L}\p{N}]/gu) ?? [];
}

function table(old: readonly string[], now: readonly string[]): Uint16Array {
  const width = now.length + 1;
  const lengths = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        old[i] === now[j]
          ? at(lengths, (i + 1) * width + j + 1) + 1
          : Math.max(at(lengths, (i + 1) * width + j), at(lengths, i * width + j + 1));
    }
  }
  return lengths;
}

function at(lengths: Uint16Array, index: number): number {
  return lengths[index] ?? 0;
}

/** Joins neighbours of a kind, and a blank between two changes of a kind with them. */
function joined(parts: readonly [DiffPart["kind"], string][]): DiffPart[] {
  const whole: DiffPart[] = [];
  for (const [kind, text] of parts) {
    const last = whole.at(-1);
    if (text === "") continue;
    if (last?.kind === kind) last.text += text;
    else whole.push({ kind, text });
  }
  return whole;
}

const shingleWords = 3;

/** Words alone: no case, accents, punctuation or addresses, which change between two tellings of one thing. */
export function normalised(text: string): string[] {
  return text
    .replaceAll(/https?:\/\/\S+/gi, " ")
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

/** Every run of three words; fewer words are one run. */
export function shingles(text: string): Set<string> {
  const words = normalised(text);
  if (words.length === 0) return new Set();
  if (words.length <= shingleWords) return new Set([words.join(" ")]);
  return new Set(
    words.slice(shingleWords - 1).map((_word, at) => words.slice(at, at + shingleWords).join(" ")),
  );
}

/** How alike two texts are, from 0 to 1: the part of all runs that both have (Jaccard). */
export function similarity(one: string, other: string): number {
  return alike(shingles(one), shingles(other));
}

export function alike(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let both = 0;
  for (const run of a) if (b.has(run)) both++;
  return both / (a.size + b.size - both);
}

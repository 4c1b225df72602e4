export interface Piece {
  text: string;
  isMatch: boolean;
}

const shownLength = 260;

/** The words a query asks for: without what it leaves out, its operators and quotation marks. */
export function wordsOf(query: string): string[] {
  const kept = query.replaceAll(/-("[^"]*"|\S+)/g, " ").replaceAll('"', " ");
  const words = kept.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.filter((word) => word.toLowerCase() !== "or").map(stem);
}

/**
 * The passage of a text around its first match, cut into pieces that match and pieces that do not.
 * The server finds by PostgreSQL's English stems; this imitates their endings, only to show why.
 */
export function marked(text: string, query: string): Piece[] {
  const wanted = new Set(wordsOf(query));
  const flat = text.replaceAll(/\s+/g, " ").trim();
  const words = [...flat.matchAll(/[\p{L}\p{N}]+/gu)];
  const hits = words.filter(([word]) => wanted.has(stem(word)));
  const from = startOf(flat, hits[0]?.index ?? 0);
  const until = Math.min(flat.length, from + shownLength);
  const pieces: Piece[] = [];
  let at = from;
  if (from > 0) pieces.push({ text: "… ", isMatch: false });
  for (const hit of hits) {
    if (hit.index < at || hit.index + hit[0].length > until) continue;
    if (hit.index > at) pieces.push({ text: flat.slice(at, hit.index), isMatch: false });
    pieces.push({ text: hit[0], isMatch: true });
    at = hit.index + hit[0].length;
  }
  const rest = flat.slice(at, until) + (until < flat.length ? " …" : "");
  if (rest !== "") pieces.push({ text: rest, isMatch: false });
  return pieces;
}

/** A little before the match, at the beginning of a word. */
function startOf(text: string, match: number): number {
  if (match < shownLength / 2) return 0;
  const before = text.indexOf(" ", match - 60);
  return before === -1 ? 0 : before + 1;
}

function stem(word: string): string {
  const lower = word.toLowerCase();
  return lower.replace(/(?<=\w{3})(ings?|ed|es|s|ly)$/, "").replace(/(?<=\w{3})e$/, "");
}

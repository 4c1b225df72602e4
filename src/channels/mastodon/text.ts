const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const link = /https?:\/\/[^\s<>"]+/gi;
const remoteMention = /(^|[^\w/])@([a-z0-9_]+(?:[a-z0-9_.-]*[a-z0-9_]+)?)@[\w.-]+\w/gi;

/**
 * Length as a Mastodon server counts it: graphemes, every link as a fixed number, a mention of
 * another server's account without its server, the warning added.
 */
export function statusLength(text: string, warning: string, charactersPerLink: number): number {
  const counted = text
    .replace(link, "x".repeat(charactersPerLink))
    .replace(remoteMention, (_whole, before: string, name: string) => `${before}@${name}`);
  return [...segmenter.segment(counted + warning)].length;
}

/** The words of a status as a reader sees them, from the HTML that servers hand out. */
export function plainText(html: string): string {
  return html
    .replace(/<br\s*\/?>/gi, "\n")
    .replace(/<\/p>\s*<p[^>]*>/gi, "\n\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&(lt|gt|quot|apos|#39|nbsp|amp);/g, (_whole, name: string) => entities[name] ?? "");
}

const entities: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  "#39": "'",
  nbsp: " ",
  amp: "&",
};

/** True when a server's HTML says what was sent, white space and servers of mentions aside. */
export function saysTheSame(html: string, text: string): boolean {
  return leveled(plainText(html)) === leveled(text);
}

function leveled(text: string): string {
  return text
    .replace(remoteMention, (_whole, before: string, name: string) => `${before}@${name}`)
    .replace(/\s+/g, " ")
    .trim()
    .normalize("NFC");
}

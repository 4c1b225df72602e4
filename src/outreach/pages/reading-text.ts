/** What stands within a paragraph. Links lead to the web, to mail, to a telephone or to this site, and nowhere else. */
export type Inline =
  | { kind: "text" | "strong" | "emphasis"; text: string }
  | { kind: "link"; text: string; url: string };

export type Block =
  | { kind: "heading"; level: 2 | 3; words: Inline[] }
  | { kind: "paragraph" | "quote"; lines: Inline[][] }
  | { kind: "list"; isOrdered: boolean; items: Inline[][] }
  /** By its number on the page, from 1. */
  | { kind: "picture"; number: number }
  | { kind: "table"; number: number };

/**
 * A small part of Markdown, and nothing besides: `## heading`, `### heading`, `- list`, `1. list`, `> quote`, `**strong**`,
 * `*emphasis*`, `[words](address)`, and on a line of its own `[picture 1]` or `[table 1]`. Whatever else is typed is text:
 * no markup gets through.
 */
export function readText(text: string): Block[] {
  const parts = text.replaceAll(/\r\n?/g, "\n").split(/\n{2,}/);
  return parts.flatMap((part) => blocksIn(part.split("\n").filter((line) => line.trim() !== "")));
}

const marks = {
  heading: /^(#{2,3})\s+(.+)$/,
  place: /^\[(picture|table) (\d{1,2})\]$/,
  bullet: /^[-*]\s+(.+)$/,
  number: /^\d{1,3}[.)]\s+(.+)$/,
  quote: /^>\s?(.*)$/,
};

/** Lines of one kind that follow one another are one block. */
function blocksIn(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  for (const line of lines.map((one) => one.trim())) {
    const next = blockOf(line);
    const last = blocks.at(-1);
    if (last?.kind === "list" && next.kind === "list" && last.isOrdered === next.isOrdered)
      last.items.push(...next.items);
    else if (isRunning(last) && isRunning(next) && last.kind === next.kind)
      last.lines.push(...next.lines);
    else blocks.push(next);
  }
  return blocks;
}

function isRunning(block: Block | undefined): block is Extract<Block, { lines: Inline[][] }> {
  return block?.kind === "paragraph" || block?.kind === "quote";
}

function blockOf(line: string): Block {
  const [, hashes, heading] = marks.heading.exec(line) ?? [];
  if (hashes && heading)
    return { kind: "heading", level: hashes.length === 2 ? 2 : 3, words: inlines(heading) };
  const [, what, number] = marks.place.exec(line) ?? [];
  if (what) return { kind: what === "table" ? "table" : "picture", number: Number(number) };
  const [, bullet] = marks.bullet.exec(line) ?? [];
  if (bullet) return { kind: "list", isOrdered: false, items: [inlines(bullet)] };
  const [, ordered] = marks.number.exec(line) ?? [];
  if (ordered) return { kind: "list", isOrdered: true, items: [inlines(ordered)] };
  const [, quoted] = marks.quote.exec(line) ?? [];
  if (quoted !== undefined) return { kind: "quote", lines: [inlines(quoted)] };
  return { kind: "paragraph", lines: [inlines(line)] };
}

const pieces =
  /\[([^[\]\n]{1,300})\]\(([^()\s]{1,1000})\)|\*\*([^*\n]{1,1000})\*\*|\*([^*\n]{1,1000})\*|(https:\/\/[^\s<>"'()]+[^\s<>"'().,;:!?])/g;

function inlines(line: string): Inline[] {
  const found: Inline[] = [];
  let from = 0;
  const plain = (until: number) => {
    if (until > from) found.push({ kind: "text", text: line.slice(from, until) });
  };
  for (const match of line.matchAll(pieces)) {
    const [whole, words, address, strong, emphasis, bare] = match;
    const url = address ?? bare;
    // An address that leads nowhere safe is no link: it stays the words it is.
    if (url !== undefined && !isSafe(url)) continue;
    plain(match.index);
    if (url !== undefined) found.push({ kind: "link", text: words ?? url, url });
    else if (strong !== undefined) found.push({ kind: "strong", text: strong });
    else if (emphasis !== undefined) found.push({ kind: "emphasis", text: emphasis });
    from = match.index + whole.length;
  }
  plain(line.length);
  return found;
}

/** `https:`, `mailto:`, `tel:`, and paths of this site; never a script, never another scheme. */
function isSafe(url: string): boolean {
  if (/^\/(?![/\\])[^\s]*$/.test(url)) return true;
  return URL.canParse(url) && ["https:", "mailto:", "tel:"].includes(new URL(url).protocol);
}

/** The words alone, as the lint and a search read them. */
export function plainText(text: string): string {
  const line = (words: readonly Inline[]) => words.map((one) => one.text).join("");
  return readText(text)
    .map((block) => {
      if (block.kind === "heading") return `${line(block.words)}.`;
      if (block.kind === "list") return block.items.map(line).join("\n");
      if (block.kind === "paragraph" || block.kind === "quote")
        return block.lines.map(line).join("\n");
      return "";
    })
    .filter(Boolean)
    .join("\n\n");
}

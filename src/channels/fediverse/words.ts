/** Plain text as the HTML that servers show: paragraphs, lines and links, and no markup of a writer. */
export function asHtml(text: string): string {
  const paragraphs = text.trim().split(/\n{2,}/);
  return paragraphs.map((one) => `<p>${one.split("\n").map(linked).join("<br>")}</p>`).join("");
}

const address = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)])/;

function linked(line: string): string {
  return line
    .split(address)
    .map((piece, index) => {
      const safe = escaped(piece);
      return index % 2 === 1 ? `<a href="${safe}" rel="nofollow noopener">${safe}</a>` : safe;
    })
    .join("");
}

export function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

const entities: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  amp: "&",
};

/** The words of somebody else's HTML. What is no text is left out: nothing of it is ever shown as markup. */
export function plainText(html: string): string {
  return html
    .replaceAll(/<(script|style|template)\b[^]*?(<\/\1\s*>|$)/gi, "")
    .replaceAll(/<br\s*\/?>/gi, "\n")
    .replaceAll(/<\/(p|div|li|blockquote|h[1-6])\s*>/gi, "\n\n")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, character)
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
}

function character(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
  const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
  return code > 0 && code <= 0x10_ff_ff && !(code >= 0xd8_00 && code <= 0xdf_ff)
    ? String.fromCodePoint(code)
    : "";
}

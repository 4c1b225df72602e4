import { limit } from "#platform/limits.ts";

const htmlMax = limit(
  "card.html",
  524_288,
  "characters",
  "of a page are read for its card; what a page says of itself stands in its head",
);
const attributesMax = limit("card.attributes", 40, "attributes a tag", "more is no head of a page");

/** What a page says of itself, as plain text. Nothing of it is ever shown as HTML. */
export interface CardWords {
  title: string;
  description: string;
  /** Absolute, http or https; not fetched yet. */
  imageUrl: string | undefined;
}

const titleMax = 300;
const descriptionMax = 1_000;

/**
 * Reads Open Graph (ogp.me), then Twitter's names for the same, then what HTML itself has. Only tags and
 * attributes are looked at, in one pass that never goes back, so that no page can make it slow.
 */
export function cardWords(html: string, pageUrl: string): CardWords {
  const found = new Map<string, string>();
  const keep = (name: string, value: string) => {
    if (value.trim() !== "" && !found.has(name)) found.set(name, value);
  };
  for (const tag of headTags(html.slice(0, htmlMax))) {
    if (tag.name === "title") keep("title", tag.text);
    if (tag.name !== "meta") continue;
    const name = tag.attributes.get("property") ?? tag.attributes.get("name") ?? "";
    keep(name.trim().toLowerCase(), tag.attributes.get("content") ?? "");
  }
  const first = (...names: readonly string[]) =>
    names.map((name) => found.get(name)).find((value) => value !== undefined) ?? "";
  return {
    title: plain(first("og:title", "twitter:title", "title"), titleMax),
    description: plain(
      first("og:description", "twitter:description", "description"),
      descriptionMax,
    ),
    imageUrl: absolute(
      first("og:image:secure_url", "og:image", "og:image:url", "twitter:image"),
      pageUrl,
    ),
  };
}

function absolute(given: string, pageUrl: string): string | undefined {
  const url = URL.parse(unescaped(given).trim(), pageUrl);
  if (given.trim() === "" || !url || !/^https?:$/.test(url.protocol)) return undefined;
  return url.href;
}

interface Tag {
  name: string;
  attributes: ReadonlyMap<string, string>;
  /** What stands in a title; empty for every other tag. */
  text: string;
}

/** Elements whose text is no markup: what stands in them is passed over. */
const rawText = new Set(["script", "style", "noscript", "template", "textarea", "svg", "iframe"]);

/** The tags of the head, in order. */
function* headTags(html: string): Generator<Tag> {
  const lower = html.toLowerCase();
  let at = html.indexOf("<");
  while (at !== -1) {
    if (html.startsWith("<!--", at)) {
      at = next(html, "-->", at + 4);
      at = at === -1 ? -1 : html.indexOf("<", at);
      continue;
    }
    const name = /^[a-z][a-z0-9:-]{0,30}/.exec(lower.slice(at + 1, at + 32))?.[0];
    if (name === undefined) {
      at = html.indexOf("<", at + 1);
      continue;
    }
    if (name === "body") return;
    const { attributes, end } = attributesFrom(html, at + 1 + name.length);
    let after = end;
    let text = "";
    if (name === "title" || rawText.has(name)) {
      const close = lower.indexOf(`</${name}`, end);
      if (name === "title") text = html.slice(end, close === -1 ? end : close);
      if (close === -1) return;
      after = close + 1;
    }
    yield { name, attributes, text };
    at = html.indexOf("<", after);
  }
}

function next(html: string, what: string, from: number): number {
  const at = html.indexOf(what, from);
  return at === -1 ? -1 : at + what.length;
}

/** Attributes from behind a tag's name to behind its `>`. */
function attributesFrom(
  html: string,
  from: number,
): { attributes: Map<string, string>; end: number } {
  const attributes = new Map<string, string>();
  const pattern = /[\s/]*(?:(>)|([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?)/y;
  pattern.lastIndex = from;
  for (let count = 0; count < attributesMax; count += 1) {
    const match = pattern.exec(html);
    if (!match) break;
    const [, isEnd, name = "", double, single, bare] = match;
    if (isEnd) return { attributes, end: pattern.lastIndex };
    const key = name.toLowerCase();
    if (!attributes.has(key)) attributes.set(key, double ?? single ?? bare ?? "");
  }
  const end = html.indexOf(">", from);
  return { attributes, end: end === -1 ? html.length : end + 1 };
}

const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  ndash: "–",
  mdash: "—",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
  laquo: "«",
  raquo: "»",
  hellip: "…",
  middot: "·",
  bull: "•",
  copy: "©",
  reg: "®",
  trade: "™",
  aacute: "á",
  eacute: "é",
  iacute: "í",
  oacute: "ó",
  uacute: "ú",
  ntilde: "ñ",
  uuml: "ü",
  iquest: "¿",
  iexcl: "¡",
};

/** Character references as text; what is no reference stays as it stands. */
function unescaped(text: string): string {
  return text.replaceAll(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));?/gi,
    (all, ten, hex, word) => {
      if (typeof word === "string") return named[word] ?? named[word.toLowerCase()] ?? all;
      const code = typeof ten === "string" ? Number(ten) : Number.parseInt(String(hex), 16);
      const isScalar = code > 0 && code <= 0x10_ffff && !(code >= 0xd800 && code <= 0xdfff);
      return isScalar ? String.fromCodePoint(code) : "\uFFFD";
    },
  );
}

/** One line without control characters or those that turn the direction of writing. */
function plain(text: string, max: number): string {
  const line = unescaped(text)
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .replaceAll(/\p{Cf}|\p{Cs}/gu, "")
    .trim();
  if (line.length <= max) return line;
  return `${line
    .slice(0, max - 1)
    .replace(/[\uD800-\uDBFF]$/, "")
    .trimEnd()}…`;
}

import { Parser } from "htmlparser2";
import { limit } from "#platform/limits.ts";

const htmlMax = limit(
  "card.html",
  524_288,
  "characters",
  "of a page are read for its card; what a page says of itself stands in its head",
);
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
 * Reads Open Graph (ogp.me), then Twitter's names for the same, then what HTML itself has. The
 * parser goes through the page once and never back, so that no page can make it slow.
 */
export function cardWords(html: string, pageUrl: string): CardWords {
  const found = new Map<string, string>();
  const keep = (name: string, value: string) => {
    if (value.trim() !== "" && !found.has(name)) found.set(name, value);
  };
  readHead(html.slice(0, htmlMax), (name, text) => keep(name.trim().toLowerCase(), text));
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
  const url = URL.parse(given.trim(), pageUrl);
  if (given.trim() === "" || !url || !/^https?:$/.test(url.protocol)) return undefined;
  return url.href;
}

/** Elements whose text and tags are no head of this page. */
const passedOver = new Set([
  "script",
  "style",
  "noscript",
  "template",
  "textarea",
  "svg",
  "iframe",
]);

/** Tells each `meta` and the first `title` outside of those, in order, until the body begins. */
function readHead(html: string, tell: (name: string, text: string) => void): void {
  let inside = 0;
  let title: string | undefined;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name === "body") return parser.pause();
        if (passedOver.has(name)) inside += 1;
        if (inside > 0) return;
        if (name === "title") title = "";
        if (name === "meta")
          tell(attributes["property"] ?? attributes["name"] ?? "", attributes["content"] ?? "");
      },
      ontext(text) {
        if (title !== undefined) title += text;
      },
      onclosetag(name) {
        if (passedOver.has(name)) inside -= 1;
        if (name !== "title" || title === undefined) return;
        tell("title", title);
        title = undefined;
      },
    },
    { decodeEntities: true },
  );
  parser.end(html);
}

/** One line without control characters or those that turn the direction of writing. */
function plain(text: string, max: number): string {
  const line = text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .replaceAll(/\p{Cf}|\p{Cs}/gu, "")
    .trim();
  if (line.length <= max) return line;
  return `${line
    .slice(0, max - 1)
    .replace(/[\uD800-\uDBFF]$/, "")
    .trimEnd()}…`;
}

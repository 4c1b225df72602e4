import { DomUtils, parseDocument, Parser } from "htmlparser2";
import { z } from "zod";
import { millisecondsOf } from "#platform/clock.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";

const feedBytesMax = limit("feed.bytes", 2_097_152, "bytes", "of one feed; more is not read");
const itemsMax = limit("feed.items", 200, "items", "of one reading of a feed, the first ones");
const depthMax = limit("feed.depth", 60, "elements", "in one another; deeper is no feed");
const excerptMax = limit("feed.excerpt", 240, "characters", "of an item's words go into its draft");

export interface FeedItem {
  /** Its own id, else its link: by this it is known again. */
  key: string;
  title: string;
  link: string;
  /** Plain words, short enough for a post. */
  excerpt: string;
  /** When it was published, in milliseconds; 0 where it does not say. */
  atMs: number;
}

/** RSS, Atom, RDF or JSON Feed, the newest first. Nothing of it is trusted: no entity is expanded, no depth followed. */
export function readFeed(bytes: Uint8Array, base: string): { title: string; items: FeedItem[] } {
  if (bytes.length > feedBytesMax)
    throw noFeed(`It is larger than ${feedBytesMax / 1024 / 1024} MB.`);
  const text = new TextDecoder().decode(bytes).replace(/^\u{feff}/u, "");
  const { title, items } = text.trimStart().startsWith("{") ? jsonFeed(text) : xmlFeed(text);
  const known = items.slice(0, itemsMax).flatMap((item) => itemFrom(item, base) ?? []);
  return { title: plain(title).slice(0, 120), items: known.toSorted((a, b) => b.atMs - a.atMs) };
}

interface RawItem {
  id?: string | undefined;
  title?: string | undefined;
  link?: string | undefined;
  words?: string | undefined;
  atMs?: number | undefined;
}

function itemFrom({ id, title, link, words, atMs }: RawItem, base: string): FeedItem | undefined {
  const url = link && URL.canParse(link, base) ? new URL(link, base) : undefined;
  const address = url && /^https?:$/.test(url.protocol) ? url.toString() : "";
  const name = plain(title ?? "").slice(0, 200);
  const excerpt = short(plain(words ?? ""));
  const key = (id || address || name).slice(0, 500);
  if (key === "" || (name === "" && excerpt === "")) return undefined;
  const ms = atMs !== undefined && Number.isFinite(atMs) ? atMs : 0;
  return { key, title: name || excerpt.slice(0, 200), link: address, excerpt, atMs: ms };
}

const jsonShape = z.object({
  version: z.string().startsWith("https://jsonfeed.org/version/"),
  title: z.string().default(""),
  items: z.array(
    z.object({
      id: z.union([z.string(), z.number()]).optional(),
      url: z.string().optional(),
      title: z.string().optional(),
      summary: z.string().optional(),
      content_text: z.string().optional(),
      content_html: z.string().optional(),
      date_published: z.string().optional(),
    }),
  ),
});

function jsonFeed(text: string): { title: string; items: RawItem[] } {
  const parsed = jsonShape.safeParse(jsonOf(text));
  if (!parsed.success) throw noFeed("It is no JSON Feed.");
  return {
    title: parsed.data.title,
    items: parsed.data.items.map((one) => ({
      id: one.id === undefined ? undefined : String(one.id),
      title: one.title,
      link: one.url,
      words: one.summary ?? one.content_text ?? one.content_html,
      atMs: one.date_published === undefined ? undefined : millisecondsOf(one.date_published),
    })),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw noFeed("It is no JSON Feed.", cause);
  }
}

function xmlFeed(text: string): { title: string; items: RawItem[] } {
  mustBeShallow(text);
  const { children } = parseDocument(text, { xmlMode: true });
  const named = (name: string) => (tag: string) => tag === name;
  // Of an Atom entry the page is meant, not the entry's own address or its picture.
  for (const link of DomUtils.getElementsByTagName(named("link"), children)) {
    const { rel } = link.attribs;
    if (rel !== undefined && rel !== "alternate") DomUtils.removeElement(link);
  }
  const feed = DomUtils.getFeed(children);
  if (!feed) throw noFeed("It is neither RSS, Atom nor JSON Feed.");
  return {
    title: feed.title ?? "",
    items: feed.items.map(({ id, title, link, description, pubDate }) => ({
      id,
      title,
      link,
      words: description,
      atMs: pubDate?.getTime(),
    })),
  };
}

function mustBeShallow(text: string): void {
  let depth = 0;
  const parser = new Parser(
    {
      onopentag() {
        depth += 1;
        if (depth > depthMax) throw noFeed("Its elements lie too deep in one another.");
      },
      onclosetag() {
        depth -= 1;
      },
    },
    { xmlMode: true },
  );
  parser.end(text);
}

/** Words without their marks; scripts and styles are no words. */
function plain(html: string): string {
  const words: string[] = [];
  let silent = 0;
  const isSilent = (name: string) => name === "script" || name === "style";
  const parser = new Parser({
    onopentagname: (name) => void (isSilent(name) ? (silent += 1) : words.push(" ")),
    onclosetag: (name) => void (isSilent(name) ? (silent -= 1) : words.push(" ")),
    ontext: (text) => void (silent === 0 && words.push(text)),
  });
  parser.end(html.slice(0, 20_000));
  return words
    .join("")
    .replaceAll(/\s+/g, " ")
    .replaceAll(/ ([.,;:!?])/g, "$1")
    .trim();
}

/** Cut at a word's end. */
function short(text: string): string {
  if (text.length <= excerptMax) return text;
  return `${text.slice(0, excerptMax - 1).replace(/\s+\S*$/, "")}…`;
}

function noFeed(sentence: string, cause?: unknown): Refusal {
  return new Refusal("no-feed", `This address holds no feed. ${sentence}`, { cause });
}

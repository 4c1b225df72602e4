import { Temporal } from "#platform/clock.ts";
import { hubPath } from "./websub/hub-path.ts";
import type { Item, SiteFacts } from "./site-facts.ts";

/** Text as XML holds it. */
export function xml(text: string): string {
  // Control characters other than tab and newline are not allowed in XML 1.0 at all.
  const clean = text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
  return clean
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&apos;");
}

function seconds(at: string): string {
  return at.replace(/\.\d+Z$/, "Z");
}

/** One feed: all the news, or those of a kind, a beat or a language. */
export interface NewsFeed {
  /** Without its ending. */
  path: string;
  /** Behind the agency's name; empty for all the news. */
  title: string;
  items: readonly Item[];
}

export function wholeFeed({ newest }: SiteFacts): NewsFeed {
  return { path: "/feeds/news", title: "", items: newest };
}

function titleOf({ agency }: SiteFacts, { title }: NewsFeed): string {
  return title === "" ? agency.name : `${agency.name}: ${title}`;
}

/** RFC 4287. Ids are the posts' own UUIDs, so that a moved site keeps its entries. */
export function atomFeed(facts: SiteFacts, feed: NewsFeed): string {
  const { agency, origin } = facts;
  const { items, path } = feed;
  const id = feed.title === "" ? `urn:uuid:${agency.agencyId}` : xml(`${origin}${path}`);
  const updated =
    items
      .map((item) => item.editedAt ?? item.publishedAt)
      .sort()
      .at(-1) ?? "1970-01-01T00:00:00Z";
  const entries = items.map(
    (item) => `<entry>
<id>urn:uuid:${item.id}</id><title xml:lang="${xml(item.language)}">${xml(item.title)}</title><link rel="alternate" href="${xml(`${origin}/news/${item.slug}`)}"/>
<published>${seconds(item.publishedAt)}</published><updated>${seconds(item.editedAt ?? item.publishedAt)}</updated>
<content type="text" xml:lang="${xml(item.language)}">${xml(item.text)}</content>
</entry>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${agency.language}">
<id>${id}</id><title>${xml(titleOf(facts, feed))}</title><updated>${seconds(updated)}</updated>
<author><name>${xml(agency.name)}</name></author>
<link rel="hub" href="${xml(origin)}${hubPath}"/><link rel="self" href="${xml(`${origin}${path}.atom`)}"/><link rel="alternate" href="${xml(origin)}/"/>
${entries.join("\n")}
</feed>
`;
}

/** RSS 2.0, with the Atom self link that validators ask for. */
export function rssFeed(facts: SiteFacts, feed: NewsFeed): string {
  const { agency, origin } = facts;
  const items = feed.items.map(
    (
      item,
    ) => `<item><title>${xml(item.title)}</title><link>${xml(`${origin}/news/${item.slug}`)}</link>
<guid isPermaLink="false">urn:uuid:${item.id}</guid><pubDate>${rfc822(item.publishedAt)}</pubDate><description>${xml(item.text)}</description></item>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>${xml(titleOf(facts, feed))}</title><link>${xml(origin)}/</link>
<description>${xml(agency.name)}</description><language>${agency.language}</language>
<atom:link href="${xml(origin)}${hubPath}" rel="hub"/><atom:link href="${xml(`${origin}${feed.path}.rss`)}" rel="self" type="application/rss+xml"/>
${items.join("\n")}
</channel></rss>
`;
}

/** JSON Feed 1.1. */
export function jsonFeed(facts: SiteFacts): string {
  const { agency, origin } = facts;
  return `${JSON.stringify(
    {
      version: "https://jsonfeed.org/version/1.1",
      title: agency.name,
      home_page_url: `${origin}/`,
      feed_url: `${origin}/feeds/news.json`,
      hubs: [{ type: "WebSub", url: `${origin}${hubPath}` }],
      language: agency.language,
      items: facts.newest.map((item) => ({
        id: `urn:uuid:${item.id}`,
        url: `${origin}/news/${item.slug}`,
        title: item.title,
        language: item.language,
        content_text: item.text,
        date_published: seconds(item.publishedAt),
        ...(item.editedAt ? { date_modified: seconds(item.editedAt) } : {}),
        ...(item.pictures[0] ? { image: `${origin}${item.pictures[0].path}` } : {}),
      })),
    },
    null,
    1,
  )}\n`;
}

/** "Sat, 21 Nov 2026 14:02:00 +0000" */
function rfc822(at: string): string {
  const moment = Temporal.Instant.from(at).toZonedDateTimeISO("UTC");
  const part = (options: Intl.DateTimeFormatOptions) => moment.toLocaleString("en-US", options);
  const day = String(moment.day).padStart(2, "0");
  return `${part({ weekday: "short" })}, ${day} ${part({ month: "short" })} ${moment.year} ${at.slice(11, 19)} +0000`;
}

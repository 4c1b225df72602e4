import { raw } from "hono/html";
import type { Item, SiteFacts } from "./site-facts.ts";

/**
 * What search engines and assistants read of a post (schema.org): a NewsArticle, and a SpecialAnnouncement where it is
 * about life and limb. Who publishes is always said: it is the mark by which a copy elsewhere is known.
 */
export function articleData(facts: SiteFacts, item: Item): object {
  const { agency, origin, beats } = facts;
  const publisher = {
    "@type": "GovernmentOrganization",
    name: agency.name,
    url: `${origin}/`,
    ...(agency.logoSha256 ? { logo: `${origin}/logo.png` } : {}),
  };
  const about = beats.filter(({ id }) => item.beats.includes(id));
  const url = `${origin}/news/${item.slug}`;
  const places = about.map(({ code, name }) => ({
    "@type": "AdministrativeArea",
    name: `${code} ${name}`,
    containedInPlace: { "@type": "AdministrativeArea", name: agency.name },
  }));
  const article = {
    "@type": "NewsArticle",
    "@id": `urn:uuid:${item.id}`,
    url,
    mainEntityOfPage: url,
    headline: item.title.slice(0, 110),
    articleBody: item.text,
    inLanguage: item.language,
    datePublished: item.publishedAt,
    dateModified: item.editedAt ?? item.publishedAt,
    author: publisher,
    publisher,
    ...(item.pictures.length > 0
      ? { image: item.pictures.map(({ path }) => `${origin}${path}`) }
      : {}),
    ...(places.length > 0 ? { contentLocation: places } : {}),
    ...(item.edits.some(({ note }) => note !== "")
      ? { correction: item.edits.flatMap(({ note }) => (note === "" ? [] : [note])) }
      : {}),
  };
  if (!item.isLifeSafety) return { "@context": "https://schema.org", ...article };
  const announcement = {
    "@type": "SpecialAnnouncement",
    name: item.title,
    text: item.text,
    url,
    inLanguage: item.language,
    datePosted: item.publishedAt,
    category: "Public safety",
    publisher,
    spatialCoverage:
      places.length > 0 ? places : [{ "@type": "AdministrativeArea", name: agency.name }],
  };
  return { "@context": "https://schema.org", "@graph": [announcement, article] };
}

/**
 * A block that is data and no script. Whatever a writer typed stays inside it: no "<" is left that could end it, and the
 * two line ends that older readers of JavaScript stumble over are written out too.
 */
export function dataBlock(data: object) {
  const text = JSON.stringify(data)
    .replaceAll("<", "\\u003c")
    .replaceAll(">", "\\u003e")
    .replaceAll("&", "\\u0026")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
  return raw(`<script type="application/ld+json">${text}</script>`);
}

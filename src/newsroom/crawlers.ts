import type { KeptEntry } from "./kept-pages.ts";
import { xml } from "./feeds.ts";

export const sitemapPath = "/sitemap.xml";

/** sitemaps.org, protocol 0.9: a file's limit. Months and beats lead to whatever is older. */
const sitemapMax = 50_000;

/** Places that are for staff, for one person, or for counting alone. */
const closed = [
  "/console/",
  "/api/",
  "/go/",
  "/subscribe/",
  "/sign-up/",
  "/es/sign-up/",
  "/es/subscribe/",
  "/records/status/",
  "/es/records/status/",
];

/** What search engines may read, and where all of it is listed (RFC 9309). */
export function robotsText(origin: string): string {
  const lines = ["User-agent: *", ...closed.map((path) => `Disallow: ${path}`)];
  return `${lines.join("\n")}\n\nSitemap: ${origin}${sitemapPath}\n`;
}

/** Every page that stands, so that a search finds it the day it is written (sitemaps.org). */
export function sitemap(
  origin: string,
  pages: readonly { path: string; entry: KeptEntry }[],
  withdrawn: ReadonlySet<string>,
): string {
  const shown = pages
    .filter(({ path, entry }) => isPage(path, entry) && !withdrawn.has(path))
    .map(({ path }) => path)
    .toSorted();
  const lines = shown
    .slice(0, sitemapMax)
    .map((path) => `<url><loc>${xml(origin + path)}</loc></url>`);
  return `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${lines.join("\n")}
</urlset>
`;
}

function isPage(path: string, { type }: KeptEntry): boolean {
  return type.startsWith("text/html") && !path.endsWith("/404");
}

import { html } from "hono/html";
import type { Html } from "./page.ts";

const types: Readonly<Record<string, string>> = {
  atom: "application/atom+xml",
  rss: "application/rss+xml",
  json: "application/feed+json",
  geojson: "application/geo+json",
  ics: "text/calendar",
  cap: "application/cap+xml",
};

/** Lines of a page's head by which readers and calendars find what can be followed of it (HTML, 4.6.7.1: alternate). */
export function feedLinks(title: string, paths: readonly string[]): Html {
  return html`${paths.map((path) => html`<link rel="alternate" type="${types[path.slice(path.lastIndexOf(".") + 1)] ?? "application/octet-stream"}" title="${title}" href="${path}" /> `)}`;
}

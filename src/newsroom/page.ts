import { html, raw } from "hono/html";
import type { Agency } from "#agency";
import type { Temporal } from "#platform/clock.ts";
import { feedLinks } from "./feed-links.ts";
import { scriptPath } from "./surge/live-script.ts";
import { folderOf } from "./outreach/folders.ts";
import { outreachWords } from "./outreach/outreach-words.ts";
import { dataBlock } from "./structured-data.ts";
import type { Language, Words } from "./words.ts";

export type Html = ReturnType<typeof html>;

export interface PageFrame {
  agency: Agency;
  origin: string;
  language: Language;
  say: Words;
  path: string;
  title: string;
  description: string;
  made: Temporal.Instant;
  body: Html;
  /** Pages of the other language, by language. */
  alternates: Partial<Record<Language, string>>;
  imageUrl?: string;
  /** Further lines of its head. */
  head?: Html;
  /** What machines are told of the page (schema.org). */
  data?: object;
  /** Accounts of ours that others control: the first thing on every page. */
  warnings?: readonly { title: string; url: string }[];
  /** What the page knows of the alerts: where there is more, a script says so to whoever lets it. */
  live?: { state: string; says: string };
}

/** The agency's logo; not there where it has none. */
export const logoPath = "/logo.png";

/** Where a language's pages begin. */
export function base(language: Language): string {
  return language === "en" ? "/" : `/${language}/`;
}

/** The address of a page in a language. */
export function localPath(language: Language, path: string): string {
  return language === "en" ? path : `/${language}${path}`;
}

/** The frame of every public page: works without script and with its style sheet away. */
export async function page(frame: PageFrame): Promise<string> {
  const { agency, origin, language, say, path, title, description } = frame;
  const home = base(language);
  const links = Object.entries(frame.alternates);
  const text = await html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title === agency.name ? title : `${title} – ${agency.shortName}`}</title>
        <meta name="description" content="${description.slice(0, 300)}" />
        <link rel="canonical" href="${origin}${path}" />
        ${links.map(([other, href]) => html`<link rel="alternate" hreflang="${other}" href="${origin}${href}" /> `)}
        ${feedLinks(agency.shortName, ["/feeds/news.atom", "/feeds/news.rss", "/feeds/news.json"])}
        <meta property="og:title" content="${title}" />
        <meta property="og:site_name" content="${agency.name}" />
        <meta property="og:description" content="${description.slice(0, 300)}" />
        <meta property="og:url" content="${origin}${path}" />
        ${frame.imageUrl ? html`<meta property="og:image" content="${origin}${frame.imageUrl}" />` : ""}
        ${agency.logoSha256 ? html`<link rel="icon" type="image/png" href="${logoPath}" />` : ""}
        ${frame.head ?? ""}
        <link rel="stylesheet" href="/site.css" />
        ${frame.data ? dataBlock(frame.data) : ""}
      </head>
      <body>
        <a class="skip" href="#content">${say.skip}</a>
        <div class="banner" role="region" aria-label="${say.official(agency.name)}">
          <p>${say.official(agency.name)}</p>
          <p class="langs">
            ${links.filter(([other]) => other !== language).map(([other, href]) => html`<a href="${href}" lang="${other}" hreflang="${other}">${other === "es" ? "Español" : "English"}</a>`)}
          </p>
        </div>
        ${frame.live ? fresh(frame.live, path) : ""}
        ${(frame.warnings ?? []).map(({ title, url }) => html`<p class="alarm" role="alert"><a href="${url}">${title}</a></p>`)}
        <p class="emergency"><strong>${say.emergency}</strong> ${say.notWatched}</p>
        <header>
          ${agency.logoSha256 ? html`<img class="logo" src="${logoPath}" alt="" height="48" />` : ""}
          <a class="name" href="${home}">${agency.name}</a>
          <nav aria-label="${agency.shortName}">
            <a href="${home}">${say.news}</a> <a href="${home}notices">${say.notices}</a>
            <a href="${home}events">${say.events}</a>
            <a href="${home}channels">${say.channels}</a>
            <a href="${home}subscribe">${say.subscribe}</a>
            <a href="${home}records">${say.records}</a> <a href="${home}rules">${say.rules}</a>
          </nav>
        </header>
        <main id="content" tabindex="-1">${frame.body}</main>
        ${footer(frame)}
      </body>
    </html> `;
  return String(text);
}

/** Hidden until the script has heard of news; without one it stays so. */
function fresh({ state, says }: { state: string; says: string }, path: string): Html {
  return html`<p class="alarm" id="fresh" role="status" data-state="${state}" hidden>
      <a href="${path}">${says}</a>
    </p>
    <script src="${scriptPath}" defer></script>`;
}

/** Lists that people look for by themselves: at the foot of every page. */
const further = ["prevention", "pathway", "report", "policy-change"] as const;

function footer({ agency, say, made, language }: PageFrame): Html {
  return html`<footer>
    ${agency.disclaimer ? html`<p>${agency.disclaimer}</p>` : ""}
    <p>
      ${say.feeds}: <a href="/feeds/news.atom">Atom</a> · <a href="/feeds/news.rss">RSS</a> ·
      <a href="/feeds/news.json">JSON Feed</a>
    </p>
    <p>
      ${further.map((kind, at) => html`${at > 0 ? " · " : ""}<a href="${localPath(language, folderOf({ kind }))}">${outreachWords[language].list[kind]}</a>`)}
    </p>
    <p><a href="${base(language)}verify">${say.verify}</a></p>
    <p><a href="/log/checkpoint">${say.proof}</a></p>
    <p class="made">
      ${say.made}
      <time datetime="${made.toString({ smallestUnit: "second" })}"
        >${moment(made, agency.timeZone, language)}</time
      >.
    </p>
  </footer>`;
}

/** "Nov 21, 2026, 2:02 PM PST": the agency's wall clock, with its zone. */
export function moment(at: Temporal.Instant, timeZone: string, language: Language): string {
  const { wall, zone } = clockFaces(timeZone, language === "es" ? "es-US" : "en-US");
  const ms = at.epochMilliseconds;
  const named = zone.formatToParts(ms).find(({ type }) => type === "timeZoneName");
  return `${wall.format(ms)} ${named?.value ?? timeZone}`;
}

const faces = new Map<string, { wall: Intl.DateTimeFormat; zone: Intl.DateTimeFormat }>();

/** To make one costs more than to write a page with it, and a page has many times: they are few, and kept. */
function clockFaces(timeZone: string, tag: string) {
  const key = `${tag} ${timeZone}`;
  const known = faces.get(key);
  if (known) return known;
  const made = {
    wall: new Intl.DateTimeFormat(tag, { timeZone, dateStyle: "medium", timeStyle: "short" }),
    zone: new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "short" }),
  };
  faces.set(key, made);
  return made;
}

/** Plain text as paragraphs, with its links made clickable. Everything else stays text: no markup gets through. */
export function prose(text: string): Html {
  const paragraphs = text.trim().split(/\n{2,}/);
  return html`${paragraphs.map((one) => html`<p>${one.split("\n").map((line, index) => html`${index > 0 ? raw("<br>") : ""}${linked(line)}`)}</p> `)}`;
}

function linked(line: string): Html {
  const pieces = line.split(/(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)])/);
  return html`${pieces.map((piece, index) => (index % 2 === 1 ? html`<a href="${piece}" rel="noopener">${piece}</a>` : piece))}`;
}

import { html } from "hono/html";
import type { WebsiteEntry } from "#channels";
import { Temporal } from "#platform/clock.ts";
import { limit } from "#platform/limits.ts";
import { nextEvents } from "./events/event-list.ts";
import { beatWords } from "./beats/beat-words.ts";
import { base, moment, type Html } from "./page.ts";
import type { Item, SiteFacts } from "./site-facts.ts";
import { titleList } from "./title-list.ts";
import { kindTitles, words, type Language } from "./words.ts";

export const newestMax = limit(
  "newsroom.newest",
  50,
  "posts",
  "shown with words and pictures in a list; months list all of them",
);
const onHome = 20;

export function home(facts: SiteFacts, language: Language): Html {
  const say = words[language];
  return html`<h1>${say.news}</h1>
    ${
      facts.newest.length === 0
        ? html`<p>${say.noNews}</p>`
        : html`<ol class="news">
            ${facts.newest.slice(0, onHome).map((item) => teaser(facts, language, item))}
          </ol>`
    }
    ${nextEvents(facts, language)}
    ${facts.beats.length > 0 ? html`<p><a href="${base(language)}beats">${beatWords[language].all}</a></p>` : ""}
    ${facts.newest.length > onHome ? html`<p><a href="${base(language)}news">${say.allNews}</a></p>` : ""}`;
}

/** The newest, and the ways to everything older. */
export function news(facts: SiteFacts, language: Language): Html {
  return html`<h1>${words[language].allNews}</h1>
    ${filters(facts, language, undefined)}
    <ol class="news">
      ${facts.newest.map((item) => teaser(facts, language, item))}
    </ol>`;
}

/** A list by title and time: of one kind, or of one month. */
export function titles(facts: SiteFacts, language: Language, list: NewsList): Html {
  return html`<h1>${words[language].allNews}: ${list.title(language)}</h1>
    ${filters(facts, language, list.path)} ${titleList(facts, language, list.entries)}`;
}

/** Posts that stand: by kind and by the agency's own month, one of each; by beat, where they are about some. */
export interface NewsList {
  path: string;
  by: "kind" | "beat" | "month";
  title(language: Language): string;
  entries: readonly WebsiteEntry[];
}

export function newsLists(facts: Pick<SiteFacts, "index" | "agency" | "beats">): NewsList[] {
  const { index, agency, beats } = facts;
  const standing = index.filter(({ removedAt }) => !removedAt);
  const kinds = Map.groupBy(standing, ({ kind }) => kind);
  const months = Map.groupBy(standing, ({ publishedAt }) =>
    Temporal.Instant.from(publishedAt)
      .toZonedDateTimeISO(agency.timeZone)
      .toPlainDate()
      .toPlainYearMonth()
      .toString(),
  );
  return [
    ...[...kinds].map(([kind, entries]): NewsList => ({
      path: `/news/kind/${encodeURIComponent(kind)}`,
      by: "kind",
      title: (language) => kindTitles[language][kind] ?? kind,
      entries,
    })),
    ...beats
      .map(({ id, code, name }): NewsList => ({
        path: `/news/beat/${encodeURIComponent(code)}`,
        by: "beat",
        title: () => `${code} ${name}`,
        entries: standing.filter((one) => one.beats.includes(id)),
      }))
      .filter(({ entries }) => entries.length > 0),
    ...[...months].map(([month, entries]): NewsList => ({
      path: `/news/month/${month}`,
      by: "month",
      title: (language) => monthTitle(month, language),
      entries,
    })),
  ];
}

/** "November 2026" */
function monthTitle(month: string, language: Language): string {
  const tag = language === "es" ? "es-US" : "en-US";
  const day = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 });
  return day.toLocaleString(tag, { year: "numeric", month: "long" });
}

function filters(facts: SiteFacts, language: Language, here: string | undefined): Html {
  const say = words[language];
  const all = newsLists(facts);
  const row = (title: string, by: NewsList["by"]) => {
    const lists = all.filter((one) => one.by === by);
    // One kind or month is all there is; one beat leaves the rest of the jurisdiction.
    return lists.length < (by === "beat" ? 1 : 2)
      ? ""
      : html`<nav class="filters" aria-label="${title}">
          <span>${title}:</span>
          ${lists.map(
            (one) =>
              html`<a
                href="${language === "en" ? "" : `/${language}`}${one.path}"
                ${one.path === here ? html`aria-current="page"` : ""}
                >${one.title(language)}</a
              > `,
          )}
        </nav>`;
  };
  return html`${row(say.byKind, "kind")} ${row(say.byBeat, "beat")} ${row(say.byMonth, "month")}`;
}

function teaser({ agency }: SiteFacts, language: Language, item: Item): Html {
  const at = Temporal.Instant.from(item.publishedAt);
  const rest = item.text.startsWith(item.title)
    ? item.text.slice(item.title.length).trim()
    : item.text;
  const short = rest.length > 220 ? `${rest.slice(0, 217)} …` : rest;
  const picture = item.pictures[0];
  return html`<li>
    <article lang="${item.language}">
      ${picture ? html`<img src="${picture.path}" alt="${picture.alt}" width="${picture.width}" height="${picture.height}" loading="lazy" />` : ""}
      <div>
        <h2><a href="${base(language)}news/${item.slug}">${item.title}</a></h2>
        <p class="when" lang="${language}">
          <time datetime="${item.publishedAt}">${moment(at, agency.timeZone, language)}</time>
        </p>
        <p>${short}</p>
      </div>
    </article>
  </li>`;
}

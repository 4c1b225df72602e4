import { html } from "hono/html";
import { Temporal } from "#platform/clock.ts";
import { moment, page, prose, type Html } from "./page.ts";
import type { Item, SiteFacts } from "./site-facts.ts";
import { languages, words, type Language } from "./words.ts";

export interface RenderedPage {
  path: string;
  text: string;
}

const onHome = 20;

/** Every page of the site, in every language. */
export async function allPages(facts: SiteFacts): Promise<RenderedPage[]> {
  const rendered: RenderedPage[] = [];
  for (const language of languages) {
    const frame = (
      path: string,
      title: string,
      description: string,
      body: Html,
      imageUrl?: string,
    ) => one(facts, language, path, title, description, body, imageUrl);
    const say = words[language];
    rendered.push(
      await frame("/", facts.agency.name, say.official(facts.agency.name), home(facts, language)),
      await frame(
        "/news",
        say.allNews,
        say.allNews,
        list(
          facts,
          language,
          facts.items.filter(({ removedAt }) => !removedAt),
          say.allNews,
        ),
      ),
      await frame("/channels", say.channels, say.channelsIntro, channelList(facts, language)),
      await frame("/rules", say.rules, say.rulesIntro, rules(facts, language)),
      await frame(
        "/404",
        say.notFound,
        say.notFoundText,
        html`<h1>${say.notFound}</h1>
          <p>${say.notFoundText} <a href="${base(language)}">${say.news}</a></p>`,
      ),
    );
    for (const item of facts.items)
      rendered.push(
        await frame(
          `/news/${item.slug}`,
          item.removedAt ? say.removedTitle : item.title,
          item.removedAt ? say.removedText : item.text,
          article(facts, language, item),
          item.pictures[0]?.path,
        ),
      );
  }
  return rendered;
}

function base(language: Language): string {
  return language === "en" ? "/" : `/${language}/`;
}

async function one(
  facts: SiteFacts,
  language: Language,
  path: string,
  title: string,
  description: string,
  body: Html,
  imageUrl?: string,
): Promise<RenderedPage> {
  const local = (other: Language) =>
    other === "en" ? path : `/${other}${path === "/" ? "/" : path}`;
  const alternates = Object.fromEntries(languages.map((other) => [other, local(other)]));
  const text = await page({
    agency: facts.agency,
    origin: facts.origin,
    language,
    say: words[language],
    path: local(language),
    title,
    description,
    body,
    alternates,
    made: facts.made,
    ...(imageUrl ? { imageUrl } : {}),
  });
  return { path: local(language), text };
}

function home(facts: SiteFacts, language: Language): Html {
  const say = words[language];
  const items = facts.items.filter(({ removedAt }) => !removedAt);
  return html`<h1>${say.news}</h1>
    ${
      items.length === 0
        ? html`<p>${say.noNews}</p>`
        : html`<ol class="news">
            ${items.slice(0, onHome).map((item) => teaser(facts, language, item))}
          </ol>`
    }
    ${items.length > onHome ? html`<p><a href="${base(language)}news">${say.allNews}</a></p>` : ""}`;
}

function list(facts: SiteFacts, language: Language, items: readonly Item[], title: string): Html {
  return html`<h1>${title}</h1>
    <ol class="news">
      ${items.map((item) => teaser(facts, language, item))}
    </ol>`;
}

function teaser({ agency }: SiteFacts, language: Language, item: Item): Html {
  const at = Temporal.Instant.from(item.publishedAt);
  const rest = item.text.startsWith(item.title)
    ? item.text.slice(item.title.length).trim()
    : item.text;
  const short = rest.length > 220 ? `${rest.slice(0, 217)} …` : rest;
  const picture = item.pictures[0];
  return html`<li>
    <article>
      ${picture ? html`<img src="${picture.path}" alt="${picture.alt}" width="${picture.width}" height="${picture.height}" loading="lazy" />` : ""}
      <div>
        <h2><a href="${base(language)}news/${item.slug}">${item.title}</a></h2>
        <p class="when">
          <time datetime="${item.publishedAt}">${moment(at, agency.timeZone, language)}</time>
        </p>
        <p>${short}</p>
      </div>
    </article>
  </li>`;
}

function article({ agency, origin }: SiteFacts, language: Language, item: Item): Html {
  const say = words[language];
  if (item.removedAt) {
    const removed = Temporal.Instant.from(item.removedAt);
    return html`<h1>${say.removedTitle}</h1>
      <p>${say.removedText}</p>
      <p class="when">
        <time datetime="${item.removedAt}">${moment(removed, agency.timeZone, language)}</time>
      </p>
      <p><a href="${base(language)}">${say.back}</a></p>`;
  }
  const rest = item.text.startsWith(item.title)
    ? item.text.slice(item.title.length).trim()
    : item.text;
  return html`<article class="whole">
    <h1>${item.title}</h1>
    <p class="when">
      ${say.published}
      <time datetime="${item.publishedAt}"
        >${moment(Temporal.Instant.from(item.publishedAt), agency.timeZone, language)}</time
      >
      ${item.editedAt ? html` · <strong>${say.updated}</strong> <time datetime="${item.editedAt}">${moment(Temporal.Instant.from(item.editedAt), agency.timeZone, language)}</time>` : ""}
    </p>
    ${prose(rest)}
    ${item.link ? html`<p class="card"><a href="${item.link.url}" rel="noopener">${item.link.title || item.link.url}</a></p>` : ""}
    ${item.pictures.map((picture) => html`<figure><img src="${picture.path}" alt="${picture.alt}" width="${picture.width}" height="${picture.height}" /></figure>`)}
    <p class="share">${say.share}: <span>${origin}/news/${item.slug}</span></p>
    <p><a href="${base(language)}">${say.back}</a></p>
  </article>`;
}

function channelList({ channels }: SiteFacts, language: Language): Html {
  const say = words[language];
  return html`<h1>${say.channels}</h1>
    <p>${say.channelsIntro}</p>
    <ul class="channels">
      ${channels.map((one) => html`<li><strong>${one.title}</strong> <a href="${one.profileUrl}" rel="me noopener">${one.handle}</a></li>`)}
    </ul>`;
}

function rules({ policy }: SiteFacts, language: Language): Html {
  const say = words[language];
  if (!policy)
    return html`<h1>${say.rules}</h1>
      <p>${say.noPolicy}</p>`;
  return html`<h1>${say.rules}</h1>
    <p>${say.rulesIntro}</p>
    <div lang="en">
      <h2>${policy.title}</h2>
      ${policy.paragraphs.map(
        (one) =>
          html`<section id="p${one.number}">
            <h3>${one.number} ${one.heading}</h3>
            <p>${one.body}</p>
          </section>`,
      )}
    </div>`;
}

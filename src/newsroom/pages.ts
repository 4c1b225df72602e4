import { html } from "hono/html";
import type { PublicNotice } from "#alerts";
import { Temporal } from "#platform/clock.ts";
import type { BeatFacts } from "./beats/beat-facts.ts";
import { beatList, beatPage, introOf } from "./beats/beat-pages.ts";
import { beatWords } from "./beats/beat-words.ts";
import {
  noticeBody,
  noticeHead,
  noticeList,
  noticePath,
  flyerPath,
  overBody,
  titleOf,
} from "./notices/notice-pages.ts";
import { eventList } from "./events/event-list.ts";
import { eventBody, eventData, eventPath, eventTitle, toldIn } from "./events/event-pages.ts";
import { eventPageWords } from "./events/event-words.ts";
import { noticeWords } from "./notices/notice-words.ts";
import { kitBody, kitList, kitPath } from "./kits/kit-pages.ts";
import { kitWords } from "./kits/kit-words.ts";
import { home, news, titles, type NewsList } from "./listing.ts";
import { outreachWords } from "./outreach/outreach-words.ts";
import { alertPath } from "./alerts/alert-facts.ts";
import { alertBanner, alertList, alertPage, sayingIn } from "./alerts/alert-pages.ts";
import { alertWords } from "./alerts/alert-words.ts";
import { feedLinks } from "./feed-links.ts";
import { base, localPath, moment, page, prose, type Html } from "./page.ts";
import { picturePath, type Item, type SiteFacts, type Video } from "./site-facts.ts";
import { channelList, rules } from "./standing-pages.ts";
import { streamPart } from "./live/player.ts";
import { stateOf } from "./surge/state.ts";
import { articleData } from "./structured-data.ts";
import { languages, ownName, words, type Language } from "./words.ts";

export interface RenderedPage {
  path: string;
  text: string;
}

export interface Draft {
  path: string;
  title: string;
  description: string;
  body: Html;
  imageUrl?: string | undefined;
  /** An old post of which there may be thousands: it is not made anew for each alert. */
  isOld?: boolean;
  head?: Html | undefined;
  /** What machines are told of the page (schema.org). */
  data?: object | undefined;
}

/** The pages that every visit may begin with, in every language. */
export function frontPages(facts: SiteFacts): Promise<RenderedPage[]> {
  return inAllLanguages(facts, (language) => {
    const say = words[language];
    const { name } = facts.agency;
    const notFound = html`<h1>${say.notFound}</h1>
      <p>${say.notFoundText} <a href="${base(language)}">${say.news}</a></p>`;
    return [
      { path: "/", title: name, description: say.official(name), body: home(facts, language) },
      {
        path: "/news",
        title: say.allNews,
        description: say.allNews,
        body: news(facts, language),
      },
      {
        path: "/channels",
        title: say.channels,
        description: say.channelsIntro,
        body: channelList(facts, language),
      },
      {
        path: "/rules",
        title: say.rules,
        description: say.rulesIntro,
        body: rules(facts, language),
      },
      { path: "/404", title: say.notFound, description: say.notFoundText, body: notFound },
    ];
  });
}

export function listPages(facts: SiteFacts, list: NewsList): Promise<RenderedPage[]> {
  return inAllLanguages(facts, (language) => {
    const title = `${words[language].allNews}: ${list.title(language)}`;
    const body = titles(facts, language, list);
    const feed = list.path.replace(/^\/news\//, "/feeds/");
    const head =
      list.by === "month" ? undefined : feedLinks(title, [`${feed}.atom`, `${feed}.rss`]);
    return [{ path: list.path, title, description: title, body, head }];
  });
}

/** Alerts: a page for each, and one that lists them. */
export function alertPages(facts: SiteFacts): Promise<RenderedPage[]> {
  return inAllLanguages(facts, (language) => {
    const say = alertWords[language];
    return [
      {
        path: "/alerts",
        title: say.all,
        description: say.all,
        body: alertList(facts, facts.alerts, language),
        head: feedLinks(say.all, ["/alerts/feed.atom"]),
      },
      ...facts.alerts.alerts.flatMap((alert) => {
        const [now] = alert.messages;
        if (!now) return [];
        const { headline, description } = sayingIn(now, language);
        const body = alertPage(facts, facts.alerts, alert, language);
        const head = feedLinks(headline, [`${alertPath(alert)}.cap`]);
        return [{ path: alertPath(alert), title: headline, description, body, head }];
      }),
    ];
  });
}

/** Calls by beat: a page for each, and one that lists them. */
export function beatPages(facts: SiteFacts, beats: readonly BeatFacts[]): Promise<RenderedPage[]> {
  if (beats.length === 0) return Promise.resolve([]);
  return inAllLanguages(facts, (language) => {
    const say = beatWords[language];
    return [
      { path: "/beats", title: say.all, description: say.all, body: beatList(language, beats) },
      ...beats.map((beat) => ({
        path: beat.path,
        title: say.title(beat.code, beat.name),
        description: introOf(language, beat),
        body: beatPage(facts, language, beat),
        head: feedLinks(
          say.title(beat.code, beat.name),
          [".atom", ".json", ".geojson", ".ics"].map((ending) => `${beat.path}${ending}`),
        ),
      })),
    ];
  });
}

/** Every notice that stands or is over, and the list of those that stand. */
export function noticePages(
  facts: SiteFacts,
  notices: readonly PublicNotice[],
): Promise<RenderedPage[]> {
  return inAllLanguages(facts, (language) => {
    const say = noticeWords[language];
    return [
      {
        path: "/notices",
        title: say.all,
        description: say.about,
        body: noticeList(language, notices),
        head: feedLinks(say.all, ["/notices/feed.atom"]),
      },
      unsolvedCases(language, notices),
      ...notices.map((notice): Draft => ({
        path: noticePath(notice),
        title: titleOf(notice, language),
        description: titleOf(notice, language),
        head: noticeHead(facts, language, notice),
        imageUrl: previewOf(notice, language),
        body:
          notice.state === "active"
            ? noticeBody(facts, language, notice)
            : overBody(facts, language, notice),
      })),
    ];
  });
}

/** Cases that are not solved, in a list of their own: they wait for years while other notices come and go. */
function unsolvedCases(language: Language, notices: readonly PublicNotice[]): Draft {
  const { unsolved: title, unsolvedAbout: about } = outreachWords[language];
  const cases = notices.filter((one) => one.state === "active" && one.kind === "unsolved");
  const body = noticeList(language, cases, { title, about });
  return { path: "/notices/unsolved", title, description: about, body };
}

/** Where people can meet the agency: a page for each event, and one that lists them. */
export function eventPages(facts: SiteFacts): Promise<RenderedPage[]> {
  return inAllLanguages(facts, (language) => {
    const say = eventPageWords[language];
    return [
      {
        path: "/events",
        title: say.all,
        description: say.about,
        body: eventList(facts, language),
        head: feedLinks(say.all, ["/events.ics", "/events.atom", "/events.json"]),
      },
      ...facts.events.map((event): Draft => {
        const told = toldIn(event, language);
        return {
          path: eventPath(event),
          title: eventTitle(event, language),
          description: [told?.when, event.where].join(". "),
          imageUrl: event.photo ? picturePath(event.photo) : undefined,
          data: eventData(facts, language, event),
          head: feedLinks(eventTitle(event, language), [`${eventPath(event)}.ics`]),
          body: eventBody(facts, language, event),
        };
      }),
    ];
  });
}

/** What partners may share: a page for each kit, and one that lists them. */
export function kitPages(facts: SiteFacts): Promise<RenderedPage[]> {
  const { kits } = facts;
  return inAllLanguages(facts, (language) => {
    const say = kitWords[language];
    return [
      { path: "/kits", title: say.all, description: say.about, body: kitList(language, kits) },
      ...kits.map((kit) => ({
        path: kitPath(kit),
        title: kit.title[language],
        description: kit.intro[language] || say.about,
        body: kitBody(facts, language, kit),
      })),
    ];
  });
}

/** The flyer made for link previews. */
function previewOf(notice: PublicNotice, language: Language): string | undefined {
  if (notice.state === "over") return undefined;
  const wide = notice.flyers.filter(({ format }) => format === "landscape");
  const flyer = wide.find((one) => one.language === language) ?? wide[0];
  return flyer && flyerPath(notice, flyer);
}

export function itemPages(facts: SiteFacts, item: Item): Promise<RenderedPage[]> {
  return inAllLanguages(facts, (language) => {
    const say = words[language];
    return [
      {
        path: `/news/${item.slug}`,
        title: item.removedAt ? say.removedTitle : item.title,
        description: item.removedAt ? say.removedText : item.text,
        body: item.removedAt
          ? withdrawn(facts, language, item.removedAt)
          : article(facts, language, item),
        isOld: !facts.newest.some(({ id }) => id === item.id),
        imageUrl: item.removedAt
          ? undefined
          : (item.pictures[0]?.path ?? item.videos[0]?.posterPath),
        data: item.removedAt ? undefined : articleData(facts, item),
      },
    ];
  });
}

/** The same drafts in every language of the newsroom. */
export async function inAllLanguages(
  facts: SiteFacts,
  drafts: (language: Language) => Draft[],
): Promise<RenderedPage[]> {
  return Promise.all(
    languages.flatMap((language) => drafts(language).map((draft) => one(facts, language, draft))),
  );
}

async function one(facts: SiteFacts, language: Language, draft: Draft): Promise<RenderedPage> {
  const { path, title, description, body, imageUrl, isOld, head, data } = draft;
  const inForce = isOld ? [] : alertBanner(facts, facts.alerts.alerts, language);
  const alternates = Object.fromEntries(languages.map((each) => [each, localPath(each, path)]));
  const own = localPath(language, path);
  const text = await page({
    agency: facts.agency,
    origin: facts.origin,
    language,
    say: words[language],
    path: own,
    title,
    description,
    body,
    alternates,
    made: facts.made,
    warnings: [...inForce, ...facts.warnings],
    ...(imageUrl ? { imageUrl } : {}),
    ...(isLive(path) ? { live: { state: stateOf(facts), says: alertWords[language].fresh } } : {}),
    ...(head ? { head } : {}),
    ...(data ? { data } : {}),
  });
  return { path: own, text };
}

/** Pages that somebody keeps open while an alert is in force. */
function isLive(path: string): boolean {
  return path === "/" || path === "/alerts" || path.startsWith("/alerts/");
}

function withdrawn({ agency }: SiteFacts, language: Language, at: string): Html {
  const say = words[language];
  return html`<h1>${say.removedTitle}</h1>
    <p>${say.removedText}</p>
    <p class="when">${timeOf(at, agency.timeZone, language)}</p>
    <p><a href="${base(language)}">${say.back}</a></p>`;
}

function timeOf(at: string, timeZone: string, language: Language): Html {
  return html`<time datetime="${at}"
    >${moment(Temporal.Instant.from(at), timeZone, language)}</time
  >`;
}

/** The post's words in their own language, ours around them in the page's. */
function article({ agency, origin, beats }: SiteFacts, language: Language, item: Item): Html {
  const say = words[language];
  const when = (at: string) => timeOf(at, agency.timeZone, language);
  const rest = item.text.startsWith(item.title)
    ? item.text.slice(item.title.length).trim()
    : item.text;
  const about = beats.filter(({ id }) => item.beats.includes(id));
  return html`<article class="whole" lang="${item.language}">
    <h1>${item.title}</h1>
    <p class="when" lang="${language}">
      ${say.published} ${when(item.publishedAt)}
      ${item.editedAt ? html` · <strong>${say.updated}</strong> ${when(item.editedAt)}` : ""}
    </p>
    ${about.length > 0 ? html`<p class="when" lang="${language}">${say.beats}: ${about.map((one, at) => html`${at > 0 ? ", " : ""}<a href="${base(language)}news/beat/${encodeURIComponent(one.code)}">${one.code} ${one.name}</a>`)}</p>` : ""}
    ${prose(rest)}
    ${item.stream ? streamPart(item.stream, language, when, item.pictures[0]?.path) : ""}
    ${item.link ? html`<p class="card"><a href="${item.link.url}" rel="noopener">${item.link.title || item.link.url}</a></p>` : ""}
    ${item.pictures.map((picture) => html`<figure><img src="${picture.path}" alt="${picture.alt}" width="${picture.width}" height="${picture.height}" /></figure>`)}
    ${item.videos.map(player)} ${item.edits.length > 0 ? history(item, language, when) : ""}
    <div lang="${language}">
      <p class="share">${say.share}: <span>${origin}/news/${item.slug}</span></p>
      <p class="when"><a href="/verify/posts/${item.id}">${say.signed}</a></p>
      <p><a href="${base(language)}">${say.back}</a></p>
    </div>
  </article>`;
}

/** A video waits until somebody wants it, and brings its captions along. No script is needed. */
function player(video: Video): Html {
  const { captions, posterPath } = video;
  return html`<figure>
    <video
      controls
      preload="none"
      playsinline
      width="${video.width}"
      height="${video.height}"
      aria-label="${video.alt}"
      ${posterPath ? html` poster="${posterPath}"` : ""}
    >
      <source src="${video.path}" type="${video.type}" />
      ${captions ? html`<track kind="captions" src="${captions.path}" srclang="${captions.language}" label="${ownName(captions.language)}" default />` : ""}
    </video>
    <figcaption>${video.alt}</figcaption>
  </figure>`;
}

/** Every correction, newest first: nothing is changed in silence. */
function history(item: Item, language: Language, when: (at: string) => Html): Html {
  const say = words[language];
  return html`<section class="history" lang="${language}">
    <h2>${say.history}</h2>
    <ul>
      ${item.edits
        .toReversed()
        .map(
          ({ at, note }) =>
            html`<li>
              ${when(at)}:
              ${note ? html`<span lang="${item.language}">${note}</span>` : say.changed}
            </li>`,
        )}
    </ul>
  </section>`;
}

import { html } from "hono/html";
import type { PublicEvent } from "#outreach";
import { Temporal } from "#platform/clock.ts";
import { kitWords } from "../kits/kit-words.ts";
import { base, type Html } from "../page.ts";
import type { SiteFacts } from "../site-facts.ts";
import type { Language } from "../words.ts";
import { isAfter, toldIn } from "./event-pages.ts";
import { eventPageWords } from "./event-words.ts";

const onHome = 3;
const pastMax = 50;

/** An event as it stands in a list: of one that comes again one date, and how many it stands for. */
interface Listed {
  event: PublicEvent;
  others: number;
}

/** Says how many dates there are besides the one that is shown. */
type SayOthers = (count: number) => string;

/**
 * Each event once: of one that comes again the first of these dates stands for all. Dates that were called off are
 * not counted among those that take place, but have a place of their own: whoever had one in mind finds it.
 */
function onceEach(dates: readonly PublicEvent[]): Listed[] {
  const same = Map.groupBy(dates, ({ id, seriesId, state }) =>
    seriesId === null ? id : `${seriesId} ${state === "cancelled" ? "off" : "on"}`,
  );
  return [...same.values()].flatMap(([event, ...others]) =>
    event ? [{ event, others: others.length }] : [],
  );
}

/** What is still to come, called off or not, the next first. A series itself has no day: its dates have. */
function coming({ events, made }: SiteFacts): PublicEvent[] {
  return events.filter(({ isSeries, endsAt }) => !isSeries && isAfter(endsAt, made));
}

function over({ events, made }: SiteFacts): PublicEvent[] {
  return events.filter(({ isSeries, endsAt }) => !isSeries && !isAfter(endsAt, made)).toReversed();
}

/** Upcoming by month, then past. */
export function eventList(facts: SiteFacts, language: Language): Html {
  const say = eventPageWords[language];
  const next = onceEach(coming(facts));
  const past = onceEach(over(facts)).slice(0, pastMax);
  const months = Map.groupBy(next, ({ event }) => monthOf(event, language));
  return html`<h1>${say.all}</h1>
    <p class="whole">${say.about}</p>
    ${next.length === 0 ? html`<p>${say.none}</p>` : ""}
    ${[...months].map(
      ([month, those]) =>
        html`<section>
          <h2>${month}</h2>
          ${entries(facts, language, those, say.furtherDates)}
        </section>`,
    )}
    <p class="share">
      <a href="/events.ics" type="text/calendar">${say.subscribe}</a> · ${say.feeds}:
      <a href="/events.atom">Atom</a> · <a href="/events.json">JSON Feed</a>
      ${facts.kits.length > 0 ? html`<br /><a href="${base(language)}kits">${kitWords[language].all}</a>` : ""}
    </p>
    ${
      past.length === 0
        ? ""
        : html`<section>
            <h2>${say.past}</h2>
            ${entries(facts, language, past, say.datesBefore)}
          </section>`
    }`;
}

/** The next ones, for the first page, or of a beat for its own; nothing where there is none. */
export function nextEvents(facts: SiteFacts, language: Language, beatId?: string): Html {
  const say = eventPageWords[language];
  const takePlace = coming(facts)
    .filter(({ state }) => state !== "cancelled")
    .filter(({ beats }) => beatId === undefined || beats.includes(beatId));
  const next = onceEach(takePlace).slice(0, onHome);
  if (next.length === 0) return html``;
  return html`<section class="next">
    <h2>${say.next}</h2>
    ${entries(facts, language, next, say.furtherDates)}
    <p><a href="${base(language)}events">${say.allEvents}</a></p>
  </section>`;
}

function monthOf({ startsAt, zone }: PublicEvent, language: Language): string {
  return Temporal.Instant.from(startsAt)
    .toZonedDateTimeISO(zone)
    .toLocaleString(language === "es" ? "es-US" : "en-US", { month: "long", year: "numeric" });
}

function entries(
  facts: SiteFacts,
  language: Language,
  listed: readonly Listed[],
  others: SayOthers,
): Html {
  return html`<ul class="events">
    ${listed.map((one) => entry(facts, language, one, others))}
  </ul>`;
}

function entry(facts: SiteFacts, language: Language, listed: Listed, others: SayOthers): Html {
  const { event } = listed;
  const told = toldIn(event, language);
  if (!told) return html``;
  const say = eventPageWords[language];
  return html`<li lang="${told.language}">
    ${event.state === "cancelled" ? html`<p class="state" lang="${language}">${say.cancelled}</p>` : ""}
    <h3><a href="${base(language)}events/${event.code}">${told.title}</a></h3>
    <p><time datetime="${event.startsAt}">${told.when}</time></p>
    ${listed.others === 0 ? "" : othersOf(facts, language, listed, others)}
    <p>${event.where}</p>
  </li>`;
}

/** How many dates there are besides, and the way to them: they stand on the page of the series. */
function othersOf(
  { events }: SiteFacts,
  language: Language,
  { event, others }: Listed,
  sayOthers: SayOthers,
): Html {
  const series = events.find(({ id }) => id === event.seriesId);
  const says = sayOthers(others);
  return html`<p lang="${language}">
    ${series ? html`<a href="${base(language)}events/${series.code}">${says}</a>` : says}
  </p>`;
}

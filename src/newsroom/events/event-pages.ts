import { html } from "hono/html";
import type { PublicEvent, ToldEvent } from "#outreach";
import { Temporal } from "#platform/clock.ts";
import { base, moment, prose, type Html } from "../page.ts";
import { picturePath, type SiteFacts } from "../site-facts.ts";
import type { Language } from "../words.ts";
import { kitWords } from "../kits/kit-words.ts";
import { eventMap } from "./event-map.ts";
import { eventPageWords } from "./event-words.ts";

const onHome = 3;
const pastMax = 50;

export function eventPath({ code }: Pick<PublicEvent, "code">): string {
  return `/events/${code}`;
}

/** In the reader's language where it was approved in it; else as it was. */
export function toldIn({ told }: PublicEvent, language: Language): ToldEvent | undefined {
  return told.get(language) ?? told.get("en");
}

export function eventTitle(event: PublicEvent, language: Language): string {
  const title = toldIn(event, language)?.title ?? "";
  return event.state === "cancelled" ? `${eventPageWords[language].cancelled}: ${title}` : title;
}

/** What is still to come, called off or not: whoever had it in mind finds it. */
function coming({ events, made }: SiteFacts): PublicEvent[] {
  return single(events).filter(({ endsAt }) => isAfter(endsAt, made));
}

/** Of one that comes again the dates stand in lists, each with its own page. */
function single(events: readonly PublicEvent[]): PublicEvent[] {
  return events.filter(({ isSeries }) => !isSeries);
}

/** The dates of one that comes again. */
export function datesOf({ events }: SiteFacts, { id }: PublicEvent): PublicEvent[] {
  return events.filter(({ seriesId }) => seriesId === id);
}

function isAfter(at: string, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(Temporal.Instant.from(at), now) > 0;
}

/** Upcoming by month, then past. */
export function eventList(facts: SiteFacts, language: Language): Html {
  const say = eventPageWords[language];
  const next = coming(facts);
  const past = single(facts.events)
    .filter(({ endsAt }) => !isAfter(endsAt, facts.made))
    .toReversed()
    .slice(0, pastMax);
  const months = Map.groupBy(next, (event) => monthOf(event, language));
  return html`<h1>${say.all}</h1>
    <p class="whole">${say.about}</p>
    ${next.length === 0 ? html`<p>${say.none}</p>` : ""}
    ${[...months].map(
      ([month, events]) =>
        html`<section>
          <h2>${month}</h2>
          <ul class="events">
            ${events.map((one) => entry(facts, one, language))}
          </ul>
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
            <ul class="events">
              ${past.map((one) => entry(facts, one, language))}
            </ul>
          </section>`
    }`;
}

/** The next ones, for the first page, or of a beat for its own; nothing where there is none. */
export function nextEvents(facts: SiteFacts, language: Language, beatId?: string): Html {
  const say = eventPageWords[language];
  const next = coming(facts)
    .filter(({ state }) => state !== "cancelled")
    .filter(({ beats }) => beatId === undefined || beats.includes(beatId))
    .filter(isFirstOfSeries)
    .slice(0, onHome);
  if (next.length === 0) return html``;
  return html`<section class="next">
    <h2>${say.next}</h2>
    <ul class="events">
      ${next.map((one) => entry(facts, one, language))}
    </ul>
    <p><a href="${base(language)}events">${say.allEvents}</a></p>
  </section>`;
}

/** What comes every week would else be all that the first page tells of. */
function isFirstOfSeries({ seriesId }: PublicEvent, at: number, all: readonly PublicEvent[]) {
  return seriesId === null || all.findIndex((one) => one.seriesId === seriesId) === at;
}

function monthOf({ startsAt, zone }: PublicEvent, language: Language): string {
  return Temporal.Instant.from(startsAt)
    .toZonedDateTimeISO(zone)
    .toLocaleString(language === "es" ? "es-US" : "en-US", { month: "long", year: "numeric" });
}

function entry(_facts: SiteFacts, event: PublicEvent, language: Language): Html {
  const told = toldIn(event, language);
  if (!told) return html``;
  const say = eventPageWords[language];
  return html`<li lang="${told.language}">
    ${event.state === "cancelled" ? html`<p class="state">${say.cancelled}</p>` : ""}
    <h3><a href="${base(language)}events/${event.code}">${told.title}</a></h3>
    <p><time datetime="${event.startsAt}">${told.when}</time></p>
    <p>${event.where}</p>
  </li>`;
}

/** One event: what, when, where, for whom, and how to come. */
export function eventBody(facts: SiteFacts, language: Language, event: PublicEvent): Html {
  const say = eventPageWords[language];
  const told = toldIn(event, language);
  if (!told) return html``;
  const { point } = event.place;
  return html`<article class="whole event" lang="${told.language}">
      <p class="kind">${told.kind}</p>
      <h1>${told.title}</h1>
      ${told.language === language ? "" : html`<p lang="${language}">${say.only}</p>`}
      ${standing(facts, language, event)}
      <dl>
        <dt lang="${language}">${say.when}</dt>
        <dd><time datetime="${event.startsAt}">${told.when}</time></dd>
        <dt lang="${language}">${say.where}</dt>
        <dd>
          ${event.where}${point ? html` <a lang="${language}" href="geo:${point.lat},${point.lon}">${say.map}</a>` : ""}
        </dd>
      </dl>
      ${eventMap(event, facts.alerts.beats, language)} ${prose(told.about)}
      ${event.photo ? html`<figure><img src="${picturePath(event.photo)}" alt="${told.photoAlt}" width="${event.photo.width}" height="${event.photo.height}" /></figure>` : ""}
      <dl>
        <dt lang="${language}">${say.access}</dt>
        <dd>${told.access}</dd>
        <dt lang="${language}">${say.help}</dt>
        <dd>${told.help}</dd>
      </dl>
    </article>
    ${event.isSeries ? allDates(facts, language, event) : comingHere(facts, language, event)}
    ${ofSeries(facts, language, event)}
    <p class="share">${say.share}<br />${facts.origin}${eventPath(event)}</p>
    <p class="when">
      ${say.updated}:
      <time datetime="${event.changedAt}"
        >${moment(Temporal.Instant.from(event.changedAt), event.zone, language)}</time
      >
    </p>
    <p><a href="${base(language)}events">${say.allEvents}</a></p>`;
}

function standing(facts: SiteFacts, language: Language, event: PublicEvent): Html {
  const say = eventPageWords[language];
  if (event.state === "cancelled")
    return html`<p class="note" lang="${language}"><strong>${say.cancelledText}</strong></p>`;
  if (!isAfter(event.endsAt, facts.made))
    return html`<p class="note" lang="${language}">${say.over}</p>`;
  return event.sequence > 0 ? html`<p class="note" lang="${language}">${say.changed}</p>` : html``;
}

/** Of one that comes again: each date, with its own page. */
function allDates(facts: SiteFacts, language: Language, event: PublicEvent): Html {
  const say = eventPageWords[language];
  const dates = datesOf(facts, event).filter(({ endsAt }) => isAfter(endsAt, facts.made));
  if (dates.length === 0) return html``;
  return html`<section>
    <h2>${say.dates}</h2>
    <ul class="events">
      ${dates.map((one) => dateEntry(one, language))}
    </ul>
    <p><a href="${eventPath(event)}.ics" type="text/calendar">${say.allInCalendar}</a></p>
  </section>`;
}

function dateEntry(event: PublicEvent, language: Language): Html {
  const told = toldIn(event, language);
  if (!told) return html``;
  const say = eventPageWords[language];
  const isOff = event.state === "cancelled";
  return html`<li>
    <a href="${base(language)}events/${event.code}" lang="${told.language}"
      ><time datetime="${event.startsAt}">${told.when}</time></a
    >
    ${isOff ? html`<strong>${say.cancelled}</strong>` : event.signUp?.isFull ? say.isFull : ""}
  </li>`;
}

function ofSeries(facts: SiteFacts, language: Language, { seriesId }: PublicEvent): Html {
  const series = facts.events.find(({ id }) => id === seriesId);
  if (!series) return html``;
  return html`<p>
    <a href="${base(language)}events/${series.code}">${eventPageWords[language].otherDates}</a>
  </p>`;
}

/** How to come: the calendar, and the form where there is one. */
function comingHere(facts: SiteFacts, language: Language, event: PublicEvent): Html {
  const say = eventPageWords[language];
  if (event.state === "cancelled" || !isAfter(event.startsAt, facts.made)) return html``;
  const { signUp, zone } = event;
  const until = signUp && moment(Temporal.Instant.from(signUp.closesAt), zone, language);
  return html`<section>
    ${
      signUp && until
        ? html`<p>
              ${signUp.isFull ? html`<strong>${say.full}</strong> ` : ""}${say.signUpText(until)}
            </p>
            <p class="call"><a href="${base(language)}sign-up/${event.code}">${say.signUp}</a></p>`
        : html`<p>${say.noSignUp}</p>`
    }
    <p><a href="${eventPath(event)}.ics" type="text/calendar">${say.calendar}</a></p>
  </section>`;
}

/** schema.org/Event, for search engines and assistants. */
export function eventData(facts: SiteFacts, language: Language, event: PublicEvent): object {
  const { agency, origin } = facts;
  const told = toldIn(event, language);
  const local = (at: string) =>
    Temporal.Instant.from(at)
      .toZonedDateTimeISO(event.zone)
      .toString({ timeZoneName: "never", smallestUnit: "second" });
  const { point, name, address } = event.place;
  const status = event.state === "cancelled" ? "EventCancelled" : "EventScheduled";
  return {
    "@context": "https://schema.org",
    "@type": event.isSeries ? "EventSeries" : "Event",
    "@id": `urn:uuid:${event.id}`,
    url: `${origin}${eventPath(event)}`,
    name: told?.title,
    description: told?.about,
    inLanguage: told?.language,
    startDate: local(event.startsAt),
    endDate: local(event.endsAt),
    eventStatus: `https://schema.org/${status}`,
    eventAttendanceMode: "https://schema.org/OfflineEventAttendanceMode",
    location: {
      "@type": "Place",
      name,
      address,
      ...(point
        ? { geo: { "@type": "GeoCoordinates", latitude: point.lat, longitude: point.lon } }
        : {}),
    },
    ...(event.photo ? { image: `${origin}${picturePath(event.photo)}` } : {}),
    ...(event.signUp?.capacity ? { maximumAttendeeCapacity: event.signUp.capacity } : {}),
    ...(event.isSeries
      ? { subEvent: datesOf(facts, event).map((one) => ({ "@id": `urn:uuid:${one.id}` })) }
      : {}),
    organizer: { "@type": "GovernmentOrganization", name: agency.name, url: `${origin}/` },
  };
}

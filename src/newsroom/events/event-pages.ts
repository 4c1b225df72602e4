import { html } from "hono/html";
import type { PublicEvent, ToldEvent } from "#outreach";
import { Temporal } from "#platform/clock.ts";
import { base, moment, prose, type Html } from "../page.ts";
import { picturePath, type SiteFacts } from "../site-facts.ts";
import type { Language } from "../words.ts";
import { eventMap } from "./event-map.ts";
import { eventPageWords } from "./event-words.ts";

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

/** The dates of one that comes again. */
export function datesOf({ events }: SiteFacts, { id }: PublicEvent): PublicEvent[] {
  return events.filter(({ seriesId }) => seriesId === id);
}

export function isAfter(at: string, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(Temporal.Instant.from(at), now) > 0;
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

/** Of one that comes again: each date, with its own page; those ahead, then those that were, the latest first. */
function allDates(facts: SiteFacts, language: Language, event: PublicEvent): Html {
  const say = eventPageWords[language];
  const dates = datesOf(facts, event);
  const [next, past] = [true, false].map((ahead) =>
    dates.filter(({ endsAt }) => isAfter(endsAt, facts.made) === ahead),
  );
  const inCalendar = html`<p>
    <a href="${eventPath(event)}.ics" type="text/calendar">${say.allInCalendar}</a>
  </p>`;
  return html`${dateList(say.dates, next ?? [], language, inCalendar)}
  ${dateList(say.earlierDates, past?.toReversed() ?? [], language)}`;
}

function dateList(
  heading: string,
  dates: readonly PublicEvent[],
  language: Language,
  after: Html = html``,
): Html {
  if (dates.length === 0) return html``;
  return html`<section>
    <h2>${heading}</h2>
    <ul class="events">
      ${dates.map((one) => dateEntry(one, language))}
    </ul>
    ${after}
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

import { calendarOf, type PublicEvent } from "#outreach";
import { limit } from "#platform/limits.ts";
import { xml } from "../feeds.ts";
import type { SiteFacts } from "../site-facts.ts";
import type { Language } from "../words.ts";
import { datesOf, eventPath, eventTitle, toldIn } from "./event-pages.ts";
import { eventPageWords } from "./event-words.ts";

const feedMax = 100;
const refreshMinutes = limit(
  "events.refresh",
  60,
  "minutes",
  "after which calendars are asked to look again (RFC 7986, 5.7)",
);

function seconds(at: string): string {
  return at.replace(/\.\d+Z$/, "Z");
}

interface File {
  path: string;
  type: string;
  text: string;
}

/** The calendar of all events and of each, and the lists that news readers follow. */
export function eventFiles(facts: SiteFacts): File[] {
  const language = languageOf(facts);
  const type = "text/calendar; charset=utf-8";
  const calendar = (events: readonly PublicEvent[]) =>
    eventCalendar(facts, events, (one) => eventPageWords[one].all);
  return [
    { path: "/events.ics", type, text: calendar(facts.events) },
    ...facts.events.map((event) => ({
      path: `${eventPath(event)}.ics`,
      type,
      text: calendar(event.isSeries ? datesOf(facts, event) : [event]),
    })),
    {
      path: "/events.atom",
      type: "application/atom+xml; charset=utf-8",
      text: atom(facts, language),
    },
    {
      path: "/events.json",
      type: "application/feed+json; charset=utf-8",
      text: jsonFeed(facts, language),
    },
  ];
}

function languageOf({ agency }: SiteFacts): Language {
  return agency.language === "es" ? "es" : "en";
}

/** Some events as a calendar (RFC 5545), under the agency's name and one of their own. */
export function eventCalendar(
  facts: SiteFacts,
  events: readonly PublicEvent[],
  name: (language: Language) => string,
): string {
  const { agency, origin } = facts;
  const language = languageOf(facts);
  const place = { agency: agency.name, origin, language, name: name(language), refreshMinutes };
  return calendarOf(events, place);
}

/** Those changed last first: a reader sees what is new, moved or called off; a series once, with the dates that differ. */
function newest({ events }: SiteFacts): PublicEvent[] {
  const shown = events.filter(({ isAsItsSeries }) => !isAsItsSeries);
  return shown.toSorted((a, b) => b.changedAt.localeCompare(a.changedAt)).slice(0, feedMax);
}

function summaryOf(event: PublicEvent, language: Language): string {
  const told = toldIn(event, language);
  return [told?.when, event.where, told?.about].filter(Boolean).join("\n");
}

/** OGC 17-002r1 (GeoRSS), Simple: latitude first. */
function pointIn({ place: { point } }: PublicEvent): string {
  return point ? `\n<georss:point>${point.lat} ${point.lon}</georss:point>` : "";
}

/** RFC 4287. */
function atom(facts: SiteFacts, language: Language): string {
  const { agency, origin } = facts;
  const shown = newest(facts);
  const entries = shown.map(
    (one) => `<entry>
<id>urn:uuid:${one.id}</id><title>${xml(eventTitle(one, language))}</title><link rel="alternate" href="${xml(`${origin}${eventPath(one)}`)}"/>
<published>${seconds(one.activeAt)}</published><updated>${seconds(one.changedAt)}</updated><category term="${xml(one.kind)}"/>
<summary type="text">${xml(summaryOf(one, language))}</summary>${pointIn(one)}
</entry>`,
  );
  const updated = shown[0]?.changedAt ?? "1970-01-01T00:00:00Z";
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:georss="http://www.georss.org/georss" xml:lang="${language}">
<id>${xml(`${origin}/events.atom`)}</id><title>${xml(`${agency.name}: ${eventPageWords[language].all}`)}</title><updated>${seconds(updated)}</updated>
<author><name>${xml(agency.name)}</name></author>
<link rel="self" href="${xml(`${origin}/events.atom`)}"/><link rel="alternate" href="${xml(`${origin}/events`)}"/>
${entries.join("\n")}
</feed>
`;
}

/** JSON Feed 1.1; times and state of each stand in an extension of ours. */
function jsonFeed(facts: SiteFacts, language: Language): string {
  const { agency, origin } = facts;
  const items = newest(facts).map((one) => ({
    id: `urn:uuid:${one.id}`,
    url: `${origin}${eventPath(one)}`,
    title: eventTitle(one, language),
    content_text: summaryOf(one, language),
    date_published: seconds(one.activeAt),
    date_modified: seconds(one.changedAt),
    _event: {
      about: "https://schema.org/Event",
      start: seconds(one.startsAt),
      end: seconds(one.endsAt),
      zone: one.zone,
      where: one.where,
      ...(one.place.point ? { latitude: one.place.point.lat, longitude: one.place.point.lon } : {}),
      cancelled: one.state === "cancelled",
    },
  }));
  const feed = {
    version: "https://jsonfeed.org/version/1.1",
    title: `${agency.name}: ${eventPageWords[language].all}`,
    home_page_url: `${origin}/events`,
    feed_url: `${origin}/events.json`,
    language,
    items,
  };
  return `${JSON.stringify(feed, null, 1)}\n`;
}

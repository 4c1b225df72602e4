import ical, { ICalEventStatus } from "ical-generator";
import { Temporal } from "#platform/clock.ts";
import type { EventLanguage } from "./content.ts";
import type { PublicEvent } from "./public.ts";
import { eventWords } from "./words.ts";

export interface CalendarPlace {
  /** Of the agency; stands in the calendar's name. */
  agency: string;
  origin: string;
  language: EventLanguage;
  /** What the feed is called. */
  name: string;
  /** How soon calendars look again. */
  refreshMinutes: number;
}

/**
 * Events as iCalendar (RFC 5545), with times in UTC: they mean the same everywhere, whatever becomes of a zone's rules.
 * What was moved has the same UID and a higher SEQUENCE; what was called off says STATUS:CANCELLED.
 */
export function calendarOf(events: readonly PublicEvent[], place: CalendarPlace): string {
  const { agency, origin, name, refreshMinutes, language } = place;
  const calendar = ical({
    name: clean(`${agency}: ${name}`),
    prodId: { company: "Openbeat", product: "Openbeat", language: language.toUpperCase() },
    ttl: refreshMinutes * 60,
    url: `${origin}/events`,
  });
  // Each date of one that comes again is an event by itself here: with a page, places and changes of its own, and the hour
  // that its zone gives it. The series has no entry beside them.
  const entries = events.filter(({ isSeries }) => !isSeries);
  for (const event of entries) {
    const told = event.told.get(language) ?? [...event.told.values()][0];
    if (!told) continue;
    const say = eventWords[told.language];
    const isOff = event.state === "cancelled";
    const lines = [
      isOff ? say.cancelled : "",
      told.about,
      told.access && `${say.access}: ${told.access}`,
      told.help && `${say.help}: ${told.help}`,
      `${origin}/events/${event.code}`,
    ];
    const entry = calendar.createEvent({
      id: `${event.id}@${new URL(origin).hostname}`,
      sequence: event.sequence,
      start: utc(event.startsAt),
      end: utc(event.endsAt),
      stamp: utc(event.changedAt),
      created: utc(event.activeAt),
      lastModified: utc(event.changedAt),
      summary: clean(isOff ? say.cancelledTitle(told.title) : told.title),
      description: clean(lines.filter(Boolean).join("\n")),
      url: `${origin}/events/${event.code}`,
      status: isOff ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
    const { point } = event.place;
    const geo = point && { lat: point.lat, lon: point.lon };
    entry.location(
      geo
        ? { title: clean(event.place.name), address: clean(event.place.address), geo }
        : { title: clean(event.where) },
    );
  }
  const text = calendar.toString().replace(/(\r\n)*END:VCALENDAR(\r\n)*$/, "");
  return [text, ...(entries.length === 0 ? noEvent : []), "END:VCALENDAR", ""].join("\r\n");
}

/** RFC 5545, 3.6: a calendar has at least one component. Where there is no event it is the zone of the times. */
const noEvent = [
  "BEGIN:VTIMEZONE",
  "TZID:Etc/UTC",
  "BEGIN:STANDARD",
  "DTSTART:19700101T000000",
  "TZOFFSETFROM:+0000",
  "TZOFFSETTO:+0000",
  "END:STANDARD",
  "END:VTIMEZONE",
];

function utc(at: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(at)
    .round({ smallestUnit: "second", roundingMode: "floor" })
    .toZonedDateTimeISO("UTC");
}

/** RFC 5545, 3.3.11 knows no control signs in a text but the line's end; half a sign is none. */
function clean(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(/(?!\n)[\p{Cc}\u2028\u2029]/gu, " ");
}

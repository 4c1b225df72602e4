import assert from "node:assert/strict";
import { test } from "node:test";
import ICAL from "ical.js";
import { calendarOf } from "./calendar.ts";
import type { PublicEvent } from "./public.ts";
import type { ToldEvent } from "./telling.ts";

const place = {
  agency: "Tiny County Sheriff",
  origin: "https://news.tinycounty.example",
  language: "en" as const,
  name: "Events",
  refreshMinutes: 60,
};

function event(more: Partial<PublicEvent> = {}, told: Partial<ToldEvent> = {}): PublicEvent {
  const en: ToldEvent = {
    language: "en",
    kind: "Coffee with a cop",
    title: "Coffee with a cop",
    when: "Saturday",
    dates: "",
    about: "Come.",
    access: "No steps.",
    help: "Call us.",
    photoAlt: "",
    ...told,
  };
  return {
    id: "0199d5b2-0000-7000-8000-000000000001",
    code: "abc",
    state: "active",
    kind: "coffee",
    sequence: 0,
    startsAt: "2026-12-05T15:00:00.000000Z",
    endsAt: "2026-12-05T17:00:00.000000Z",
    zone: "America/Chicago",
    activeAt: "2026-11-20T10:00:00.123456Z",
    changedAt: "2026-11-21T10:00:00.654321Z",
    cancelledAt: null,
    isSeries: false,
    seriesId: null,
    isAsItsSeries: false,
    place: { name: "Mill Library", address: "12 Mill St", point: null },
    where: "Mill Library, 12 Mill St",
    beats: [],
    told: new Map([["en", en]]),
    photo: null,
    signUp: null,
    ...more,
  };
}

function readBack(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return {
    calendar,
    events: calendar.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one)),
  };
}

/** RFC 5545, 3.1: lines end with CRLF, none is longer than 75 octets, no control sign stands in one. */
function assertStrict(text: string): void {
  assert.ok(text.endsWith("END:VCALENDAR\r\n"));
  assert.equal(text.replaceAll("\r\n", "").match(/[\r\n]/), null, "CRLF alone ends a line");
  for (const line of text.split("\r\n")) {
    const { length } = Buffer.from(line);
    assert.ok(length <= 75, `${length} octets: ${line}`);
    assert.doesNotMatch(line, /(?!\t)\p{Cc}/u);
    assert.ok(line.isWellFormed(), "no letter is cut in half");
  }
  const unfolded = text.replaceAll(/\r\n[ \t]/g, "");
  for (const line of unfolded.split("\r\n").filter(Boolean))
    assert.match(line, /^[A-Z-]+(;[A-Z-]+=("[^"]*"|[^";:,]*))*:/, line);
}

test("a calendar has what the standard asks for and says how often to look again", () => {
  const text = calendarOf([event()], place);
  assertStrict(text);
  const { calendar, events } = readBack(text);
  assert.equal(calendar.getFirstPropertyValue("version"), "2.0");
  assert.match(String(calendar.getFirstPropertyValue("prodid")), /Openbeat/);
  assert.equal(String(calendar.getFirstPropertyValue("refresh-interval")), "PT1H");
  const [one] = events;
  assert.ok(one);
  assert.equal(one.uid, "0199d5b2-0000-7000-8000-000000000001@news.tinycounty.example");
  assert.equal(one.startDate.toString(), "2026-12-05T15:00:00Z");
  assert.equal(one.endDate.toString(), "2026-12-05T17:00:00Z");
  assert.equal(one.sequence, 0);
  assert.equal(one.location, "Mill Library, 12 Mill St");
  assert.equal(one.component.getFirstPropertyValue("status"), "CONFIRMED");
  assert.equal(String(one.component.getFirstPropertyValue("dtstamp")), "2026-11-21T10:00:00Z");
});

test("what was called off keeps its UID, has a higher sequence and says so", () => {
  const before = readBack(calendarOf([event()], place)).events[0];
  const after = readBack(calendarOf([event({ state: "cancelled", sequence: 1 })], place)).events[0];
  assert.ok(before && after);
  assert.equal(after.uid, before.uid);
  assert.ok(after.sequence > before.sequence);
  assert.equal(after.component.getFirstPropertyValue("status"), "CANCELLED");
  assert.match(after.summary, /^Cancelled: /);
});

const hostile = [
  "Coffee; with, a \\ cop: \"quoted\" 'too'",
  "END:VEVENT\r\nBEGIN:VALARM\r\nACTION:EMAIL",
  "tab\tbell\u0007 null\u0000 escape\u001b",
  "a lone half \ud83d of a letter",
  "separators \u2028 and \u2029 here",
  "👩‍👩‍👧‍👦".repeat(40),
  "é".repeat(200),
  "漢字".repeat(100),
  "🚓".repeat(120),
  "x".repeat(5_000),
  ` leading and trailing ${"word ".repeat(60)}`,
  "\\n is not a line's end",
  "مرحبا \u200f كوب",
];

test("no title ends a line, an event or the calendar, and every one is read back as it was", () => {
  for (const title of hostile) {
    const text = calendarOf([event({}, { title, about: `${title}\n${title}` })], place);
    assertStrict(text);
    const { events } = readBack(text);
    assert.equal(events.length, 1, title);
    const shown = title
      .toWellFormed()
      .replaceAll(/\r\n?/g, "\n")
      .replaceAll(/(?!\n)[\p{Cc}\u2028\u2029]/gu, " ");
    assert.equal(events[0]?.summary, shown);
    assert.ok(events[0]?.description.startsWith(`${shown}\n${shown}\n`));
  }
});

test("letters of many octets at every place of a line are folded whole", () => {
  for (let at = 0; at < 80; at += 1) {
    const title = `${"a".repeat(at)}🚓é漢🚓`;
    const text = calendarOf([event({}, { title })], place);
    assertStrict(text);
    assert.equal(readBack(text).events[0]?.summary, title);
  }
});

test("a place with a point has it as GEO, and its address is read back", () => {
  const spot = {
    name: "Founders; Park",
    address: "1, Park Rd",
    point: { lat: 47.5, lon: -122.25 },
  };
  const text = calendarOf([event({ place: spot, where: "Founders; Park, 1, Park Rd" })], place);
  assertStrict(text);
  const [one] = readBack(text).events;
  assert.deepEqual(one?.component.getFirstPropertyValue("geo"), [47.5, -122.25]);
  assert.match(one?.location ?? "", /Founders; Park[^]*1, Park Rd/);
});

test("a calendar with nothing in it is one all the same", () => {
  const text = calendarOf([], place);
  assertStrict(text);
  assert.equal(readBack(text).events.length, 0);
});

test("two hundred events are one calendar, each with its own UID", () => {
  const many = Array.from({ length: 200 }, (_, at) =>
    event({ id: `0199d5b2-0000-7000-8000-${String(at).padStart(12, "0")}` }),
  );
  const { events } = readBack(calendarOf(many, place));
  assert.equal(new Set(events.map(({ uid }) => uid)).size, 200);
});

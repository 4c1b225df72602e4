import assert from "node:assert/strict";
import { before, test } from "node:test";
import ICAL from "ical.js";
import { postVersion } from "#publish";
import { Refusal } from "#platform/refusal.ts";
import { openReaderWorld, type ReaderWorld } from "#test/worlds/readers.ts";
import { approve, coffee, handIn, published, turn } from "#test/worlds/events.ts";
import { calendarOf } from "./calendar.ts";
import { cancelEvent } from "./cancelling.ts";
import { eventContent, eventHash, type EventDraft } from "./content.ts";
import { draftEvent, saveEvent } from "./drafting.ts";
import { eventPage } from "./page.ts";
import { previewDates } from "./previewing.ts";
import { publicEvents } from "./public.ts";
import { listEvents } from "./reading.ts";
import { datesOf, onDay } from "./series.ts";
import { signUp } from "./signing-up.ts";
import { tellIn } from "./telling.ts";
import { timesOf } from "./times.ts";

const origin = "http://localhost:4400";
const zone = "America/Chicago";
let world: ReaderWorld;

before(async () => {
  world = await openReaderWorld();
});

const weekly = (count: number, leftOut: string[] = []) => ({
  rule: `FREQ=WEEKLY;BYDAY=SA;COUNT=${count}`,
  leftOut,
});
/** Saturdays of which the third is the day before clocks go forward (2027-03-14). */
const saturdays = ["2027-02-27", "2027-03-06", "2027-03-13", "2027-03-20"] as const;
const places = { capacity: 2, partyMax: 2, closes: "2027-02-26T18:00" };

async function series(more: Partial<EventDraft> = {}) {
  const draft = coffee("2027-02-27T09:00", { again: weekly(4), signUp: places, ...more });
  const people = { writer: world.boyd, approver: world.ames };
  return published(world.beat.assembly, people, draft);
}

const shown = async (id: string) => {
  const all = await publicEvents(world.system);
  return all.filter(({ seriesId }) => seriesId === id);
};

async function changed(id: string, part: Partial<EventDraft>) {
  const { content, version } = await eventPage(world.boyd, origin, id);
  const saved = await saveEvent(world.boyd, id, { ...content, ...part }, version);
  const given = { version: saved.version, correction: "It was changed." };
  const { posts } = await handIn(world.beat.assembly, world.boyd, id, given);
  for (const post of posts) await approve(world.ames, post.id);
  await turn(world.beat.assembly);
}

test("each date has the local hour, in the spring and in the autumn, and moves its closing along", () => {
  const at = (starts: string, count: number) => {
    const content = eventContent.parse(
      coffee(starts, { zone, again: weekly(count), signUp: places }),
    );
    return datesOf(content).map((day) => {
      const { starts: from, ends, closes } = timesOf(onDay(content, day));
      return [from, ends, closes].map((one) => one?.toInstant().toString() ?? "");
    });
  };
  const spring = at("2027-02-27T09:00", 4);
  assert.deepEqual(
    spring.map(([from]) => from),
    ["2027-02-27T15", "2027-03-06T15", "2027-03-13T15", "2027-03-20T14"].map(
      (one) => `${one}:00:00Z`,
    ),
  );
  assert.deepEqual(spring.at(-1), [
    "2027-03-20T14:00:00Z",
    "2027-03-20T16:00:00Z",
    "2027-03-19T23:00:00Z",
  ]);
  assert.deepEqual(
    at("2027-10-30T09:00", 2).map(([from]) => from),
    ["2027-10-30T14:00:00Z", "2027-11-06T14:00:00Z"],
  );
  assert.deepEqual(
    at("2027-11-06T09:00", 2).map(([from]) => from),
    ["2027-11-06T14:00:00Z", "2027-11-13T15:00:00Z"],
    "clocks went back in between",
  );
});

test("by a weekday of the month, until a day, with days left out; a rule without an end has no date", () => {
  const of = (rule: string, leftOut: string[] = []) =>
    datesOf(eventContent.parse(coffee("2027-01-12T18:00", { zone, again: { rule, leftOut } })));
  assert.deepEqual(of("FREQ=MONTHLY;BYDAY=2TU;UNTIL=20270430", ["2027-03-09"]), [
    "2027-01-12",
    "2027-02-09",
    "2027-04-13",
  ]);
  assert.deepEqual(of("FREQ=WEEKLY;BYDAY=TU"), []);
  assert.deepEqual(of("FREQ=DAILY;COUNT=61"), [], "more than one event may have");
  assert.equal(of("FREQ=DAILY;COUNT=60").length, 60);
  assert.deepEqual(of("FREQ=DAILY;UNTIL=20280101"), []);
  assert.deepEqual(of("nonsense"), []);
});

test("what comes once keeps the hash that it was approved with", () => {
  const { again: _again, ...before } = eventContent.parse(coffee("2027-01-12T18:00", { zone }));
  assert.equal(
    eventHash(eventContent.parse(before)),
    eventHash(eventContent.parse({ ...before, again: null })),
  );
});

test("without a date, or with none ahead, it is kept in and says why", async () => {
  const { event } = await draftEvent(
    world.boyd,
    coffee("2027-02-27T09:00", { again: weekly(999) }),
  );
  const { findings } = await eventPage(world.boyd, origin, event.id);
  assert.deepEqual(
    findings.map(({ code }) => code),
    ["no-dates"],
  );
});

test("the form is told each date as the public will read it, those left out too", async () => {
  const content = eventContent.parse(
    coffee("2027-02-27T09:00", { again: weekly(4, ["2027-03-06"]) }),
  );
  const dates = await previewDates(world.boyd, content);
  assert.deepEqual(
    dates.map(({ day }) => day),
    [...saturdays],
  );
  assert.deepEqual(
    dates.map(({ isLeftOut }) => isLeftOut),
    [false, true, false, false],
  );
  assert.match(dates[3]?.when.en ?? "", /Saturday, March 20, 2027, 9:00.AM – 11:00.AM CDT/);
});

test("one approval covers every date, and whoever approves has read them; each has its own page and places", async () => {
  const { id, code } = await series({ again: weekly(5, ["2027-03-06"]) });
  const page = await eventPage(world.boyd, origin, id);
  const { content } = await postVersion(world.ames, page.posts[0]?.postId ?? "");
  assert.match(content.text, /9:00.AM – 11:00.AM CT, and 3 more dates until March 27, 2027/);
  assert.match(content.text, /Dates: Feb 27, 2027; Mar 13, 2027; Mar 20, 2027; Mar 27, 2027/);
  const dates = await shown(id);
  assert.deepEqual(
    dates.map(({ startsAt }) => startsAt.slice(0, 13)),
    ["2027-02-27T15", "2027-03-13T15", "2027-03-20T14", "2027-03-27T14"],
  );
  assert.equal(new Set(dates.map((one) => one.code)).size, 4);
  assert.ok(dates.every(({ signUp: places }) => places?.free === 2));
  const [first] = dates;
  assert.ok(first);
  const draft = { email: "celia@neighbors.example", people: 2, need: "", language: "en" as const };
  await signUp(world.system, first.code, draft);
  const after = await shown(id);
  assert.deepEqual(
    after.map(({ signUp: places }) => places?.free),
    [0, 2, 2, 2],
  );
  await assert.rejects(
    signUp(world.system, code, draft),
    (error) => error instanceof Refusal && error.code === "sign-up-closed",
    "a series has no places of its own",
  );
  const listed = await listEvents(world.boyd, { when: "coming" });
  assert.equal(listed.filter((one) => one.id === id || one.seriesId === id).length, 1);
  const { dates: own } = await eventPage(world.boyd, origin, id);
  assert.deepEqual(
    own.map(({ people }) => people),
    [2, 0, 0, 0],
  );
});

test("calendars have an entry for each date, with its own UID, at the local hour on both sides of the change", async () => {
  const { id } = await series();
  const all = await publicEvents(world.system);
  const own = all.filter((one) => one.id === id || one.seriesId === id);
  const place = {
    agency: "Tiny County",
    origin,
    language: "en" as const,
    name: "Events",
    refreshMinutes: 60,
  };
  const calendar = new ICAL.Component(ICAL.parse(calendarOf(own, place)));
  const entries = calendar.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
  assert.deepEqual(
    entries.map(({ startDate }) => startDate.toJSDate().toISOString().slice(0, 13)),
    ["2027-02-27T15", "2027-03-06T15", "2027-03-13T15", "2027-03-20T14"],
  );
  assert.equal(new Set(entries.map(({ uid }) => uid)).size, 4);
  assert.ok(entries.every((one) => !one.isRecurring() && !one.isRecurrenceException()));
});

test("one date is moved by its own approval, one is called off, and the others stay", async () => {
  const { id } = await series();
  const dates = await shown(id);
  const [first, second, third] = dates;
  assert.ok(first && second && third);
  await changed(first.id, { starts: "2027-02-28T10:00", ends: "2027-02-28T12:00" });
  const { networks } = world.beat.assembly;
  await cancelEvent(world.ames, { networks }, second.id, "The hall is flooded.");
  await turn(world.beat.assembly);
  const now = await shown(id);
  const moved = now.find((one) => one.id === first.id);
  assert.deepEqual([moved?.startsAt.slice(0, 13), moved?.sequence], ["2027-02-28T16", 1]);
  assert.equal(now.find((one) => one.id === second.id)?.state, "cancelled");
  assert.equal(now.find((one) => one.id === third.id)?.sequence, 0);
  const page = await eventPage(world.boyd, origin, id);
  assert.deepEqual(
    page.dates.map(({ state, isChanged }) => [state, isChanged]),
    [
      ["active", true],
      ["cancelled", true],
      ["active", false],
      ["active", false],
    ],
  );
});

test("a change of the series moves the dates that follow it; what went its own way, or was called off, stays", async () => {
  const { id } = await series();
  const [first, second, third, fourth] = await shown(id);
  assert.ok(first && second && third && fourth);
  await signUp(world.system, third.code, {
    email: "dora@neighbors.example",
    people: 1,
    need: "",
    language: "en",
  });
  await changed(first.id, { title: "Coffee with the new chief" });
  await cancelEvent(world.ames, world.beat.assembly, second.id, "The hall is flooded.");
  world.relay.letters.length = 0;
  await changed(id, {
    starts: "2027-02-27T13:00",
    ends: "2027-02-27T15:00",
    again: weekly(5, ["2027-03-20"]),
  });
  const now = await shown(id);
  const of = (one: { id: string }) => now.find((other) => other.id === one.id);
  assert.equal(of(first)?.startsAt.slice(0, 13), "2027-02-27T15", "it had gone its own way");
  assert.equal(of(second)?.state, "cancelled", "nothing brings back what was called off");
  assert.deepEqual([of(third)?.startsAt.slice(0, 13), of(third)?.sequence], ["2027-03-13T19", 1]);
  assert.equal(of(third)?.code, third.code, "its page stays where people know it");
  assert.equal(of(fourth)?.state, "cancelled", "the day was left out");
  assert.equal(now.length, 5, "and one came to it");
  assert.equal(
    world.relay.letters.filter(({ to }) => to === "dora@neighbors.example").length,
    1,
    "whoever has a place is told of the new hour",
  );
});

test("the Spanish words of a date stand with the approval of its series' Spanish post", async () => {
  const es = {
    title: "Café con un policía",
    about: "Venga.",
    access: "Sin escalones.",
    help: "Llame.",
  };
  const draft = coffee("2027-02-27T09:00", { again: weekly(2), es });
  const { event } = await draftEvent(world.boyd, draft);
  const { posts } = await handIn(world.beat.assembly, world.boyd, event.id, { version: 1 });
  const [en, other] = posts;
  assert.ok(en && other);
  await approve(world.ames, en.id);
  await turn(world.beat.assembly);
  assert.deepEqual(
    (await shown(event.id)).map(({ told }) => [...told.keys()]),
    [["en"], ["en"]],
  );
  await approve(world.ames, other.id);
  await turn(world.beat.assembly);
  const dates = await shown(event.id);
  assert.deepEqual(
    dates.map(({ told }) => told.get("es")?.title),
    [es.title, es.title],
  );
});

test("a series that is called off takes every date ahead with it", async () => {
  const { id } = await series();
  await cancelEvent(world.ames, world.beat.assembly, id, "No more coffee.");
  assert.ok((await shown(id)).every(({ state }) => state === "cancelled"));
});

test("what is public stays one date or many: people follow its page", async () => {
  const { id } = await series();
  await assert.rejects(
    changed(id, { again: null }),
    (error) => error instanceof Refusal && error.code === "event-series",
  );
});

test("what comes again says so in Spanish", () => {
  const content = eventContent.parse(coffee("2027-02-27T09:00", { zone, again: weekly(2) }));
  assert.match(tellIn(content, "es").when, /y otra vez el 6 de marzo de 2027/);
});

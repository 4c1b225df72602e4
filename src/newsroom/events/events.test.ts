import assert from "node:assert/strict";
import { brotliCompressSync } from "node:zlib";
import { before, test } from "node:test";
import ICAL from "ical.js";
import { addBeat } from "#agency";
import { cancelEvent, publicEvents } from "#outreach";
import { relayOnce } from "#platform/happenings.ts";
import { served } from "#test/served.ts";
import { mustBeAtom } from "#test/feed-validators.ts";
import { openReaderWorld, type ReaderWorld } from "#test/worlds/readers.ts";
import { coffee, published } from "#test/worlds/events.ts";
import type { EventDraft } from "../../outreach/events/content.ts";
import { Site, rebuildSite } from "../index.ts";

const origin = "https://news.tinycounty.example";
let world: ReaderWorld;
let site: Site;
let address: string;

before(async () => {
  world = await openReaderWorld();
  site = new Site(world.beat.dataFolder, false);
  address = await served(site);
});

const day = (days: number, time = "09:00") =>
  `${world.clock.now().toZonedDateTimeISO("America/Chicago").toPlainDate().add({ days }).toString()}T${time}`;

async function seen(path: string) {
  const response = await fetch(address + path);
  const type = response.headers.get("content-type") ?? "";
  return { status: response.status, type, text: await response.text() };
}

async function remake(): Promise<void> {
  const { ctx, networks, slices } = world.beat.assembly;
  const on = slices.flatMap((one) => one.on ?? []).filter((one) => one.name !== "newsroom");
  while ((await relayOnce(ctx, on)) > 0);
  await rebuildSite(ctx, networks, site, origin);
}

async function out(draft: EventDraft) {
  const people = { writer: world.boyd, approver: world.ames };
  const made = await published(world.beat.assembly, people, draft);
  await remake();
  return made;
}

test("without an event the page says so, and the calendar is one all the same", async () => {
  await remake();
  assert.match((await seen("/events")).text, /There is no event planned now/);
  assert.match((await seen("/es/events")).text, /No hay ningún evento planeado/);
  const { status, type, text } = await seen("/events.ics");
  assert.equal(status, 200);
  assert.match(type, /^text\/calendar; charset=utf-8/);
  assert.doesNotThrow(() => ICAL.parse(text));
  assert.doesNotMatch((await seen("/")).text, /Next events/);
});

test("an event has its page, its place in the list, on the first page and in every feed", async () => {
  const { code, id } = await out(
    coffee(day(12), { signUp: { capacity: 20, partyMax: 4, closes: "" } }),
  );
  for (const path of ["/events", `/events/${code}`, "/", "/es/events"]) {
    const { status, text } = await seen(path);
    assert.equal(status, 200, path);
    assert.match(text, /Coffee with a cop/, path);
    assert.ok(brotliCompressSync(text).length < 15_000, path);
  }
  const { text } = await seen(`/events/${code}`);
  assert.match(text, new RegExp(`href="/sign-up/${code}"`));
  assert.match(text, new RegExp(`href="/events/${code}.ics"`));
  assert.match(text, /No steps\. Wide doors/);
  assert.doesNotMatch(text.replaceAll(/<script type="application\/ld\+json">/g, ""), /<script/);
  assert.match((await seen(`/es/events/${code}`)).text, /solo está en inglés/);
  assert.match((await seen("/events.atom")).text, new RegExp(`urn:uuid:${id}`));
  const feed: { items: { id: string }[] } = JSON.parse((await seen("/events.json")).text);
  assert.ok(feed.items.some((item) => item.id === `urn:uuid:${id}`));
  const one = await seen(`/events/${code}.ics`);
  assert.match(one.text, new RegExp(`UID:${id}@news.tinycounty.example`));
});

test("machines are told of an event as schema.org has it", async () => {
  const point = { lat: 41.1, lon: -93.2 };
  const place = { name: "Mill <Library>", address: "12 Mill St", point };
  const { code } = await out(coffee(day(13), { place }));
  const { text } = await seen(`/events/${code}`);
  const block = /<script type="application\/ld\+json">([^]*?)<\/script>/.exec(text)?.[1] ?? "";
  const data: Record<string, unknown> = JSON.parse(block);
  assert.equal(data["@type"], "Event");
  assert.equal(data["eventStatus"], "https://schema.org/EventScheduled");
  assert.match(String(data["startDate"]), /T09:00:00-0[56]:00$/);
  assert.deepEqual(data["location"], {
    "@type": "Place",
    name: "Mill <Library>",
    address: "12 Mill St",
    geo: { "@type": "GeoCoordinates", latitude: 41.1, longitude: -93.2 },
  });
  assert.doesNotMatch(text, /Mill <Library>/, "no markup gets through");
  assert.match((await seen(`/events/${code}.ics`)).text, /GEO:41\.1;-93\.2/);
  const atom = (await seen("/events.atom")).text;
  assert.match(atom, /<georss:point>41\.1 -93\.2<\/georss:point>/);
  mustBeAtom(atom);
  assert.match((await seen("/events.json")).text, /"latitude": 41\.1,\s*"longitude": -93\.2/);
});

test("what is for a beat stands on the beat's page and in its calendar, and on no other's", async () => {
  const mine = await addBeat(world.harlan, { code: "7", name: "Riverbank" });
  await addBeat(world.harlan, { code: "8", name: "Hilltop" });
  await remake();
  const empty = await seenText("/beats/7.ics");
  assert.doesNotThrow(() => ICAL.parse(empty));
  const { id, code } = await out(coffee(day(20), { beats: [mine.id] }));
  const page = await seenText("/beats/7");
  assert.match(page, new RegExp(`href="/events/${code}"`));
  assert.match(page, /<h2>News about this beat<\/h2>[^]*Coffee with a cop/);
  assert.match(page, /href="\/beats\/7\.ics"/);
  assert.match(await seenText("/es/beats/7"), /Noticias de esta zona/);
  assert.match(await seenText("/beats/7.ics"), new RegExp(`UID:${id}@`));
  for (const path of ["/beats/8", "/beats/8.ics"])
    assert.doesNotMatch(await seenText(path), /Coffee/, path);
});

async function seenText(path: string): Promise<string> {
  const { status, text } = await seen(path);
  assert.equal(status, 200, path);
  return text;
}

test("a point that was approved is drawn over the beats; without one there is no map", async () => {
  const ring = [
    [-93.3, 41],
    [-93.1, 41],
    [-93.1, 41.2],
    [-93.3, 41],
  ] as [number, number][];
  const area = { type: "Polygon" as const, coordinates: [ring] };
  await addBeat(world.harlan, { code: "N9", name: "Mill", area });
  const place = { name: "Mill Library", address: "12 Mill St", point: { lat: 41.1, lon: -93.15 } };
  const shown = await out(coffee(day(15), { place }));
  const { text } = await seen(`/events/${shown.code}`);
  assert.match(
    text,
    /<svg\s+class="map"[^>]*aria-label="Map of our beats with a dot at Mill Library/,
  );
  assert.match(text, /<circle [^>]*class="spot"/);
  const shelter = await out(coffee(day(16), { title: "A class, place told to who comes" }));
  assert.doesNotMatch((await seen(`/events/${shelter.code}`)).text, /<svg|geo:/);
});

test("what was called off says so on its page, in the list, to machines and in calendars", async () => {
  const { code, id } = await out(coffee(day(14), { title: "Town hall at the mill" }));
  const { networks } = world.beat.assembly;
  await cancelEvent(world.boyd, { networks }, id, "The hall is flooded.");
  await remake();
  const { text } = await seen(`/events/${code}`);
  assert.match(text, /This event is cancelled/);
  assert.match(text, /EventCancelled/);
  assert.doesNotMatch(text, /flooded/);
  assert.match((await seen("/events")).text, /Cancelled<\/p>\s*<h3><a[^>]*>Town hall at the mill/);
  assert.doesNotMatch((await seen("/")).text, /Town hall at the mill<\/a><\/h3>/);
  for (const path of ["/events.ics", `/events/${code}.ics`]) {
    const calendar = new ICAL.Component(ICAL.parse((await seen(path)).text));
    const entry = calendar
      .getAllSubcomponents("vevent")
      .find((one) => String(one.getFirstPropertyValue("uid")).startsWith(id));
    assert.equal(entry?.getFirstPropertyValue("status"), "CANCELLED", path);
    assert.equal(entry?.getFirstPropertyValue("sequence"), 1, path);
  }
});

test("one that comes again stands once in the list, with its next date and the number of further ones", async () => {
  const again = { rule: "FREQ=WEEKLY;COUNT=5", leftOut: [] };
  const title = "Coffee every week";
  const { id, code } = await out(coffee(day(2), { title, again }));
  const shown = async (path: string) =>
    (await seen(path)).text
      .split("<li ")
      .filter((one) => /events\/\w+">Coffee every week</.test(one));
  const dates = (await publicEvents(world.system)).filter(({ seriesId }) => seriesId === id);
  const [first, second, third] = dates;
  assert.ok(first && second && third && dates.length === 5);
  const further = new RegExp(`href="/events/${code}">and 4 further dates</a>`);
  for (const path of ["/events", "/"]) {
    const [only, ...more] = await shown(path);
    assert.equal(more.length, 0, path);
    assert.match(only ?? "", new RegExp(`href="/events/${first.code}"`), path);
    assert.match(only ?? "", further, path);
  }
  assert.match((await shown("/es/events")).join(), />y 4 fechas más<\/a>/);

  await cancelEvent(world.boyd, world.beat.assembly, second.id, "The hall is flooded.");
  await remake();
  const [on, off, ...more] = await shown("/events");
  assert.equal(more.length, 0, "what takes place, and what does not");
  assert.match(on ?? "", /and 3 further dates/);
  assert.match(off ?? "", new RegExp(`Cancelled</p>[^]*${second.code}`));
  assert.doesNotMatch(off ?? "", /further/);
  const page = (await seen(`/events/${code}`)).text;
  for (const one of dates) assert.match(page, new RegExp(`href="/events/${one.code}"`));
  const feeds = [(await seen("/events.ics")).text, (await seen(`/events/${code}.ics`)).text];
  for (const feed of feeds)
    for (const one of dates) assert.match(feed, new RegExp(`UID:${one.id}`));

  world.clock.advance(20 * 24 * 3_600_000);
  await remake();
  const [next, was, called] = await shown("/events");
  assert.match(next ?? "", /and 1 further date</);
  assert.match(was ?? "", new RegExp(`${third.code}[^]*and 1 earlier date<`));
  assert.match(called ?? "", /Cancelled/);
  const later = (await seen(`/events/${code}`)).text;
  const [ahead = "", before = ""] = later.split("Earlier dates");
  assert.ok(!ahead.includes(`/events/${first.code}"`) && before.includes(`/events/${first.code}"`));
});

test("what is over stands among those that were", async () => {
  const { code } = await out(coffee(day(1), { title: "Yesterday's coffee" }));
  world.clock.advance(3 * 24 * 3_600_000);
  await remake();
  const { text } = await seen("/events");
  assert.ok(text.indexOf("Yesterday") > text.indexOf("Past events"), "below its heading");
  assert.match((await seen(`/events/${code}`)).text, /This event is over/);
});

test("an address that never was an event is answered with the site's own page", async () => {
  const { status, text } = await seen("/events/nothing");
  assert.equal(status, 404);
  assert.match(text, /There is no page at this address/);
});

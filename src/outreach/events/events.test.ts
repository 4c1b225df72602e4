import assert from "node:assert/strict";
import { before, test } from "node:test";
import { deliveriesOf, postVersion } from "#publish";
import { Refusal } from "#platform/refusal.ts";
import { openReaderWorld, type ReaderWorld } from "#test/worlds/readers.ts";
import { cancelEvent } from "./cancelling.ts";
import { copyEvent, draftEvent, saveEvent } from "./drafting.ts";
import { eventPage } from "./page.ts";
import { publicEvents } from "./public.ts";
import { endEvents } from "./settling.ts";
import { approve, coffee, handIn, published, turn } from "#test/worlds/events.ts";

const origin = "http://localhost:4400";
let world: ReaderWorld;

before(async () => {
  world = await openReaderWorld();
});

const code = (wanted: string) => (error: unknown) =>
  error instanceof Refusal && error.code === wanted;
const shown = (id: string) =>
  publicEvents(world.system).then((all) => all.find((one) => one.id === id));
const day = (days: number, time = "09:00") =>
  `${world.clock.now().toZonedDateTimeISO("America/Chicago").toPlainDate().add({ days }).toString()}T${time}`;
const people = () => ({ writer: world.boyd, approver: world.ames });

test("what is missing keeps an event in, with each field that it is", async () => {
  const draft = coffee(day(20), { access: "", place: {}, ends: day(19) });
  const { event } = await draftEvent(world.boyd, draft);
  const { assembly } = world.beat;
  await assert.rejects(
    handIn(assembly, world.boyd, event.id, { version: 1 }),
    code("event-not-ready"),
  );
  const { findings } = await eventPage(world.boyd, origin, event.id);
  assert.deepEqual(
    findings.map(({ field }) => field),
    ["place.address", "access", "ends"],
  );
});

test("nothing of it is public before a second person approved its post and it is out", async () => {
  const { assembly } = world.beat;
  const { event } = await draftEvent(world.boyd, coffee(day(20)));
  assert.equal(await shown(event.id), undefined);
  const { posts } = await handIn(assembly, world.boyd, event.id, { version: 1 });
  await turn(assembly);
  assert.equal(await shown(event.id), undefined, "handed in is not approved");
  const [post] = posts;
  assert.ok(post);
  await assert.rejects(approve(world.boyd, post.id), "nobody approves their own");
  const { content } = await postVersion(world.ames, post.id);
  const page = await eventPage(world.boyd, origin, event.id);
  assert.deepEqual(content.carries, {
    kind: "event",
    id: event.id,
    version: 1,
    sha256: page.hash,
  });
  assert.match(content.text, /Coffee with a cop[^]*Mill Library, 12 Mill St[^]*hearing loop/);
  assert.match(content.text, new RegExp(`${origin}/events/${event.code}`));
  await approve(world.ames, post.id);
  await turn(assembly);
  const active = await shown(event.id);
  assert.equal(active?.state, "active");
  assert.equal(active.sequence, 0);
});

test("a change waits for its own approval; then the page has it, the sequence is higher and the post is corrected", async () => {
  const { assembly } = world.beat;
  const { id } = await published(assembly, people(), coffee(day(21)));
  const page = await eventPage(world.boyd, origin, id);
  const moved = { ...page.content, starts: day(21, "14:00"), ends: day(21, "16:00") };
  await saveEvent(world.boyd, id, moved, 1);
  const { posts } = await handIn(assembly, world.boyd, id, {
    version: 2,
    correction: "It is in the afternoon.",
  });
  await turn(assembly);
  assert.match((await shown(id))?.told.get("en")?.when ?? "", /9:00 AM/, "not approved yet");
  for (const post of posts) await approve(world.ames, post.id);
  await turn(assembly);
  const after = await shown(id);
  assert.match(after?.told.get("en")?.when ?? "", /2:00\sPM – 4:00\sPM C[SD]T/);
  assert.equal(after?.sequence, 1);
  const rows = await deliveriesOf(world.boyd, posts[0]?.id ?? "");
  assert.ok(rows.some(({ version, state }) => version === 2 && state === "sent"));
  const { content } = await postVersion(world.boyd, posts[0]?.id ?? "");
  assert.equal(content.correction, "It is in the afternoon.");
});

test("Spanish words stand with the approval of the Spanish post", async () => {
  const { assembly } = world.beat;
  const es = {
    title: "Café con un policía",
    about: "Venga a conversar.",
    access: "Sin escalones.",
    help: "(555) 010-0100",
    photoAlt: "",
  };
  const { event } = await draftEvent(world.boyd, coffee(day(22), { es }));
  const { posts } = await handIn(assembly, world.boyd, event.id, { version: 1 });
  const post = (language: string) => posts.find((one) => one.language === language)?.id ?? "";
  await approve(world.ames, post("en"));
  await turn(assembly);
  assert.deepEqual([...((await shown(event.id))?.told.keys() ?? [])], ["en"]);
  await approve(world.ames, post("es"));
  await turn(assembly);
  const told = (await shown(event.id))?.told.get("es");
  assert.equal(told?.title, "Café con un policía");
  assert.match(told.when, /de noviembre|de diciembre|de [a-z]+ de 20/);
});

test("a cancellation stands at once, takes the posts back and hands in what is said instead", async () => {
  const { assembly } = world.beat;
  const { id } = await published(assembly, people(), coffee(day(23)));
  const { networks } = assembly;
  const { replacements } = await cancelEvent(world.boyd, { networks }, id, "The hall is flooded.");
  const off = await shown(id);
  assert.equal(off?.state, "cancelled");
  assert.equal(off.sequence, 1);
  await turn(assembly);
  const { posts } = await eventPage(world.boyd, origin, id);
  assert.ok(posts.some(({ role, state }) => role === "tells" && state === "recalled"));
  assert.equal(replacements[0]?.refused, null, JSON.stringify(replacements));
  const instead = replacements[0]?.postId ?? "";
  const { content } = await postVersion(world.boyd, instead);
  assert.match(content.text, /^Cancelled: Coffee with a cop\n/);
  assert.doesNotMatch(content.text, /flooded/, "what one person typed is not public");
  await assert.rejects(cancelEvent(world.boyd, { networks }, id, "again"), code("event-over"));
});

test("an approval that comes after the cancellation brings nothing back", async () => {
  const { assembly } = world.beat;
  const { event } = await draftEvent(world.boyd, coffee(day(24)));
  const { posts } = await handIn(assembly, world.boyd, event.id, { version: 1 });
  await cancelEvent(world.boyd, { networks: assembly.networks }, event.id, "Not now.");
  await assert.rejects(approve(world.ames, posts[0]?.id ?? ""));
  await turn(assembly);
  assert.equal(await shown(event.id), undefined);
});

test("once its time is over it is past, by the clock alone", async () => {
  const { assembly } = world.beat;
  const { id } = await published(assembly, people(), coffee(day(1)));
  await endEvents(assembly.ctx);
  assert.equal((await shown(id))?.state, "active");
  world.clock.advance(48 * 3_600_000);
  await endEvents(assembly.ctx);
  assert.equal((await shown(id))?.state, "past");
});

test("a copy on another date is a draft with the same length", async () => {
  const { event } = await draftEvent(world.boyd, coffee(day(30)));
  const copy = await copyEvent(world.boyd, event.id, day(58, "18:30"));
  assert.equal(copy.event.state, "draft");
  assert.equal(copy.content.ends, day(58, "20:30"));
  assert.notEqual(copy.event.code, event.code);
});

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { Temporal } from "#platform/clock.ts";
import { Refusal } from "#platform/refusal.ts";
import { openReaderWorld, type ReaderWorld } from "#test/worlds/readers.ts";
import { cancelEvent } from "./cancelling.ts";
import { csvCell, doorCsv, doorList, settleLetter } from "./door-list.ts";
import { saveEvent } from "./drafting.ts";
import { eventPage } from "./page.ts";
import { publicEvents } from "./public.ts";
import { sendLetters } from "./sending-letters.ts";
import { signUp } from "./signing-up.ts";
import { approve, coffee, handIn, published, turn } from "#test/worlds/events.ts";
import { eraseSignUps, remindSignedUp } from "./tidying.ts";
import { endEvents } from "./settling.ts";
import type { EventDraft } from "./content.ts";

const origin = "http://localhost:4400";
const zone = "America/Chicago";
let world: ReaderWorld;

before(async () => {
  world = await openReaderWorld();
});

const day = (days: number, time = "09:00") =>
  `${world.clock.now().toZonedDateTimeISO(zone).toPlainDate().add({ days }).toString()}T${time}`;

const code = (wanted: string) => (error: unknown) =>
  error instanceof Refusal && error.code === wanted;

interface Opened {
  id: string;
  code: string;
}

async function opened(capacity: number | null, more: Partial<EventDraft> = {}): Promise<Opened> {
  const draft = coffee(day(10), { signUp: { capacity, partyMax: 4, closes: "" }, ...more });
  const made = await published(
    world.beat.assembly,
    { writer: world.boyd, approver: world.ames },
    draft,
  );
  world.relay.letters.length = 0;
  return made;
}

const fields = (email: string, more: Record<string, string> = {}) => ({
  email,
  people: "1",
  ...more,
});
const send = async ({ code: at }: Opened, email: string, more: Record<string, string> = {}) =>
  world.post(`/sign-up/${at}`, fields(email, more));
const tally = async ({ id }: Opened) => (await eventPage(world.boyd, origin, id)).tally;
const lettersTo = (email: string) => world.relay.letters.filter(({ to }) => to === email);
const linkOf = (text: string) => /\/(?:es\/)?sign-up\/give-up\/[\w-]{43}/.exec(text)?.[0] ?? "";

/** A minute later, as the job does. */
async function minute(): Promise<void> {
  const { ctx, sender } = world.beat.assembly;
  world.clock.advance(61_000);
  await sendLetters(ctx, { sender, origin });
}

test("from the form to the letter, the link and the next in the line", async () => {
  const event = await opened(2);
  const form = await world.get(`/sign-up/${event.code}`);
  assert.match(form.text, /no name, no telephone/);
  assert.match(form.text, /2 places are free/);
  assert.equal((await send(event, "ann@mail.example", { people: "2" })).status, 200);
  await send(event, "bea@mail.example");
  await world.relayNews();
  const [ann] = lettersTo("ann@mail.example");
  const [bea] = lettersTo("bea@mail.example");
  assert.match(ann?.text ?? "", /You have a place for 2 people[^]*Mill Library/);
  assert.match(bea?.text ?? "", /waiting list/);
  assert.deepEqual(
    { ...(await tally(event)) },
    { signUps: 1, people: 2, waiting: 1, gaveUp: 0, needs: 0, erasedAt: null },
  );
  const link = linkOf(ann?.text ?? "");
  assert.match((await world.get(link)).text, /Your 2 places go to somebody else/);
  assert.equal((await tally(event)).people, 2, "a scanner's look gives nothing up");
  assert.equal((await world.post(link, {}, "https://mail.example")).status, 200);
  world.clock.advance(61_000);
  await world.relayNews();
  assert.match(lettersTo("bea@mail.example").at(-1)?.text ?? "", /A place became free/);
  const after = await tally(event);
  assert.deepEqual([after.people, after.waiting, after.gaveUp], [1, 0, 2]);
  assert.equal((await world.get(link)).status, 404);
});

test("fifty at once get as many places as there are, and not one more", async () => {
  const event = await opened(17);
  const draft = { people: 1, need: "", language: "en" as const };
  await Promise.all(
    Array.from({ length: 50 }, (_, at) =>
      signUp(world.system, event.code, { ...draft, email: `crowd${at}@mail.example` }),
    ),
  );
  const { people, waiting } = await tally(event);
  assert.deepEqual([people, waiting], [17, 33]);
  const [shown] = (await publicEvents(world.system)).filter(({ id }) => id === event.id);
  assert.equal(shown?.signUp?.isFull, true);
});

test("an address counts once, and the answer does not tell whether it was there", async () => {
  const event = await opened(5);
  const answers = [
    await send(event, "cat@mail.example"),
    await send(event, "CAT@mail.example"),
    await send(event, "new@mail.example"),
  ];
  const strip = ({ text }: { text: string }) => text.replace(/<p class="made">[^]*?<\/p>/, "");
  assert.equal(new Set(answers.map(strip)).size, 1);
  assert.equal((await tally(event)).people, 2);
  for (let again = 0; again < 5; again += 1) await send(event, "cat@mail.example");
  await world.relayNews();
  await minute();
  const { length } = world.relay.letters.filter(
    ({ to }) => to.toLowerCase() === "cat@mail.example",
  );
  assert.equal(length, 3, "nobody has a stranger written to without end");
});

test("a foreign page, a program and a form that is wrong sign nobody up", async () => {
  const event = await opened(5, { signUp: { capacity: 5, partyMax: 3, closes: "" } });
  const path = `/sign-up/${event.code}`;
  assert.equal(
    (await world.post(path, fields("x@mail.example"), "https://evil.example")).status,
    403,
  );
  const trapped = await send(event, "bot@mail.example", { website: "https://spam.example" });
  assert.equal(trapped.status, 200);
  const wrong = await send(event, "no address", {});
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /This is no e-mail address/);
  assert.equal((await send(event, "y@mail.example", { people: "4" })).status, 422);
  assert.equal((await send(event, "y@mail.example", { people: "1e1" })).status, 422);
  assert.equal((await send(event, "y@mail.example", { need: "n".repeat(250) })).status, 422);
  assert.equal((await tally(event)).people, 0);
});

test("addresses and needs are sealed in the database, and looked up by a keyed hash alone", async () => {
  const event = await opened(5);
  await send(event, "dora@mail.example", { need: "A sign language interpreter" });
  const rows = await world.raw<{ row: string }>(
    "select s::text || encode(s.sealed, 'escape') as row from outreach_event_sign_ups s",
  );
  assert.ok(rows.length > 0);
  for (const { row } of rows) assert.doesNotMatch(row, /dora|interpreter/i);
  assert.equal((await tally(event)).needs, 1);
});

test("the door list is opened by those who may, and every look is in the trail", async () => {
  const event = await opened(5);
  await send(event, "eve@mail.example", { need: '=HYPERLINK("https://evil.example")' });
  const looks = () =>
    world.raw<{ n: number }>(
      "select count(*)::int as n from audit_events where kind = 'agency.sensitive-read'",
    );
  const [before] = await looks();
  const list = await doorList(world.ames, event.id);
  assert.equal(list[0]?.email, "eve@mail.example");
  const csv = await doorCsv(world.ames, event.id);
  assert.match(csv, /"'=HYPERLINK\(""https/);
  assert.equal((await looks())[0]?.n, (before?.n ?? 0) + 2);
  await assert.rejects(doorList({ ...world.system }, event.id), "not the machine");
});

test("no cell of the door list is a formula, whatever somebody typed", () => {
  for (const bad of ["=1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "＝1", "|calc", "%0A=1"])
    assert.match(csvCell(bad), /^"'/, JSON.stringify(bad));
  assert.equal(csvCell('a "b", c'), '"a ""b"", c"');
  assert.equal(csvCell("ann@mail.example"), '"ann@mail.example"');
});

test("moving an event writes to everybody who signed up, once; other words write to nobody", async () => {
  const event = await opened(1);
  await send(event, "fay@mail.example");
  await send(event, "gus@mail.example");
  await world.relayNews();
  const change = async (more: Partial<EventDraft>) => {
    const page = await eventPage(world.boyd, origin, event.id);
    const { version } = await saveEvent(
      world.boyd,
      event.id,
      { ...page.content, ...more },
      page.version,
    );
    const { posts } = await handIn(world.beat.assembly, world.boyd, event.id, { version });
    for (const post of posts) await approve(world.ames, post.id);
    world.clock.advance(61_000);
    await turn(world.beat.assembly);
    await minute();
    await minute();
  };
  world.relay.letters.length = 0;
  await change({ about: "Other words." });
  assert.equal(world.relay.letters.filter(({ text }) => text.includes("give-up")).length, 0);
  await change({ starts: day(11, "13:00"), ends: day(11, "15:00") });
  for (const email of ["fay@mail.example", "gus@mail.example"]) {
    const told = lettersTo(email);
    assert.equal(told.length, 1, email);
    assert.match(told[0]?.text ?? "", /was changed[^]*1:00\sPM/);
  }
});

test("more places let those who wait move up", async () => {
  const event = await opened(1);
  await send(event, "hal@mail.example");
  await send(event, "ida@mail.example");
  const page = await eventPage(world.boyd, origin, event.id);
  const signUpNow = { capacity: 3, partyMax: 4, closes: "" };
  await saveEvent(world.boyd, event.id, { ...page.content, signUp: signUpNow }, 1);
  const { posts } = await handIn(world.beat.assembly, world.boyd, event.id, { version: 2 });
  for (const post of posts) await approve(world.ames, post.id);
  await turn(world.beat.assembly);
  assert.deepEqual([(await tally(event)).people, (await tally(event)).waiting], [2, 0]);
});

test("a cancellation writes to everybody at the pace of the relay, each once", async () => {
  const event = await opened(null);
  const draft = { people: 1, need: "", language: "es" as const };
  for (let at = 0; at < 70; at += 1)
    await signUp(world.system, event.code, { ...draft, email: `many${at}@mail.example` });
  await minute();
  await minute();
  await minute();
  world.relay.letters.length = 0;
  const { networks } = world.beat.assembly;
  await cancelEvent(world.boyd, { networks }, event.id, "The hall is closed.");
  await world.relayNews();
  const off = () =>
    world.relay.letters.filter(({ text }) => text.includes("Este evento se canceló"));
  assert.ok(off().length <= 60, `${off().length} within a minute`);
  await minute();
  await minute();
  await minute();
  assert.equal(off().length, 70);
  assert.equal(new Set(off().map(({ to }) => to)).size, 70);
  assert.equal((await send(event, "late@mail.example")).status, 409);
});

test("a letter that may or may not have gone is not sent again before a person says so", async () => {
  const event = await opened(5);
  await send(event, "jo@mail.example");
  await world.raw("select 1");
  const { transact } = await import("#platform/db/database.ts");
  await transact(world.system, (tx) =>
    tx.tx.raw(
      `update outreach_event_letters set state = 'sending', tried_at = $2 where event_id = $1`,
      [event.id, world.clock.now().toString()],
    ),
  );
  world.clock.advance(11 * 60_000);
  await minute();
  await minute();
  assert.equal(lettersTo("jo@mail.example").length, 0);
  const { letters } = await eventPage(world.boyd, origin, event.id);
  assert.equal(letters.length, 1);
  assert.equal(letters[0]?.state, "unknown");
  await settleLetter(world.ames, letters[0]?.id ?? "", true);
  await minute();
  assert.equal(lettersTo("jo@mail.example").length, 1);
  await assert.rejects(
    settleLetter(world.ames, letters[0]?.id ?? "", true),
    code("letter-settled"),
  );
});

test("whoever has a place is reminded the day before, once", async () => {
  // Whatever hour of the day the run began at.
  const eve = Temporal.PlainDateTime.from(day(9, "20:00")).toZonedDateTime(zone).toInstant();
  const event = await opened(1);
  await send(event, "kim@mail.example");
  await send(event, "lou@mail.example");
  await world.relayNews();
  await minute();
  await remindSignedUp(world.beat.assembly.ctx);
  world.relay.letters.length = 0;
  await minute();
  assert.equal(lettersTo("kim@mail.example").length, 0, "not ten days before");
  world.clock.set(eve);
  await remindSignedUp(world.beat.assembly.ctx);
  await remindSignedUp(world.beat.assembly.ctx);
  await minute();
  await minute();
  assert.equal(lettersTo("kim@mail.example").length, 1);
  assert.match(lettersTo("kim@mail.example")[0]?.headers.get("subject") ?? "", /Tomorrow/);
  assert.equal(lettersTo("lou@mail.example").length, 0, "who waits has no place");
});

test("days after the event addresses and needs are gone, and the counts stay", async () => {
  const event = await opened(3);
  await send(event, "mo@mail.example", { people: "2", need: "Large print" });
  world.clock.advance(11 * 24 * 3_600_000);
  await endEvents(world.beat.assembly.ctx);
  await eraseSignUps(world.beat.assembly.ctx);
  assert.equal((await doorList(world.ames, event.id)).length, 1, "kept for late questions");
  world.clock.advance(8 * 24 * 3_600_000);
  await eraseSignUps(world.beat.assembly.ctx);
  assert.equal((await doorList(world.ames, event.id)).length, 0);
  const after = await tally(event);
  assert.deepEqual([after.signUps, after.people, after.needs], [1, 2, 1]);
  assert.ok(after.erasedAt);
  const left = await world.raw("select 1 from outreach_event_letters where event_id = $1", [
    event.id,
  ]);
  assert.equal(left.length, 0);
});

test("sign-up closes at its time", async () => {
  const event = await opened(3, { signUp: { capacity: 3, partyMax: 2, closes: day(2) } });
  world.clock.advance(3 * 24 * 3_600_000);
  assert.equal((await send(event, "nan@mail.example")).status, 409);
  assert.match((await world.get(`/sign-up/${event.code}`)).text, /closed/);
});

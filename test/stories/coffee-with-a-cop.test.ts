import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import ICAL from "ical.js";
import { LogKeeper, verifyArchive } from "#archive";
import { claimAndSend } from "#publish";
import { systemClock, Temporal } from "#platform/clock.ts";
import { asSystem } from "#platform/context.ts";
import { relayOnce } from "#platform/happenings.ts";
import { closeServer, listen } from "#platform/http/server.ts";
import { openSandboxNetwork, type SandboxNetwork } from "../../src/channels/sandbox/network.ts";
import { sendLetters } from "../../src/outreach/events/sending-letters.ts";
import { endEvents } from "../../src/outreach/events/settling.ts";
import { eraseSignUps, remindSignedUp } from "../../src/outreach/events/tidying.ts";
import { publicSite } from "../../src/slices.ts";
import { startMastodon, type MastodonServer } from "../networks/mastodon.ts";
import { startSmtp, type SmtpPeer } from "../networks/smtp.ts";
import { atEnd, openTestBeat, type TestBeat } from "../openbeat.ts";
import { who } from "../worlds/riverside/people.ts";
import { foundRiverside } from "../worlds/riverside/riverside.ts";
import { Story, zone } from "../worlds/riverside/story.ts";
import { knownSecrets } from "../worlds/secrets.ts";
import { StoryClock } from "../worlds/world.ts";
import { AtTheConsole } from "./at-the-console.ts";

/**
 * Coffee with a cop, from the first draft to the erased list: through the console's routes, the public forms, a Mastodon,
 * a mail relay, the practice network and our own site.
 */
const ourOrigin = "http://localhost:4400";
let beat: TestBeat;
let clock: StoryClock;
let story: Story;
let mastodon: MastodonServer;
let smtp: SmtpPeer;
let practice: SandboxNetwork;
let origin: string;
const desks = new Map<string, AtTheConsole>();

before(async () => {
  clock = new StoryClock(systemClock.now().subtract({ hours: 40 * 24 }));
  [mastodon, smtp, practice] = await Promise.all([
    startMastodon(),
    startSmtp(),
    openSandboxNetwork({ now: () => clock.now().epochMilliseconds }),
  ]);
  for (const peer of [mastodon, smtp, practice]) atEnd(async () => peer[Symbol.asyncDispose]());
  const relay = `${smtp.host}:${smtp.port}`;
  const allowPrivate = [new URL(mastodon.url).host, relay, practice.host];
  beat = await openTestBeat({ clock, allowPrivate });
  story = new Story(beat.assembly, clock, practice);
  await foundRiverside(story);
  await connectAll();
  const { assembly } = beat;
  const site = publicSite(assembly, () => assembly.site.agencyId);
  const server = await listen(assembly.app, site, { host: "127.0.0.1", port: 0 });
  atEnd(() => closeServer(server));
  const address = server.address();
  assert.ok(typeof address === "object" && address);
  origin = `http://127.0.0.1:${address.port}`;
});

function at(email: string): AtTheConsole {
  const secrets = knownSecrets(beat.dataFolder);
  assert.ok(secrets);
  const desk = desks.get(email) ?? new AtTheConsole(beat.assembly, email, secrets, clock);
  desks.set(email, desk);
  return desk;
}

async function connectAll(): Promise<void> {
  const inputs: Record<string, Record<string, string>> = {
    website: {},
    mastodon: { url: mastodon.url, token: mastodon.createUser("riverside").token },
    sandbox: {
      url: practice.url,
      token: practice.createAccount("riverside", "Riverside PD").token,
      keys: "no",
    },
    email: {
      security: "none",
      from: "news@riversidefalls.example",
      name: "Riverside Police Department",
      unsubscribe: "https://riversidefalls.example/unsubscribe?who={recipient}",
      host: smtp.host,
      port: String(smtp.port),
      user: smtp.user,
      password: smtp.password,
      recipients: "everyone@example.test",
    },
  };
  for (const [network, input] of Object.entries(inputs)) {
    const draft = { network, name: network, isPublic: true, input };
    await at(who.administrator).act("POST", "/channels", draft);
  }
}

/** What the background does by itself: send, take back, tell the news, write letters. */
async function turn(): Promise<void> {
  const { ctx, networks, sender, slices } = beat.assembly;
  const subscriptions = slices.flatMap((one) => one.on ?? []);
  for (let round = 0; round < 2; round += 1) {
    await claimAndSend(ctx, networks, sender);
    while ((await relayOnce(ctx, subscriptions)) > 0);
    clock.advance(61_000);
    await sendLetters(ctx, { sender, origin: ourOrigin });
  }
}

const seen = async (path: string) => {
  const response = await fetch(origin + path);
  return { status: response.status, text: await response.text() };
};

/** A form as a browser without a script sends it. */
async function fillIn(path: string, fields: Record<string, string>) {
  clock.advance(20_000);
  const response = await fetch(origin + path, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", origin: ourOrigin },
    body: new URLSearchParams(fields).toString(),
  });
  return response.status;
}

const lettersTo = (email: string) => smtp.letters.filter(({ to }) => to === email);
const linkIn = (text = "") => /\/sign-up\/give-up\/[\w-]{43}/.exec(text)?.[0] ?? "";

async function inCalendar(id: string) {
  const calendar = new ICAL.Component(ICAL.parse((await seen("/events.ics")).text));
  const entry = calendar
    .getAllSubcomponents("vevent")
    .find((one) => String(one.getFirstPropertyValue("uid")).startsWith(id));
  return entry && new ICAL.Event(entry);
}

interface Page {
  version: number;
  content: Record<string, unknown>;
  tally: Record<string, number | string | null>;
  posts: { postId: string; role: string; state: string }[];
}

const pageOf = (id: string) => at(who.pio).get<Page>(`/events/${id}`);

/** Handed in by the PIO; what the policy warns of is read and confirmed with the second click. */
async function handIn(id: string, more: object = {}): Promise<string[]> {
  const dana = at(who.pio);
  const path = `/events/${id}/submission`;
  const { version } = await pageOf(id);
  const first = await dana.ask<{
    posts?: { id: string }[];
    details?: { findings: { key: string }[] };
  }>("POST", path, { version, ...more });
  if (first.body.posts) return first.body.posts.map((post) => post.id);
  const acknowledged = first.body.details?.findings.map(({ key }) => key) ?? [];
  const { posts } = await dana.act<{ posts: { id: string }[] }>("POST", path, {
    version,
    acknowledged,
    ...more,
  });
  return posts.map((post) => post.id);
}

async function approve(postIds: readonly string[]): Promise<void> {
  for (const id of postIds) {
    const { hash } = await at(who.sergeant).get<{ hash: string }>(`/posts/${id}`);
    await at(who.sergeant).act("POST", `/posts/${id}/approval`, { hash });
  }
}

test("coffee with a cop: written, approved, signed up for, moved, remembered and erased", async () => {
  const today = clock.now().toZonedDateTimeISO(zone).toPlainDate();
  const day = today.add({ days: 10 }).toString();
  const content = {
    kind: "coffee",
    title: "Coffee with a cop",
    about: "Meet Off. Petrov. Ask what you like; there are no speeches.",
    access: "No steps, a hearing loop.",
    help: "(509) 555-0100",
    starts: `${day}T08:00`,
    ends: `${day}T10:00`,
    place: { name: "Old Town library", address: "210 River Rd, Riverside Falls" },
    signUp: { capacity: 3, partyMax: 3 },
  };
  const { id, code } = await at(who.pio).act<{ id: string; code: string }>("POST", "/events", {
    content,
  });
  const posts = await handIn(id);
  await turn();
  assert.equal(
    (await seen(`/events/${code}`)).status,
    404,
    "nothing is public before the approval",
  );
  assert.equal(
    await at(who.pio).refused("POST", `/events/${id}/submission`, { version: 1 }),
    "event-submitted",
  );

  await approve(posts);
  await turn();
  assert.match((await seen(`/events/${code}`)).text, /Coffee with a cop[^]*Old Town library/);
  assert.match((await seen("/")).text, /Next events[^]*Coffee with a cop/);
  const before = await inCalendar(id);
  assert.equal(before?.sequence, 0);

  assert.equal(await fillIn(`/sign-up/${code}`, { email: "ana@mail.example", people: "2" }), 200);
  assert.equal(await fillIn(`/sign-up/${code}`, { email: "jo@mail.example", people: "2" }), 200);
  assert.equal(await fillIn(`/sign-up/${code}`, { email: "kit@mail.example", people: "1" }), 200);
  await turn();
  assert.match(lettersTo("ana@mail.example")[0]?.text ?? "", /You have a place for 2 people/);
  assert.match(lettersTo("jo@mail.example")[0]?.text ?? "", /waiting list/);
  assert.match(lettersTo("kit@mail.example")[0]?.text ?? "", /a place for one person/);

  const page = await pageOf(id);
  await at(who.pio).act("PUT", `/events/${id}`, {
    version: page.version,
    content: { ...page.content, starts: `${day}T09:00`, ends: `${day}T11:00` },
  });
  const again = await handIn(id, { correction: "It begins at nine." });
  assert.deepEqual(again, posts, "the posts that are out are the ones that are corrected");
  await turn();
  assert.equal((await inCalendar(id))?.sequence, 0, "not before the approval");
  await approve(again);
  await turn();
  const moved = await inCalendar(id);
  assert.equal(moved?.sequence, 1);
  assert.equal(moved.uid, before.uid);
  assert.match((await seen(`/events/${code}`)).text, /This event was changed[^]*9:00\sAM/);
  for (const email of ["ana", "jo", "kit"])
    assert.match(lettersTo(`${email}@mail.example`).at(-1)?.text ?? "", /was changed[^]*9:00\sAM/);

  const link = linkIn(lettersTo("ana@mail.example")[0]?.text);
  assert.equal(await fillIn(link, {}), 200);
  await turn();
  assert.match(lettersTo("jo@mail.example").at(-1)?.text ?? "", /A place became free/);
  const { tally } = await pageOf(id);
  assert.deepEqual([tally["people"], tally["waiting"], tally["gaveUp"]], [3, 0, 2]);

  // The eve, whatever hour of the day the story began at.
  const begins = Temporal.PlainDateTime.from(`${day}T09:00`).toZonedDateTime(zone).toInstant();
  clock.advance(begins.subtract({ hours: 20 }).since(clock.now()).total("milliseconds"));
  await remindSignedUp(beat.assembly.ctx);
  await turn();
  assert.match(lettersTo("jo@mail.example").at(-1)?.text ?? "", /This is soon/);
  const { people } = await at(who.sergeant).get<{ people: { email: string }[] }>(
    `/events/${id}/door-list`,
  );
  assert.deepEqual(people.map(({ email }) => email).sort(), [
    "jo@mail.example",
    "kit@mail.example",
  ]);
  assert.equal((await at(who.officer).ask("GET", `/events/${id}/door-list`)).status, 403);

  clock.advance(2 * 24 * 3_600_000);
  await endEvents(beat.assembly.ctx);
  await turn();
  assert.match((await seen(`/events/${code}`)).text, /This event is over/);
  clock.advance(8 * 24 * 3_600_000);
  await eraseSignUps(beat.assembly.ctx);
  const left = await at(who.sergeant).get<{ people: object[] }>(`/events/${id}/door-list`);
  assert.deepEqual(left.people, []);
  assert.equal((await pageOf(id)).tally["people"], 3, "the number stays");

  const { signer, logFolder, ctx } = beat.assembly;
  const system = asSystem(ctx, "test", story.agencyId);
  const folder = join(logFolder, story.agencyId);
  while ((await new LogKeeper(system, signer, folder).turn()) > 0);
  assert.deepEqual((await verifyArchive(system, signer, logFolder)).faults, []);
});

test("called off: the calendar says so, the posts are gone, and everybody who signed up knows", async () => {
  const today = clock.now().toZonedDateTimeISO(zone).toPlainDate();
  const day = today.add({ days: 6 }).toString();
  const { id, code } = await at(who.pio).act<{ id: string; code: string }>("POST", "/events", {
    content: {
      kind: "coffee",
      title: "Coffee at Pier 2",
      about: "By the river, in any weather but a flood.",
      access: "A ramp to the pier.",
      help: "(509) 555-0100",
      starts: `${day}T08:00`,
      ends: `${day}T10:00`,
      place: { name: "Pier 2", address: "River Rd at 3rd Ave" },
      signUp: { capacity: null },
    },
  });
  await approve(await handIn(id));
  await turn();
  await fillIn(`/sign-up/${code}`, { email: "lee@mail.example", people: "1" });
  await turn();
  await at(who.pio).act("POST", `/events/${id}/cancellation`, { why: "The river is high." });
  await turn();
  const entry = await inCalendar(id);
  assert.equal(entry?.component.getFirstPropertyValue("status"), "CANCELLED");
  assert.match((await seen(`/events/${code}`)).text, /This event is cancelled/);
  assert.match(lettersTo("lee@mail.example").at(-1)?.text ?? "", /This event is cancelled/);
  const { posts } = await pageOf(id);
  const told = posts.find(({ role }) => role === "tells");
  assert.equal(told?.state, "recalled");
  const instead = posts.filter(({ role }) => role === "ends").map(({ postId }) => postId);
  await approve(instead);
  await turn();
  assert.equal(await fillIn(`/sign-up/${code}`, { email: "max@mail.example", people: "1" }), 409);
});

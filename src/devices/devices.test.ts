import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";
import { personByEmail } from "#agency";
import { asSystem } from "#platform/context.ts";
import { sha256 } from "#platform/crypto/canonical.ts";
import { retireKeys, rotateKeys } from "#platform/crypto/rotation.ts";
import { openDatabase, read } from "#platform/db/database.ts";
import { Browserless } from "#test/browserless.ts";
import { startPush, type PushBrowser, type PushPeer } from "#test/networks/push.ts";
import { atEnd, openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { StoryClock } from "#test/worlds/world.ts";
import { sealedColumns } from "../slices.ts";

const clock = new StoryClock();
let beat: TestBeat;
let push: PushPeer;
let agencyId: string;
let ames: Browserless;
let harlan: Browserless;

before(async () => {
  push = await startPush();
  atEnd(async () => push[Symbol.asyncDispose]());
  beat = await openTestBeat({ clock, pushHosts: [push.host] });
  agencyId = await seedTinyCounty(beat.assembly);
  ames = await signedIn("ames");
  harlan = await signedIn("harlan");
});

beforeEach(() => clock.advance(61_000));

async function idOf(name: string): Promise<string> {
  const email = `${name}@tinycounty.example`;
  return (await personByEmail(asSystem(beat.assembly.ctx, "test", agencyId), email)).id;
}

async function signedIn(name: string, from = beat, agency = agencyId): Promise<Browserless> {
  return Browserless.signedIn(from, agency, await idOf(name));
}

function draftOf({ endpoint, p256dh, auth }: PushBrowser, name = "Work phone") {
  return { name, endpoint, p256dh, auth };
}

async function switchOn(who: Browserless, browser = push.browser(), name = "Work phone") {
  const { status, body } = await who.ask("POST", "/devices", draftOf(browser, name));
  assert.equal(status, 201, JSON.stringify(body));
  return { browser, id: String(body["id"]) };
}

interface Listed {
  id: string;
  name: string;
  failures: number;
  failedWhy: string | null;
  failingSince: string | null;
  reachedAt: string | null;
}

async function listOf(who: Browserless): Promise<Listed[]> {
  return (await who.ask("GET", "/devices")).body["devices"] as Listed[];
}

async function tried(who: Browserless, id: string): Promise<unknown> {
  return (await who.ask("POST", `/devices/${id}/tries`)).body["reached"];
}

async function raw<Row extends Record<string, unknown>>(sql: string): Promise<Row[]> {
  return read(asSystem(beat.assembly.ctx, "test", agencyId), (tx) => tx.tx.raw<Row>(sql));
}

test("a device that was switched on gets a try, sealed for it alone and signed by the agency's key", async () => {
  const { browser, id } = await switchOn(ames);
  assert.equal(await tried(ames, id), "reached");
  const [got] = browser.got;
  assert.equal(got?.payload["title"], "Openbeat can reach this device");
  assert.equal(got?.publicKey, (await ames.ask("GET", "/devices")).body["publicKey"]);
  assert.equal(got?.subject, "mailto:postmaster@localhost");
  assert.ok(got && got.ttl <= 60);
  assert.ok((await listOf(ames)).find((one) => one.id === id)?.reachedAt);
  const trail = await raw<{ facts: Record<string, unknown> }>(
    "select facts from audit_events where kind = 'devices.device-added'",
  );
  assert.deepEqual(
    trail.map(({ facts }) => facts["name"]),
    ["Work phone"],
  );
});

test("neither the database nor an answer holds an address or a key in the clear", async () => {
  const { browser } = await switchOn(ames);
  const [secret] = await raw<{ text: string }>(
    "select (select string_agg(d::text, '') from devices d) || (select string_agg(k::text, '') from push_keys k) || (select string_agg(a::text, '') from audit_events a) as text",
  );
  const answers = JSON.stringify((await ames.ask("GET", "/devices")).body);
  const hex = (text: string) => Buffer.from(text).toString("hex");
  for (const word of [new URL(browser.endpoint).pathname, browser.p256dh, browser.auth])
    for (const where of [secret?.text ?? "", answers])
      assert.ok(!where.includes(word) && !where.includes(hex(word)));
});

test("the same browser is one device, and belongs to whoever switched it on last", async () => {
  const { browser, id } = await switchOn(ames);
  assert.equal((await switchOn(ames, browser)).id, id);
  const taken = await switchOn(harlan, browser);
  assert.ok(!(await listOf(ames)).some((one) => one.id === id));
  assert.equal((await harlan.ask("DELETE", `/devices/${taken.id}`)).status, 200);
  assert.equal((await harlan.ask("DELETE", `/devices/${taken.id}`)).status, 404);
});

test("a device that its push service no longer knows is removed", async () => {
  for (const status of [404, 410]) {
    const { browser, id } = await switchOn(harlan);
    browser.fail({ status });
    assert.equal(await tried(harlan, id), "gone");
    assert.ok(!(await listOf(harlan)).some((one) => one.id === id));
  }
});

test("a push service that asks for patience is left alone so long, and the list says since when", async () => {
  const { browser, id } = await switchOn(harlan);
  browser.fail({ status: 429, headers: { "retry-after": "120" } });
  assert.equal(await tried(harlan, id), "later");
  const before = push.requests.length;
  assert.equal(await tried(harlan, id), "later");
  assert.equal(push.requests.length, before, "nothing was sent within the two minutes");
  const [listed] = (await listOf(harlan)).filter((one) => one.id === id);
  assert.deepEqual([listed?.failures, listed?.failedWhy], [1, "busy"]);
  assert.ok(listed?.failingSince);
  browser.fail(undefined);
  clock.advance(121_000);
  assert.equal(await tried(harlan, id), "reached");
  const [well] = (await listOf(harlan)).filter((one) => one.id === id);
  assert.deepEqual([well?.failures, well?.failingSince], [0, null]);
});

test("a push service that does not answer holds nobody up: it is left alone for a while", async () => {
  const { browser, id } = await switchOn(harlan);
  browser.fail("lost-answer");
  assert.equal(await tried(harlan, id), "later");
  const before = push.requests.length;
  const other = await switchOn(harlan);
  assert.equal(await tried(harlan, other.id), "later");
  assert.equal(push.requests.length, before);
  clock.advance(21_000);
  assert.equal(await tried(harlan, other.id), "reached");
  for (const one of [id, other.id]) await harlan.ask("DELETE", `/devices/${one}`);
});

test("what a push service refuses for good is told, and not tried again", async () => {
  const { browser, id } = await switchOn(harlan);
  browser.fail({ status: 403 });
  assert.equal(await tried(harlan, id), "refused");
  browser.fail({ status: 302, headers: { location: "http://169.254.169.254/" } });
  assert.equal(await tried(harlan, id), "refused");
  assert.ok((await listOf(harlan)).some((one) => one.id === id && one.failures === 2));
});

test("T-SSRF: an address within the network is refused when it is added, however it is dressed", async () => {
  const own = push.browser();
  for (const endpoint of [
    "https://169.254.169.254/latest/meta-data",
    "http://updates.push.services.mozilla.com/wpush/v2/x",
    "https://localhost/push",
    "https://127.0.0.1:8080/api/agency",
    "https://10.0.0.7/push",
    "https://[::1]/push",
    "https://[fd00::7]/push",
    "https://2130706433/push",
    "https://user:secret@example.com/push",
    "https://example.com:25/push",
    "file:///etc/passwd",
    "no address",
  ]) {
    const { status, body } = await ames.ask("POST", "/devices", { ...draftOf(own), endpoint });
    assert.deepEqual([status, body["code"]], [422, "push-address"], endpoint);
    assert.ok(!JSON.stringify(body).includes("169.254"), "the address is not repeated");
    clock.advance(10_000);
  }
});

test("keys that seal nothing are refused", async () => {
  const own = draftOf(push.browser());
  for (const bad of [
    { ...own, auth: "AAAA" },
    { ...own, p256dh: Buffer.concat([Buffer.of(4), Buffer.alloc(64, 7)]).toString("base64url") },
  ])
    assert.equal((await ames.ask("POST", "/devices", bad)).body["code"], "push-keys");
});

test("ten devices are enough, and nobody asks without end", async () => {
  const boyd = await signedIn("boyd");
  for (let n = 0; n < 10; n += 1) await switchOn(boyd);
  const eleventh = await boyd.ask("POST", "/devices", draftOf(push.browser()));
  assert.deepEqual([eleventh.status, eleventh.body["code"]], [409, "too-many-devices"]);
  const answers = [];
  for (let n = 0; n < 3; n += 1)
    answers.push((await boyd.ask("POST", "/devices", draftOf(push.browser()))).status);
  assert.equal(answers.at(-1), 429);
});

test("P2: another's device is not there, of the same agency or another", async () => {
  const { id } = await switchOn(ames);
  assert.equal((await harlan.ask("DELETE", `/devices/${id}`)).status, 404);
  assert.equal((await harlan.ask("POST", `/devices/${id}/tries`)).status, 404);
  const elsewhere = await seedTinyCounty(beat.assembly);
  const system = asSystem(beat.assembly.ctx, "test", elsewhere);
  const { id: stranger } = await personByEmail(system, "harlan@tinycounty.example");
  const visitor = await Browserless.signedIn(beat, elsewhere, stranger);
  assert.equal((await visitor.ask("DELETE", `/devices/${id}`)).status, 404);
  assert.deepEqual(await listOf(visitor), []);
  const keys = [harlan, visitor].map(
    async (who) => (await who.ask("GET", "/devices")).body["publicKey"],
  );
  const [ours, theirs] = await Promise.all(keys);
  assert.notEqual(ours, theirs, "each agency has a key of its own");
});

test("a browser that is seen again belongs to the session in which it was seen; another is not taken up", async () => {
  const { browser, id } = await switchOn(ames, push.browser(), "Seen again");
  const mark = sha256(browser.endpoint).toString("base64url");
  const later = await signedIn("ames");
  assert.equal((await later.ask("PUT", "/devices/presence", { mark })).body["known"], true);
  assert.equal((await harlan.ask("PUT", "/devices/presence", { mark })).body["known"], false);
  await later.ask("DELETE", "/session");
  assert.ok(!(await listOf(ames)).some((one) => one.id === id));
  assert.equal((await ames.ask("PUT", "/devices/presence", { mark })).body["known"], false);
});

test("P3: a device ends with its session, its person's role and its person's account", async () => {
  const second = await signedIn("ames");
  const bySession = await switchOn(second, push.browser(), "Borrowed tablet");
  const kept = (await listOf(ames)).length - 1;
  await second.ask("DELETE", "/session");
  assert.equal((await listOf(ames)).length, kept);
  assert.ok(!(await listOf(ames)).some((one) => one.id === bySession.id));

  const amesId = await idOf("ames");
  // Ending an account asks for a recent proof.
  const sheriff = await signedIn("harlan");
  assert.equal((await sheriff.ask("DELETE", `/people/${amesId}/roles/approver`)).status, 200);
  const left = async () => {
    const sql = `select id from devices where person_id = '${amesId}'`;
    return (await raw<{ id: string }>(sql)).length;
  };
  assert.equal(await left(), 0);
  await switchOn(await signedIn("ames"));
  assert.equal((await sheriff.ask("DELETE", `/people/${amesId}`, { why: "left" })).status, 200);
  assert.equal(await left(), 0);
  const whys = await raw<{ why: string }>(
    "select distinct facts->>'why' as why from audit_events where kind = 'devices.device-removed'",
  );
  for (const why of ["session-ended", "role-revoked", "person-ended"])
    assert.ok(
      whys.some((one) => one.why === why),
      why,
    );
});

test("a rotation of keys takes addresses and the signing key along", async () => {
  const { browser, id } = await switchOn(harlan);
  assert.equal(await tried(harlan, id), "reached");
  const db = openDatabase(beat.installation.owner);
  atEnd(() => db.close());
  const owner = { ...beat.assembly.ctx, db };
  const { moved, faults } = await rotateKeys(owner, agencyId, sealedColumns);
  assert.ok(moved > 0);
  assert.deepEqual(faults, []);
  clock.advance(3_600_000);
  await retireKeys(owner, agencyId, sealedColumns);
  const again = await signedIn("harlan");
  assert.equal(await tried(again, id), "reached");
  assert.equal(browser.got[0]?.publicKey, browser.got[1]?.publicKey);
});

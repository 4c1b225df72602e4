import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Channel } from "#channels";
import { startPush, type PushBrowser, type PushPeer } from "#test/networks/push.ts";
import { atEnd } from "#test/openbeat.ts";
import { openReaderWorld, stateOf, type ReaderWorld } from "#test/worlds/readers.ts";
import { StoryClock } from "#test/worlds/world.ts";
import { systemClock } from "#platform/clock.ts";

const origin = "http://localhost:4400";
let service: PushPeer;
let world: ReaderWorld;
let notices: Channel;

before(async () => {
  service = await startPush();
  atEnd(async () => service[Symbol.asyncDispose]());
  // What is signed is good for a day by the service's own clock.
  const clock = new StoryClock(systemClock.now());
  world = await openReaderWorld({ clock, pushHosts: [service.host] });
  notices = await world.connect("push", {});
});

async function switchOn(
  browser: PushBrowser,
  fields: object = {},
  from = origin,
  path = "/subscribe/push",
) {
  world.clock.advance(10_000);
  const { endpoint, p256dh, auth } = browser;
  const answer = await world.beat.assembly.app.request(`${origin}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: from },
    body: JSON.stringify({ endpoint, p256dh, auth, fields: { whole: ["yes"], ...fields } }),
  });
  return { status: answer.status, text: await answer.text() };
}

const published = (text: string) => world.published(text, { channels: [notices.id] });
const rows = () => world.raw<{ id: string }>("select id from audience_subscribers");

test("notices are switched on at a page whose script and worker come only when asked for", async () => {
  const page = await world.get("/subscribe/push");
  assert.equal(page.status, 200);
  assert.match(page.text, /data-key="[\w-]{87}"/);
  assert.match(page.text, /This needs a browser that can show notices/, "and says so without them");
  for (const path of ["/subscribe/push.js", "/subscribe/worker.js"])
    assert.match((await world.get(path)).headers.get("content-type") ?? "", /javascript/);
  assert.ok(!(await world.get("/subscribe")).text.includes("<script"));
  assert.match((await world.get("/es/subscribe/push")).text, /Mostrar avisos/);
});

test("a browser gets a post sealed for it alone, with a life by its class, and ends it by its own page", async () => {
  const browser = service.browser();
  const { status, text } = await switchOn(browser);
  assert.equal(status, 201, text);
  const path = String((JSON.parse(text) as { page: string }).page);
  const id = await published("Mill Street is closed.");
  assert.equal((await stateOf(world, id)).state, "sent");
  const [got] = browser.got;
  assert.equal(got?.payload["text"], "Mill Street is closed.");
  assert.deepEqual([got?.urgency, got?.ttl], ["normal", 86_400]);
  assert.match(String(got?.payload["manageUrl"]), /\/subscribe\/manage\//);
  assert.match((await world.get(path)).text, /You are in/);
  await world.post(path.replace("manage", "leave").split("?")[0] ?? "", {});
  assert.equal((await rows()).length, 0);
});

test("404 and 410 delete a browser, patience is kept, a refusal counts, and a lost answer is not sent again", async () => {
  const all = Array.from({ length: 5 }, () => service.browser());
  for (const browser of all) await switchOn(browser);
  const [gone, unknown, busy, lost, well] = all;
  gone?.fail({ status: 410 });
  unknown?.fail({ status: 404 });
  busy?.fail({ status: 429, headers: { "retry-after": "120" } });
  lost?.fail("lost-answer");
  const id = await published("Road work.");
  assert.equal((await stateOf(world, id)).state, "waiting");
  assert.equal((await rows()).length, 3);
  for (const one of all) one.fail(undefined);
  world.clock.advance(60_000);
  await world.send();
  assert.equal(busy?.got.length, 0, "not within the two minutes");
  world.clock.advance(61_000);
  await world.send();
  assert.equal((await stateOf(world, id)).state, "sent");
  assert.deepEqual(
    [busy, lost, well].map((one) => one?.got.length),
    [1, 1, 1],
  );
});

test("hostile addresses: within the network, without keys, from another site, or too large", async () => {
  const was = (await rows()).length;
  const good = service.browser();
  for (const endpoint of [
    "https://169.254.169.254/x",
    "https://10.0.0.7/push",
    "file:///etc/passwd",
    "x",
  ])
    assert.equal((await switchOn({ ...good, endpoint })).status, 422, endpoint);
  assert.equal((await switchOn({ ...good, auth: "AAAA" })).status, 422);
  assert.equal((await switchOn(good, {}, "https://evil.example")).status, 403);
  assert.notEqual(
    (await switchOn(good, { x: Array.from({ length: 900 }, () => "y") })).status,
    201,
  );
  assert.equal((await rows()).length, was);
});

test("the same browser is one subscription, and nothing of its address stands in the clear", async () => {
  const browser = service.browser();
  await switchOn(browser);
  const was = (await rows()).length;
  assert.equal((await switchOn(browser)).status, 201);
  assert.equal((await rows()).length, was);
  const path = new URL(browser.endpoint).pathname;
  for (const table of ["audience_subscribers", "audit_events", "archive_records", "outbox"]) {
    const [row] = await world.raw<{ text: string | null }>(
      `select string_agg(t::text, '') as text from ${table} t`,
    );
    const text = row?.text ?? "";
    assert.ok(!text.includes(path) && !text.includes(Buffer.from(path).toString("hex")), table);
  }
});

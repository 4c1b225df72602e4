import assert from "node:assert/strict";
import { before, test } from "node:test";
import { listRequests, requestPage } from "../../records/requests/reading.ts";
import type { Ctx } from "#platform/context.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";

/** The records portal as the public uses it: by plain forms, without a script or an account. */
const clock = new StoryClock();
const origin = "http://localhost:4400";
const asked = "The report on the crash at Mill St and 5th Ave on May 3.";
let beat: TestBeat;
let sheriff: Ctx;

before(async () => {
  beat = await openTestBeat({ clock });
  const agencyId = await seedTinyCounty(beat.assembly);
  sheriff = await as(beat.assembly.ctx, agencyId, "harlan@tinycounty.example");
});

async function get(path: string) {
  // Everybody in this file shares one network: each look comes a little later.
  clock.advance(30_000);
  const response = await beat.assembly.app.request(`${origin}${path}`);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

async function post(path: string, fields: Record<string, string>, from = origin) {
  clock.advance(30_000);
  return burst(path, fields, from);
}

async function burst(path: string, fields: Record<string, string>, from = origin) {
  const response = await beat.assembly.app.request(`${origin}${path}`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", origin: from },
    body: new URLSearchParams(fields).toString(),
  });
  const { status, headers } = response;
  return { status, to: headers.get("location") ?? "", text: await response.text() };
}

async function ticket(path = "/records"): Promise<string> {
  const { text } = await get(path);
  return /name="ticket" value="([^"]+)"/.exec(text)?.[1] ?? "";
}

const count = async () => (await listRequests(sheriff)).requests.length;

test("the page tells the right, the days of the law and who compared them, in two languages", async () => {
  const english = await get("/records");
  assert.equal(english.status, 200);
  assert.equal(english.headers.get("cache-control"), "no-store");
  assert.match(english.headers.get("content-security-policy") ?? "", /default-src 'none'/);
  for (const part of ["552.221", "10 business days", "has not yet compared"])
    assert.ok(english.text.includes(part), part);
  assert.match((await get("/es/records")).text, /10 días hábiles/);
});

test("who asks gets a number and a link that nobody guesses; the form sent twice is one request", async () => {
  const form = { asked, name: "Ann Lee", email: "ann@lee.example", ticket: await ticket() };
  const { status, to } = await post("/records", form);
  assert.equal(status, 303);
  assert.equal((await post("/records", form)).to, to);
  assert.equal(await count(), 1);
  const page = await get(to);
  for (const part of ["We have your request", "crash at Mill St", "We must answer by"])
    assert.ok(page.text.includes(part), part);
  assert.ok(!page.text.includes("lee.example"), "the page tells nothing of who asked");
  assert.match(page.headers.get("x-robots-tag") ?? "", /noindex/);
  assert.equal(page.headers.get("referrer-policy"), "same-origin");
  for (const guess of ["x", "A".repeat(43), to.split("/").at(-1)?.slice(0, 42) ?? ""]) {
    const none = await get(`/records/status/${guess}`);
    assert.equal(none.status, 404);
    assert.ok(!none.text.includes("Mill St"));
  }
});

test("HTML that somebody types stays text, on the page and in the form that comes back", async () => {
  const evil = `<script>alert("1")</script> </textarea><img src=x onerror=alert(1)> please`;
  const sent = await post("/records", { asked: evil, name: `"><b>x`, ticket: await ticket() });
  const page = await get(sent.to);
  assert.ok(!/<script|<img src=x/.test(page.text));
  assert.match(page.text, /&lt;script&gt;/);
  const back = await post("/records", { asked: "short", name: `"><b>x`, ticket: await ticket() });
  assert.equal(back.status, 422);
  assert.ok(back.text.includes(`value="&quot;&gt;&lt;b&gt;x"`));
  assert.match(back.text, /aria-invalid="true"/);
});

test("what is too short, too long or no address comes back with what was typed", async () => {
  const before = await count();
  const long = await post("/records", { asked: "a".repeat(10_001), ticket: await ticket() });
  assert.equal(long.status, 422);
  assert.match(long.text, /This text is too long/);
  const wrong = await post("/es/records", { asked, email: "ann at lee", ticket: await ticket() });
  assert.match(wrong.text, /no puede ser correcta[^]*crash at Mill St/);
  const old = await post("/records", { asked, ticket: "made-up" });
  assert.equal(old.status, 422);
  const huge = await post("/records", { asked: "a".repeat(200_000), ticket: await ticket() });
  assert.ok(huge.status === 413 || huge.status === 400);
  assert.equal(await count(), before);
});

test("a program that fills every field files nothing, and a foreign page's form is not taken", async () => {
  const before = await count();
  const robot = await post("/records", { asked, website: "https://x", ticket: await ticket() });
  assert.equal(robot.status, 303);
  const form = { asked, ticket: await ticket() };
  assert.equal((await post("/records", form, "https://evil.example")).status, 403);
  assert.equal(await count(), before);
});

test("one network files a few a minute, and keeps what was typed when it must wait", async () => {
  const before = await count();
  const tickets: string[] = [];
  for (let at = 0; at < 9; at++) tickets.push(await ticket());
  const answers = [];
  for (const one of tickets) answers.push(await burst("/records", { asked, ticket: one }));
  assert.equal(await count(), before + 6);
  const last = answers.at(-1);
  assert.equal(last?.status, 429);
  assert.match(last.text, /Please wait some minutes[^]*crash at Mill St/);
  clock.advance(120_000);
});

test("the requester answers on the status page, and takes the request back", async () => {
  const { to } = await post("/records", { asked, ticket: await ticket() });
  const path = to.split("?")[0] ?? "";
  assert.match((await post(path, { answer: "It was a red car." })).to, /\?sent$/);
  assert.match((await get(`${path}?sent`)).text, /We have your answer[^]*It was a red car/);
  assert.equal((await post(path, { withdraw: "yes" })).status, 303);
  const page = await get(path);
  assert.match(page.text, /This request is closed[^]*You took it back/);
  assert.ok(!page.text.includes("<form"));
  const [newest] = (await listRequests(sheriff, { state: "closed" })).requests;
  const { steps } = await requestPage(sheriff, newest?.id ?? "");
  assert.deepEqual(
    steps.map(({ kind }) => kind),
    ["received", "message", "letter", "closed"],
  );
  await post(path, { answer: "One more thing." });
  assert.ok(!(await get(path)).text.includes("One more thing"));
});

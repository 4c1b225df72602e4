import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { once } from "node:events";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import { openChannels } from "#channels";
import { postVersion } from "#publish";
import { Temporal } from "#platform/clock.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { openSafeClient } from "#platform/http/safe-client.ts";
import { Refusal } from "#platform/refusal.ts";
import { atEnd, openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import { closeOpenings } from "./closing.ts";
import { beginDay } from "./day-in-the-life.ts";
import { readJobs } from "./feed-reading.ts";
import { addOpeningFeed, listOpeningFeeds } from "./feeds.ts";
import { Going } from "./going.ts";
import { importOpenings } from "./importing.ts";
import { judge } from "./judging.ts";
import { endLink, makeLinks } from "./links.ts";
import {
  approveOpenings,
  closeOpening,
  listOpenings,
  openingSheet,
  rewriteOpening,
  writeOpening,
} from "./openings.ts";
import type { OpeningDraft } from "./opening.ts";
import { pollOpenings } from "./polling.ts";
import { publicOpenings } from "./public.ts";
import { linkResults, resultsTable } from "./results.ts";
import { waitingForMe } from "../waiting.ts";

const clock = new StoryClock(Temporal.Instant.from("2026-11-20T18:00:00Z"));
const origin = "https://tinycounty.example";
let beat: TestBeat;
let ctx: Ctx;
let system: Ctx;
let boyd: Ctx;
let ames: Ctx;
let answer = { status: 200, body: "[]" };
let host = "";

before(async () => {
  const server = createServer((_request, response) => {
    response.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  atEnd(async () => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  assert.ok(typeof address === "object" && address);
  host = `127.0.0.1:${address.port}`;
  beat = await openTestBeat({ clock });
  ctx = { ...beat.assembly.ctx, clock };
  const agencyId = await seedTinyCounty({ ...beat.assembly, ctx });
  const person = (name: string) => as(ctx, agencyId, `${name}@tinycounty.example`);
  system = asSystem(ctx, "test", agencyId);
  [boyd, ames] = [await person("boyd"), await person("ames")];
});

const code = (wanted: string) => (error: unknown) =>
  error instanceof Refusal && error.code === wanted;
const bytes = (text: string) => new TextEncoder().encode(text);
const deputy = (more: Partial<OpeningDraft> = {}): OpeningDraft => ({
  title: { en: "Deputy sheriff" },
  applyUrl: "https://jobs.example/apply?id=7",
  payFrom: 61_000,
  payTo: 78_500,
  ...more,
});

async function approve(id: string): Promise<void> {
  const { hash } = await openingSheet(ames, id);
  await approveOpenings(ames, [{ id, hash }]);
}

async function out(more: Partial<OpeningDraft> = {}) {
  const made = await writeOpening(boyd, deputy(more));
  await approve(made.id);
  return made;
}

const shown = async (id: string) => (await publicOpenings(system)).find((one) => one.id === id);
const going = () => new Going(mkdtempSync(join(tmpdir(), "openbeat-go-")));
const person = { agent: "Mozilla/5.0 (iPhone)", isAhead: false };

test("an opening is public once somebody else approved it; new words wait, and the old ones stand", async () => {
  const { id } = await writeOpening(boyd, deputy());
  assert.equal(await shown(id), undefined);
  const { hash } = await openingSheet(boyd, id);
  await approve(id);
  assert.equal((await shown(id))?.content.payTo, 78_500);
  await rewriteOpening(ames, id, deputy({ applyUrl: "https://elsewhere.example/" }), hash);
  assert.equal((await shown(id))?.content.applyUrl, "https://jobs.example/apply?id=7");
  const next = await openingSheet(ames, id);
  assert.equal(next.state, "changed");
  await assert.rejects(approveOpenings(ames, [{ id, hash: next.hash }]), code("own-opening"));
});

test("an application without encryption is none", async () => {
  for (const applyUrl of ["http://jobs.example/", "javascript:alert(1)", "//jobs.example"])
    await assert.rejects(writeOpening(boyd, deputy({ applyUrl })));
});

test("on the day after the last one it closes by itself, by the agency's wall clock", async () => {
  const { id } = await out({ closesOn: "2026-11-21" });
  const was = clock.now();
  // Tiny County is in Texas: 23:59 there, and already the 22nd in UTC.
  clock.set(Temporal.Instant.from("2026-11-22T05:59:00Z"));
  await closeOpenings(ctx);
  assert.equal((await shown(id))?.closedAt, null);
  clock.set(Temporal.Instant.from("2026-11-22T06:01:00Z"));
  await closeOpenings(ctx);
  assert.notEqual((await shown(id))?.closedAt, null);
  clock.set(was);
});

test("the agency's own list is told of line by line, and brings each opening once", async () => {
  const table = bytes(
    [
      "Job Title;Job Number;Closing Date;Salary Min;Link",
      "Dispatcher;D-1;12/31/2026;$48,200;https://jobs.example/d1",
      "Jailer;J-1;soon;41000;https://jobs.example/j1",
      "Clerk;C-1;2020-01-01;;https://jobs.example/c1",
      "Mechanic;M-1;;DOE;http://jobs.example/m1",
      "Dispatcher;D-1;;;https://jobs.example/d2",
    ].join("\r\n"),
  );
  const dry = await importOpenings(boyd, table, { isDry: true });
  assert.deepEqual(
    dry.lines.map(({ line, outcome }) => `${line} ${outcome}`),
    ["2 new", "3 bad", "4 bad", "5 bad", "6 bad"],
  );
  assert.match(JSON.stringify(dry.lines[1]?.problems) ?? "", /soon.{1,3}is no day/);
  assert.match(JSON.stringify(dry.lines[2]?.problems) ?? "", /closed on 2020-01-01/);
  assert.match(JSON.stringify(dry.lines[3]?.problems) ?? "", /no amount.*https:/s);
  assert.ok(!(await listOpenings(boyd)).some(({ content }) => content.reference === "D-1"));
  await importOpenings(boyd, table, { isDry: false });
  const again = await importOpenings(boyd, table, { isDry: false });
  assert.equal(again.lines[0]?.outcome, "same");
  const [made] = (await listOpenings(boyd)).filter(({ content }) => content.reference === "D-1");
  assert.equal(made?.content.payFrom, 48_200);
  assert.equal(made?.content.closesOn, "2026-12-31");
});

test("the jobs site is read: new openings wait, what is gone closes, what failed is said", async () => {
  const web = openSafeClient({ clock, allowPrivate: [host] });
  const guarded = openSafeClient({ clock });
  atEnd(async () => {
    web.close();
    guarded.close();
  });
  const job = (id: number, more: object = {}) => ({
    id,
    title: `Job ${id}`,
    description: "<p>Help <b>people</b>.</p><script>x()</script><ul><li>Days</li></ul>",
    url: `https://jobs.example/${id}`,
    validThrough: "2027-02-01T00:00:00Z",
    ...more,
  });
  const read = async (list: unknown) => {
    answer = { status: 200, body: JSON.stringify(list) };
    clock.advance(3_600_000);
    await pollOpenings(ctx, web);
  };
  await addOpeningFeed(boyd, { name: "Jobs site", url: `http://${host}/jobs.json` });
  const theirs = async () =>
    (await listOpenings(boyd)).filter(({ origin: from }) => from === "feed");
  await read({ jobs: [job(1), job(2), job(3, { url: "ftp://jobs.example/3" })] });
  assert.deepEqual(
    (await theirs()).map(({ state }) => state),
    ["waiting", "waiting"],
  );
  const [feed] = await listOpeningFeeds(boyd);
  assert.match(feed?.problems[0]?.says.en ?? "", /https:/);
  const first = (await theirs()).find(({ content }) => content.title.en === "Job 1");
  assert.equal(first?.content.about.en, "Help people.\n\n- Days");
  assert.equal(first?.content.closesOn, "2027-02-01");
  await approve(first?.id ?? "");
  await read({ jobs: [job(2)] });
  assert.notEqual((await shown(first?.id ?? ""))?.closedAt, null);
  await read([]);
  assert.match((await listOpeningFeeds(boyd))[0]?.error ?? "", /suddenly empty/);
  assert.deepEqual((await theirs()).map(({ state }) => state).toSorted(), ["closed", "waiting"]);
  clock.advance(24 * 3_600_000);
  answer = { status: 200, body: "<html>" };
  clock.advance(3_600_000);
  await pollOpenings(ctx, web);
  assert.match((await listOpeningFeeds(boyd))[0]?.error ?? "", /no JSON/);
  assert.deepEqual((await theirs()).map(({ state }) => state).toSorted(), ["closed", "waiting"]);
  clock.advance(24 * 3_600_000);
  await pollOpenings(ctx, guarded);
  assert.match((await listOpeningFeeds(boyd))[0]?.error ?? "", /private network/);
});

test("a short link leads to the application with its source, to a closed page, or nowhere", async () => {
  const { id, code: slug } = await out();
  const [link] = await makeLinks(boyd, {
    openingId: id,
    campaign: "winter",
    places: [{ name: "Facebook", source: "facebook", medium: "social" }],
  });
  assert.ok(link);
  const gate = going();
  const location = await gate.follow(ctx, link.code, person);
  assert.equal(
    location,
    "https://jobs.example/apply?id=7&utm_source=facebook&utm_medium=social&utm_campaign=winter",
  );
  for (const foreign of ["https:", "constructor", "__proto__", "nosuch1"])
    assert.equal(await gate.follow(ctx, foreign, person), undefined);
  await closeOpening(boyd, id);
  await gate.load(ctx);
  assert.equal(await gate.follow(ctx, link.code, person), `/jobs/${slug}`);
  await endLink(boyd, link.id);
  await gate.load(ctx);
  assert.equal(await gate.follow(ctx, link.code, person), "/jobs");
});

test("clicks are totals of a link and a day; programs and looks ahead are not counted", async () => {
  const { id } = await out();
  const [link] = await makeLinks(boyd, {
    openingId: id,
    campaign: "fair",
    places: [{ name: "=HYPERLINK(1)", source: "poster", medium: "print" }],
  });
  assert.ok(link);
  const gate = going();
  for (const agent of ["", "Googlebot/2.1", "facebookexternalhit/1.1", "curl/8.1", "WhatsApp/2.2"])
    await gate.follow(ctx, link.code, { agent, isAhead: false });
  await gate.follow(ctx, link.code, { ...person, isAhead: true });
  for (let n = 0; n < 3; n++) await gate.follow(ctx, link.code, person);
  await gate.flush(ctx);
  await gate.follow(ctx, link.code, person);
  await gate.flush(ctx);
  const { links, days } = await linkResults(boyd, origin);
  const row = links.find((one) => one.id === link.id);
  assert.deepEqual([row?.clicks, row?.recent, days.at(-1)?.clicks], [4, 4, 4]);
  const file = await resultsTable(boyd, origin);
  assert.match(file, /,'=HYPERLINK\(1\),poster,/, "a spreadsheet takes no name for a formula");
});

test("with the database away links still lead, also after a restart, and what was counted comes later", async () => {
  const { id } = await out();
  const [link] = await makeLinks(boyd, {
    openingId: id,
    campaign: "night",
    places: [{ name: "X", source: "x", medium: "social" }],
  });
  assert.ok(link);
  const folder = mkdtempSync(join(tmpdir(), "openbeat-go-"));
  await new Going(folder).load(ctx);
  const silent = { ...ctx.log, error: () => undefined } as unknown as Ctx["log"];
  const away = new Proxy(ctx.db, {
    get: () => {
      throw new Error("the database is away");
    },
  });
  const down: Ctx = { ...ctx, db: away, log: silent };
  const restarted = new Going(folder);
  assert.match((await restarted.follow(down, link.code, person)) ?? "", /^https:\/\/jobs\.example/);
  await restarted.flush(down);
  await restarted.flush(ctx);
  const { links } = await linkResults(boyd, origin);
  assert.equal(links.find((one) => one.id === link.id)?.clicks, 1);
});

test("a day in the life is six drafts at their times, the last with a link of its own for each channel", async () => {
  const { id } = await out({ title: { en: "Deputy for the lake" } });
  const [channel] = await openChannels(boyd);
  assert.ok(channel);
  const { posts } = await beginDay(boyd, id, origin, {
    who: "Deputy Cole",
    day: "2026-12-05",
    channels: [channel.id],
  });
  assert.equal(posts.length, 6);
  const first = await postVersion(boyd, posts[0] ?? "");
  assert.equal(first.post.state, "draft");
  assert.deepEqual(first.content.publish, {
    when: "at",
    local: "2026-12-05T06:30",
    zone: "America/Chicago",
  });
  const last = await postVersion(boyd, posts[5] ?? "");
  assert.match(last.content.variants[channel.id]?.text ?? "", /\/go\/[a-z0-9]{7}$/);
  assert.match(last.content.text, /Deputy for the lake/);
});

test("over HTTP a short link answers 302 to the registered application alone, sets nothing, and is slowed down", async () => {
  const { id } = await out({ applyUrl: "https://jobs.example/lake" });
  const [link] = await makeLinks(boyd, {
    openingId: id,
    campaign: "lake",
    places: [{ name: "Bus", source: "bus", medium: "print" }],
  });
  const { app } = beat.assembly;
  const headers = { "user-agent": "Mozilla/5.0 (Windows NT 10.0)" };
  const path = `/go/${link?.code ?? ""}?to=https://evil.example&url=//evil.example`;
  const followed = await app.request(path, { headers });
  assert.equal(followed.status, 302);
  const location = new URL(followed.headers.get("location") ?? "");
  assert.equal(location.host, "jobs.example");
  assert.equal(location.searchParams.get("utm_source"), "bus");
  assert.equal(followed.headers.get("cache-control"), "no-store");
  assert.equal(followed.headers.get("referrer-policy"), "no-referrer");
  assert.equal(followed.headers.get("set-cookie"), null);
  assert.equal((await app.request("/go/zzzzzzz", { headers })).status, 404);
  assert.equal((await app.request("/go/https://evil.example", { headers })).status, 404);
  let slowed = 0;
  for (let n = 0; n < 130; n++)
    slowed += Number((await app.request(path, { headers })).status === 429);
  assert.ok(slowed > 0, "a script is slowed down");
});

test("what a person may approve and did not write is counted for them, and for nobody else", async () => {
  const before = await waitingForMe(ames);
  await writeOpening(boyd, deputy({ title: { en: "Waits for Ames" } }));
  assert.equal((await waitingForMe(ames)).openings, before.openings + 1);
  assert.equal((await waitingForMe(boyd)).openings, 0);
});

test("a hostile list of jobs is read in no time, and leaves words alone", () => {
  const began = performance.now();
  for (const description of [
    "<".repeat(60_000),
    "<script>".repeat(7_500),
    "<p>".repeat(20_000),
    "&lt;b&gt;x&lt;/b&gt;",
    "\n ".repeat(30_000),
  ]) {
    const { jobs } = readJobs(bytes(JSON.stringify([{ title: "x", description }])));
    assert.equal(jobs.length, 1);
  }
  assert.ok(performance.now() - began < 2_000);
  for (const broken of ["", "null", "7", '"x"', "{}", '{"jobs":7}'])
    assert.throws(() => readJobs(bytes(broken)), code("no-jobs"));
  assert.deepEqual(readJobs(bytes('[null, 7, "x", []]')).jobs.length, 0);
  const [posting] = readJobs(
    bytes(
      JSON.stringify({
        "@graph": [
          {
            "@type": "JobPosting",
            title: "Deputy",
            identifier: { "@type": "PropertyValue", value: "D-9" },
            url: "https://jobs.example/9",
            employmentType: "PART_TIME",
            baseSalary: { value: { minValue: 20, maxValue: 30, unitText: "HOUR" } },
            jobLocation: [{ address: { addressLocality: "Lakeside" } }],
          },
        ],
      }),
    ),
  ).jobs;
  const { content } = judge(posting ?? assert.fail(), "2026-11-22");
  assert.deepEqual(
    [content?.reference, content?.work, content?.payFrom, content?.payPer, content?.place],
    ["D-9", "part-time", 20, "hour", "Lakeside"],
  );
});

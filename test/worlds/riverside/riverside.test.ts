import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { z } from "zod";
import { siteAgency } from "#agency";
import { verifyArchive } from "#archive";
import { FollowerFanOut } from "#channels";
import { heldDeliveries, pendingApprovals } from "#publish";
import { Temporal } from "#platform/clock.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { audienceCounts } from "../../../src/audience/counts.ts";
import { openServer } from "../../../src/channels/fediverse/server.ts";
import { listRequests } from "../../../src/records/requests/reading.ts";
import { rebuildSite } from "../../../src/slices.ts";
import { openTestBeat, type TestBeat } from "../../openbeat.ts";
import { seedWorld } from "../demo.ts";
import { as } from "../world.ts";
import { people, who } from "./people.ts";
import { pictures } from "./pictures.ts";

/** What the demo promises whoever opens it: a month that was lived, and work for today. */
let beat: TestBeat;
let system: Ctx;
const said: string[] = [];

/** Where anything of the agency's own actors went to outside: while the month was lived, and after. */
const reached: string[] = [];

before(async () => {
  beat = await openTestBeat();
  beat.assembly.networks.fediverse.fetch = async (url) => {
    reached.push(String(url));
    throw new TypeError("nothing is outside");
  };
  await seedWorld(beat.assembly, "riverside", (what) => said.push(what));
  const agency = await siteAgency(beat.assembly.ctx);
  system = asSystem(beat.assembly.ctx, "test", agency?.agencyId ?? "");
});

async function count(query: string): Promise<number> {
  const rows = await read(system, (tx) => tx.tx.raw<{ n: number }>(`select (${query})::int as n`));
  return rows[0]?.n ?? 0;
}

const person = (email: string) => as(beat.assembly.ctx, system.actor.agencyId ?? "", email);

test("four approvals wait, one of them overdue and escalated", async () => {
  const pending = await pendingApprovals(await person(who.chief));
  assert.deepEqual(
    pending.map(({ headline, isOverdue }) => [headline.split(":")[0], isOverdue]),
    [
      ["Falls Pkwy down to one lane", true],
      ["Correction", false],
      ["Porch parcels", false],
      ["Lateral officers", false],
    ],
  );
  assert.equal(pending[0]?.isEscalatedToMe, true);
});

test("two drafts lie there, and one answer that no network gave", async () => {
  assert.equal(await count("select count(*) from posts where state = 'draft'"), 2);
  const inState = (state: string) =>
    count(`select count(*) from deliveries where state = '${state}'`);
  assert.equal(await inState("asked"), 1);
  for (const state of ["unconfirmed", "sending", "held", "refused", "expired", "recalling"])
    assert.equal(await inState(state), 0, `nothing is left ${state}`);
  assert.ok((await inState("recalled")) >= 6 && (await inState("waiting")) >= 25);
});

test("two records requests are open, one due in two days, and three were answered", async () => {
  assert.equal(await count("select count(*) from record_requests where state = 'closed'"), 3);
  const { requests, today } = await listRequests(await person(who.clerk), { state: "active" });
  assert.equal(requests.length, 2);
  const ahead = Temporal.PlainDate.from(today).add({ days: 2 }).toString();
  assert.ok(requests.some(({ dueOn, dueStage }) => dueOn === ahead && dueStage === "promise"));
});

test("one publication without approval was reviewed, and one waits for its review", async () => {
  const broken = "select count(*) from approvals where kind = 'break-glass' and reviewed_at is";
  assert.equal(await count(`${broken} not null`), 1);
  assert.equal(await count(`${broken} null and review_due_at > now()`), 1);
});

test("everybody was seen, acknowledged what they need, and one training lapses within a week", async () => {
  assert.equal(
    await count("select count(*) from people where last_seen_at is not null"),
    people.length,
  );
  assert.equal(await count("select count(*) from policy_acknowledgements where version = 2"), 10);
  assert.equal(
    await count(
      "select count(*) from training_records where lapses_at < now() + interval '7 days'",
    ),
    1,
  );
});

test("the month lies in the past and in order: posts, trail, record and what residents wrote", async () => {
  for (const [table, column] of [
    ["audit_events", "at"],
    ["archive_records", "captured_at"],
    ["inbound_items", "occurred_at"],
    ["sessions", "last_seen_at"],
    ["website_posts", "published_at"],
  ] as const) {
    assert.equal(await count(`select count(*) from ${table} where ${column} > now()`), 0, table);
    const oldest = `select extract(day from now() - min(${column})) from ${table}`;
    assert.ok((await count(oldest)) >= 28, `${table} reaches back a month`);
  }
  const swapped = `select count(*) from (select at, lag(at) over (order by id) as before from audit_events) a
    where at < before`;
  assert.equal(await count(swapped), 0, "the trail is in the order of its times");
  assert.ok((await count("select count(*) from inbound_items where kind = 'comment'")) >= 15);
});

test("posts carry pictures with descriptions, and the record of all of it has no fault", async () => {
  const shown = "select count(*) from media_items";
  const badge = 1;
  const portraits = 3;
  const flyers = 2;
  const drawn = Object.keys(pictures).length + badge + portraits + flyers;
  assert.equal(await count(shown), drawn);
  const told = "select count(*) from media_descriptions";
  assert.ok((await count(told)) >= Object.keys(pictures).length, "the library is described");
  const silent = `select count(*) from website_posts p, jsonb_array_elements(p.media) m where m->>'alt' = ''`;
  assert.equal(await count(silent), 0);
  const { ctx, networks, site, signer, logFolder } = beat.assembly;
  await rebuildSite(ctx, networks, site, "http://localhost:4400");
  const verdict = await verifyArchive(system, signer, logFolder);
  assert.deepEqual(verdict.faults, []);
  assert.equal(verdict.pending, 0, "R4: the month is sealed");
  assert.ok(said.includes("Week 5 of 5 is lived"), "progress is shown");
});

const actors = ["news", "beat-1", "beat-2", "beat-3", "beat-4"];
const finger = (origin: string, actor: string) =>
  `${origin}/.well-known/webfinger?resource=acct:${actor}@${new URL(origin).host}`;
const activity = { headers: { accept: "application/activity+json" } };
const found = z.object({ subject: z.string(), links: z.array(z.looseObject({})) });
const named = z.object({ id: z.string(), name: z.string(), outbox: z.string() });
const page = z.object({ orderedItems: z.array(z.looseObject({ type: z.string() })) });

test("whoever looks for the agency or one of its beats on the fediverse finds its actor, and what it said", async () => {
  const { app, origin } = beat.assembly;
  for (const actor of actors) {
    const answer = await app.request(finger(origin, actor));
    assert.equal(answer.status, 200, actor);
    const { links } = found.parse(await answer.json());
    const self = links.find(({ rel }) => rel === "self")?.["href"];
    assert.equal(self, `${origin}/ap/actors/${actor}`);
    const shown = named.parse(await (await app.request(String(self), activity)).json());
    assert.match(shown.name, /^Riverside Police Department/);
    const posts = await app.request(`${shown.outbox}?cursor=`, activity);
    const { orderedItems } = page.parse(await posts.json());
    assert.ok(orderedItems.length >= 2, `${actor} said ${orderedItems.length} things`);
  }
  assert.equal((await app.request(finger(origin, "beat-9"))).status, 404);
  const { port } = new URL(origin);
  const statuses: number[] = [];
  for (const host of [`127.0.0.1:${port}`, "127.0.0.1", "elsewhere.example"]) {
    const path = `/.well-known/webfinger?resource=acct:beat-1@${host}`;
    statuses.push((await app.request(`http://127.0.0.1:${port}${path}`)).status);
  }
  assert.deepEqual(statuses, [200, 200, 404], "by the address that it is reached at as well");
});

test("a beat's actor says only what is of its beat, or for everybody whose life may be in danger", async () => {
  const elsewhere = `select count(*) from deliveries d
    join channels c on c.agency_id = d.agency_id and c.id = d.channel_id and c.network = 'fediverse'
    join post_versions v on v.agency_id = d.agency_id and v.post_id = d.post_id and v.version = d.version
    left join beats b on b.agency_id = c.agency_id and c.settings->>'actor' = 'beat-' || b.code
    where b.id is not null and v.content->>'class' not in ('alert', 'missing-person')
      and not v.content->'beats' ? b.id::text`;
  assert.equal(await count(elsewhere), 0);
});

test("served on another port, the demo's actors answer by their new address", async () => {
  const { networks, ctx } = beat.assembly;
  const moved = "http://localhost:4999";
  const inAgency = asSystem(ctx, "test", system.actor.agencyId ?? "");
  const server = await openServer(moved, networks.fediverse, inAgency);
  const contextData = { ctx: inAgency };
  for (const actor of actors) {
    const answer = await server.fetch(new Request(finger(moved, actor)), { contextData });
    assert.equal(answer.status, 200, actor);
    const asked = new Request(`${moved}/ap/actors/${actor}`, activity);
    const shown = await server.fetch(asked, { contextData });
    assert.equal(named.parse(await shown.json()).id, `${moved}/ap/actors/${actor}`);
  }
});

test("nothing of the demo's actors leaves: nobody can follow them, no post waits for an inbox, no server was asked", async () => {
  const { app, ctx, origin, networks } = beat.assembly;
  for (const inbox of ["/ap/inbox", "/ap/actors/news/inbox"]) {
    const follow = {
      type: "Follow",
      actor: "https://away.example/a",
      object: `${origin}/ap/actors/news`,
    };
    const answer = await app.request(`${origin}${inbox}`, {
      method: "POST",
      headers: {
        "content-type": "application/activity+json",
        signature: 'keyId="https://away.example/a#key",headers="date",signature="AA=="',
        date: new Date().toUTCString(),
      },
      body: JSON.stringify(follow),
    });
    assert.equal(answer.status, 403, inbox);
  }
  await new FollowerFanOut(ctx, origin, networks.fediverse, heldDeliveries).once();
  assert.equal(await count("select count(*) from fediverse_followers"), 0);
  assert.equal(await count("select count(*) from fediverse_orders"), 0);
  assert.deepEqual(reached, []);
});

test("some dozens read by mail, each at an invented address, split over beats, kinds, languages and pace", async () => {
  const counts = await audienceCounts(await person(who.pio));
  const [mail, ...others] = counts.ways;
  assert.deepEqual(others, []);
  assert.deepEqual([mail?.way, mail?.readers, mail?.pending], ["email", 37, 2]);
  assert.ok((mail?.quiet ?? 0) >= 4);
  const sum = (what: "joined" | "departed" | "suspended") =>
    counts.days.reduce((total, day) => total + day[what], 0);
  assert.deepEqual([sum("joined"), sum("departed"), sum("suspended")], [41, 3, 1]);
  assert.deepEqual(
    counts.suspended.map(({ why, readers }) => [why, readers]),
    [["no-mailbox", 1]],
  );
  const those = (rows: readonly { what: string; readers: number }[]) =>
    rows.filter(({ readers }) => readers >= 2).map(({ what }) => what.split(" ")[0]);
  assert.deepEqual(those(counts.paces).toSorted(), ["at-once", "daily", "weekly"]);
  for (const beatCode of ["1", "2", "3", "4", "all"])
    assert.ok(those(counts.beats).includes(beatCode), beatCode);
  assert.ok(those(counts.kinds).includes("warn") && those(counts.languages).includes("es"));
  assert.ok(counts.fanOuts.length >= 20);
  assert.ok((await count("select count(*) from audience_digests")) >= 10, "letters of the day");
  const folder = join(beat.dataFolder, "practice-letters");
  for (const name of readdirSync(folder)) {
    const [, to = ""] =
      /^To: .*?<?([^\s<>]+)>?\r?$/im.exec(readFileSync(join(folder, name), "utf8")) ?? [];
    assert.match(to, /@[a-z.]+\.example$/, name);
  }
});

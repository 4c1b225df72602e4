import assert from "node:assert/strict";
import { before, test } from "node:test";
import { siteAgency } from "#agency";
import { verifyArchive } from "#archive";
import { pendingApprovals } from "#publish";
import { Temporal } from "#platform/clock.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
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

before(async () => {
  beat = await openTestBeat();
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

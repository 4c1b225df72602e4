import assert from "node:assert/strict";
import { join } from "node:path";
import { beforeEach, test } from "node:test";
import pg from "pg";
import { Temporal } from "#platform/clock.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import { LogKeeper, makePartitions, searchArchive, verifyArchive } from "./index.ts";

/** An installation that runs on after the months that were made when it was installed. */
const clock = new StoryClock();
let beat: TestBeat;
let agencyId: string;
let ctx: Ctx;

beforeEach(async () => {
  clock.set(Temporal.Now.instant());
  beat = await openTestBeat({ clock });
  agencyId = await seedTinyCounty(beat.assembly);
  ctx = asSystem(beat.assembly.ctx, "test", agencyId);
});

async function say(text: string): Promise<void> {
  await transact(ctx, (tx) =>
    tx.happenings.tell(tx, {
      kind: "test.said",
      subject: { kind: "test", id: "1" },
      facts: {},
      record: { payload: {}, text, direction: "out" },
    }),
  );
}

/** Where each record of the test lies. */
async function places(): Promise<Record<string, number>> {
  const owner = new pg.Client(beat.installation.owner);
  await owner.connect();
  const { rows } = await owner.query<{ place: string; n: number }>(
    "select tableoid::regclass::text as place, count(*)::int as n from archive_records where kind = 'test.said' group by 1 order by 1",
  );
  await owner.end();
  return Object.fromEntries(rows.map(({ place, n }) => [place, n]));
}

test("a month without a partition is captured all the same, and moved into its own by the daily job", async () => {
  clock.set(Temporal.Instant.from("2027-06-30T23:59:58Z"));
  await say("The last of June");
  clock.set(Temporal.Instant.from("2027-07-01T00:00:02Z"));
  await say("The first of July");
  assert.deepEqual(await places(), { archive_records_rest: 2 });
  const job = beat.assembly.slices
    .flatMap(({ jobs }) => jobs ?? [])
    .find(({ name }) => name === "archive.make-partitions");
  assert.ok(job?.schedule, "it runs by itself");
  await job.run(ctx, { agencyId: null });
  assert.deepEqual(await places(), { archive_records_202706: 1, archive_records_202707: 1 });
  clock.set(Temporal.Instant.from("2027-10-31T12:00:00Z"));
  await say("Made ahead");
  assert.deepEqual((await places())["archive_records_202710"], 1);
});

test("what was moved is found, is verified, and cannot be changed by the application's role", async () => {
  clock.set(Temporal.Instant.from("2028-02-10T10:00:00Z"));
  await say("Before it was moved");
  const { signer, logFolder } = beat.assembly;
  await new LogKeeper(ctx, signer, join(logFolder, agencyId)).turn();
  assert.ok((await makePartitions(ctx)).includes("archive_records_202802"));
  assert.deepEqual((await verifyArchive(ctx, signer, logFolder)).faults, []);
  const sheriff = await as(beat.assembly.ctx, agencyId, "ames@tinycounty.example");
  const { results } = await searchArchive(sheriff, { words: "moved", kind: "test." });
  assert.deepEqual(
    results.map(({ text }) => text),
    ["Before it was moved"],
  );
  for (const act of ["delete from", "select from"])
    await assert.rejects(
      transact(ctx, (tx) => tx.tx.raw(`${act} archive_records_202802`)),
      /denied/,
    );
});

test("several machines that make the same months at once make each once", async () => {
  clock.set(Temporal.Instant.from("2029-03-01T00:00:00Z"));
  await say("On three machines");
  const made = await Promise.all([1, 2, 3].map(() => makePartitions(ctx)));
  assert.deepEqual(made.flat().sort(), [...new Set(made.flat())].sort());
  assert.deepEqual(await places(), { archive_records_202903: 1 });
  assert.deepEqual(await makePartitions(ctx), []);
});

test("a database whose zone is not UTC gets the same months", async () => {
  clock.set(Temporal.Instant.from("2030-01-01T00:30:00Z"));
  await say("New Year in London, New Year's Eve in Denver");
  await transact(ctx, async (tx) => {
    await tx.tx.raw("set local timezone = 'America/Denver'");
    await makePartitions(tx);
  });
  assert.deepEqual(await places(), { archive_records_203001: 1 });
});

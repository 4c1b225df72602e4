import assert from "node:assert/strict";
import { before, test } from "node:test";
import pg from "pg";
import type { Ctx } from "#platform/context.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import { adoptPolicy, draftPolicy, policyVersion, type Policy } from "./index.ts";
import { changePolicy } from "./policies.ts";

/** A version in force never changes again, however a save and an adoption meet. */
let beat: TestBeat;
let sheriff: Ctx;

before(async () => {
  beat = await openTestBeat();
  const agencyId = await seedTinyCounty(beat.assembly);
  sheriff = await as(beat.assembly.ctx, agencyId, "harlan@tinycounty.example");
});

/** Waits until so many transactions of ours wait for a lock, or until `done` says that none will. */
async function untilWaiting(count: number, done: () => boolean = () => false): Promise<void> {
  for (;;) {
    const { rows } = await beat.installation.db.pool.query<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (rows[0]?.n === count || done()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test("a save that meets an adoption is adopted or refused, never written into a version in force", async () => {
  const draft = await draftPolicy(sheriff);
  const owner = new pg.Client(beat.installation.owner);
  await owner.connect();
  let adopted: Policy;
  try {
    // The save has read the draft and is stopped before it writes; the adoption comes in between.
    await owner.query("begin; lock table policy_paragraphs in share row exclusive mode");
    const save = changePolicy(sheriff, draft.version, {
      ...draft,
      paragraphs: draft.paragraphs.map((one) => ({ ...one, body: `${one.body} Changed.` })),
    });
    await untilWaiting(1);
    let isAdopted = false;
    const adoption = adoptPolicy(sheriff, draft.version).finally(() => (isAdopted = true));
    await untilWaiting(2, () => isAdopted);
    await owner.query("commit");
    [, adopted] = await Promise.all([save, adoption]);
  } finally {
    await owner.end();
  }
  const { paragraphs } = await policyVersion(sheriff, draft.version);
  assert.deepEqual(paragraphs, adopted.paragraphs);
});

test("a version is put in force once", async () => {
  const draft = await draftPolicy(sheriff);
  const both = await Promise.allSettled([
    adoptPolicy(sheriff, draft.version),
    adoptPolicy(sheriff, draft.version),
  ]);
  assert.deepEqual(both.map(({ status }) => status).toSorted(), ["fulfilled", "rejected"]);
});

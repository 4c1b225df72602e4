import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Ctx } from "#platform/context.ts";
import { Temporal } from "#platform/clock.ts";
import { Refusal } from "#platform/refusal.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import { drillMonths, recordDrill } from "./drills.ts";

const clock = new StoryClock(Temporal.Instant.from("2026-11-21T18:00:00Z"));
let beat: TestBeat;
let boyd: Ctx;

before(async () => {
  beat = await openTestBeat({ clock });
  const agencyId = await seedTinyCounty(beat.assembly);
  boyd = await as(beat.assembly.ctx, agencyId, "boyd@tinycounty.example");
});

test("before the first demonstration nothing is known of a month, and this one is due", async () => {
  const { months, missedInRow } = await drillMonths(boyd);
  assert.deepEqual(
    months.slice(0, 3).map(({ month, state }) => [month, state]),
    [
      ["2026-11", "due"],
      ["2026-10", "unknown"],
      ["2026-09", "unknown"],
    ],
  );
  assert.equal(missedInRow, 0);
});

test("a month after the first without one is missed", async () => {
  await recordDrill(boyd, { doneOn: "2026-08-30", tool: "county tool", note: "" });
  const { months, missedInRow } = await drillMonths(boyd);
  assert.deepEqual(
    months.slice(0, 5).map(({ state }) => state),
    ["due", "missed", "missed", "done", "unknown"],
  );
  assert.equal(missedInRow, 2);
});

test("what was done counts for its month, and ends the row of missed ones", async () => {
  await recordDrill(boyd, { doneOn: "2026-10-30", tool: "county tool", note: "to the test lab" });
  await recordDrill(boyd, { doneOn: "2026-11-20", tool: "county tool", note: "" });
  const { months, missedInRow } = await drillMonths(boyd);
  assert.equal(missedInRow, 0);
  assert.equal(months[0]?.state, "done");
  assert.equal(months[1]?.demonstrations[0]?.by, "Deputy Ray Boyd");
});

test("nobody records what is still to come", async () => {
  await assert.rejects(
    recordDrill(boyd, { doneOn: "2026-11-22", tool: "county tool", note: "" }),
    (error: unknown) => error instanceof Refusal && error.code === "in-the-future",
  );
});

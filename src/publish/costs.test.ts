import assert from "node:assert/strict";
import { test } from "node:test";
import type { ChannelMeter } from "#channels";
import { asSystem } from "#platform/context.ts";
import { openTestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import { budgetWarnings, channelCosts } from "./costs.ts";

function meterWith(used: number): ChannelMeter {
  const budget = {
    what: "posts" as const,
    of: 10,
    used,
    kept: 2,
    reservePercent: 20,
    isOwnReserve: false,
    perSeconds: 86_400,
    source: "a test",
    verifiedOn: "2026-11-21",
  };
  const names = { channelId: "c1", name: "X", network: "x", title: "X" };
  return { ...names, budgets: [budget], checkedAt: null };
}

test("a post that will not fit beside the reserve is told before approval, and is not hindered", async () => {
  const beat = await openTestBeat();
  const agencyId = await seedTinyCounty(beat.assembly);
  const ctx = asSystem(beat.assembly.ctx, "test", agencyId);
  const parts = new Map([["c1", 2]]);
  assert.equal((await budgetWarnings(ctx, [meterWith(6)], parts)).size, 0, "two of two fit");
  const warning = (await budgetWarnings(ctx, [meterWith(7)], parts)).get("c1");
  assert.deepEqual([warning?.left, warning?.waiting], [1, 0]);
  const sheriff = await as(beat.assembly.ctx, agencyId, "harlan@tinycounty.example");
  const [newsroom] = await channelCosts(sheriff, beat.assembly.networks);
  assert.deepEqual(
    [newsroom?.name, newsroom?.currency, newsroom?.month],
    ["Newsroom", null, { messages: 0, micros: 0 }],
  );
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { addBeat, allBeats } from "#agency";
import { openTestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import { openChannels } from "./accounts.ts";
import { connectActors } from "./fediverse/opening.ts";
import { accountsFor, beatOf, setSpeaking } from "./speaking.ts";

const beat = await openTestBeat();
const { ctx, networks } = beat.assembly;
const agencyId = await seedTinyCounty(beat.assembly);
const sheriff = await as(ctx, agencyId, "harlan@tinycounty.example");
for (const [code, name] of [
  ["3", "Eastgate"],
  ["4", "Farms"],
] as const)
  await addBeat(sheriff, { code, name });
await connectActors(sheriff, networks);
const [third, fourth] = await allBeats(sheriff);
assert.ok(third && fourth);

test("a post that names no accounts goes to none that speaks for a beat other than its own", async () => {
  const handles = async (beats: string[]) =>
    (await accountsFor(sheriff, beats)).flatMap(({ settings }) => settings["actor"] ?? []);
  assert.deepEqual(await handles([]), ["news"]);
  assert.deepEqual(await handles([third.id]), ["news", "beat-3"]);
  const [website] = await openChannels(sheriff);
  assert.ok(website);
  await setSpeaking(sheriff, website.id, fourth.id);
  const names = async (beats: string[]) => (await accountsFor(sheriff, beats)).map(({ id }) => id);
  assert.ok(!(await names([third.id])).includes(website.id), "bound by an administrator");
  assert.ok((await names([fourth.id])).includes(website.id));
});

test("our own actor of a beat speaks for it by its name, without being bound", async () => {
  const beats = await allBeats(sheriff);
  const bound = (await openChannels(sheriff))
    .filter(({ network }) => network === "fediverse")
    .map((one) => [one.settings["actor"], beatOf(one, beats)]);
  assert.deepEqual(bound, [
    ["news", null],
    ["beat-3", third.id],
    ["beat-4", fourth.id],
  ]);
});

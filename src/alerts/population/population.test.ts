import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import type { Position } from "#platform/ground/rings.ts";
import { Refusal } from "#platform/refusal.ts";
import { openTestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import { readBlocks } from "./blocks.ts";
import { peopleIn, takeCount } from "./population.ts";

let harlan: Ctx;
const count = { source: "US Census", year: 2020 };
/** Three by three blocks of a hundredth of a degree, a hundred people in each. */
const town = [0, 1, 2].flatMap((x) => [0, 1, 2].map((y) => block(x, y)));

function box(west: number, south: number, east: number, north: number): Position[] {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}
function ground(x: number, y: number, wide = 1, high = 1) {
  return box(-122 + x / 100, 47 + y / 100, -122 + (x + wide) / 100, 47 + (y + high) / 100);
}
function block(x: number, y: number, people: unknown = 100) {
  return {
    type: "Feature",
    properties: { GEOID20: `${x}${y}`, POP20: people },
    geometry: { type: "Polygon", coordinates: [ground(x, y)] },
  };
}
const geoJson = (features: readonly object[]) =>
  Buffer.from(JSON.stringify({ type: "FeatureCollection", features }));
const people = (...rings: Position[][]) => read(harlan, (tx) => peopleIn(tx, rings));
const refused = (code: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code;

before(async () => {
  const beat = await openTestBeat();
  const agencyId = await seedTinyCounty(beat.assembly);
  harlan = await as(beat.assembly.ctx, agencyId, "harlan@tinycounty.example");
});

test("before a count was taken in nothing is said, and no zero", async () => {
  assert.equal(await people(ground(0, 0)), null);
});

test("a drawing has the people of its blocks, and its part of those that it cuts", async () => {
  const { blocks, faults } = await readBlocks(geoJson(town));
  assert.deepEqual(faults, []);
  await takeCount(harlan, count, blocks);
  const all = await people(ground(-1, -1, 5, 5));
  assert.deepEqual(all, { ...count, people: 900, least: 900, most: 900 });
  const half = await people(ground(0, 0, 0.5, 1));
  assert.ok(half && half.people > 40 && half.people < 60, `${half?.people} of 100`);
  assert.ok(half.least === 0 && half.most >= 100);
  assert.equal((await people(ground(5, 5)))?.people, 0);
});

test("ground that two rings share is counted once", async () => {
  const twice = await people(ground(0, 0, 2, 1), ground(1, 0, 2, 1));
  assert.equal(twice?.people, 300);
});

test("a drawing smaller than what is known of a block has its part by ground", async () => {
  const tiny = await people(ground(1.44, 1.44, 0.05, 0.05));
  assert.ok(tiny && tiny.people <= 1 && tiny.most === 100);
  const street = await people(ground(1.02, 1.02, 0.03, 0.96));
  assert.ok(street && street.people >= 2 && street.people <= 4, `${street?.people} of 100`);
});

test("nobody lives in a hole of a block", async () => {
  const lake = ground(0.2, 0.2, 0.6, 0.6);
  const ring = {
    ...block(0, 0),
    geometry: { type: "Polygon", coordinates: [ground(0, 0), lake] },
  };
  await takeCount(harlan, count, (await readBlocks(geoJson([ring]))).blocks);
  const inside = await people(ground(0.25, 0.25, 0.5, 0.5));
  assert.equal(inside?.people, 0);
  assert.equal((await people(ground(0, 0)))?.people, 100);
});

test("centres of population come as CSV; a later count takes the place of the earlier one", async () => {
  const csv =
    "STATEFP,BLKGRPCE,POPULATION,LATITUDE,LONGITUDE\n53,1,1204,+47.005,-121.995\n53,2,,47.1,-121.9\n";
  const { blocks, faults } = await readBlocks(Buffer.from(csv));
  assert.deepEqual(faults, [{ feature: 2, why: "It has no number of people." }]);
  await takeCount(harlan, count, blocks);
  assert.equal((await people(ground(0, 0)))?.people, 1_204);
  assert.equal((await people(ground(1, 1)))?.people, 0);
});

test("what is no count is refused with its reason, and the count before it stays", async () => {
  await assert.rejects(readBlocks(Buffer.from("%PDF-1.7")), refused("not-shapes"));
  const nameless = [{ ...block(0, 0), properties: { colour: "red" } }];
  await assert.rejects(readBlocks(geoJson(nameless)), refused("population-column-unknown"));
  const wrong = await readBlocks(geoJson([block(0, 0, "many"), block(0, 1, -4), block(0, 2, "")]));
  assert.equal(wrong.faults.length, 3);
  await assert.rejects(takeCount(harlan, count, wrong.blocks), refused("no-blocks"));
  assert.equal((await people(ground(0, 0)))?.people, 1_204);
});

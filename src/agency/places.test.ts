import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Ctx } from "#platform/context.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import { addUnit, personByEmail } from "./index.ts";
import { assignUnit } from "./places.ts";

/** Where people work. */
let beat: TestBeat;
let sheriff: Ctx;
const email = "boyd@tinycounty.example";

before(async () => {
  beat = await openTestBeat();
  const agencyId = await seedTinyCounty(beat.assembly);
  sheriff = await as(beat.assembly.ctx, agencyId, "harlan@tinycounty.example");
});

test("an administrator puts a person in a unit and takes the person out again", async () => {
  const { id } = await personByEmail(sheriff, email);
  const patrol = await addUnit(sheriff, "Patrol");
  await assignUnit(sheriff, id, patrol.id);
  assert.equal((await personByEmail(sheriff, email)).unitId, patrol.id);
  await assignUnit(sheriff, id, null);
  assert.equal((await personByEmail(sheriff, email)).unitId, null);
});

test("nobody is put in a unit of another agency, and a deputy assigns nobody", async () => {
  const other = await seedTinyCounty(beat.assembly);
  const elsewhere = await as(beat.assembly.ctx, other, "harlan@tinycounty.example");
  const foreign = await addUnit(elsewhere, "Marine");
  const { id } = await personByEmail(sheriff, email);
  await assert.rejects(assignUnit(sheriff, id, foreign.id), /no such unit/);
  await assert.rejects(assignUnit(elsewhere, id, foreign.id), /no such person/);
  const deputy = await as(beat.assembly.ctx, sheriff.actor.agencyId ?? "", email);
  await assert.rejects(assignUnit(deputy, id, null), /may not assign people/);
});

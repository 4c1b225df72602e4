import assert from "node:assert/strict";
import { before, test } from "node:test";
import { addBeat } from "#agency";
import type { Ctx } from "#platform/context.ts";
import { Refusal } from "#platform/refusal.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import { adoptModel, blotterPolicyOf } from "./policies.ts";
import {
  adoptProposal,
  declineProposal,
  openProposals,
  proposeBlotterPolicy,
} from "./proposals.ts";
import { modelBlotterPolicy } from "./rules/model-policy.ts";
import { takeCalls } from "./taking.ts";
import { seenTypes, tryPolicy } from "./trying.ts";

let beat: TestBeat;
let sheriff: Ctx;
let deputy: Ctx;

before(async () => {
  beat = await openTestBeat();
  const agencyId = await seedTinyCounty(beat.assembly);
  sheriff = await as(beat.assembly.ctx, agencyId, "harlan@tinycounty.example");
  deputy = await as(beat.assembly.ctx, agencyId, "boyd@tinycounty.example");
  await addBeat(sheriff, { code: "3", name: "Eastgate" });
  const takenAt = beat.assembly.ctx.clock.now().toString();
  const types = ["NOISE", "NOISE", "ROBBERY", "SIGNAL 77", "SIGNAL 77", "SIGNAL 77", "DV"];
  await takeCalls(
    sheriff,
    "cad",
    types.map((type, at) => ({ number: String(at), takenAt, type, initialType: type, beat: "3" })),
  );
});

const refused = (code: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code;
const without = (kind: string) => ({
  ...modelBlotterPolicy,
  rules: [
    ...modelBlotterPolicy.rules.filter((rule) => rule.does === "withhold" || rule.kind !== kind),
    {
      does: "show" as const,
      kind: "graffiti",
      label: { en: "Graffiti", es: "Grafitis" },
      words: ["=SIGNAL 77"],
      atHome: "block" as const,
      place: "block" as const,
      isNoteworthy: false,
    },
  ],
});

test("types that came and that nobody knows stand first, with what is said of each", async () => {
  const types = await seenTypes(sheriff);
  assert.deepEqual(
    types.map(({ type, count, shown, withheld }) => [type, count, shown ?? withheld]),
    [
      ["SIGNAL 77", 3, "unknown-type"],
      ["NOISE", 2, "noise"],
      ["DV", 1, "domestic-violence"],
      ["ROBBERY", 1, "robbery"],
    ],
  );
});

test("rules are tried on the calls that came before anybody adopts them", async () => {
  const tried = await tryPolicy(deputy, without("robbery"));
  assert.deepEqual([tried.calls, tried.vanish, tried.appear, tried.renamed], [7, 1, 3, 0]);
  assert.deepEqual(tried.appearing, [{ type: "SIGNAL 77", count: 3 }]);
  assert.deepEqual(tried.vanishing, [{ type: "ROBBERY", count: 1 }]);
});

test("one person proposes and another adopts; the model alone is adopted by one, once", async () => {
  const content = without("robbery");
  await assert.rejects(adoptModel(deputy, "now"), refused("not-your-role"));
  await adoptModel(sheriff, "as the council asked");
  await assert.rejects(adoptModel(sheriff, "again"), refused("policy-adopted"));
  const own = await proposeBlotterPolicy(sheriff, { content, why: "no robberies" });
  await assert.rejects(adoptProposal(sheriff, own), refused("own-proposal"));
  await assert.rejects(adoptProposal(deputy, own), refused("not-your-role"));
  await declineProposal(sheriff, own);
  const first = await proposeBlotterPolicy(deputy, { content, why: "no robberies" });
  const second = await proposeBlotterPolicy(deputy, {
    content: modelBlotterPolicy,
    why: "as before",
  });
  assert.deepEqual(
    (await openProposals(sheriff)).map(({ id, isMine }) => [id, isMine]),
    [
      [second, false],
      [first, false],
    ],
  );
  assert.equal(await adoptProposal(sheriff, first), 2);
  assert.deepEqual((await blotterPolicyOf(sheriff)).content, content);
  await assert.rejects(adoptProposal(sheriff, second), refused("proposal-outdated"));
  await assert.rejects(adoptProposal(sheriff, first), refused("not-found"));
});

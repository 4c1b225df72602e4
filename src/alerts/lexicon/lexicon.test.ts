import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Ctx } from "#platform/context.ts";
import { Refusal } from "#platform/refusal.ts";
import { openTestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import { adoptPhrases, certifyPhrase, endPhrase, lexicon, writePhrase } from "./lexicon.ts";
import { modelPhrases } from "./models.ts";

let boyd: Ctx;
let ames: Ctx;

before(async () => {
  const beat = await openTestBeat();
  const agencyId = await seedTinyCounty(beat.assembly);
  boyd = await as(beat.assembly.ctx, agencyId, "boyd@tinycounty.example");
  ames = await as(beat.assembly.ctx, agencyId, "ames@tinycounty.example");
});

const code = (wanted: string) => (error: unknown) =>
  error instanceof Refusal && error.code === wanted;

test("every model says one thing in each language, and none twice", () => {
  assert.equal(new Set(modelPhrases.map(({ model }) => model)).size, modelPhrases.length);
  for (const { en, es, model } of modelPhrases) {
    assert.ok(en.length <= 90 && es.length <= 90, `${model} fits a phone's alert`);
    assert.match(en, /[.]$/, model);
    assert.match(es, /[.]$/, model);
  }
});

test("models come in once, certified by nobody; one that was taken out stays out", async () => {
  assert.deepEqual(await adoptPhrases(boyd), { adopted: modelPhrases.length });
  assert.deepEqual(await adoptPhrases(boyd), { adopted: 0 });
  const { phrases, models } = await lexicon(ames);
  assert.equal(models, 0);
  assert.ok(phrases.every(({ certifiedBy, isModel }) => certifiedBy === null && isModel));
  const [first] = phrases;
  await endPhrase(boyd, first?.id ?? "");
  assert.deepEqual(await adoptPhrases(boyd), { adopted: 0 });
  assert.equal((await lexicon(ames)).phrases.length, modelPhrases.length - 1);
});

test("a second person certifies, and nobody what they brought in", async () => {
  const { id } = await writePhrase(boyd, {
    kind: "action",
    en: "Go to the fairgrounds.",
    es: "Vaya al recinto ferial.",
  });
  await assert.rejects(certifyPhrase(boyd, id), code("own-phrase"));
  await certifyPhrase(ames, id);
  const own = (await lexicon(boyd)).phrases.find((one) => one.id === id);
  assert.equal(
    own?.certifiedBy,
    (await lexicon(ames)).phrases.find((one) => one.id === id)?.certifiedBy,
  );
  assert.ok(own?.certifiedAt);
  await endPhrase(boyd, id);
  await assert.rejects(certifyPhrase(ames, id), code("not-found"));
});

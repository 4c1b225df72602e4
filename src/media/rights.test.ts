import assert from "node:assert/strict";
import { before, test } from "node:test";
import sharp from "sharp";
import type { Temporal } from "#platform/clock.ts";
import type { Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import { addMedia, makeVersion, mediaStanding, recordRights, withdrawConsent } from "./index.ts";
import { mediaPage } from "./item-page.ts";

const clock = new StoryClock();
let beat: TestBeat;
let boyd: Ctx;
let made = 0;

before(async () => {
  beat = await openTestBeat({ clock });
  const { ctx } = beat.assembly;
  boyd = await as(ctx, await seedTinyCounty(beat.assembly), "boyd@tinycounty.example");
});

function refused(code: string) {
  return (error: unknown) => error instanceof Refusal && error.code === code;
}

async function upload(): Promise<string> {
  const background = { r: made++, g: 90, b: 120 };
  const bytes = await sharp({ create: { width: 64, height: 48, channels: 3, background } })
    .png()
    .toBuffer();
  return (await addMedia(boyd, { name: "street.png", bytes })).sha256;
}

const standing = (sha256: string, at: Temporal.Instant = clock.now()) =>
  read(boyd, async (tx) => (await mediaStanding(tx, [sha256], at)).get(sha256));

const consent = "Signed form, property room 12";
const pass = () => clock.advance(60_000);

test("where nobody said where a picture is from, its standing is unknown", async () => {
  const sha256 = await upload();
  assert.equal(await standing(sha256), "unknown");
  await recordRights(boyd, sha256, { source: "staff" });
  assert.equal(await standing(sha256), "free");
});

test("what a family or somebody else gave needs a note of the consent", async () => {
  const sha256 = await upload();
  for (const source of ["family", "public"] as const)
    await assert.rejects(recordRights(boyd, sha256, { source }), refused("no-consent-note"));
  await recordRights(boyd, sha256, { source: "family", consentNote: consent });
  assert.equal(await standing(sha256), "free");
});

test("rights that end on a day hold until that day is over where the agency is", async () => {
  const sha256 = await upload();
  const zone = "America/Chicago";
  const today = clock.now().toZonedDateTimeISO(zone).toPlainDate();
  await recordRights(boyd, sha256, { source: "licensed", untilDate: today.toString() });
  const { rights } = await mediaPage(boyd, [], sha256);
  const until = rights[0]?.until ?? "";
  assert.match(until, /^\d{4}-\d\d-\d\dT0[5-8]:00:00/, "midnight west of Greenwich");
  const end = clock.now().add({ hours: 26 });
  assert.equal(await standing(sha256), "free");
  assert.equal(await standing(sha256, end), "expired");
});

test("a withdrawn consent holds until rights are recorded anew, with a note, and both stay in the history", async () => {
  const sha256 = await upload();
  await recordRights(boyd, sha256, { source: "family", consentNote: consent });
  pass();
  await withdrawConsent(boyd, sha256, "The mother called: please no more.");
  assert.equal(await standing(sha256), "withdrawn");
  await assert.rejects(withdrawConsent(boyd, sha256, "again"), refused("withdrawn-already"));
  pass();
  await assert.rejects(recordRights(boyd, sha256, { source: "staff" }), refused("no-consent-note"));
  await recordRights(boyd, sha256, { source: "family", consentNote: "She agreed again by letter" });
  assert.equal(await standing(sha256), "free");
  const { history } = await mediaPage(boyd, [], sha256);
  assert.deepEqual(
    history.map(({ kind }) => kind),
    ["rights", "withdrawn", "rights", "added"],
  );
  assert.match(history[1]?.says ?? "", /The mother called/);
});

test("what is made of a picture has its rights, and loses them with it, from wherever they are withdrawn", async () => {
  const original = await upload();
  await recordRights(boyd, original, { source: "public", consentNote: consent });
  pass();
  const box = { shape: "rectangle", how: "solid", x: 4, y: 4, width: 20, height: 20 } as const;
  const covered = (await makeVersion(boyd, { sha256: original, regions: [box] })).sha256;
  assert.equal(await standing(covered), "free");
  await withdrawConsent(boyd, covered, "He does not want to be seen, covered or not.");
  assert.equal(await standing(covered), "withdrawn");
  assert.equal(await standing(original), "withdrawn");
  pass();
  const note = "He is not to be recognised in this one; county attorney";
  await recordRights(boyd, covered, { source: "public", consentNote: note });
  assert.equal(await standing(covered), "free", "its own rights are nearer");
  assert.equal(await standing(original), "withdrawn");
});

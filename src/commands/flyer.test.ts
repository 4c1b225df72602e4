import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { draftNotice } from "#alerts";
import { addMedia } from "#media";
import { Refusal } from "#platform/refusal.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import { codeIn, codeOnPage } from "../alerts/flyers/gate.ts";
import { drawnPerson, missingElder } from "../alerts/notices/testing/notices.ts";
import { drawFlyersOf } from "./flyer.ts";

const folder = mkdtempSync(join(tmpdir(), "openbeat-flyers-"));
after(() => rmSync(folder, { recursive: true, force: true }));
let beat: TestBeat;

before(async () => {
  beat = await openTestBeat();
  const { assembly } = beat;
  const agencyId = await seedTinyCounty(assembly);
  const boyd = await as(assembly.ctx, agencyId, "boyd@tinycounty.example");
  const bytes = await drawnPerson("#8d8d8d", "#7a5238", "#4a6b8a");
  const { sha256 } = await addMedia(boyd, { name: "walter.jpg", bytes });
  const now = assembly.ctx.clock.now();
  await draftNotice(boyd, missingElder(sha256, now, "America/Chicago"));
  const long = { name: "W".repeat(300), caseNumber: "26-9" };
  await draftNotice(boyd, missingElder(sha256, now, "America/Chicago", long));
});

const running = () => ({ ...beat, config: beat.installation.config });

test("openbeat flyer writes every format of a notice by its case number, each with a code that reads", async () => {
  const out = join(folder, "walter");
  await drawFlyersOf(running(), "26-104417", { out });
  assert.deepEqual(readdirSync(out).toSorted(), [
    "flyer-en-landscape.png",
    "flyer-en-print.pdf",
    "flyer-en-square.png",
    "flyer-en-story.png",
  ]);
  const read = (name: string) => readFileSync(join(out, name));
  const url = await codeOnPage(read("flyer-en-print.pdf"));
  assert.match(url ?? "", /^http:\/\/localhost:\d+\/notices\/[a-z0-9]{10}$/);
  for (const format of ["square", "story", "landscape"])
    assert.equal(await codeIn(read(`flyer-en-${format}.png`)), url);
});

test("what overflows is written nowhere, and the command fails with the field", async () => {
  const out = join(folder, "long");
  await assert.rejects(drawFlyersOf(running(), "26-9", { out }), (error: unknown) => {
    assert.ok(error instanceof Refusal);
    assert.match(error.message, /do not fit.*\(name\)/);
    return true;
  });
  assert.deepEqual(readdirSync(out), []);
});

test("a notice that nobody knows is refused", async () => {
  await assert.rejects(
    drawFlyersOf(running(), "nothing", { out: folder }),
    (error: unknown) => error instanceof Refusal && error.code === "not-found",
  );
});

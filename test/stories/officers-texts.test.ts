import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import { LogKeeper, recordsOf, searchArchive, verifyArchive } from "#archive";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { beginImport, runImport } from "#records";
import { memorySource } from "../../src/records/imports/source.ts";
import { sampleFiles, type SampleFile } from "../import-files.ts";
import { openTestBeat, type TestBeat } from "../openbeat.ts";
import { seedTinyCounty } from "../worlds/tiny-county.ts";
import { as } from "../worlds/world.ts";

/** Officers' texts: what telephones and networks gave out, one program after another, becomes the agency's record. */
const files = await sampleFiles();
let beat: TestBeat;
let agencyId: string;
let clerk: Ctx;

before(async () => {
  beat = await openTestBeat();
  agencyId = await seedTinyCounty(beat.assembly);
  const person = await as(beat.assembly.ctx, agencyId, "harlan@tinycounty.example");
  assert.ok(person.actor.kind === "person");
  clerk = { ...person, actor: { ...person.actor, via: "command-line" } };
});

async function bring({ bytes, name }: SampleFile) {
  const source = memorySource(bytes, name);
  const options = { format: "auto", timeZone: "UTC", account: undefined };
  const begun = await beginImport(clerk, source, { name, options });
  return runImport(clerk, source, begun, {});
}

for (const file of files)
  test(`${file.format}: ${file.name} comes in by itself, all its bytes told, and once`, async () => {
    const came = await bring(file);
    const { report } = came;
    assert.equal(report.format, file.format);
    assert.equal(report.bytesAccounted, report.bytesTotal);
    assert.deepEqual(
      [...new Set(report.losses.map(({ reason }) => reason))].sort(),
      [...(file.losses ?? [])].sort(),
    );
    assert.equal(came.added, file.records);
    const again = await bring(file);
    assert.equal(again.added, 0);
  });

test("they are found by their words, told as what they are, and the whole proves itself", async () => {
  const { signer, logFolder } = beat.assembly;
  const system = asSystem(beat.assembly.ctx, "test", agencyId);
  const keeper = new LogKeeper(system, signer, join(logFolder, agencyId));
  while ((await keeper.turn()) > 0);
  const { results } = await searchArchive(clerk, { words: "on our way" });
  assert.equal(results.length, 1);
  const [found] = results;
  assert.deepEqual([found?.kind, found?.direction], ["records.item-imported", "out"]);
  const [count] = await read(system, (tx) =>
    tx.tx.raw<{ n: number }>(
      "select count(*)::int as n from archive_records where agency_id = $1 and kind = 'records.item-imported'",
      [agencyId],
    ),
  );
  assert.equal(
    count?.n,
    files.reduce((sum, { records }) => sum + records, 0),
  );
  assert.ok((await recordsOf(clerk, found?.subject ?? { kind: "", id: "" })).length > 0);
  const verdict = await verifyArchive(system, signer, logFolder);
  assert.deepEqual(verdict.faults, []);
});

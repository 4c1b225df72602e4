import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, test } from "node:test";
import { Temporal } from "#platform/clock.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import { exportArchive, type ExportOptions } from "./export.ts";
import { spanOf } from "./export-records.ts";
import { LogKeeper, verifyPackageFile } from "./index.ts";

const clock = new StoryClock();
let beat: TestBeat;
let agencyId: string;
let clerk: Ctx;
let folder: string;

beforeEach(async () => {
  clock.set(Temporal.Now.instant());
  beat = await openTestBeat({ clock });
  agencyId = await seedTinyCounty(beat.assembly);
  clerk = await as(beat.assembly.ctx, agencyId, "harlan@tinycounty.example");
  folder = mkdtempSync(join(tmpdir(), "openbeat-export-"));
});

async function capture(...texts: string[]): Promise<void> {
  const ctx = asSystem(beat.assembly.ctx, "test", agencyId);
  await transact(ctx, (tx) =>
    tx.happenings.tell(
      tx,
      ...texts.map((text) => ({
        kind: "test.said",
        subject: { kind: "test", id: "1" },
        facts: {},
        record: { payload: {}, text, direction: "out" as const },
      })),
    ),
  );
  await new LogKeeper(ctx, beat.assembly.signer, join(beat.assembly.logFolder, agencyId)).turn();
}

function exported(options: Partial<ExportOptions>) {
  const { signer, logFolder } = beat.assembly;
  const out = join(folder, "out.zip");
  return exportArchive(clerk, signer, logFolder, { out, title: "Whole archive", ...options });
}

async function told(): Promise<number> {
  const rows = await read(clerk, (tx) =>
    tx.tx.raw("select id from audit_events where agency_id = $1 and kind = 'archive.exported'", [
      agencyId,
    ]),
  );
  return rows.length;
}

test("an archive larger than one package goes out as several, each proved, none left out", async () => {
  await capture(...Array.from({ length: 25 }, (_, at) => `Notice ${at}`));
  const { records, files } = await exported({ room: { records: 10 } });
  assert.deepEqual(readdirSync(folder).sort(), files.map((file) => file.split("/").at(-1)).sort());
  assert.match(files[0] ?? "", /out-1\.zip$/);
  let held = 0;
  for (const file of files) {
    const verdict = await verifyPackageFile(file, undefined);
    assert.deepEqual(verdict.faults, []);
    held += verdict.records;
  }
  assert.equal(held, records);
  assert.equal(await told(), 1);
});

test("an export of some days holds what was captured in them, and verifies", async () => {
  await capture("Before");
  clock.set(Temporal.Instant.from("2027-03-14T20:00:00Z"));
  await capture("On the day", "Also on the day");
  clock.set(Temporal.Instant.from("2027-03-16T20:00:00Z"));
  await capture("After");
  const { records, files } = await exported({ from: "2027-03-14", until: "2027-03-14" });
  assert.equal(records, 2);
  const verdict = await verifyPackageFile(files[0] ?? "", undefined);
  assert.deepEqual([verdict.faults, verdict.records], [[], 2]);
});

test("a day is the agency's own, with its skipped hour; the last one is within", () => {
  assert.deepEqual(spanOf({ from: "2027-03-14", until: "2027-03-14" }, "America/Los_Angeles"), {
    from: "2027-03-14T08:00:00.000000Z",
    before: "2027-03-15T07:00:00.000000Z",
  });
  assert.deepEqual(spanOf({ until: "2027-03-14T10:00:00Z" }, "America/Los_Angeles"), {
    from: null,
    before: "2027-03-14T10:00:00.000000Z",
  });
  assert.throws(() => spanOf({ from: "yesterday" }, "UTC"), Refusal);
  assert.throws(() => spanOf({ from: "2027-02-30" }, "UTC"), Refusal);
});

test("what cannot be done is refused before anything is written or told", async () => {
  await capture("A notice");
  await assert.rejects(exported({ from: "2031-01-01" }), /No record was captured/);
  writeFileSync(join(folder, "out-1.zip"), "");
  await assert.rejects(exported({}), /exists already/);
  await assert.rejects(exported({ out: join(folder, "nowhere", "out.zip") }), /cannot be written/);
  assert.deepEqual(readdirSync(folder), ["out-1.zip"]);
  assert.equal(await told(), 0);
});

test("an export that fails half way leaves no half-written file and tells of no export", async () => {
  await capture(...Array.from({ length: 12 }, (_, at) => `Notice ${at}`));
  const broken = {
    ...clerk,
    vault: {
      ...clerk.vault,
      keysOf: () => Promise.reject(new Error("the key service is away")),
    },
  };
  const { signer, logFolder } = beat.assembly;
  const out = join(folder, "out.zip");
  await assert.rejects(exportArchive(broken, signer, logFolder, { out, title: "x" }), /away/);
  assert.deepEqual(readdirSync(folder), []);
  assert.equal(await told(), 0);
});

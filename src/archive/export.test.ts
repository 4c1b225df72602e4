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
import { verifyPackage } from "./log/package-verifier.ts";
import { fileSource, openZip } from "./log/package-zip.ts";

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

const gap = {
  from: "2026-11-20T10:00:00.000000Z",
  until: "2026-11-20T11:30:00.000000Z",
  why: "server-down",
  isAnswered: true,
};
const account = {
  id: "1",
  name: "Sheriff on Bluesky",
  network: "bluesky",
  connectedAt: "2026-11-01T00:00:00.000000Z",
  endedAt: null,
  lastReadAt: "2026-11-20T12:00:00.000000Z",
  highWater: "at://cursor",
  counters: [],
  heartbeats: [],
  gaps: [gap],
};

test("every package says how complete the record is in its span, signed with everything else; older packages do not", async () => {
  await capture("A notice", "Another");
  const spans: unknown[] = [];
  const completeness = async (span: unknown) => {
    spans.push(span);
    return { asOf: "2026-11-20T12:00:00.000000Z", accounts: [account] };
  };
  const { files } = await exported({ completeness, room: { records: 1 } });
  assert.ok(files.length > 1);
  assert.deepEqual(spans, [{ from: null, before: null }]);
  for (const file of files) {
    const verdict = await verifyPackageFile(file, undefined);
    assert.deepEqual(verdict.faults, []);
    await using source = await fileSource(file);
    const zip = await openZip(source);
    const told = JSON.parse(Buffer.from(await zip.read("completeness.json")).toString()) as {
      accounts: unknown[];
    };
    assert.deepEqual(told.accounts, [account]);
  }
  const { files: older } = await exported({ out: join(folder, "older.zip") });
  assert.deepEqual((await verifyPackageFile(older[0] ?? "", undefined)).faults, []);
});

test("a gap that is taken out of a package's completeness is found", async () => {
  await capture("A notice");
  const completeness = async () => ({ asOf: "2026-11-20T12:00:00.000000Z", accounts: [account] });
  const { files } = await exported({ completeness });
  const found = new Map<string, Uint8Array>();
  await using source = await fileSource(files[0] ?? "");
  const zip = await openZip(source);
  for (const path of zip.paths) found.set(path, await zip.read(path));
  const told = Buffer.from(found.get("completeness.json") ?? []).toString();
  found.set("completeness.json", Buffer.from(told.replace(/"gaps":\[[^\]]*\]/, '"gaps":[]')));
  const { faults } = await verifyPackage(found);
  assert.deepEqual(faults, ["completeness.json: was altered"]);
});

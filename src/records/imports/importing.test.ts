import assert from "node:assert/strict";
import { join } from "node:path";
import { beforeEach, test } from "node:test";
import { LogKeeper, recordsOf, searchArchive, verifyArchive } from "#archive";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { sampleFiles, zipOf } from "#test/import-files.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import { beginImport, BrokenOff, openReport, runImport, type RunOptions } from "./importing.ts";
import { memorySource } from "./source.ts";

let beat: TestBeat;
let agencyId: string;
let clerk: Ctx;
const samples = await sampleFiles();

beforeEach(async () => {
  beat = await openTestBeat();
  agencyId = await seedTinyCounty(beat.assembly);
  const person = await as(beat.assembly.ctx, agencyId, "harlan@tinycounty.example");
  assert.ok(person.actor.kind === "person");
  clerk = { ...person, actor: { ...person.actor, via: "command-line" } };
});

function chat(messages: number): string {
  const minute = (at: number) =>
    `${String(8 + Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;
  return Array.from(
    { length: messages },
    (_one, at) => `[2024-02-03, ${minute(at)}] Dana: message ${at}\n`,
  ).join("");
}

async function bring(
  bytes: Buffer | string,
  name: string,
  run: RunOptions & { account?: string } = {},
) {
  const source = memorySource(Buffer.from(bytes), name);
  const options = { format: "auto", timeZone: "UTC", account: run.account };
  const begun = await beginImport(clerk, source, { name, options });
  return runImport(clerk, source, begun, run);
}

async function count(table: string): Promise<number> {
  const [row] = await read(clerk, (tx) =>
    tx.tx.raw<{ n: number }>(`select count(*)::int as n from ${table} where agency_id = $1`, [
      agencyId,
    ]),
  );
  return row?.n ?? 0;
}

test("a file imported again adds nothing, and a newer export only what is new", async () => {
  const first = await bring(chat(20), "march.txt");
  assert.deepEqual([first.added, first.alreadyThere], [20, 0]);
  const again = await bring(chat(20), "march.txt");
  assert.deepEqual([again.added, again.alreadyThere], [0, 20]);
  const newer = await bring(chat(25), "april.txt");
  assert.deepEqual([newer.added, newer.alreadyThere], [5, 20]);
  assert.equal(await count("import_items"), 25);
  const another = await bring(chat(20), "march.txt", { account: "Deputy Ruiz" });
  assert.deepEqual(
    [another.added, another.alreadyThere],
    [20, 0],
    "somebody else's telephone is another source",
  );
});

test("a message is found by who wrote it, by who was written to, and by whose telephone it was", async () => {
  const sms = (type: number, body: string) =>
    `<sms address="+13605550188" date="17000000${type}0000" type="${type}" body="${body}" />`;
  const file = `<smses count="2">${sms(1, "Where?")}${sms(2, "At the mill")}</smses>`;
  await bring(file, "sms.xml", { account: "Deputy Ruiz" });
  for (const words of ["13605550188", '"deputy ruiz"']) {
    const { results } = await searchArchive(clerk, { words, kind: "records.item-imported" });
    const told = results.map(({ text }) => text.split("\n")[0]);
    assert.deepEqual(
      ["Where?", "At the mill"].filter((one) => !told.includes(one)),
      [],
      words,
    );
  }
});

test("every sample comes in whole, with its pictures, under the log, and the log verifies", async () => {
  const files = Object.fromEntries(samples.map(({ name, bytes }) => [name, bytes]));
  const zip = await zipOf({ ...files, "messages/inbox/jose/photos/1.jpg": "a picture" });
  const { added, report, import: ended } = await bring(zip, "all.zip");
  assert.equal(
    added,
    samples.reduce((sum, { records }) => sum + records, 0),
  );
  assert.equal(report.bytesAccounted, zip.length);
  const ctx = asSystem(beat.assembly.ctx, "test", agencyId);
  const { signer, logFolder } = beat.assembly;
  await new LogKeeper(ctx, signer, join(logFolder, agencyId)).turn();
  const { faults, pending } = await verifyArchive(ctx, signer, logFolder, () => undefined);
  assert.deepEqual([faults, pending], [[], 0]);
  const records = await recordsOf(clerk, { kind: "import", id: ended.id });
  assert.equal(records.filter(({ kind }) => kind === "records.item-imported").length, added);
  const stored = await read(clerk, (tx) => openReport(tx, ended));
  assert.equal(stored?.records, report.records);
});

test("an import that was broken off goes on, and brings each message once", async () => {
  const bytes = chat(800);
  let turns = 0;
  await assert.rejects(bring(bytes, "long.txt", { isOver: () => ++turns > 2 }), BrokenOff);
  assert.equal(await count("import_items"), 500);
  const { added, alreadyThere, import: ended } = await bring(bytes, "long.txt");
  assert.deepEqual([added, alreadyThere, ended.state], [800, 0, "done"]);
  assert.equal(await count("import_items"), 800);
  assert.equal(await count("imports"), 1);
});

test("two imports of one file at once bring each message once", async () => {
  const both = await Promise.all([bring(chat(600), "a.txt"), bring(chat(600), "b.txt")]);
  assert.equal(await count("import_items"), 600);
  assert.equal((await count("archive_records")) - (await count("imports")) >= 600, true);
  assert.ok(both.every(({ report }) => report.records === 600));
});

test("who imported what is in the audit trail; what the messages are is not", async () => {
  await bring(samples.find(({ format }) => format === "x-archive")?.bytes ?? "", "data/tweets.js");
  const rows = await read(clerk, (tx) =>
    tx.tx.raw<{ kind: string }>(
      "select kind from audit_events where agency_id = $1 and kind like 'records.%' order by id",
      [agencyId],
    ),
  );
  assert.deepEqual(
    rows.map(({ kind }) => kind),
    ["records.import-begun", "records.import-finished"],
  );
});

test("a contributor imports nothing", async () => {
  const sergeant = await as(beat.assembly.ctx, agencyId, "ames@tinycounty.example");
  const source = memorySource(Buffer.from(chat(1)), "c.txt");
  const brought = { name: "c.txt", options: { format: "auto", timeZone: "UTC" } };
  await assert.rejects(beginImport(sergeant, source, brought), { code: "not-your-role" });
});

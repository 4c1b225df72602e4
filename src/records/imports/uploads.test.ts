import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { Ctx } from "#platform/context.ts";
import { sampleFiles } from "#test/import-files.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import { importPage, listImports, orderImport, receiveFile, uploadDraft } from "./uploads.ts";
import { workOnImport } from "./worker.ts";

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

async function* inPieces(bytes: Buffer) {
  for (let at = 0; at < bytes.length; at += 1_000) yield bytes.subarray(at, at + 1_000);
}

async function upload(name: string, bytes: Buffer) {
  return receiveFile(clerk, uploadDraft.parse({ name }), inPieces(bytes));
}

test("a file from a browser is looked through before anything of it comes in, and then imported", async () => {
  const sms = samples.find(({ format }) => format === "sms-backup-restore");
  assert.ok(sms);
  const { id } = await upload("sms.xml", sms.bytes);
  const work = () => workOnImport(beat.assembly.ctx);
  await assert.rejects(orderImport(clerk, id), { code: "import-not-ready" });
  assert.ok(await work());
  const looked = await importPage(clerk, id);
  assert.deepEqual([looked.state, looked.report?.records, looked.added], ["looked", 3, 0]);
  await orderImport(clerk, id);
  assert.ok(await work());
  const done = await importPage(clerk, id);
  assert.deepEqual([done.state, done.reached, done.added], ["done", 3, 3]);
  const { id: again } = await upload("sms-again.xml", sms.bytes);
  assert.ok(await work());
  await orderImport(clerk, again);
  assert.ok(await work());
  const second = await importPage(clerk, again);
  assert.deepEqual([second.reached, second.added], [3, 0]);
  assert.deepEqual(
    (await listImports(clerk)).map(({ name }) => name),
    ["sms-again.xml", "sms.xml"],
  );
});

test("a file that nobody can read says why", async () => {
  const { id } = await upload("holiday.bin", Buffer.from([1, 2, 3, 4]));
  assert.ok(await workOnImport(beat.assembly.ctx));
  assert.ok(!(await workOnImport(beat.assembly.ctx)), "it is not tried again");
  const page = await importPage(clerk, id);
  assert.equal(page.state, "failed");
  assert.match(page.failure ?? "", /What program wrote holiday\.bin cannot be told/);
  await assert.rejects(upload("empty.txt", Buffer.alloc(0)), { code: "empty-file" });
});

import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import { foundAgency } from "#agency";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import { redactedDisclosure } from "./disclosing.ts";
import { exportArchive, idsFound, LogKeeper, takeOver, verifyArchive } from "./index.ts";

const said = "Quagga Doe of 12 Mill Street called";
let old: TestBeat;
let fresh: TestBeat;
let agencyId: string;
let oldCtx: Ctx;
let freshCtx: Ctx;
let packages: string[];
let saidId: string;

const refused = (code: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code;

before(async () => {
  old = await openTestBeat();
  agencyId = await seedTinyCounty(old.assembly);
  oldCtx = asSystem(old.assembly.ctx, "test", agencyId);
  const clerk = await as(old.assembly.ctx, agencyId, "harlan@tinycounty.example");
  const photo = await oldCtx.blobs.put(
    Buffer.from("a picture, as far as the archive is concerned"),
  );
  const told = await transact(oldCtx, (tx) =>
    tx.happenings.tell(
      tx,
      ...Array.from({ length: 40 }, (_one, n) => ({
        kind: "test.said",
        subject: { kind: "test", id: String(n) },
        facts: {},
        record: {
          payload: { n, half: "\ud83d" },
          text: n === 7 ? said : `The ferry ${n} runs`,
          direction: "in" as const,
          media: n % 10 === 0 ? [photo] : [],
        },
      })),
    ),
  );
  saidId = told[7]?.id ?? "";
  await keep(old, oldCtx);
  const { signer, logFolder } = old.assembly;
  const out = join(mkdtempSync(join(tmpdir(), "exit-")), "whole.zip");
  const { files } = await exportArchive(clerk, signer, logFolder, {
    out,
    title: "Whole archive",
    room: { records: 25 },
  });
  packages = files;
  fresh = await openTestBeat();
  freshCtx = asSystem(fresh.assembly.ctx, "test", agencyId);
  await transact(freshCtx, (tx) =>
    foundAgency(tx, { name: "Tiny County", shortName: "Tiny", state: "TX", timeZone: "UTC" }),
  );
});

async function keep({ assembly }: TestBeat, ctx: Ctx): Promise<void> {
  const { signer, logFolder } = assembly;
  const keeper = new LogKeeper(ctx, signer, join(logFolder, agencyId));
  while ((await keeper.turn()) > 0);
}

const into = (beat: TestBeat) => ({
  signer: beat.assembly.signer,
  logFolder: join(beat.assembly.logFolder, agencyId),
});
const verdictOf = ({ assembly }: TestBeat, ctx: Ctx) =>
  verifyArchive(ctx, assembly.signer, assembly.logFolder);

test("what is not the whole of one log is taken over nowhere", async () => {
  assert.ok(packages.length > 1);
  const tryWith = (paths: string[]) => takeOver(freshCtx, into(fresh), paths);
  await assert.rejects(tryWith(packages.slice(1)), refused("entry-missing"));
  await assert.rejects(tryWith(packages.slice(0, -1)), refused("entry-missing"));
  await assert.rejects(tryWith(packages.toReversed()), refused("entry-missing"));
  await assert.rejects(takeOver(oldCtx, into(old), packages), refused("not-empty"));
  const other = asSystem(fresh.assembly.ctx, "test", "01a20000-0000-7000-8000-000000000001");
  await assert.rejects(takeOver(other, into(fresh), packages), refused("other-agency"));
});

test("a whole archive comes out of the packages with the same root, and goes on from there", async () => {
  const before = await verdictOf(old, oldCtx);
  const told = await takeOver(freshCtx, into(fresh), packages);
  assert.deepEqual([told.size, told.rootHex], [before.size, before.root]);
  const signed = await fresh.assembly.signer.latest(`openbeat/${agencyId}`);
  assert.deepEqual([signed?.size, signed?.rootHex], [before.size, before.root]);
  const verdict = await verdictOf(fresh, freshCtx);
  assert.deepEqual(verdict.faults, []);
  // The act itself is the log's next entry.
  await keep(fresh, freshCtx);
  const after = await verdictOf(fresh, freshCtx);
  assert.deepEqual([after.faults, after.size], [[], before.size + 1]);
  await assert.rejects(takeOver(freshCtx, into(fresh), packages), refused("not-empty"));
});

test("records taken over are whole: found, with their media, and single words can be withheld", async () => {
  const [row] = await read(freshCtx, (tx) =>
    tx.tx.raw<{ media: number }>(
      "select count(*)::int as media from archive_media where agency_id = $1",
      [agencyId],
    ),
  );
  assert.equal(row?.media, 4);
  const ferries = await read(freshCtx, (tx) => idsFound(tx, { words: "ferry" }, 1_000));
  assert.equal(ferries?.length, 39);
  const { parts } = await read(freshCtx, (tx) =>
    redactedDisclosure(tx, saidId, {
      parts: { payload: "x" },
      spans: [{ start: 0, end: 6, reason: "x" }],
    }),
  );
  const words = parts["words"];
  assert.ok(words && "runs" in words);
  assert.ok(words.runs.some((run) => "words" in run && run.words.join("").includes("Mill")));
  assert.ok(!JSON.stringify(words).includes("Quagga"));
});

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { atEnd, openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import { producibleRecords } from "./disclosing.ts";
import { pagesOfSpan } from "./export-records.ts";
import { exportArchive } from "./export.ts";
import {
  foundAmong,
  gatherRecords,
  LogKeeper,
  recordHoldings,
  recordTexts,
  verifyArchive,
  verifyPackageFile,
} from "./index.ts";
import { pagesOfIds, type Page } from "./opened-pages.ts";
import { textPart, type RecordRow } from "./records.ts";

const mb = 1024 * 1024;
const filled = 16 * mb;
const largest = 4 * mb;
const everything = { from: null, before: null };
const isLong = (nth: number) => nth % 3 === 1;
/** Eight messages of three and a half megabytes stand among small ones. */
const texts = Array.from({ length: 24 }, (_one, nth) =>
  isLong(nth) ? `Quagga ${nth} ${"long".repeat((3.5 * mb) / 4)}` : `Quagga ${nth} is short`,
);
let beat: TestBeat;
let agencyId: string;
let system: Ctx;
let clerk: Ctx;
let ids: string[];

before(async () => {
  beat = await openTestBeat();
  agencyId = await seedTinyCounty(beat.assembly);
  system = asSystem(beat.assembly.ctx, "test", agencyId);
  clerk = await as(beat.assembly.ctx, agencyId, "harlan@tinycounty.example");
  ids = [];
  for (const text of texts) {
    const [told] = await transact(system, (tx) =>
      tx.happenings.tell(tx, {
        kind: "test.said",
        subject: { kind: "test", id: "1" },
        facts: {},
        record: { payload: {}, text, direction: "in" },
      }),
    );
    ids.push(told?.id ?? "");
  }
  const { signer, logFolder } = beat.assembly;
  await new LogKeeper(system, signer, join(logFolder, agencyId)).turn();
});

/** What the pages hold, each page looked at for its size. */
async function heldBy<Row extends RecordRow>(pages: AsyncIterable<Page<Row>>) {
  const held: { id: string; text: string }[] = [];
  const sizes: number[] = [];
  for await (const { rows, open } of pages) {
    const last = rows.at(-1)?.sealed.length ?? 0;
    const size = rows.reduce((sum, { sealed }) => sum + sealed.length, 0);
    assert.ok(size - last < filled && last <= largest, `a page of ${size} bytes`);
    sizes.push(size);
    held.push(...rows.map((row) => ({ id: row.id, text: textPart(open(row).parts, "text") })));
  }
  return { held, sizes };
}

const ours = ({ id }: { id: string }) => ids.includes(id);
const asSaid = () => ids.map((id, nth) => ({ id, text: texts[nth] ?? "" }));

test("an export takes long records a few at a time and short ones many at a time, each once and in order", async () => {
  const size = 10_000;
  const { held, sizes } = await heldBy(pagesOfSpan(system, everything, size));
  assert.deepEqual(held.filter(ours), asSaid());
  assert.equal(new Set(held.map(({ id }) => id)).size, held.length);
  assert.equal(sizes.length, 2, String(sizes));
});

test("records that are named come in the order in which they are named, whatever their length", async () => {
  const mixed = ids.toSorted((a, b) => a.slice(-6).localeCompare(b.slice(-6)));
  for (const which of ["inLog", "all"] as const) {
    const { held, sizes } = await heldBy(pagesOfIds(system, mixed, which));
    assert.deepEqual(
      held.map(({ id }) => id),
      mixed,
    );
    assert.equal(sizes.length, 2, String(sizes));
  }
});

test("short records come two hundred to a page, and who is not there is passed over", async () => {
  const short = ids.filter((_id, nth) => !isLong(nth));
  const nobody = system.ids.uuid();
  const named = Array.from({ length: 450 }, (_one, nth) =>
    nth % 100 === 99 ? nobody : (short[nth % short.length] ?? ""),
  );
  const counts: number[] = [];
  const places: number[] = [];
  for await (const { rows } of pagesOfIds(system, named, "all")) {
    counts.push(rows.length);
    places.push(...rows.map(({ place }) => place));
  }
  assert.deepEqual(counts, [198, 198, 50]);
  assert.deepEqual(
    places,
    [...named.keys()].filter((nth) => named[nth] !== nobody),
  );
});

test("a package of records of several megabytes holds each once, and verifies; so does the archive", async () => {
  const { signer, logFolder } = beat.assembly;
  const folder = mkdtempSync(join(tmpdir(), "pages-"));
  atEnd(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })));
  const options = { out: join(folder, "out.zip"), title: "All of it" };
  const whole = await exportArchive(clerk, signer, logFolder, options);
  const verdict = await verifyPackageFile(whole.files[0] ?? "", undefined);
  assert.deepEqual([verdict.faults, verdict.records], [[], whole.records]);
  const redacted = new Map(ids.toReversed().map((id) => [id, { parts: {} }]));
  const some = { ...options, out: join(folder, "some.zip"), redacted };
  const { files } = await exportArchive(clerk, signer, logFolder, some);
  const told = await verifyPackageFile(files[0] ?? "", undefined);
  assert.deepEqual([told.faults, told.records], [[], ids.length]);
  await new LogKeeper(system, signer, join(logFolder, agencyId)).turn();
  assert.deepEqual((await verifyArchive(system, signer, logFolder)).faults, []);
});

test("long records are produced, searched for, looked through and shown like short ones", async () => {
  const wishes = ids.map((id) => ({ id, withheld: { parts: {} } }));
  const produced: string[] = [];
  for await (const { id, clear } of producibleRecords(system, wishes)) {
    assert.equal(clear.text, texts[ids.indexOf(id)]);
    produced.push(id);
  }
  assert.deepEqual(produced, ids);
  const unknown = { id: system.ids.uuid(), withheld: { parts: {} } };
  for (const some of [[unknown], [...wishes, unknown], [unknown, ...wishes]])
    await assert.rejects(Array.fromAsync(producibleRecords(system, some)), /no such record/);
  await transact(clerk, async (tx) => {
    assert.deepEqual([...(await foundAmong(tx, "quagga", ids))], ids);
    assert.deepEqual([...(await foundAmong(tx, "short", ids))].length, 16);
    const except = { kind: "request", id: "none" };
    const bounds = { except, max: 100 };
    const gathered = await gatherRecords(tx, { words: "quagga" }, bounds);
    assert.deepEqual(
      gathered.map(({ id }) => id),
      ids,
    );
    const beginnings = await recordTexts(tx, ids, 9);
    assert.deepEqual(
      beginnings.map(({ text, textLength }) => [text, textLength]),
      texts.map((text) => [text.slice(0, 9), text.length]),
    );
  });
  await read(system, async (tx) => {
    const held: string[] = [];
    for await (const { id, text } of recordHoldings(tx, ids))
      if (text === texts[ids.indexOf(id)]) held.push(id);
    assert.deepEqual(held, ids);
  });
});

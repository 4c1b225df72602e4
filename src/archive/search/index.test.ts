import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import pg from "pg";
import { asSystem, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import { indexTurn, LogKeeper, searchArchive, verifyArchive } from "../index.ts";
import { DocSet } from "./doc-set.ts";
import { facetsOf } from "./facets.ts";
import { forgetWords } from "./forgetting.ts";
import { packPlaces, placesOf, unpackPlaces } from "./packing.ts";
import { changeSearch, deleteSearch, restoreSearch, savedSearches, saveSearch } from "./saved.ts";
import { makeTag, renameTag, tagRecord, untagRecord } from "./tagging.ts";
import { everyNumber } from "./testing/paging.ts";

let beat: TestBeat;
let ctx: Ctx;
let sheriff: Ctx;
let deputy: Ctx;
let agencyId: string;
let owner: pg.Client;
const blocks = 9;
const blockSize = 8_192;

/** Nine blocks and a little: eight are merged, one stands alone, the rest is in memory. */
before(async () => {
  beat = await openTestBeat();
  const { assembly } = beat;
  agencyId = await seedTinyCounty(assembly);
  ctx = asSystem(assembly.ctx, "test", agencyId);
  sheriff = await as(assembly.ctx, agencyId, "harlan@tinycounty.example");
  deputy = await as(assembly.ctx, agencyId, "boyd@tinycounty.example");
  owner = new pg.Client(beat.installation.owner);
  await owner.connect();
  const keeper = new LogKeeper(ctx, assembly.signer, join(assembly.logFolder, agencyId));
  for (let from = 0; from < blocks * blockSize + 500; from += 4_000) {
    await say(from, 4_000);
    while ((await keeper.turn()) > 0);
  }
  while ((await indexTurn(ctx)) > 0);
});

const textOf = (n: number) =>
  [
    `Message ${n} of the wire`,
    n % 1_000 === 7 ? `from zebu number n${n}` : "",
    n % 5 === 0 ? "about the bridge" : "",
    n % 7 === 0 ? "and the road" : "",
  ].join(" ");

async function say(from: number, many: number): Promise<void> {
  await transact(ctx, (tx) =>
    tx.happenings.tell(
      tx,
      ...Array.from({ length: many }, (_one, at) => ({
        kind: (from + at) % 2 === 0 ? "test.even" : "test.odd",
        subject: { kind: "test", id: String(from + at) },
        facts: {},
        record: { payload: {}, text: textOf(from + at), direction: "in" as const },
      })),
    ),
  );
}

const every = (words: string) => everyNumber(sheriff, words);

const numbers = (fits: (n: number) => boolean) =>
  Array.from({ length: 76_000 }, (_one, n) => 75_999 - n).filter(fits);

test("packed places come back as they were, as distances and as bits", () => {
  for (const step of [1, 2, 3, 9, 300, 40_000]) {
    const places = Array.from({ length: Math.ceil(65_536 / step) }, (_one, n) => n * step);
    const packed = packPlaces(places, 65_536);
    assert.deepEqual(placesOf(packed), places);
    assert.equal(unpackPlaces(packed, 65_536).count(), places.length);
    assert.ok(packed.length <= 65_536 / 8 + 1);
  }
  assert.equal(DocSet.all(100).count(), 100);
  assert.deepEqual([...DocSet.of(100, [3, 31, 32, 99]).newestFirst()], [99, 32, 31, 3]);
});

test("eight blocks are one, and everything is found across them, the newest first", async () => {
  const { rows } = await owner.query<{ size: number; is_retired: boolean; n: number }>(
    "select size, retired_at is not null as is_retired, count(*)::int as n from archive_blocks group by 1, 2 order by 1, 2",
  );
  assert.deepEqual(rows, [
    { size: blockSize, is_retired: false, n: 1 },
    { size: blockSize, is_retired: true, n: 8 },
    { size: 8 * blockSize, is_retired: false, n: 1 },
  ]);
  assert.deepEqual(
    await every("zebu"),
    numbers((n) => n % 1_000 === 7),
  );
  assert.deepEqual(
    await every('"zebu number" bridge'),
    numbers((n) => n % 1_000 === 7 && n % 5 === 0),
  );
  assert.deepEqual(await every("n40007"), [40_007]);
  assert.deepEqual(
    await every("zebu NEAR/6 road"),
    numbers((n) => n % 1_000 === 7 && n % 7 === 0),
  );
});

test("the counts are of everything, or of the newest ten thousand and said to be", async () => {
  const few = await facetsOf(sheriff, { words: "zebu" });
  assert.deepEqual([few.total, few.isCapped], [76, false]);
  assert.deepEqual(few.kind, [{ value: "test.odd", count: 76 }]);
  assert.deepEqual(few.direction, [{ value: "in", count: 76 }]);
  assert.equal(
    few.month.reduce((sum, { count }) => sum + count, 0),
    76,
  );
  const many = await facetsOf(sheriff, { words: "bridge" });
  assert.deepEqual([many.total, many.isCapped], [10_000, true]);
  assert.deepEqual(
    many.kind.map(({ count }) => count),
    [5_000, 5_000],
  );
});

test("tags are put on and taken off, found by, counted, and themselves on record", async () => {
  const { results } = await searchArchive(sheriff, { words: "n3007 OR n75007" });
  const tag = await makeTag(sheriff, "Zebu case");
  await assert.rejects(makeTag(sheriff, "zebu CASE"), /already/);
  for (const { id } of results) {
    await tagRecord(sheriff, id, tag.id);
    await tagRecord(sheriff, id, tag.id);
  }
  const tagged = await searchArchive(sheriff, { tag: tag.id });
  assert.deepEqual(
    tagged.results.map(({ subject }) => subject.id),
    ["75007", "3007"],
  );
  assert.deepEqual(tagged.results[0]?.tags, [{ id: tag.id, name: "Zebu case" }]);
  assert.deepEqual((await facetsOf(sheriff, { words: "zebu" })).tags, [
    { value: tag.id, count: 2 },
  ]);
  await renameTag(sheriff, tag.id, "Zebu matter");
  await untagRecord(sheriff, results[0]?.id ?? "", tag.id);
  assert.equal((await searchArchive(sheriff, { tag: tag.id })).results.length, 1);
  const told = await searchArchive(sheriff, { words: "zebu", kind: "archive." });
  assert.deepEqual(told.results.map(({ kind }) => kind).sort(), [
    "archive.record-tagged",
    "archive.record-tagged",
    "archive.record-untagged",
    "archive.tag-made",
    "archive.tag-renamed",
  ]);
});

test("a search is kept for oneself or shared, and only its owner changes it", async () => {
  const { id } = await saveSearch(sheriff, { name: "Mine", query: { q: "zebu" }, isShared: false });
  assert.deepEqual(await savedSearches(deputy), []);
  const refused = (code: string) => (error: unknown) =>
    error instanceof Refusal && error.code === code;
  await assert.rejects(
    changeSearch(deputy, id, { name: "x", isShared: true }),
    refused("not-found"),
  );
  await changeSearch(sheriff, id, { name: "Ours", isShared: true });
  assert.deepEqual(
    (await savedSearches(deputy)).map(({ name, isMine }) => ({ name, isMine })),
    [{ name: "Ours", isMine: false }],
  );
  await assert.rejects(deleteSearch(deputy, id), refused("not-your-search"));
  await deleteSearch(sheriff, id);
  assert.deepEqual(await savedSearches(sheriff), []);
  await restoreSearch(sheriff, id);
  assert.equal((await savedSearches(sheriff)).length, 1);
});

test("what was destroyed leaves no word in any block, nor in the list of words", async () => {
  const { results } = await searchArchive(sheriff, { words: "n3007 OR n70007", kind: "test." });
  const ids = results.map(({ id }) => id);
  assert.equal(ids.length, 2);
  await owner.query(
    "update archive_records set sealed = '', disposition_id = gen_random_uuid() where id = any($1)",
    [ids],
  );
  await transact(ctx, (tx) => forgetWords(tx, ids));
  for (const table of ["archive_terms", "archive_words"]) {
    const { rows } = await owner.query(
      `select 1 from ${table} where term in ('n3007', 'n70007', '3007', '70007')`,
    );
    assert.deepEqual(rows, [], table);
  }
  assert.deepEqual(
    await every("zebu"),
    numbers((n) => n % 1_000 === 7 && n !== 3_007 && n !== 70_007),
  );
  const { rows } = await owner.query("select 1 from archive_blocks where retired_at is not null");
  assert.deepEqual(rows, [], "the parts of a merged block held the words too");
});

test("R5, attack, hiding in the index: a record that its words no longer lead to is found by verify", async () => {
  const { signer, logFolder } = beat.assembly;
  const faults = async () => (await verifyArchive(ctx, signer, logFolder)).faults.join("\n");
  // The test destroyed two records without a disposition, and nothing else is wrong.
  assert.doesNotMatch(await faults(), /index/);
  await owner.query("delete from archive_terms where term = 'n5007'");
  await owner.query(
    `insert into archive_terms (agency_id, block, term, docs) select agency_id, block, 'quagga', docs
     from archive_terms where term = 'zebu' and block % 2 = 0`,
  );
  const told = await faults();
  assert.match(told, /leaves 0 to 65535 are not found by the words they hold \(“n5007”\)/);
  assert.match(told, /leaves 65536 to 73727 are not found by the words they hold \(“quagga”\)/);
  await owner.query("delete from archive_blocks where block % 2 = 0");
  assert.match(await faults(), /leaves 65536 to 73727 are in no block/);
  await owner.end();
});

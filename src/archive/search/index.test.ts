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
import { forgetWords, wordsToForget } from "./forgetting.ts";
import { blockHits } from "./block-hits.ts";
import {
  headSize,
  packPlaces,
  partSize,
  partStarts,
  placesOf,
  shortShare,
  unpackPieces,
  unpackPlaces,
} from "./packing.ts";
import { planSearch } from "./plan.ts";
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
    assert.ok(packed.length <= headSize(65_536) + 8 * (1 + partSize / 8));
  }
  assert.equal(DocSet.all(100).count(), 100);
  assert.deepEqual([...DocSet.of(100, [3, 31, 32, 99]).newestFirst()], [99, 32, 31, 3]);
});

test("a long row of a merged block is kept in parts, and each is read by itself", () => {
  const size = 8 * partSize;
  for (const step of [2, 9, 60, 3_000]) {
    const places = Array.from({ length: Math.ceil(size / step) }, (_one, n) => n * step).filter(
      (place) => Math.floor(place / partSize) !== 3,
    );
    const packed = packPlaces(places, size);
    assert.deepEqual(placesOf(packed), places);
    assert.deepEqual([...unpackPlaces(packed, size).newestFirst()].reverse(), places);
    const starts = partStarts(packed.subarray(0, headSize(size)), packed.length);
    assert.equal(starts === undefined, packed.length <= size * shortShare, `${step} apart`);
    if (!starts) continue;
    assert.equal(starts[3], starts[4], "a part with no place has no byte");
    const [from, until] = [starts[2], starts[5]];
    const pieces = [2, 3, 4].map((part) => packed.subarray(starts[part], starts[part + 1]));
    assert.equal(Buffer.concat(pieces).length, (until ?? 0) - (from ?? 0));
    assert.deepEqual(
      [...unpackPieces(pieces, 3 * partSize).newestFirst()].reverse(),
      places.filter((at) => at >= 2 * partSize && at < 5 * partSize).map((at) => at - 2 * partSize),
    );
  }
});

test("a set's slice is the set within some of its places", () => {
  const places = Array.from({ length: 4_000 }, (_one, n) => n * 2);
  const sparse = [5, 64, 65, 4_000, 7_999];
  for (const its of [places, sparse]) {
    const set = DocSet.of(8_192, its);
    const slice = set.slice(64, 4_032);
    assert.equal(slice.size, 4_032);
    assert.deepEqual(
      [...slice.newestFirst()].reverse(),
      its.filter((place) => place >= 64 && place < 4_096).map((place) => place - 64),
    );
  }
  assert.equal(DocSet.all(8_192).slice(0, 32).count(), 32);
  assert.ok(DocSet.of(8_192, [1]).slice(32, 32).isEmpty());
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

test("of a long row those parts alone are read that the newest are in", async () => {
  const found = await transact(sheriff, async (tx) => {
    const plan = await planSearch(tx, { words: "bridge road" }, {});
    const hits = blockHits(tx, plan, undefined);
    const some = [];
    for await (const { block, at, docs } of hits) some.push({ ...block, at, many: docs.count() });
    return some;
  });
  const merged = found.filter(({ first }) => first < 65_536);
  assert.deepEqual(
    merged.map(({ first, at, size }) => [first, at, size]),
    [[0, 0, 65_536]],
    "eight parts are read together",
  );
  const every35 = numbers((n) => n % 35 === 0);
  assert.deepEqual(await every("bridge road"), every35);
  assert.deepEqual(
    await every("bridge -road"),
    numbers((n) => n % 5 === 0 && n % 7 !== 0),
  );
  // Heaps that share a row are read whole, beside long rows of which parts are read.
  assert.deepEqual(
    await every('"the bridge"'),
    numbers((n) => n % 5 === 0),
  );
  assert.deepEqual(await every('"the bridge and the road"'), every35);
  assert.deepEqual(await every('"bridge road"'), []);
});

test("long rows that are not in parts, as earlier versions kept them, are found by and verified all the same", async () => {
  const { rows } = await owner.query<{ docs: Buffer }>(
    "select t.docs from archive_terms t join archive_blocks b on b.block = t.block where b.size = 65536 and t.term = 'bridge'",
  );
  const kept = rows[0]?.docs ?? Buffer.alloc(0);
  assert.equal(kept[0], 2);
  const whole = Buffer.alloc(1 + 8_192);
  whole[0] = 1;
  for (const at of placesOf(kept))
    whole[1 + (at >>> 3)] = (whole[1 + (at >>> 3)] ?? 0) | (1 << (at & 7));
  const replace = (docs: Buffer, by: Buffer) =>
    owner.query("update archive_terms set docs = $2 where term = 'bridge' and docs = $1", [
      docs,
      by,
    ]);
  assert.equal((await replace(kept, whole)).rowCount, 1);
  assert.deepEqual(
    await every("bridge road"),
    numbers((n) => n % 35 === 0),
  );
  const { signer, logFolder } = beat.assembly;
  assert.deepEqual((await verifyArchive(ctx, signer, logFolder)).faults, []);
  whole[9] = (whole[9] ?? 0) ^ 255;
  await replace(kept, whole);
  assert.equal(
    (
      await owner.query(
        "update archive_terms set docs = $1 where term = 'bridge' and length(docs) = 8193",
        [whole],
      )
    ).rowCount,
    1,
  );
  assert.match(
    (await verifyArchive(ctx, signer, logFolder)).faults.join(),
    /words they hold \(“bridge”\)/,
  );
  await owner.query("update archive_terms set docs = $1 where docs = $2", [kept, whole]);
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
  const words = await transact(ctx, (tx) => wordsToForget(tx, ids));
  assert.ok(words?.has("n3007") && words.has("n70007"));
  await owner.query(
    "update archive_records set sealed = '', disposition_id = gen_random_uuid() where id = any($1)",
    [ids],
  );
  await transact(ctx, (tx) => forgetWords(tx, ids, words));
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

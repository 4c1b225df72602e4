import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import pg from "pg";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import { indexTurn, LogKeeper, mergeLarge, searchArchive } from "../index.ts";
import { knownLog } from "../verify-heads.ts";
import { openBody, textPart } from "../records.ts";
import { checkRecords } from "../verify-ranges.ts";
import { facetsOf } from "./facets.ts";
import { forgetWords } from "./forgetting.ts";
import { rowsOfLeaves } from "./reading.ts";
import { IndexCheck } from "./verifying.ts";
import { everyNumber } from "./testing/paging.ts";

/** Small blocks, so that some ten thousand records are merged three times, as four millions are. */
const shape = { size: 32, merges: 2 };
const merged = shape.size * 8;
const twice = merged * 8;
const largest = twice * 8;
const count = largest + twice + merged + 2 * shape.size;

let beat: TestBeat;
let ctx: Ctx;
let sheriff: Ctx;
let owner: pg.Client;
let folder: string;
let size: number;

before(async () => {
  beat = await openTestBeat();
  const { assembly } = beat;
  const agencyId = await seedTinyCounty(assembly);
  ctx = asSystem(assembly.ctx, "test", agencyId);
  sheriff = await as(assembly.ctx, agencyId, "harlan@tinycounty.example");
  owner = new pg.Client(beat.installation.owner);
  await owner.connect();
  folder = join(assembly.logFolder, agencyId);
  const keeper = new LogKeeper(ctx, assembly.signer, folder);
  for (let from = 0; from < count; from += 2_000) await say(from, Math.min(2_000, count - from));
  while ((await keeper.turn()) > 0);
  while ((await indexTurn(ctx, shape)) > 0);
  ({ size } = await knownLog(ctx));
});

const textOf = (n: number) =>
  `Notice ${n}${n % 500 === 3 ? ` a heron at the north ford f${n}` : ""}${n % 3 === 0 ? " the ford north of it" : ""}`;

function say(from: number, many: number) {
  return transact(ctx, (tx) =>
    tx.happenings.tell(
      tx,
      ...Array.from({ length: many }, (_one, at) => ({
        kind: "test.said",
        subject: { kind: "test", id: String(from + at) },
        facts: {},
        record: { payload: {}, text: textOf(from + at), direction: "out" as const },
      })),
    ),
  );
}

const every = (words: string) => everyNumber(sheriff, words);

const numbers = (fits: (n: number) => boolean) =>
  Array.from({ length: count }, (_one, n) => count - 1 - n).filter(fits);

const check = () =>
  checkRecords(ctx, folder, size, () => undefined, {
    rangeSize: merged,
    threads: 2,
  });

/** The index from its first leaf up to one of them, as one range. */
async function indexFaults(until: number): Promise<string[]> {
  return read(ctx, async (tx) => {
    const index = new IndexCheck(0, merged);
    for (let from = 0; from < until; from += 500) {
      const opened = [];
      for (const row of await rowsOfLeaves(tx, from, Math.min(until, from + 500)))
        opened.push({
          leaf: row.leaf ?? 0,
          row,
          text: textPart((await openBody(tx, row)).parts, "text"),
        });
      await index.take(tx, opened);
    }
    return index.end(tx, until);
  });
}

test("what was merged while records were destroyed is thrown away, and merged later", async () => {
  await owner.query("begin");
  await owner.query("update archive_indexes set erasures = erasures + 1");
  const both = [mergeLarge(ctx, shape), mergeLarge(ctx, shape)];
  assert.equal(await Promise.race(both), false, "one at a time");
  // The other one has merged, and waits for the index.
  while ((await owner.query("select 1 from pg_locks where not granted")).rowCount === 0)
    await setTimeout(20);
  await owner.query("commit");
  assert.deepEqual(await Promise.all(both), [false, false]);
  const { rows } = await owner.query("select 1 from archive_blocks where size = $1", [largest]);
  assert.deepEqual(rows, []);
  assert.deepEqual(await every("f503"), [503]);
  assert.ok(await mergeLarge(ctx, shape));
  assert.ok(!(await mergeLarge(ctx, shape)), "there are no eight more");
});

test("blocks are merged three times, and everything is found in them and across them, the newest first", async () => {
  const { rows } = await owner.query<{ size: number }>(
    "select size from archive_blocks where retired_at is null order by first",
  );
  assert.deepEqual(
    rows.slice(0, 5).map((row) => row.size),
    [largest, twice, merged, shape.size, shape.size],
  );
  const parted = await owner.query<{ size: number; shared: string }>(
    `select b.size, count(*) filter (where t.term not like '~%.%') as shared from archive_terms t
     join archive_blocks b on b.block = t.block where b.retired_at is null and t.term like '~%' group by b.size order by b.size`,
  );
  assert.deepEqual(
    parted.rows.map((row) => [row.size, Number(row.shared) > 0]),
    [
      [shape.size, true],
      [merged, true],
      [twice, false],
      [largest, false],
    ],
    "in large blocks heaps share no row",
  );
  const herons = numbers((n) => n % 500 === 3);
  assert.deepEqual(await every("heron"), herons);
  assert.deepEqual(await every('"north ford"'), herons);
  // Where a pair stands often its heap alone is read, and then the texts.
  const every3 = numbers((n) => n % 3 === 0);
  assert.deepEqual(await every('"the ford north of it"'), every3);
  assert.deepEqual(await every('"ford north" it'), every3);
  assert.deepEqual(await every('"ford of"'), []);
  assert.deepEqual(
    await every("ford -heron"),
    numbers((n) => n % 3 === 0 && n % 500 !== 3),
  );
  assert.deepEqual(await every("f503"), [503]);
  assert.equal((await facetsOf(sheriff, { words: "heron" })).total, herons.length);
});

test("a block that was merged three times is what its records say, also to whom it reaches beyond", async () => {
  assert.deepEqual(await indexFaults(size), []);
  assert.deepEqual(await indexFaults(largest - 700), []);
  const { faults, entriesRead } = await check();
  assert.deepEqual([faults, entriesRead], [[], size]);
});

test("words of a destroyed record whose text nobody knows leave a block that was merged three times", async () => {
  const { results } = await searchArchive(sheriff, { words: "f2003", kind: "test." });
  const ids = results.map(({ id }) => id);
  assert.equal(ids.length, 1);
  await owner.query(
    "update archive_records set sealed = '', disposition_id = gen_random_uuid() where id = any($1)",
    [ids],
  );
  await transact(ctx, (tx) => forgetWords(tx, ids));
  assert.deepEqual(await every("f2003"), []);
  assert.deepEqual(
    await every("heron"),
    numbers((n) => n % 500 === 3 && n !== 2_003),
  );
  // The test destroyed it without a disposition; the index is as it should be.
  assert.doesNotMatch((await check()).faults.join("\n"), /index/);
});

test("R5, attack, hiding by time: a block said to be of another time is found, and hides nothing where no time is asked for", async () => {
  const herons = numbers((n) => n % 500 === 3 && n !== 2_003);
  const { rows } = await owner.query<{ until_at: string }>(
    "select until_at::text from archive_blocks where first = 0 and retired_at is null",
  );
  await owner.query(
    "update archive_blocks set until_at = from_at where first = 0 and retired_at is null",
  );
  assert.deepEqual(await every("heron"), herons);
  const told = /leaf \d+ was captured outside of the time that its block is said to be of/;
  assert.match((await check()).faults.join("\n"), told);
  assert.match((await indexFaults(largest - 700)).join("\n"), told);
  await owner.query(
    "update archive_blocks set until_at = $1 where first = 0 and retired_at is null",
    [rows[0]?.until_at],
  );
  assert.doesNotMatch((await check()).faults.join("\n"), told);
});

test("R5, attack, hiding in the index: a place taken out of a large block is found, by its range and by what reaches beyond", async () => {
  await owner.query("delete from archive_terms where term = 'f1503'");
  const told = new RegExp(
    `leaves 0 to ${largest - 1} are not found by the words they hold \\(“f1503”\\)`,
  );
  assert.match((await check()).faults.join("\n"), told);
  assert.match((await indexFaults(largest - 700)).join("\n"), told);
  await owner.end();
});

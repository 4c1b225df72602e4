import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import pg from "pg";
import { asSystem, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { atEnd, openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import { Fresh, freshOf, type FreshBatch } from "./fresh.ts";
import { textsToIndex } from "./threads/keep-indexes.ts";
import { indexTurn, LogKeeper, searchArchive, verifyArchive } from "./index.ts";

const shape = { size: 256, merges: 1 };

let beat: TestBeat;
let ctx: Ctx;
let sheriff: Ctx;
let agencyId: string;
let owner: pg.Client;
let keeper: LogKeeper;

before(async () => {
  beat = await openTestBeat();
  const { assembly } = beat;
  agencyId = await seedTinyCounty(assembly);
  ctx = asSystem(assembly.ctx, "test", agencyId);
  sheriff = await as(assembly.ctx, agencyId, "harlan@tinycounty.example");
  owner = new pg.Client(beat.installation.owner);
  await owner.connect();
  atEnd(() => owner.end());
  keeper = new LogKeeper(ctx, assembly.signer, join(assembly.logFolder, agencyId));
  await keepAll();
  freshOf(ctx).wanted.texts = true;
});

async function keepAll(): Promise<void> {
  while ((await keeper.turn()) > 0);
}

async function say(texts: readonly string[], isUndone = false): Promise<void> {
  const undone = new Error("undone");
  const saying = transact(ctx, async (tx) => {
    await tx.happenings.tell(
      tx,
      ...texts.map((text, at) => ({
        kind: "test.said",
        subject: { kind: "test", id: String(at) },
        facts: {},
        record: { payload: {}, text, direction: "in" as const },
      })),
    );
    if (isUndone) throw undone;
  });
  if (isUndone) await assert.rejects(saying, undone);
  else await saying;
}

const known = () => freshOf(ctx).texts(agencyId, 100_000);

async function index(): Promise<void> {
  while ((await indexTurn(ctx, shape, known())) > 0);
}

async function faults(): Promise<string> {
  const { signer, logFolder } = beat.assembly;
  return (await verifyArchive(ctx, signer, logFolder)).faults.join("\n");
}

const ringed = (from: number, many: number, word: string) =>
  Array.from({ length: many }, (_one, at) => `Notice ${from + at} of a ${word} at the ford`);

test("log and index are made of what was captured a moment ago, and are what the database holds", async () => {
  await say(ringed(0, 400, "heron"));
  await say(ringed(400, 1, "ghost"), true);
  assert.ok(
    !known()
      .values()
      .some((text) => text.includes("ghost")),
    "what was undone is not kept",
  );
  await keepAll();
  await index();
  assert.equal(await faults(), "");
  const { results } = await searchArchive(sheriff, { words: '"a heron at the ford"' });
  assert.equal(results.length, 50);
});

test("R5, attack, between capture and checkpoint: an entry altered in the database does not come under the signature", async () => {
  await say(ringed(1_000, 10, "egret"));
  await owner.query(
    "update archive_records set entry = convert_to(replace(convert_from(entry, 'UTF8'), 'test.said', 'test.SAID'), 'UTF8') where id in (select id from archive_records where kind = 'test.said' order by captured_at desc, id desc limit 1)",
  );
  await keepAll();
  assert.match(await faults(), /altered/);
  await owner.query(
    "update archive_records set entry = convert_to(replace(convert_from(entry, 'UTF8'), 'test.SAID', 'test.said'), 'UTF8') where kind = 'test.said'",
  );
  assert.equal(await faults(), "", "what was signed is what was captured");
});

test("where nothing is remembered, as after a restart, all is read", async () => {
  await say(ringed(3_000, 300, "plover"));
  const other = new LogKeeper(ctx, beat.assembly.signer, join(beat.assembly.logFolder, agencyId));
  freshOf(ctx).forgetDestroyed([...known().keys()]);
  while ((await other.turn()) > 0);
  while ((await indexTurn(ctx, shape)) > 0);
  assert.equal(await faults(), "");
  assert.equal((await searchArchive(sheriff, { words: "plover" })).results.length, 50);
});

test("what was destroyed before it was indexed leaves no word in the index, whoever remembers it", async () => {
  await say(ringed(2_000, 300, "bittern"));
  await keepAll();
  const { rows } = await owner.query<{ id: string }>(
    "update archive_records set sealed = '', disposition_id = gen_random_uuid() where kind = 'test.said' and id = any($1) returning id",
    [[...known()].filter(([, text]) => text.includes("bittern")).map(([id]) => id)],
  );
  assert.equal(rows.length, 300);
  await index();
  const { rowCount } = await owner.query("select from archive_terms where term = 'bittern'");
  assert.equal(rowCount, 0);
  assert.ok([...known().values()].some((text) => text.includes("bittern")));
  freshOf(ctx).forgetDestroyed(rows.map(({ id }) => id));
  assert.ok(![...known().values()].some((text) => text.includes("bittern")));
});

test("what another process indexed, or a search, is no longer lent", async () => {
  await say(ringed(4_000, 300, "dipper"));
  await say(ringed(4_300, 2 * shape.size, "grebe"));
  await keepAll();
  const isLent = async () =>
    (await textsToIndex(ctx)).values().some((text) => text.includes("dipper"));
  assert.equal(await isLent(), true);
  while ((await indexTurn(ctx, shape)) > 0);
  assert.equal(await isLent(), false);
});

const packed = (pieces: readonly Buffer[]) => {
  const sizes = pieces.map(({ length }) => length);
  const starts = sizes.map(
    (_one, at) => 1 + sizes.slice(0, at).reduce((sum, size) => sum + size, 0),
  );
  return { bytes: Buffer.concat(pieces), starts, sizes };
};

const batchOf = (ids: readonly string[], entrySize = 100): FreshBatch => ({
  agencyId,
  ids,
  texts: ids.map((id) => `text of ${id}`),
  entries: packed(ids.map((id) => Buffer.from(id.padEnd(entrySize)))),
  leafHashes: packed(ids.map((id) => Buffer.from(id.padEnd(32)))),
});

test("leaves are handed out once, in the order of the log, also of a batch that only begins there", () => {
  const fresh = new Fresh();
  fresh.wanted.leaves = true;
  fresh.keep(batchOf(["a1", "a2"]));
  fresh.keep(batchOf(["b1", "b2", "b3"]));
  const entries = (ids: readonly string[]) =>
    fresh.takeLeaves(ids).map((leaf) => leaf?.bytes.toString().trim());
  assert.deepEqual(entries(["b1", "b2"]), ["b1", "b2"]);
  assert.deepEqual(entries(["x1", "a1", "a2", "b3"]), [undefined, "a1", "a2", undefined]);
  assert.deepEqual(entries(["a1"]), [undefined]);
});

test("texts stay until the last of their batch is indexed; what does not fit any more goes, the oldest first", () => {
  const fresh = new Fresh();
  fresh.wanted.texts = true;
  fresh.keep(batchOf(["a1", "a2"]));
  fresh.keep(batchOf(["b1", "b2"]));
  const texts = () => [...fresh.texts(agencyId, 100).keys()];
  assert.equal(fresh.texts(agencyId, 100).get("a2"), "text of a2");
  assert.equal(fresh.texts("another", 100).size, 0);
  fresh.forgetIndexed(agencyId, new Set(["a1"]));
  assert.deepEqual(texts(), ["a1", "a2", "b1", "b2"]);
  fresh.forgetIndexed(agencyId, new Set(["a2", "b1"]));
  assert.deepEqual(texts(), ["b1", "b2"]);
  for (let n = 0; n < 8; n++) fresh.keep(batchOf([`large ${n}`], 12 * 1024 * 1024));
  assert.deepEqual(texts(), ["large 3", "large 4", "large 5", "large 6", "large 7"]);
});

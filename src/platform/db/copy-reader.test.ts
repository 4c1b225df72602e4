import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { asSystem } from "#platform/context.ts";
import { Refusal } from "#platform/refusal.ts";
import { openTestBeat } from "#test/openbeat.ts";
import { CopyReader } from "./copy-reader.ts";
import { transact } from "./database.ts";

const { assembly } = await openTestBeat();
const agencyId = randomUUID();
const ctx = asSystem(assembly.ctx, "test", agencyId);

test("every type comes over as it was written, what is null and what is empty too", async () => {
  await using reader = await CopyReader.open(ctx);
  const id = randomUUID();
  const rows = await reader.rows(
    `select '${id}'::uuid, null::uuid, 'Año 🚔', '', '\\x00ff'::bytea, ''::bytea, -7::int4, 9007199254740991::int8, 'left over'
     union all select null, '${id}', null, 'x', null, '\\x01', 2147483647, -1, null`,
    (columns) => ({
      ids: [columns.uuidOrNull(), columns.uuidOrNull()],
      texts: [columns.text(), columns.text()],
      bytes: [columns.bytes().toString("hex"), columns.bytes().toString("hex")],
      numbers: [columns.integer(), columns.bigInteger()],
    }),
  );
  assert.deepEqual(rows, [
    { ids: [id, null], texts: ["Año 🚔", ""], bytes: ["00ff", ""], numbers: [-7, 2 ** 53 - 1] },
    { ids: [null, id], texts: ["", "x"], bytes: ["", "01"], numbers: [2 ** 31 - 1, -1] },
  ]);
  assert.deepEqual(await reader.rows("select 1 where false", () => 1), []);
});

test("an instant is told to the microsecond, and what no calendar tells as such", async () => {
  await using reader = await CopyReader.open(ctx);
  const instants = [
    "2026-11-21T14:02:00.000001Z",
    "2026-11-21T14:02:00.999999Z",
    "1999-12-31T23:59:59.999999Z",
    "1969-12-31T23:59:59.000000Z",
    "0099-03-01T00:00:00.500000Z",
    "2026-11-21T14:02:00.000001Z",
  ];
  const values = instants.map((one, at) => `(${at}, '${one}'::timestamptz)`).join(", ");
  const read = (from: string) => reader.rows(from, (columns) => columns.instant());
  assert.deepEqual(
    await read(`select at from (values ${values}) v (nth, at) order by nth`),
    instants,
  );
  assert.deepEqual(await read("select unnest('{infinity,-infinity}'::timestamptz[])"), [
    "out of time",
    "out of time",
  ]);
});

test("an answer of many pieces is put together again", async () => {
  await using reader = await CopyReader.open(ctx);
  const rows = await reader.rows(
    "select n, repeat(chr(97 + n % 26), n * 7) from generate_series(1, 2000) n",
    (columns) => ({ n: columns.integer(), text: columns.text() }),
  );
  assert.equal(rows.length, 2_000);
  for (const { n, text } of rows)
    assert.equal(text, String.fromCharCode(97 + (n % 26)).repeat(n * 7));
});

test("it sees its agency's rows alone, and writes none", async () => {
  const other = asSystem(assembly.ctx, "test", randomUUID());
  const add = (of: typeof ctx) =>
    transact(of, (tx) =>
      tx.tx.raw("insert into archive_logs (agency_id, origin, size) values ($1, 'test', 3)", [
        of.actor.agencyId,
      ]),
    );
  await add(ctx);
  await add(other);
  await using reader = await CopyReader.open(ctx);
  const seen = await reader.rows("select agency_id from archive_logs", (columns) => columns.uuid());
  assert.deepEqual(seen, [agencyId]);
  const writing = "update archive_logs set size = 9 returning 1";
  await assert.rejects(
    reader.rows(writing, () => 1),
    /read-only/,
  );
  assert.equal((await reader.rows("select 1", () => "answers still")).length, 1);
});

test("a connection that is lost is told as a refusal, now and for whatever is asked later", async () => {
  await using reader = await CopyReader.open(ctx);
  const [pid] = await reader.rows("select pg_backend_pid()", (columns) => columns.integer());
  const sleeping = "pg_stat_activity where pid = $1 and wait_event = 'PgSleep'";
  const ended = reader.rows(
    "select repeat('x', 1000000) from generate_series(1, 5) union all select pg_sleep(60)::text",
    () => 1,
  );
  ended.catch(() => undefined);
  for (let ends = 0; ends === 0;) {
    const { rows } = await assembly.ctx.db.pool.query(
      `select pg_terminate_backend(pid) from ${sleeping}`,
      [pid],
    );
    ends = rows.length;
  }
  const isAway = (error: unknown) => error instanceof Refusal && error.code === "database-away";
  await assert.rejects(ended, isAway);
  await assert.rejects(
    reader.rows("select 1", () => 1),
    isAway,
  );
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { openTestBeat } from "#test/openbeat.ts";

const { pool } = (await openTestBeat()).assembly.ctx.db;

test("a statement that is met again is kept parsed, and answers the same", async () => {
  const client = await pool.connect();
  try {
    const ask = async (n: number) =>
      (await client.query<{ n: number }>("select $1::int + 1 as n", [n])).rows[0]?.n;
    for (let n = 0; n < 6; n += 1) assert.equal(await ask(n), n + 1);
    const kept = await client.query(
      "select 1 from pg_prepared_statements where statement = 'select $1::int + 1 as n'",
    );
    assert.equal(kept.rowCount, 1);
    await assert.rejects(client.query("select $1::int + 1 as n", ["x"]), /invalid input syntax/);
    assert.equal(await ask(1), 2, "a refused value harms no later one");
  } finally {
    client.release();
  }
});

test("a connection keeps a bounded number of statements, however many it meets", async () => {
  const client = await pool.connect();
  try {
    for (let n = 0; n < 400; n += 1)
      for (let time = 0; time < 4; time += 1)
        await client.query(`select $1::int + ${n} as n`, [time]);
    const { rows } = await client.query<{ n: number }>(
      "select count(*)::int as n from pg_prepared_statements",
    );
    assert.ok((rows[0]?.n ?? 999) <= 256, String(rows[0]?.n));
  } finally {
    client.release();
  }
});

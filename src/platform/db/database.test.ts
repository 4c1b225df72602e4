import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { asSystem } from "#platform/context.ts";
import { Refusal } from "#platform/refusal.ts";
import { openTestBeat, testServer } from "#test/openbeat.ts";
import { onServer } from "../../../tools/test-database.ts";
import { transact } from "./database.ts";

test("what follows a commit runs after it, once, in its order, and cannot make what was done look undone", async () => {
  const { assembly } = await openTestBeat();
  const complaints: unknown[] = [];
  const log = Object.assign(Object.create(assembly.ctx.log), {
    error: ({ err }: { err: unknown }) => complaints.push(err),
  }) as typeof assembly.ctx.log;
  const ctx = { ...asSystem(assembly.ctx, "test", null), log };
  const broken = new Error("broken");
  const ran: string[] = [];
  const result = await transact(ctx, async (tx) => {
    tx.tx.afterCommit(() => ran.push("first"));
    tx.tx.afterCommit(() => {
      throw broken;
    });
    tx.tx.afterCommit(() => ran.push("last"));
    assert.deepEqual(ran, []);
    return "done";
  });
  assert.equal(result, "done");
  assert.deepEqual(ran, ["first", "last"]);
  assert.deepEqual(complaints, [broken]);
  await assert.rejects(
    transact(ctx, async (tx) => {
      tx.tx.afterCommit(() => ran.push("undone"));
      throw broken;
    }),
    broken,
  );
  assert.deepEqual(ran, ["first", "last"]);
});

test("a statement that its transaction's beginning never reached is outside of the fence, and writes nothing", async () => {
  const { assembly } = await openTestBeat();
  const agencyId = randomUUID();
  const add = "insert into archive_logs (agency_id, origin, size) values ($1, 'test', 0)";
  await assert.rejects(assembly.ctx.db.pool.query(add, [agencyId]), /row-level security/);
  const ctx = asSystem(assembly.ctx, "test", agencyId);
  await transact(ctx, (tx) => tx.tx.raw(add, [agencyId]));
  const { rows } = await assembly.ctx.db.pool.query("select from archive_logs");
  assert.equal(rows.length, 0);
});

test("a connection that is lost as a transaction begins fails it once and as a whole, and a new one is taken", async () => {
  const { assembly } = await openTestBeat();
  const ctx = asSystem(assembly.ctx, "test", null);
  /** The process behind the connection; undefined: it went away meanwhile, and that was told as such. */
  const ask = async () => {
    try {
      const [row] = await transact(ctx, (tx) =>
        tx.tx.raw<{ pid: number }>("select pg_backend_pid() as pid"),
      );
      return row?.pid;
    } catch (error) {
      assert.ok(error instanceof Refusal && error.code === "database-away", String(error));
      return undefined;
    }
  };
  for (let round = 0; round < 10; round += 1) {
    const before = await ask();
    const ends = onServer(await testServer(), `select pg_terminate_backend(${before})`);
    let after = before;
    for (const until = Date.now() + 10_000; after === before || after === undefined;) {
      assert.ok(Date.now() < until, "the connection is still the old one");
      after = await ask();
    }
    await ends;
  }
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { asSystem } from "#platform/context.ts";
import { openTestBeat } from "#test/openbeat.ts";
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

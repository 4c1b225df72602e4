import assert from "node:assert/strict";
import { test } from "node:test";
import { asSystem } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { openTestBeat } from "#test/openbeat.ts";

const place = (agencyId: string) => ({ table: "t", column: "c", agencyId, rowId: "1" });

test("a first key whose transaction is undone is forgotten, however often it was asked for in it", async () => {
  const { ctx } = (await openTestBeat()).assembly;
  const agencyId = ctx.ids.uuid();
  const within = asSystem(ctx, "test", agencyId);
  let undone: Buffer | undefined;
  await assert.rejects(
    transact(within, async (tx) => {
      await tx.vault.keysOf(tx, agencyId);
      undone = (await tx.vault.keysOf(tx, agencyId)).seal(place(agencyId), "never kept");
      throw new Error("undone");
    }),
    /undone/,
  );
  const kept = await transact(within, async (tx) =>
    (await tx.vault.keysOf(tx, agencyId)).seal(place(agencyId), "kept"),
  );
  // Another process has read nothing but the database.
  await transact(within, async (tx) => {
    const keys = await tx.vault.keysOf(tx, agencyId);
    assert.equal(keys.open(place(agencyId), kept).toString(), "kept");
    assert.throws(() => keys.open(place(agencyId), undone ?? Buffer.alloc(0)));
  });
});

test("keys whose destruction is undone still open what they sealed", async () => {
  const { ctx } = (await openTestBeat()).assembly;
  const agencyId = ctx.ids.uuid();
  const within = asSystem(ctx, "test", agencyId);
  const sealed = await transact(within, async (tx) =>
    (await tx.vault.keysOf(tx, agencyId)).seal(place(agencyId), "kept"),
  );
  await assert.rejects(
    transact(within, async (tx) => {
      await tx.vault.rotate(tx, agencyId);
      await tx.vault.destroyBefore(tx, agencyId, 2);
      await tx.vault.keysOf(tx, agencyId);
      throw new Error("undone");
    }),
    /undone/,
  );
  await transact(within, async (tx) => {
    const keys = await tx.vault.keysOf(tx, agencyId);
    assert.equal(keys.open(place(agencyId), sealed).toString(), "kept");
  });
});

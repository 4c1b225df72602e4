import assert from "node:assert/strict";
import { before, test } from "node:test";
import pg from "pg";
import { asSystem, type Ctx } from "#platform/context.ts";
import { seedOf } from "#platform/threads.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { ArchiveThread } from "./threads.ts";

let beat: TestBeat;
let ctx: Ctx;

before(async () => {
  beat = await openTestBeat();
  ctx = asSystem(beat.assembly.ctx, "test", await seedTinyCounty(beat.assembly));
});

test("a thread does one thing after another, and finds nothing to merge in a small archive", async () => {
  await using thread = new ArchiveThread();
  const seed = await seedOf(ctx);
  assert.deepEqual(await thread.ask({ kind: "index", seed, texts: new Map() }), {
    kind: "indexed",
  });
  assert.deepEqual(await thread.ask({ kind: "merge", seed }), { kind: "merged" });
});

test("a thread that is ended while it works says so to whoever waits", async () => {
  const owner = new pg.Client(beat.installation.owner);
  await owner.connect();
  await owner.query("begin; lock table archive_blocks in access exclusive mode");
  const thread = new ArchiveThread();
  const merged = thread.ask({ kind: "merge", seed: await seedOf(ctx) });
  await Promise.all([
    assert.rejects(merged, /the thread was ended/),
    thread[Symbol.asyncDispose](),
  ]);
  await owner.end();
});

import assert from "node:assert/strict";
import { test } from "node:test";
import pg from "pg";
import { asSystem } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { openTestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { StoryClock } from "#test/worlds/world.ts";
import type { Subscription } from "./events.ts";
import { lateNews, relayOnce, retryNews, wireHappenings } from "./happenings.ts";

const kind = "test.told";
let isBroken = true;
const heard: string[] = [];
const failing: Subscription = {
  name: "failing",
  kinds: [kind],
  async handle(_ctx, event) {
    if (isBroken) throw new Error("the mail relay is away");
    heard.push(event.id);
  },
};
const other: Subscription = { name: "other", kinds: [kind], handle: async () => undefined };

async function open() {
  const clock = new StoryClock();
  const beat = await openTestBeat({ clock });
  const agencyId = await seedTinyCounty(beat.assembly);
  const happenings = wireHappenings([], [failing, other]);
  const ctx = { ...asSystem(beat.assembly.ctx, "test", agencyId), happenings };
  await transact(ctx, (tx) =>
    tx.happenings.tell(tx, { kind, subject: { kind: "test", id: "1" }, facts: {} }),
  );
  const tries = async () => {
    const owner = new pg.Client(beat.installation.owner);
    await owner.connect();
    const { rows } = await owner.query<{ subscriber: string; tries: number }>(
      "select subscriber, tries from outbox where kind = $1 order by 1",
      [kind],
    );
    await owner.end();
    return Object.fromEntries(rows.map((row) => [row.subscriber, row.tries]));
  };
  return { clock, ctx, tries };
}

test("a relay that hands news to one subscriber leaves the others' rows alone", async () => {
  const { ctx, tries } = await open();
  await relayOnce(ctx, [failing]);
  assert.deepEqual(await tries(), { failing: 1, other: 0 });
});

test("news that fails fifty times is given up, is found, and is told after all when somebody asks", async () => {
  const { clock, ctx, tries } = await open();
  await relayOnce(ctx, [other]);
  const before = await lateNews(ctx);
  for (let n = 0; n < 60; n++) {
    await relayOnce(ctx, [failing]);
    clock.advance(600_000);
    if (n === 20) assert.equal((await lateNews(ctx)).late, before.late + 1, "late, not given up");
  }
  assert.deepEqual(await tries(), { failing: 50 }, "it is not tried for ever");
  const given = await lateNews(ctx);
  assert.deepEqual([given.late, given.givenUp], [before.late, before.givenUp + 1]);
  assert.match(given.lastError ?? "", /mail relay is away/);
  isBroken = false;
  assert.equal(await relayOnce(ctx, [failing]), 0, "by itself it never would be");
  assert.equal(await retryNews(ctx), 1);
  await relayOnce(ctx, [failing]);
  assert.equal(heard.length, 1);
  assert.equal((await lateNews(ctx)).givenUp, 0);
});

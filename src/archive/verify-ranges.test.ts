import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import pg from "pg";
import { asSystem, type Ctx } from "#platform/context.ts";
import { activationMs } from "#platform/crypto/vault.ts";
import { transact } from "#platform/db/database.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { StoryClock } from "#test/worlds/world.ts";
import { LogKeeper } from "./index.ts";
import { knownLog } from "./verify-heads.ts";
import { checkRecords } from "./verify-ranges.ts";

const rangeSize = 256;
const count = 700;
const clock = new StoryClock();
let beat: TestBeat;
let ctx: Ctx;
let folder: string;
let size: number;

before(async () => {
  beat = await openTestBeat({ clock });
  const agencyId = await seedTinyCounty(beat.assembly);
  ctx = asSystem(beat.assembly.ctx, "test", agencyId);
  folder = join(beat.assembly.logFolder, agencyId);
  await say(0, count);
});

/** Notices with these numbers, every hundredth with a picture, each under its entry in the log. */
async function say(from: number, howMany: number): Promise<void> {
  const blob = await ctx.blobs.put(Buffer.from("bytes of a picture"));
  await transact(ctx, (tx) =>
    tx.happenings.tell(
      tx,
      ...Array.from({ length: howMany }, (_one, at) => from + at).map((n) => ({
        kind: "test.said",
        subject: { kind: "test", id: String(n) },
        facts: {},
        record: {
          payload: { n },
          text: `Notice ${n}`,
          direction: "out" as const,
          media: n % 100 === 0 ? [blob] : [],
        },
      })),
    ),
  );
  const keeper = new LogKeeper(ctx, beat.assembly.signer, folder);
  while ((await keeper.turn()) > 0);
  ({ size } = await knownLog(ctx));
}

async function check() {
  const heard: number[] = [];
  const verdict = await checkRecords(ctx, folder, size, (done) => heard.push(done), {
    rangeSize,
    threads: 2,
  });
  return { ...verdict, heard };
}

test("threads hold every record against its entry, each range once, and say how far they are", async () => {
  assert.ok(size > 2 * rangeSize);
  const { faults, entriesRead, heard } = await check();
  assert.deepEqual([faults, entriesRead], [[], size]);
  assert.equal(heard.at(-1), size);
});

test("what was sealed under an agency's newer key is opened by the threads too", async () => {
  const newest = await transact(ctx, (tx) => tx.vault.rotate(tx, tx.actor.agencyId ?? ""));
  clock.advance(activationMs + 1);
  await say(count, rangeSize);
  const { faults, entriesRead } = await check();
  assert.deepEqual([faults, entriesRead], [[], size]);
  assert.equal(await keyOfNewest(), newest);
});

test("what was altered in any range is named once, with its leaf", async () => {
  const owner = new pg.Client(beat.installation.owner);
  await owner.connect();
  await owner.query(
    "update archive_records set direction = 'in' where kind = 'test.said' and subject_id in ('3', '690')",
  );
  await owner.query("delete from archive_records where kind = 'test.said' and subject_id = '300'");
  await owner.end();
  const { faults, entriesRead } = await check();
  assert.equal(entriesRead, size);
  assert.equal(faults.length, 3);
  assert.match(
    faults.join("\n"),
    /altered: channel_id, person_id or direction[^]*missing[^]*altered/,
  );
});

/** Of the newest sealed record: its second and third byte (`vault.ts`). */
async function keyOfNewest(): Promise<number> {
  const owner = new pg.Client(beat.installation.owner);
  await owner.connect();
  const { rows } = await owner.query<{ version: number }>(
    "select get_byte(sealed, 1) * 256 + get_byte(sealed, 2) as version from archive_records order by captured_at desc limit 1",
  );
  await owner.end();
  return rows[0]?.version ?? 0;
}

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import pg from "pg";
import { asSystem, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import type { Happening } from "#platform/events.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { LogKeeper, verifyArchive } from "./index.ts";

let beat: TestBeat;
let ctx: Ctx;
let agencyId: string;
let photo: string;
let film: string;

before(async () => {
  beat = await openTestBeat();
  agencyId = await seedTinyCounty(beat.assembly);
  ctx = asSystem(beat.assembly.ctx, "test", agencyId);
  photo = await ctx.blobs.put(randomBytes(1_000));
  film = await ctx.blobs.put(randomBytes(17 * 1024 * 1024));
  const first = await told({ kind: "test.said" });
  // As networks tell their times: to the microsecond, to the millisecond, to the second.
  await told({ kind: "test.milli", occurredAt: "2026-11-20T10:00:00.25Z" });
  await told({ kind: "test.second", occurredAt: "2026-11-20T10:00:00Z" });
  await told({ kind: "test.version" }, { previous: first });
  await told({ kind: "test.film" }, { media: [photo, film] });
  const { signer, logFolder } = beat.assembly;
  await new LogKeeper(ctx, signer, join(logFolder, agencyId)).turn();
});

async function told(
  one: Pick<Happening, "kind" | "occurredAt">,
  more: { previous?: string; media?: string[] } = {},
): Promise<string> {
  const [recorded] = await transact(ctx, (tx) =>
    tx.happenings.tell(tx, {
      subject: { kind: "test", id: "1" },
      facts: {},
      ...one,
      record: { payload: {}, text: one.kind, direction: "in", ...more },
    }),
  );
  return recorded?.id ?? "";
}

async function faults(): Promise<string> {
  const { signer, logFolder } = beat.assembly;
  return (await verifyArchive(ctx, signer, logFolder)).faults.join("\n");
}

/** The attacker owns the database; afterwards everything is as it was. */
async function after(kind: string, change: string): Promise<string> {
  const client = new pg.Client(beat.installation.owner);
  await client.connect();
  const columns = "media_count, occurred_at, subject_id, person_id, direction";
  await client.query(
    `create table kept as select id, ${columns} from archive_records where kind = $$${kind}$$`,
  );
  await client.query(`update archive_records set ${change} where kind = $$${kind}$$`);
  const found = await faults();
  await client.query(
    `update archive_records r set (${columns}) = (select ${columns} from kept) where id in (select id from kept)`,
  );
  await client.query("drop table kept");
  await client.end();
  return found;
}

test("records of every form verify: with fewer digits in their times, with an earlier version, with films", async () => {
  assert.equal(await faults(), "");
});

const changes: [column: string, change: string][] = [
  ["occurred_at", "occurred_at = occurred_at + interval '1 microsecond'"],
  ["media_count", "media_count = media_count + 1"],
  ["subject_kind or subject_id", "subject_id = '2'"],
  ["channel_id, person_id or direction", "direction = 'out'"],
  ["channel_id, person_id or direction", "person_id = gen_random_uuid()"],
];

for (const kind of ["test.said", "test.milli", "test.second", "test.version", "test.film"])
  test(`attack: whatever column of a record is changed, it is named (${kind})`, async () => {
    for (const [column, change] of changes)
      assert.match(
        await after(kind, change),
        new RegExp(`altered: ${column} of record \\S+ is not what its entry says`),
      );
    assert.equal(await faults(), "");
  });

test("attack: a picture or a film that was exchanged or taken away is found, and which it is", async () => {
  const pathOf = (sha256: string) =>
    join(ctx.blobs.folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  const bytes = await ctx.blobs.get(film);
  const altered = Buffer.from(bytes);
  altered[9] = 255 - (altered[9] ?? 0);
  writeFileSync(pathOf(film), altered);
  assert.match(await faults(), /altered: the part media\.1 of record \S+ is not what was captured/);
  rmSync(pathOf(film));
  assert.match(await faults(), /unreadable: a medium of record \S+ cannot be read \(ENOENT/);
  writeFileSync(pathOf(film), bytes);
  assert.equal(await faults(), "");
  writeFileSync(pathOf(photo), "another picture");
  assert.match(await faults(), /unreadable: a medium of record \S+ cannot be read \(blob/);
});

import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, test } from "node:test";
import pg from "pg";
import { systemClock } from "#platform/clock.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { openSafeClient } from "#platform/http/safe-client.ts";
import { atEnd, openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import {
  askWitnesses,
  LogKeeper,
  openProofAlarms,
  searchArchive,
  Signer,
  verifyArchive,
  type Attestation,
} from "./index.ts";
import { parsePolicy } from "./log/policy.ts";
import { witnessServer } from "./witness/server.ts";
import { Witness } from "./witness/witness.ts";
import { as } from "#test/worlds/world.ts";

let beat: TestBeat;
let ctx: Ctx;
let agencyId: string;

beforeEach(async () => {
  beat = await openTestBeat();
  agencyId = await seedTinyCounty(beat.assembly);
  ctx = asSystem(beat.assembly.ctx, "test", agencyId);
  await capture(
    "The bridge at Mill St is closed",
    "The ferry runs every hour",
    "Lost dog found at Pier 2",
  );
  await keep();
});

async function capture(...texts: string[]): Promise<void> {
  await transact(ctx, (tx) =>
    tx.happenings.tell(
      tx,
      ...texts.map((text) => ({
        kind: "test.said",
        subject: { kind: "test", id: "1" },
        facts: {},
        record: { payload: { text }, text, direction: "out" as const },
      })),
    ),
  );
}

async function keep(): Promise<void> {
  const { signer, logFolder } = beat.assembly;
  await new LogKeeper(ctx, signer, join(logFolder, agencyId)).turn();
}

async function faults(): Promise<string> {
  const { signer, logFolder } = beat.assembly;
  return (await verifyArchive(ctx, signer, logFolder)).faults.join("\n");
}

/** The attacker owns the database. */
async function asOwner(statement: string): Promise<void> {
  const client = new pg.Client(beat.installation.owner);
  await client.connect();
  await client.query(statement);
  await client.end();
}

test("an untouched archive verifies", async () => {
  assert.equal(await faults(), "");
});

test("R5: an altered entry is found and named", async () => {
  await asOwner(
    "update archive_records set entry = convert_to(replace(convert_from(entry, 'UTF8'), 'test.said', 'test.SAID'), 'UTF8') where kind = 'test.said'",
  );
  assert.match(await faults(), /altered/);
});

test("R5: a body exchanged for another record's does not open", async () => {
  await asOwner(
    "update archive_records a set sealed = b.sealed from archive_records b where a.kind = 'test.said' and b.kind = 'test.said' and b.id > a.id",
  );
  assert.match(await faults(), /unreadable/);
});

test("R5, attack, deletion: a deleted record is found", async () => {
  await asOwner(
    "delete from archive_records where id in (select id from archive_records where kind = 'test.said' limit 1)",
  );
  assert.match(await faults(), /missing/);
});

test("R5, attack, reordering: two leaves that changed places are found", async () => {
  await asOwner(`update archive_leaves l set id = o.id, captured_at = o.captured_at from archive_leaves o
    where l.agency_id = o.agency_id and ((l.leaf = 0 and o.leaf = 1) or (l.leaf = 1 and o.leaf = 0))`);
  assert.match(await faults(), /reordered/);
});

test("R4, attack, rollback: a database rolled back behind the signed log is found, and the signer refuses to go back", async () => {
  await asOwner("delete from archive_leaves where leaf >= 2; update archive_logs set size = 2");
  assert.match(await faults(), /truncated|missing/);
  await capture("Written over the past");
  await keep().catch(() => undefined);
  assert.notEqual(await faults(), "", "what was written over the past does not verify");
});

test("R4, attack, rollback: an older checkpoint put back in its place is found", async () => {
  const path = join(beat.assembly.logFolder, agencyId, "checkpoint");
  const old = readFileSync(path);
  await capture("One more");
  await keep();
  writeFileSync(path, old);
  assert.match(await faults(), /rolled back/);
});

test("R4: a checkpoint with another root is unsigned", async () => {
  const path = join(beat.assembly.logFolder, agencyId, "checkpoint");
  const lines = readFileSync(path, "utf8").split("\n");
  lines[2] = Buffer.alloc(32, 7).toString("base64");
  writeFileSync(path, lines.join("\n"));
  assert.match(await faults(), /unsigned/);
});

test("R5: one bit flipped in a tile is found", async () => {
  const folder = join(beat.assembly.logFolder, agencyId, "tile/0");
  const name = readdirSync(folder, { recursive: true, withFileTypes: true }).find((one) =>
    one.isFile(),
  );
  assert.ok(name);
  const path = join(name.parentPath, name.name);
  const bytes = readFileSync(path);
  bytes[3] = (bytes[3] ?? 0) ^ 1;
  writeFileSync(path, bytes);
  assert.notEqual(await faults(), "");
});

test("R5, attack, truncation: a checkpoint taken away is found", async () => {
  rmSync(join(beat.assembly.logFolder, agencyId, "checkpoint"));
  assert.match(await faults(), /truncated/);
});

/** The installation as it is opened anew after somebody was at its folders. */
async function takeAway(...folders: string[]): Promise<Signer> {
  await beat.assembly.signer.close();
  for (const folder of folders) rmSync(join(beat.dataFolder, folder), { recursive: true });
  const signer = await Signer.open(join(beat.dataFolder, "signer"));
  atEnd(() => signer.close());
  return signer;
}

test("R5: log and signer taken away together are found by what the database knows was signed", async () => {
  const signer = await takeAway("log", "signer");
  const { faults: found } = await verifyArchive(ctx, signer, beat.assembly.logFolder);
  assert.match(found.join("\n"), /truncated: the checkpoint is gone, but size \d+ was signed/);
  assert.match(found.join("\n"), /truncated: .* no memory of it/);
  assert.equal(await signer.knows(`openbeat/${agencyId}`), false, "looking makes no new key");
});

test("R5: log, signer and the database's own checkpoints taken away: leaves without a head are found", async () => {
  await asOwner("delete from archive_checkpoints");
  const signer = await takeAway("log", "signer");
  const { faults: found } = await verifyArchive(ctx, signer, beat.assembly.logFolder);
  assert.match(found.join("\n"), /truncated: the database has \d+ leaves in order/);
});

test("R5: the signer taken away beside an untouched log is found", async () => {
  const signer = await takeAway("signer");
  const { faults: found } = await verifyArchive(ctx, signer, beat.assembly.logFolder);
  assert.match(found.join("\n"), /truncated: .* no memory of it/);
});

test("R4: a signer that was taken away begins no second history, nor does another machine", async () => {
  const signer = await takeAway("signer");
  await capture("Written after the theft");
  const keeper = new LogKeeper(ctx, signer, join(beat.assembly.logFolder, agencyId));
  await assert.rejects(keeper.turn(), /signed elsewhere/);
  assert.equal(await signer.knows(`openbeat/${agencyId}`), false);
});

const hidden: [attack: string, change: string][] = [
  ["moved to another time of capture", "captured_at = captured_at + interval '1 second'"],
  ["moved to another day", "occurred_at = occurred_at - interval '40 days'"],
  ["filed under another kind", "kind = 'test.other'"],
  ["filed under another subject", "subject_id = '2'"],
  ["filed under another kind of subject", "subject_kind = 'other'"],
  ["filed under another channel", "channel_id = gen_random_uuid()"],
  ["filed under another person", "person_id = gen_random_uuid()"],
  ["turned from out to in", "direction = 'in'"],
  ["said to have a picture", "media_count = 1"],
];

for (const [attack, change] of hidden) {
  test(`R5: a record hidden from the search, ${attack}, is found`, async () => {
    // The order of the log names the instant too: whoever moves a record moves both.
    if (change.startsWith("captured_at"))
      await asOwner(
        `update archive_leaves set ${change} where id in (select id from archive_records where kind = 'test.said')`,
      );
    await asOwner(`update archive_records set ${change} where kind = 'test.said'`);
    assert.match(await faults(), /altered/);
  });
}

test("R4: any past checkpoint that was exchanged is found, however many came since", async () => {
  for (let n = 0; n < 130; n++) {
    await capture(`Notice ${n}`);
    await keep();
  }
  assert.equal(await faults(), "");
  await asOwner(`update archive_checkpoints c set note = o.note from archive_checkpoints o
    where c.size = (select size from archive_checkpoints order by size offset 7 limit 1)
      and o.size = (select size from archive_checkpoints order by size offset 8 limit 1)`);
  assert.match(await faults(), /the checkpoint of size \d+ is not signed by this log/);
});

test("R1: what a transaction undoes leaves no entry", async () => {
  const before = await faults();
  await assert.rejects(
    transact(ctx, async (tx) => {
      await tx.happenings.tell(tx, {
        kind: "test.said",
        subject: { kind: "test", id: "2" },
        facts: {},
        record: { payload: {}, text: "never happened", direction: "out" },
      });
      throw new Error("undone");
    }),
  );
  await keep();
  assert.equal(await faults(), before);
  const sheriff = await as(beat.assembly.ctx, agencyId, "ames@tinycounty.example");
  assert.equal(
    (await searchArchive(sheriff, { words: "never happened", kind: "test." })).results.length,
    0,
  );
});

test("search finds words, phrases and leaves out, newest first", async () => {
  const sheriff = await as(beat.assembly.ctx, agencyId, "ames@tinycounty.example");
  const texts = async (words: string) =>
    (await searchArchive(sheriff, { words, kind: "test." })).results.map(({ text }) => text);
  assert.deepEqual(await texts("ferries"), ["The ferry runs every hour"]);
  assert.deepEqual(await texts('"bridge at Mill St"'), ["The bridge at Mill St is closed"]);
  assert.deepEqual(await texts("-ferry -dog"), ["The bridge at Mill St is closed"]);
});

test("R5, attack, deletion: a leaf taken out of the order is found, though its record is there", async () => {
  await asOwner("delete from archive_leaves where leaf = 1");
  assert.match(await faults(), /truncated|missing/);
});

test("R5, attack, truncation: a log whose newest bundle and tiles were cut off is found", async () => {
  rmSync(join(beat.assembly.logFolder, agencyId, "tile/entries"), { recursive: true });
  assert.match(await faults(), /is missing/);
});

test("R4, attack, rollback: database, log and signer all put back to yesterday are told on by the witness alone", async () => {
  const { signer, logFolder } = beat.assembly;
  const folder = join(logFolder, agencyId);
  const yesterday = join(beat.dataFolder, "yesterday");
  const keys = join(beat.dataFolder, "signer");
  const vkey = await signer.publicKey(`openbeat/${agencyId}`);
  const watch = await neighbour(vkey);
  for (const one of ["log", "signer"])
    cpSync(join(beat.dataFolder, one), join(yesterday, one), {
      recursive: true,
      filter: (path) => !path.endsWith(".sock"),
    });
  await capture("What is to be forgotten");
  await keep();
  assert.equal(await askWitnesses(ctx, folder, watch), 1);
  await signer.close();
  for (const one of ["log", "signer"]) {
    rmSync(join(beat.dataFolder, one), { recursive: true });
    cpSync(join(yesterday, one), join(beat.dataFolder, one), { recursive: true });
  }
  await asOwner(`delete from archive_checkpoints where size = (select max(size) from archive_checkpoints);
    delete from archive_records where id = (select id from archive_leaves order by leaf desc limit 1);
    delete from archive_leaves where leaf = (select max(leaf) from archive_leaves);
    update archive_logs set size = size - 1; delete from archive_cosignatures; delete from archive_attestors`);
  const older = await Signer.open(keys);
  atEnd(() => older.close());
  assert.deepEqual(
    (await verifyArchive(ctx, older, logFolder)).faults,
    [],
    "by itself it is whole",
  );
  assert.equal(await askWitnesses(ctx, folder, watch), 0);
  assert.equal((await openProofAlarms(ctx))[0]?.kind, "rollback");
});

test("R5, attack, back-dating: an entry that claims to be older than the log that was cosigned without it is found", async () => {
  const { signer, logFolder } = beat.assembly;
  const watch = await neighbour(await signer.publicKey(`openbeat/${agencyId}`));
  await askWitnesses(ctx, join(logFolder, agencyId), watch);
  const past = systemClock.now().subtract({ hours: 24 * 40 });
  const clock = { ...systemClock, now: () => past };
  const insider = { ...ctx, clock };
  await transact(insider, (tx) =>
    tx.happenings.tell(tx, {
      kind: "test.said",
      subject: { kind: "test", id: "3" },
      facts: {},
      record: { payload: {}, text: "We warned of it last month", direction: "out" },
    }),
  );
  await keep();
  assert.match(await faults(), /back-dated: it says that it was captured at/);
});

/** A witness of a neighbour county, as the settings would name it. */
async function neighbour(vkey: string): Promise<Attestation> {
  const logs = [{ origin: `openbeat/${agencyId}`, vkey }];
  const own = join(beat.dataFolder, "neighbour");
  const witness = Witness.open(own, "county.example/w1", logs, systemClock);
  const server = witnessServer(witness, logs);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  atEnd(() => new Promise((done) => server.close(done)));
  const address = server.address();
  const host = `127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  const client = openSafeClient({ clock: systemClock, allowPrivate: [host] });
  atEnd(() => Promise.resolve(client.close()));
  const policy = parsePolicy(`witness w1 ${witness.vkey} http://${host}\nquorum w1\n`);
  return { policy, authorities: [], roots: () => Promise.resolve([]), client };
}

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { before, test } from "node:test";
import { enrolAuthenticator, personByEmail, takeCode } from "#agency";
import { LogKeeper, verifyArchive } from "#archive";
import { openChannels } from "#channels";
import { asSystem, type Ctx } from "#platform/context.ts";
import { openDatabase, read, transact } from "#platform/db/database.ts";
import { atEnd, openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import { Secret, TOTP } from "otpauth";
import { join } from "node:path";
import { openAccount } from "../../channels/accounts.ts";
import { recordById } from "../../archive/records.ts";
import { rootKeyOf } from "./root-key.ts";
import { sealedColumns as columns } from "../../slices.ts";
import { retireKeys, rotateKeys } from "./rotation.ts";
import { openVault, type SealedPlace } from "./vault.ts";

const clock = new StoryClock();
const minuteMs = 60_000;
let beat: TestBeat;
let agencyId: string;
let owner: Ctx;
let secret: string;
/** A value of no table, sealed under the first key: what a thief may have copied. */
let place: SealedPlace;
let old: Buffer;

before(async () => {
  beat = await openTestBeat({ clock });
  agencyId = await seedTinyCounty(beat.assembly);
  const db = openDatabase(beat.installation.owner);
  atEnd(() => db.close());
  owner = { ...beat.assembly.ctx, db };
  await transact(system(), async (tx) => {
    const person = await personByEmail(tx, "boyd@tinycounty.example");
    secret = (await enrolAuthenticator(tx, person, "Test")).secret;
  });
  place = { table: "t", column: "c", agencyId, rowId: "r" };
  old = await read(system(), async (tx) => (await tx.vault.keysOf(tx, agencyId)).seal(place, "x"));
  clock.advance(minuteMs);
});

function system(): Ctx {
  return asSystem(beat.assembly.ctx, "test", agencyId);
}

async function raw<Row extends Record<string, unknown>>(sql: string, values: unknown[] = []) {
  return transact(asSystem(owner, "test", agencyId), (tx) => tx.tx.raw<Row>(sql, values));
}

/** How many values are sealed under each version of the agency's key. */
async function standing(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { table, column } of columns) {
    const rows = await raw<{ version: number; n: number }>(
      `select get_byte(${column}, 1) * 256 + get_byte(${column}, 2) as version, count(*)::int as n
       from ${table} where agency_id = $1 and ${column} is not null group by 1`,
      [agencyId],
    );
    for (const { version, n } of rows) counts[version] = (counts[version] ?? 0) + n;
  }
  return counts;
}

/** Opens one of everything that is sealed, through the doors that the program uses. */
async function everythingOpens(ctx: Ctx = beat.assembly.ctx): Promise<void> {
  const inAgency = asSystem(ctx, "test", agencyId);
  const clerk = await as(ctx, agencyId, "harlan@tinycounty.example");
  for (const { id } of await openChannels(inAgency)) await openAccount(inAgency, id);
  const rows = await raw<{ id: string }>("select id from archive_records where agency_id = $1", [
    agencyId,
  ]);
  assert.ok(rows.length > 0);
  for (const { id } of rows) assert.equal((await recordById(clerk, id)).id, id);
  clock.advance(30_000);
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: clock.now().epochMilliseconds,
  });
  const boyd = await personByEmail(inAgency, "boyd@tinycounty.example");
  assert.ok(await transact(inAgency, (tx) => takeCode(tx, boyd.id, code)));
}

async function keyRows(): Promise<{ version: number; wrapped: Buffer }[]> {
  return raw("select version, wrapped from agency_keys where agency_id = $1 order by version", [
    agencyId,
  ]);
}

test("every column of sealed bytes is declared, so that a rotation forgets none", async () => {
  const open = [
    "agency_keys.wrapped",
    "archive_checkpoints.note",
    // A keyed hash of an address: its key is sealed, and stays the same under every other.
    "audience_subscribers.lookup",
    "outreach_event_sign_ups.lookup",
    "archive_records.entry",
    "archive_records.leaf_hash",
    "archive_terms.docs",
    "archive_timestamps.token",
    "call_runs.digest",
    "channel_consents.state_hash",
    "fediverse_reactions.actor_hash",
    "import_items.identity",
    "intake_items.digest",
    "intake_items.identity",
    "media_loans.token_hash",
    "passkeys.public_key",
  ];
  const rows = await raw<{ name: string }>(
    `select c.relname || '.' || a.attname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
     join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and format_type(a.atttypid, null) = 'bytea'`,
  );
  const known = new Set([...open, ...columns.map(({ table, column }) => `${table}.${column}`)]);
  assert.deepEqual(
    rows.map(({ name }) => name).filter((name) => !known.has(name)),
    [],
  );
});

test("before and after a rotation every sealed thing opens, and the archive verifies", async () => {
  await everythingOpens();
  const before = await standing();
  assert.deepEqual(Object.keys(before), ["1"]);
  const { version, moved, faults } = await rotateKeys(owner, agencyId, columns);
  assert.deepEqual([version, moved, faults], [2, before["1"], []]);
  const after = await standing();
  assert.equal(after["1"], undefined);
  await everythingOpens();
  const keeper = new LogKeeper(
    asSystem(beat.assembly.ctx, "test", agencyId),
    beat.assembly.signer,
    join(beat.assembly.logFolder, agencyId),
  );
  while ((await keeper.turn()) > 0);
  const { faults: found } = await verifyArchive(
    system(),
    beat.assembly.signer,
    beat.assembly.logFolder,
  );
  assert.deepEqual(found, []);
});

test("another process may not know a new key yet, so it opens at once and seals later", async () => {
  const vault = beat.installation.vault;
  await assert.rejects(
    transact(system(), async (tx) => {
      const version = await vault.rotate(tx, agencyId);
      const keys = await vault.keysOf(tx, agencyId);
      assert.equal(keys.version, version - 1);
      assert.equal(keys.open(place, keys.seal(place, "x")).toString(), "x");
      throw new Error("undone");
    }),
    /undone/,
  );
  clock.advance(minuteMs);
});

test("an old key is destroyed only when it is old enough, and what was sealed under it is then lost", async () => {
  await assert.rejects(retireKeys(owner, agencyId, columns), /not old enough/);
  clock.advance(11 * minuteMs);
  assert.equal(await retireKeys(owner, agencyId, columns), 1);
  assert.deepEqual(
    (await keyRows()).map(({ version }) => version),
    [2],
  );
  await everythingOpens();
  clock.advance(minuteMs);
  await read(system(), async (tx) => {
    const keys = await tx.vault.keysOf(tx, agencyId);
    assert.throws(() => keys.open(place, old), /agency key 1 is not here/);
  });
  assert.equal(await retireKeys(owner, agencyId, columns), 0, "nothing is left to destroy");
});

test("a ciphertext swapped into another row stops at the rotation, is named, and its key is kept", async () => {
  const people = await raw<{ id: string }>(
    "select person_id as id from authenticators where agency_id = $1",
    [agencyId],
  );
  const ames = await personByEmail(system(), "ames@tinycounty.example");
  await transact(system(), (tx) => enrolAuthenticator(tx, ames, "Test"));
  await raw(
    "update authenticators as a set secret = b.secret from authenticators b where a.person_id = $1 and b.person_id = $2",
    [ames.id, people[0]?.id],
  );
  const { faults } = await rotateKeys(owner, agencyId, columns);
  assert.deepEqual(faults, [`authenticators ${ames.id}`]);
  clock.advance(11 * minuteMs);
  await assert.rejects(
    retireKeys(owner, agencyId, columns),
    /1 sealed values still need an old key/,
  );
  await raw("delete from authenticators where person_id = $1", [ames.id]);
  assert.equal(await retireKeys(owner, agencyId, columns), 1);
  await everythingOpens();
});

test("an interrupted rotation is finished by the next, with no key in between", async () => {
  const dying = dyingAfter(owner, 5);
  await assert.rejects(rotateKeys(dying, agencyId, columns), /database does not answer/);
  const half = await standing();
  assert.equal(Object.keys(half).length, 2, "some values moved and some did not");
  await everythingOpens();
  const { version, faults } = await rotateKeys(owner, agencyId, columns);
  assert.equal(version, Math.max(...(await keyRows()).map((row) => row.version)));
  assert.deepEqual([Object.keys(await standing()), faults], [[String(version)], []]);
});

test("a new root key opens everything, the old one nothing, and a second run changes nothing", async () => {
  const next = rootKeyOf(randomBytes(32));
  const everywhere = asSystem(owner, "test", null);
  const moved = await transact(everywhere, (tx) => owner.vault.rewrapAgencyKeys(tx, next));
  assert.equal(moved, (await keyRows()).length);
  assert.equal(await transact(everywhere, (tx) => owner.vault.rewrapAgencyKeys(tx, next)), 0);
  clock.advance(minuteMs);
  await assert.rejects(
    read(system(), (tx) => beat.installation.vault.keysOf(tx, agencyId)),
    /authenticate/,
  );
  await everythingOpens({ ...beat.assembly.ctx, vault: openVault(next) });
});

/** The same database, gone for good after so many transactions. */
function dyingAfter(ctx: Ctx, transactions: number): Ctx {
  let left = transactions;
  const connect = () => {
    left -= 1;
    return left >= 0 ? ctx.db.pool.connect() : Promise.reject(new Error("the power failed"));
  };
  const pool = Object.assign(Object.create(ctx.db.pool) as typeof ctx.db.pool, { connect });
  return { ...ctx, db: { ...ctx.db, pool } };
}

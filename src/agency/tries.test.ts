import assert from "node:assert/strict";
import { before, test } from "node:test";
import { Secret, TOTP } from "otpauth";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { StoryClock } from "#test/worlds/world.ts";
import { addPerson, enrolAuthenticator, setPassword, signInWithPassword } from "./index.ts";
import type { Session } from "./sessions.ts";
import { proveAgain, signInWithCode } from "./sign-in.ts";
import { tryOnce } from "./tries.ts";

/** Five failures lock an account, whether they come one after the other or all at the same moment. */
const clock = new StoryClock();
const from = { address: "192.0.2.7", agent: "test" };
const password = "three goats on a ferry";
let beat: TestBeat;
let agency: Ctx;

before(async () => {
  beat = await openTestBeat({ clock });
  agency = asSystem(beat.assembly.ctx, "test", await seedTinyCounty(beat.assembly));
});

let people = 0;
/** A new person with a password and an authenticator. */
async function somebody(): Promise<{ id: string; email: string; secret: string }> {
  const email = `person-${++people}@tinycounty.example`;
  return transact(agency, async (tx) => {
    const person = await addPerson(tx, { email, name: `Person ${people}`, roles: ["clerk"] });
    await setPassword(tx, person.id, password);
    const { secret } = await enrolAuthenticator(tx, person, "Test");
    return { id: person.id, email, secret };
  });
}

async function halfSession(email: string): Promise<Session> {
  return (await signInWithPassword(beat.assembly.ctx, email, password, from)).session;
}

function codeOf(secret: string): string {
  clock.advance(30_000);
  const timestamp = clock.now().epochMilliseconds;
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
}

async function locksOf(personId: string): Promise<number> {
  const [row] = await read(agency, (tx) =>
    tx.tx.raw<{ n: number }>("select count(*)::int as n from lockouts where person_id = $1", [
      personId,
    ]),
  );
  return row?.n ?? 0;
}

const tenTimes = <T>(ask: () => Promise<T>) =>
  Promise.allSettled(Array.from({ length: 10 }, () => ask()));

test("thirty people sign in at the same moment over twelve connections", async () => {
  const all = [];
  for (let n = 0; n < 30; n++) all.push(await somebody());
  const begun = await Promise.all(all.map(({ email }) => halfSession(email)));
  assert.equal(new Set(begun.map(({ personId }) => personId)).size, 30);
});

test("of ten wrong tries at the same moment at most five are looked at, and the account is locked once", async () => {
  const { id, email } = await somebody();
  let looks = 0;
  await tenTimes(() =>
    tryOnce(agency, id, from.address, {
      async open() {
        looks += 1;
        return undefined;
      },
    }),
  );
  assert.ok(looks <= 5, `${looks} were looked at`);
  assert.equal(await locksOf(id), 1);
  await assert.rejects(
    halfSession(email),
    /account is locked/,
    "the right password comes too late",
  );
});

test("T03: ten wrong passwords at once lock the account", async () => {
  const { id, email } = await somebody();
  await tenTimes(() => signInWithPassword(beat.assembly.ctx, email, "wrong", from));
  assert.equal(await locksOf(id), 1);
  await assert.rejects(halfSession(email), /account is locked/);
});

test("T03: ten wrong codes at once lock the account; the right one comes too late", async () => {
  const { id, email, secret } = await somebody();
  const session = await halfSession(email);
  await tenTimes(() => signInWithCode(beat.assembly.ctx, session, "000000", from));
  assert.equal(await locksOf(id), 1);
  await assert.rejects(
    signInWithCode(beat.assembly.ctx, session, codeOf(secret), from),
    /code is not right/,
  );
});

test("T03: ten wrong proofs at once lock the account, by code and by password", async () => {
  for (const proof of [{ code: "000000" }, { password: "wrong" }]) {
    const { id, email } = await somebody();
    const session = await halfSession(email);
    await tenTimes(() => proveAgain(beat.assembly.ctx, session, proof, from));
    assert.equal(await locksOf(id), 1);
  }
});

test("a right try is forgiven: four wrong ones, then a right one, and four more lock nothing", async () => {
  const { id, email, secret } = await somebody();
  const fourWrong = async () => {
    for (let n = 0; n < 4; n++)
      await signInWithPassword(beat.assembly.ctx, email, "wrong", from).catch(() => undefined);
  };
  await fourWrong();
  await signInWithCode(beat.assembly.ctx, await halfSession(email), codeOf(secret), from);
  await fourWrong();
  assert.equal(await locksOf(id), 0);
});

test("a password that is being looked at holds no connection to the database", async () => {
  const { id } = await somebody();
  const { pool } = beat.installation.db;
  const hashed = Promise.withResolvers<boolean>();
  const allLook = Promise.withResolvers<void>();
  let looks = 0;
  const tries = Array.from({ length: 5 }, () =>
    tryOnce(agency, id, from.address, {
      look() {
        looks += 1;
        if (looks === 5) allLook.resolve();
        return hashed.promise;
      },
      open: async () => true,
    }),
  );
  await allLook.promise;
  assert.equal(pool.totalCount - pool.idleCount, 0);
  hashed.resolve(false);
  await Promise.all(tries);
});

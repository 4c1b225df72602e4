import assert from "node:assert/strict";
import { before, test } from "node:test";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import { createToken, makePass, personByEmail, type Person } from "./index.ts";
import { reopenPerson } from "./people.ts";
import { beginSession, sessionOf } from "./sessions.ts";
import { welcome } from "./sign-in.ts";
import { actorOfToken } from "./tokens.ts";

const dayMs = 24 * 60 * 60_000;
const from = { address: "192.0.2.7", agent: "test" };
const clock = new StoryClock();
let beat: TestBeat;
let agencyId: string;

before(async () => {
  beat = await openTestBeat({ clock });
  agencyId = await seedTinyCounty(beat.assembly);
});

function system(): Ctx {
  return asSystem(beat.assembly.ctx, "test", agencyId);
}

function person(name: string): Promise<Person> {
  return personByEmail(system(), `${name}@tinycounty.example`);
}

async function signIn(name: string): Promise<void> {
  const { id } = await person(name);
  await transact(system(), (tx) => welcome(tx, id, "passkey", from));
}

/** The nightly job itself, as the slice registers it. */
async function runJob(): Promise<void> {
  const job = beat.assembly.slices
    .flatMap(({ jobs }) => jobs ?? [])
    .find(({ name }) => name === "agency.end-idle-accounts");
  assert.ok(job);
  await job.run(beat.assembly.ctx, { agencyId: null });
}

async function told(kind: string, subjectId: string): Promise<{ actor: string; facts: object }[]> {
  return read(system(), (tx) =>
    tx.tx.raw<{ actor: string; facts: object }>(
      "select actor_name as actor, facts from audit_events where kind = $1 and subject_id = $2 order by id",
      [kind, subjectId],
    ),
  );
}

test("CJIS AC-2: an account is open on its ninetieth idle day and off on the day after", async () => {
  for (const name of ["harlan", "boyd", "ames"]) await signIn(name);
  const boyd = await person("boyd");
  clock.advance(90 * dayMs);
  await signIn("harlan");
  await signIn("ames");
  await runJob();
  assert.equal((await person("boyd")).endedAt, null);
  clock.advance(dayMs);
  await runJob();
  assert.equal((await person("boyd")).endedWhy, "not used for 90 days");
  assert.equal((await person("ames")).endedAt, null, "who came back stays");
  assert.deepEqual(await told("agency.person-ended", boyd.id), [
    { actor: "idle accounts", facts: { why: "not used for 90 days" } },
  ]);
});

test("switching off ends sessions, tokens and open links, and an administrator switches on again", async () => {
  const boyd = await person("boyd");
  const sheriff = await as(beat.assembly.ctx, agencyId, "harlan@tinycounty.example");
  await reopenPerson(sheriff, boyd.id);
  const { cookie, token } = await transact(system(), async (tx) => {
    await makePass(tx, boyd.id, "recovery");
    return {
      cookie: (await beginSession(tx, boyd.id, "passkey", from)).cookie,
      token: await createToken(await as(tx, agencyId, boyd.email), {
        name: "cli",
        scopes: ["post.read"],
        days: 300,
      }),
    };
  });
  clock.advance(91 * dayMs);
  await signIn("harlan");
  await runJob();
  const open = await read(system(), (tx) =>
    tx.tx.raw<{ n: number }>(
      `select (select count(*) from sessions where person_id = $1 and ended_at is null)
            + (select count(*) from tokens where person_id = $1 and ended_at is null)
            + (select count(*) from passes where person_id = $1 and used_at is null) as n`,
      [boyd.id],
    ),
  );
  assert.equal(Number(open[0]?.n), 0);
  assert.equal((await sessionOf(beat.assembly.ctx, cookie, from)).state, "none");
  assert.equal(await actorOfToken(beat.assembly.ctx, token.token, from), undefined);

  await reopenPerson(sheriff, boyd.id);
  await runJob();
  const back = await person("boyd");
  assert.equal(back.endedAt, null, "opened today, the account has ninety days again");
  assert.deepEqual(back.roles, boyd.roles);
  assert.equal((await told("agency.person-reopened", boyd.id)).length, 2);
  await assert.rejects(reopenPerson(sheriff, boyd.id), /is open/);
});

test("an account that works through its token is not idle", async () => {
  const boyd = await person("boyd");
  const { token } = await createToken(await as(beat.assembly.ctx, agencyId, boyd.email), {
    name: "feed",
    scopes: ["post.read"],
    days: 300,
  });
  clock.advance(60 * dayMs);
  await signIn("harlan");
  assert.equal((await actorOfToken(beat.assembly.ctx, token, from))?.personId, boyd.id);
  clock.advance(60 * dayMs);
  await runJob();
  assert.equal((await person("boyd")).endedAt, null);
  clock.advance(31 * dayMs);
  await runJob();
  assert.notEqual((await person("boyd")).endedAt, null);
});

test("the last administrator is not locked out of the agency, and the trail says that it was kept", async () => {
  const harlan = await person("harlan");
  clock.advance(400 * dayMs);
  await runJob();
  assert.equal((await person("harlan")).endedAt, null);
  assert.notEqual((await person("ames")).endedAt, null);
  const kept = await told("agency.idle-administrator-kept", harlan.id);
  assert.deepEqual(kept.at(-1)?.facts, { idleDays: 90, why: "the last administrator" });
});

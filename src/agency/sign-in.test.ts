import assert from "node:assert/strict";
import { before, test } from "node:test";
import { Secret, TOTP } from "otpauth";
import { asSystem } from "#platform/context.ts";
import { stamp } from "#platform/clock.ts";
import { transact } from "#platform/db/database.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { Browserless } from "#test/browserless.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import { addPerson, createToken, enrolAuthenticator, personByEmail, setPassword } from "./index.ts";

let beat: TestBeat;
let agencyId: string;
const clock = new StoryClock();
const password = "three goats on a ferry";
const secrets = new Map<string, string>();

before(async () => {
  beat = await openTestBeat({ clock });
  agencyId = await seedTinyCounty(beat.assembly);
  for (const name of ["harlan", "boyd", "ames"]) {
    await transact(asSystem(beat.assembly.ctx, "test", agencyId), async (tx) => {
      const person = await personByEmail(tx, `${name}@tinycounty.example`);
      await setPassword(tx, person.id, password);
      secrets.set(name, (await enrolAuthenticator(tx, person, "Test")).secret);
    });
  }
});

/** Somebody with a browser, who knows the password and holds everybody's authenticators. */
class Visitor extends Browserless {
  constructor() {
    super(beat);
  }

  async signIn(name: string): Promise<Visitor> {
    const first = await this.ask("POST", "/sign-in/password", {
      email: `${name}@tinycounty.example`,
      password,
    });
    assert.equal(first.status, 200);
    const second = await this.ask("POST", "/sign-in/code", { code: codeOf(name) });
    assert.equal(second.status, 200);
    return this;
  }
}

function codeOf(name: string): string {
  clock.advance(30_000);
  return new TOTP({ secret: Secret.fromBase32(secrets.get(name) ?? "") }).generate({
    timestamp: clock.now().epochMilliseconds,
  });
}

test("T01: one factor opens nothing", async () => {
  const visitor = new Visitor();
  await visitor.ask("POST", "/sign-in/password", { email: "boyd@tinycounty.example", password });
  assert.equal((await visitor.ask("GET", "/posts")).status, 401);
  assert.equal((await visitor.ask("GET", "/session")).body["state"], "signed-out");
});

test("both factors sign in, and the session changes its token on the way (T13)", async () => {
  const visitor = new Visitor();
  await visitor.ask("POST", "/sign-in/password", { email: "boyd@tinycounty.example", password });
  const half = visitor.cookie;
  await visitor.ask("POST", "/sign-in/code", { code: codeOf("boyd") });
  assert.notEqual(visitor.cookie, half);
  assert.equal((await visitor.ask("GET", "/posts")).status, 200);
});

test("T06: a code is good for one use", async () => {
  const code = codeOf("ames");
  const [first, second] = [new Visitor(), new Visitor()];
  for (const visitor of [first, second])
    await visitor.ask("POST", "/sign-in/password", { email: "ames@tinycounty.example", password });
  const answers = await Promise.all(
    [first, second].map((visitor) => visitor.ask("POST", "/sign-in/code", { code })),
  );
  assert.deepEqual(
    answers.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, 401],
  );
});

test("T07: a wrong password and an unknown account are answered alike", async () => {
  const known = await new Visitor().ask("POST", "/sign-in/password", {
    email: "harlan@tinycounty.example",
    password: "wrong",
  });
  const unknown = await new Visitor().ask("POST", "/sign-in/password", {
    email: "nobody@tinycounty.example",
    password: "wrong",
  });
  assert.equal(known.status, unknown.status);
  assert.equal(known.body["detail"], unknown.body["detail"]);
});

test("T03: five failures lock the account until an administrator opens it", async () => {
  for (let tried = 0; tried < 5; tried++)
    await new Visitor().ask("POST", "/sign-in/password", {
      email: "boyd@tinycounty.example",
      password: "wrong",
    });
  assert.equal(
    (
      await new Visitor().ask("POST", "/sign-in/password", {
        email: "boyd@tinycounty.example",
        password,
      })
    ).status,
    401,
  );
  clock.advance(60 * 60_000);
  assert.equal(
    (
      await new Visitor().ask("POST", "/sign-in/password", {
        email: "boyd@tinycounty.example",
        password,
      })
    ).status,
    401,
    "time alone does not open it",
  );
  const administrator = await new Visitor().signIn("harlan");
  const boyd = await personByEmail(
    asSystem(beat.assembly.ctx, "test", agencyId),
    "boyd@tinycounty.example",
  );
  assert.equal((await administrator.ask("DELETE", `/people/${boyd.id}/lockout`)).status, 200);
  assert.equal(
    (
      await new Visitor().ask("POST", "/sign-in/password", {
        email: "boyd@tinycounty.example",
        password,
      })
    ).status,
    200,
  );
});

test("T14, T15: thirty idle minutes lock the screen, twelve hours end the session", async () => {
  const visitor = await new Visitor().signIn("ames");
  clock.advance(31 * 60_000);
  assert.equal((await visitor.ask("GET", "/posts")).status, 423);
  assert.equal((await visitor.ask("POST", "/session/unlock", { password })).status, 200);
  assert.equal((await visitor.ask("GET", "/posts")).status, 200);
  clock.advance(12 * 60 * 60_000);
  assert.equal((await visitor.ask("GET", "/posts")).status, 401);
});

test("T18: granting a role asks for a factor proved in the last ten minutes", async () => {
  const administrator = await new Visitor().signIn("harlan");
  clock.advance(11 * 60_000);
  const ames = await personByEmail(
    asSystem(beat.assembly.ctx, "test", agencyId),
    "ames@tinycounty.example",
  );
  const refused = await administrator.ask("POST", `/people/${ames.id}/roles`, { role: "legal" });
  assert.deepEqual([refused.status, refused.body["code"]], [403, "step-up-needed"]);
  assert.equal((await administrator.ask("POST", "/session/step-up", { password })).status, 200);
  assert.equal(
    (await administrator.ask("POST", `/people/${ames.id}/roles`, { role: "legal" })).status,
    201,
  );
});

test("T16: a change of roles ends the person's sessions at once", async () => {
  const visitor = await new Visitor().signIn("ames");
  const ames = await personByEmail(
    asSystem(beat.assembly.ctx, "test", agencyId),
    "ames@tinycounty.example",
  );
  const administrator = await new Visitor().signIn("harlan");
  await administrator.ask("DELETE", `/people/${ames.id}/roles/legal`);
  assert.equal((await visitor.ask("GET", "/posts")).status, 401);
});

test("a sign-in and a proof stand in the trail as the person's own, with where they came from", async () => {
  const visitor = await new Visitor().signIn("ames");
  await visitor.ask("POST", "/session/step-up", { password });
  const rows = await transact(asSystem(beat.assembly.ctx, "test", agencyId), (tx) =>
    tx.tx.raw<{ kind: string; who: string; via: string; agent: string }>(
      `select kind, actor_name as who, split_part(via, ' ', 1) as via, agent from audit_events
       where kind in ('agency.signed-in', 'agency.session-proved') order by id desc limit 2`,
    ),
  );
  assert.deepEqual(
    rows.map(({ kind, who, via }) => `${kind}: ${who} by ${via}`),
    ["agency.session-proved: Cora Ames by session", "agency.signed-in: Cora Ames by session"],
  );
});

test("an account with only a password sets up its authenticator on the way in, once", async () => {
  const system = asSystem(beat.assembly.ctx, "test", agencyId);
  const email = "reyes@tinycounty.example";
  await transact(system, async (tx) => {
    const { id } = await addPerson(tx, { email, name: "Lena Reyes", roles: ["clerk"] });
    await setPassword(tx, id, password);
  });
  const visitor = new Visitor();
  const first = await visitor.ask("POST", "/sign-in/password", { email, password });
  assert.equal(first.body["next"], "enrol");
  const asked = await visitor.ask("POST", "/sign-in/enrolment");
  const { secret } = asked.body["totp"] as { secret: string };
  assert.equal((await visitor.ask("GET", "/posts")).status, 401, "half a sign-in opens nothing");
  const wrong = await visitor.ask("POST", "/sign-in/enrolment/confirm", { code: "000000" });
  assert.equal(wrong.status, 401);
  secrets.set("reyes", secret);
  const confirmed = await visitor.ask("POST", "/sign-in/enrolment/confirm", {
    code: codeOf("reyes"),
  });
  assert.equal(confirmed.status, 200);
  assert.equal((confirmed.body["recoveryCodes"] as string[]).length, 10);
  assert.equal((await visitor.ask("GET", "/posts")).status, 200);

  const thief = new Visitor();
  const again = await thief.ask("POST", "/sign-in/password", { email, password });
  assert.equal(again.body["next"], "code");
  const refused = await thief.ask("POST", "/sign-in/enrolment");
  assert.deepEqual([refused.status, refused.body["code"]], [403, "second-factor-known"]);
});

test("the list of people says whose account is locked and since when, to whoever may open it", async () => {
  for (let tried = 0; tried < 5; tried++)
    await new Visitor().ask("POST", "/sign-in/password", {
      email: "reyes@tinycounty.example",
      password: "wrong",
    });
  const lockedSince = clock.now();
  const lockedAt = async (name: string) => {
    const { body } = await (await new Visitor().signIn(name)).ask("GET", "/people");
    const people = body["people"] as { name: string; lockedAt: string | null }[];
    return people.find((one) => one.name === "Lena Reyes")?.lockedAt;
  };
  assert.equal(await lockedAt("harlan"), stamp(lockedSince));
  assert.equal(await lockedAt("boyd"), null, "a colleague is not told");
});

test("listing tokens and recoveries asks for no fresh proof; making them does", async () => {
  const visitor = await new Visitor().signIn("harlan");
  clock.advance(11 * 60_000);
  assert.equal((await visitor.ask("GET", "/tokens")).status, 200);
  assert.equal((await visitor.ask("GET", "/recoveries")).status, 200);
  const token = await visitor.ask("POST", "/tokens", { name: "x", scopes: ["post.read"], days: 1 });
  assert.equal(token.body["code"], "step-up-needed");
  const ames = await personByEmail(
    asSystem(beat.assembly.ctx, "test", agencyId),
    "ames@tinycounty.example",
  );
  const recovery = await visitor.ask("POST", `/people/${ames.id}/recovery`);
  assert.equal(recovery.body["code"], "step-up-needed");
});

test("a person's language is kept and waits on the next device", async () => {
  const visitor = await new Visitor().signIn("ames");
  assert.equal((await visitor.ask("PUT", "/account/language", { language: "es" })).status, 200);
  assert.equal((await visitor.ask("PUT", "/account/language", { language: "xx" })).status, 422);
  const elsewhere = await new Visitor().signIn("ames");
  assert.equal((await elsewhere.ask("GET", "/session")).body["language"], "es");
});

test("a request from a foreign page is not carried out", async () => {
  const visitor = await new Visitor().signIn("harlan");
  const response = await beat.assembly.app.request("http://localhost:4400/api/holds", {
    method: "POST",
    headers: {
      cookie: visitor.cookie,
      origin: "https://evil.example",
      "x-openbeat": "x",
      "content-type": "application/json",
    },
    body: JSON.stringify({ scope: "agency", reason: "gotcha" }),
  });
  assert.equal(response.status, 403);
});

test("T11: a token does what its scopes say, and ends with its person", async () => {
  const person = await as(beat.assembly.ctx, agencyId, "boyd@tinycounty.example");
  const { token } = await createToken(person, { name: "cli", scopes: ["post.read"], days: 1 });
  const ask = (path: string, method = "GET") =>
    beat.assembly.app.request(`http://localhost:4400/api${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(method === "POST" ? { body: "{}" } : {}),
    });
  assert.equal((await ask("/posts")).status, 200);
  assert.equal((await ask("/posts", "POST")).status, 403);
  clock.advance(25 * 60 * 60_000);
  assert.equal((await ask("/posts")).status, 401);
});

test("T12: guessing at tokens runs out of requests, from a whole IPv6 network together", async () => {
  const other = await openTestBeat({ clock });
  const guess = async (n: number) => {
    const answer = await other.assembly.app.request(
      "http://localhost:4400/api/posts",
      { headers: { authorization: `Bearer obt.guess.${n}` } },
      { incoming: { headers: {}, socket: { remoteAddress: `2001:db8:0:1::${n.toString(16)}` } } },
    );
    return answer.status;
  };
  for (let n = 0; n < 1_200; n++) assert.equal(await guess(n), 401);
  assert.equal(await guess(1_200), 429);
});

test("A6: a token registers no passkey to sign in with, whatever its scopes", async () => {
  const person = await as(beat.assembly.ctx, agencyId, "ames@tinycounty.example");
  const scopes = ["session.own", "session.*", "passkey.change", "passkey.*"];
  const { token } = await createToken(person, { name: "cli", scopes, days: 1 });
  for (const [method, path] of [
    ["POST", "/passkeys/options"],
    ["POST", "/passkeys"],
    ["DELETE", "/passkeys/any"],
    ["GET", "/session/list"],
  ] as const) {
    const answer = await beat.assembly.app.request(`http://localhost:4400/api${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(method === "POST" ? { body: "{}" } : {}),
    });
    const { code } = (await answer.json()) as { code: string };
    assert.deepEqual([answer.status, code], [403, "needs-a-person"], path);
  }
});

test("a screen left open adds and removes no passkey: that asks for a fresh proof", async () => {
  const visitor = await new Visitor().signIn("ames");
  clock.advance(11 * 60_000);
  for (const ask of ["POST /passkeys/options", "DELETE /passkeys/any"] as const) {
    const [method = "", path = ""] = ask.split(" ");
    assert.equal((await visitor.ask(method, path)).body["code"], "step-up-needed", ask);
  }
  assert.equal((await visitor.ask("GET", "/passkeys")).status, 200);
});

test("refused attempts stand in the audit trail", async () => {
  const visitor = await new Visitor().signIn("ames");
  assert.equal(
    (await visitor.ask("POST", "/channels", { network: "website", name: "x", input: {} })).status,
    403,
  );
  const rows = await transact(asSystem(beat.assembly.ctx, "test", agencyId), (tx) =>
    tx.tx.raw<{ n: number }>(
      "select count(*)::int as n from audit_events where kind = 'agency.verb-refused' and subject_id = '/api/channels'",
    ),
  );
  assert.equal(rows[0]?.n, 1);
});

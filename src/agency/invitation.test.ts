import assert from "node:assert/strict";
import { before, test } from "node:test";
import { Secret, TOTP } from "otpauth";
import { asSystem } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { Browserless } from "#test/browserless.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { addPerson, guardedRoutes, makePass } from "./index.ts";

/** An invitation opens an account once, and its pass never stands in an address. */
let beat: TestBeat;
let pass: string;

before(async () => {
  beat = await openTestBeat();
  const agencyId = await seedTinyCounty(beat.assembly);
  pass = await transact(asSystem(beat.assembly.ctx, "test", agencyId), async (tx) => {
    const person = await addPerson(tx, { email: "new@tiny.example", name: "New", roles: ["pio"] });
    return makePass(tx, person.id, "invitation");
  });
});

test("the invited read, choose a password, confirm the first code and are in, once", async () => {
  const visitor = new Browserless(beat);
  const seen = await visitor.ask("POST", "/invitations/reading", { pass });
  assert.equal(seen.body["email"], "new@tiny.example");
  const password = "three goats on a ferry";
  const accepted = await visitor.ask("POST", "/invitations/acceptance", { pass, password });
  const { secret } = accepted.body["totp"] as { secret: string };
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
  const done = await visitor.ask("POST", "/invitations/confirmation", { pass, code });
  assert.equal(done.status, 200);
  assert.equal((await visitor.ask("GET", "/session")).body["state"], "signed-in");
  const again = await new Browserless(beat).ask("POST", "/invitations/reading", { pass });
  assert.deepEqual([again.status, again.body["code"]], [410, "pass-gone"]);
});

test("no address of the program holds a pass, a token or another way in", () => {
  const [agency] = beat.assembly.slices;
  assert.ok(agency?.routes);
  for (const { path } of guardedRoutes(agency.routes))
    assert.doesNotMatch(path, /:(token|pass|secret|code)\b/);
});

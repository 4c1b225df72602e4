import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Secret, TOTP } from "otpauth";
import { asSystem } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { Browserless, type Answer } from "#test/browserless.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { StoryClock } from "#test/worlds/world.ts";
import { siteAgency } from "./index.ts";

/** The first visit: what the printed one-time code opens, and that nothing of it stays open. */
const printed = "test-code";
const begun = {
  code: printed,
  agency: { name: "Cedar Falls Police", shortName: "Cedar Falls", state: "IA", timeZone: "UTC" },
  administrator: { name: "Ana Ruiz", email: "ruiz@cedar.example", password: "three goats ferry" },
};
let clock: StoryClock;
let beat: TestBeat;
let visitor: Browserless;
let secret: string;

beforeEach(async () => {
  clock = new StoryClock();
  beat = await openTestBeat({ clock });
  visitor = new Browserless(beat);
  const answer = await visitor.ask("POST", "/setup/agency", begun);
  assert.equal(answer.status, 200);
  secret = (answer.body["totp"] as { secret: string }).secret;
});

function digits(): string {
  clock.advance(30_000);
  const timestamp = clock.now().epochMilliseconds;
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
}

function confirm(totp: string, code = printed): Promise<Answer> {
  return new Browserless(beat).ask("POST", "/setup/confirm", { code, totp });
}

test("the set-up is confirmed once: a second confirm answers 409, with every code right", async () => {
  assert.equal((await confirm(digits())).status, 200);
  const again = await confirm(digits());
  assert.deepEqual([again.status, again.body["code"]], [409, "set-up-done"]);
});

test("six digits alone confirm nothing: the printed code is asked for again", async () => {
  const answer = await confirm(digits(), "guess");
  assert.deepEqual([answer.status, answer.body["code"]], [403, "wrong-setup-code"]);
});

test("five wrong first codes, also at once, end what was begun; each stands in the trail", async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => confirm("000000")));
  const codes = answers.map(({ body }) => body["code"]);
  assert.equal(codes.filter((code) => code === "wrong-code").length, 5);
  assert.equal((await confirm(digits())).body["code"], "not-begun");
  const agency = await siteAgency(beat.assembly.ctx);
  const [row] = await read(asSystem(beat.assembly.ctx, "test", agency?.agencyId ?? null), (tx) =>
    tx.tx.raw<{ n: number }>(
      "select count(*)::int as n from audit_events where kind = 'agency.sign-in-failed'",
    ),
  );
  assert.equal(row?.n, 5);
});

test("guessing at the set-up is as slow as guessing at a sign-in", async () => {
  for (let tried = 0; tried < 29; tried++) await confirm("000000", "guess");
  assert.equal((await confirm("000000", "guess")).status, 429);
});

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { before, test } from "node:test";
import { Secret, TOTP } from "otpauth";
import type { Page } from "playwright-core";
import { enrolAuthenticator, personByEmail, setPassword, siteAgency, takeCode } from "#agency";
import { asSystem } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { atEnd } from "../openbeat.ts";
import { StoryClock } from "../worlds/world.ts";
import { mustBeAccessible, picture, serveWorld, visit, type Served } from "./console.ts";
import { Device } from "./device.ts";

/**
 * Passkeys driven for real: Chromium's own authenticator signs, our server checks. One browser is lived
 * through from the first sign-in on; each test goes on where the one before it stood.
 */
const email = "harlan@tinycounty.example";
const password = "three goats on a ferry";
const clock = new StoryClock();
let served: Served;
let page: Page;
let device: Device;
let secret = "";

before(async () => {
  served = await serveWorld("tiny-county", { clock });
  await transact(await system(), async (tx) => {
    const person = await personByEmail(tx, email);
    await setPassword(tx, person.id, password);
    secret = (await enrolAuthenticator(tx, person, "Test")).secret;
    assert.ok(await takeCode(tx, person.id, codeNow()));
  });
  page = (await visit(served)).page;
  device = await Device.of(page);
});

async function system() {
  const { ctx } = served.beat.assembly;
  const agency = await siteAgency(ctx);
  assert.ok(agency);
  return asSystem(ctx, "test", agency.agencyId);
}

async function trail(kind: string): Promise<{ who: string; facts: Record<string, unknown> }[]> {
  return read(await system(), (tx) =>
    tx.tx.raw<{ who: string; facts: Record<string, unknown> }>(
      "select actor_name as who, facts from audit_events where kind = $1 order by id",
      [kind],
    ),
  );
}

async function signOut(): Promise<void> {
  await page.getByRole("button", { name: "June Harlan" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in", exact: true }).waitFor();
}

/** Uses the passkey on the sign-in page and returns what the server answered, and what it was sent. */
async function usePasskey() {
  const answered = page.waitForResponse(`${served.origin}/api/sign-in/passkey`);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  const response = await answered;
  return { status: response.status(), sent: response.request().postData() ?? "" };
}

/** Has the page keep, as `heardOfTheDevice`, how its next question to the device ends. */
async function hearTheDevice(on: Page): Promise<void> {
  await on.evaluate(() => {
    const { credentials } = navigator;
    const get = credentials.get.bind(credentials);
    const said = Promise.withResolvers<string>();
    Reflect.set(window, "heardOfTheDevice", said.promise);
    credentials.get = async (options) => {
      try {
        const given = await get(options);
        said.resolve("given");
        return given;
      } catch (error) {
        said.resolve(error instanceof Error ? error.name : String(error));
        throw error;
      }
    };
  });
}

/** Asks as a page of the console does, from within it. */
async function ask(on: Page, path: string, body?: unknown): Promise<number> {
  return on.evaluate(
    async ([url, text]) =>
      (
        await fetch(url, {
          method: "POST",
          headers: { "content-type": "application/json", "x-openbeat": "console" },
          ...(text === "" ? {} : { body: text }),
        })
      ).status,
    [`${served.origin}/api${path}`, body === undefined ? "" : JSON.stringify(body)] as const,
  );
}

test("a passkey is made on the account page, by whoever signed in with both other factors", async () => {
  await page.goto(`${served.origin}/console/sign-in`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Agree and continue" }).click();
  await page.getByLabel("Code").fill(codeNow());
  await page.getByRole("button", { name: "Agree and sign in" }).click();
  await page.getByRole("navigation").first().waitFor();
  await page.goto(`${served.origin}/console/account`);
  await page.getByLabel("Name of the device").fill("Sheriff's laptop");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByText("Sheriff's laptop").waitFor();
  const [made] = await device.passkeys();
  assert.equal(made?.rpId, "localhost");
  assert.deepEqual(
    (await trail("agency.passkey-added")).map(({ who, facts }) => [who, facts["name"]]),
    [["June Harlan", "Sheriff's laptop"]],
  );
  await mustBeAccessible(page, "the account with a passkey");
  await picture(page, "account-passkey");
});

test("it signs in alone, without a password, and the trail says who and with what", async () => {
  await signOut();
  assert.equal((await usePasskey()).status, 200);
  await page.getByRole("navigation").first().waitFor();
  const last = (await trail("agency.signed-in")).at(-1);
  assert.deepEqual([last?.who, last?.facts["factor"]], ["June Harlan", "passkey"]);
});

test("it is the recent proof that a grave act asks for, and the act then goes on by itself", async () => {
  clock.advance(11 * 60_000);
  await page.goto(`${served.origin}/console/people`);
  await page.getByRole("button", { name: "Invite a person" }).click();
  const invitation = page.getByRole("dialog", { name: "Invite a person" });
  await invitation.getByLabel("Name").fill("Lena Reyes");
  await invitation.getByLabel("E-mail").fill("reyes@tinycounty.example");
  await invitation.getByRole("button", { name: "Make the invitation" }).click();
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await page.getByText("Give this link to Lena Reyes").waitFor();
  assert.equal((await trail("agency.session-proved")).at(-1)?.facts["how"], "passkey");
  assert.equal((await trail("agency.person-invited")).length, 1);
});

test("T05: a recorded answer does not sign in a second time", async () => {
  await page.goto(`${served.origin}/console/`);
  await signOut();
  const { status, sent } = await usePasskey();
  assert.equal(status, 200);
  await page.getByRole("navigation").first().waitFor();
  await signOut();
  assert.equal(await ask(page, "/sign-in/passkey", JSON.parse(sent)), 401);
  assert.equal(await ask(page, "/sign-in/passkey", { response: { id: "x" } }), 401);
});

test("T04: an answer given to a foreign page is refused, though the same key signed it", async () => {
  const phisher = createServer((_request, response) => {
    response.setHeader("content-type", "text/html");
    response.end("<!doctype html><title>Tiny County sign-in</title><h1>Sign in</h1>");
  });
  await new Promise<void>((resolve) => phisher.listen(0, "127.0.0.1", resolve));
  atEnd(() => new Promise((resolve) => phisher.close(resolve)));
  const address = phisher.address();
  assert.ok(typeof address === "object" && address);

  // The thief's own server fetches a true question and lays it before the sheriff.
  const asked = await served.beat.assembly.app.request(
    `${served.origin}/api/sign-in/passkey/options`,
    { method: "POST", headers: { origin: served.origin, "x-openbeat": "console" } },
  );
  const { options } = (await asked.json()) as { options: { challenge: string } };
  await page.goto(`http://localhost:${address.port}/`);
  const response = await page.evaluate(async (challenge) => {
    const bytes = (text: string) =>
      Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) =>
        one.charCodeAt(0),
      );
    const credential = await navigator.credentials.get({
      publicKey: { challenge: bytes(challenge), rpId: "localhost", userVerification: "required" },
    });
    return (credential as PublicKeyCredential).toJSON();
  }, options.challenge);
  const answer = await served.beat.assembly.app.request(`${served.origin}/api/sign-in/passkey`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      origin: served.origin,
      "x-openbeat": "console",
    },
    body: JSON.stringify({ response }),
  });
  assert.equal(answer.status, 401);
  const refused = (await trail("agency.passkey-refused")).at(-1);
  assert.match(String(refused?.facts["why"]), /origin/i);
  assert.equal(refused?.facts["passkey"], "Sheriff's laptop");
});

test("a copied passkey shows by its counter, is refused, and the trail keeps it", async () => {
  await page.goto(`${served.origin}/console/sign-in`);
  await device.turnCounterBackTo(1);
  assert.equal((await usePasskey()).status, 401);
  await page.getByText("This passkey was not accepted here").waitFor();
  assert.match(String((await trail("agency.passkey-refused")).at(-1)?.facts["why"]), /counter/i);
  await picture(page, "sign-in-refused-passkey");
});

test("a device that did not check its user is not enough, and a bare address offers no passkey", async () => {
  await device.turnCounterBackTo(1_000);
  await device.verifyUser(false);
  await page.goto(`${served.origin}/console/sign-in`);
  await hearTheDevice(page);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  const heard = await page.evaluate(() => Reflect.get(window, "heardOfTheDevice"));
  assert.equal(heard, "NotAllowedError");
  assert.equal(await page.getByRole("heading", { name: "Sign in", exact: true }).count(), 1);
  await device.verifyUser(true);

  await page.goto(`${served.origin.replace("localhost", "127.0.0.1")}/console/sign-in`);
  await page.getByText("Passkeys are bound to a name").waitFor();
  assert.equal(await page.getByRole("button", { name: "Use a passkey" }).count(), 0);
});

test("a passkey that was removed signs nobody in", async () => {
  await page.goto(`${served.origin}/console/sign-in`);
  assert.equal((await usePasskey()).status, 200);
  await page.getByRole("navigation").first().waitFor();
  await page.goto(`${served.origin}/console/account`);
  await page.getByRole("button", { name: "Remove" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await page.getByText("Sheriff's laptop", { exact: true }).waitFor({ state: "detached" });
  await signOut();
  assert.equal((await usePasskey()).status, 401);
});

/** The code of the authenticator app at the story's time. */
function codeNow(): string {
  clock.advance(30_000);
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: clock.now().epochMilliseconds,
  });
}

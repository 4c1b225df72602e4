import assert from "node:assert/strict";
import { before, test } from "node:test";
import { Secret, TOTP } from "otpauth";
import { addPerson, setPassword, siteAgency } from "#agency";
import { asSystem, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { who } from "../worlds/riverside/people.ts";
import {
  mustBeAccessible,
  picture,
  serveWorld,
  signInByPass,
  visit,
  type Served,
} from "./console.ts";

/** What helps when something is wrong with an account, by clicking. */
const password = "nine herons over the mill";
const email = "reyes@riversidefalls.example";
let served: Served;
let system: Ctx;

before(async () => {
  served = await serveWorld("riverside");
  const agency = await siteAgency(served.beat.assembly.ctx);
  assert.ok(agency);
  system = asSystem(served.beat.assembly.ctx, "test", agency.agencyId);
  await transact(system, async (tx) => {
    const { id } = await addPerson(tx, { email, name: "Lena Reyes", roles: ["clerk"] });
    await setPassword(tx, id, password);
  });
});

test("who has only a password sets up an authenticator on the way in, and keeps the codes", async () => {
  const { page, complaints } = await visit(served, 390, "dark");
  await page.goto(`${served.origin}/console/sign-in`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Agree and continue" }).click();
  await page.getByRole("heading", { name: "Add an authenticator" }).waitFor();
  await mustBeAccessible(page, "enrolment at sign-in");
  await picture(page, "enrolment-390");
  const secret = (await page.locator("code").first().innerText()).replaceAll(" ", "");
  await page
    .getByLabel("Six digits")
    .fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate());
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.getByRole("button", { name: "I have kept them" }).click();
  await page.getByRole("navigation").first().waitFor();
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test("a locked account is seen with its time, and an administrator opens it", async () => {
  for (let tried = 0; tried < 5; tried++)
    await served.beat.assembly.app.request(`${served.origin}/api/sign-in/password`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: served.origin, "x-openbeat": "x" },
      body: JSON.stringify({ email, password: "wrong" }),
    });
  const { page } = await visit(served);
  await signInByPass(served, page, who.administrator);
  await page.goto(`${served.origin}/console/people?state=locked`);
  await page.getByText("Lena Reyes").click();
  await page.getByText("Locked since").waitFor();
  await picture(page, "people-locked");
  await page.getByRole("button", { name: "Open the locked account" }).click();
  const dialog = page.getByRole("dialog").last();
  await dialog.getByRole("button", { name: "Open the locked account" }).click();
  await page.getByText("Lena Reyes may sign in again").waitFor();
  await page.context().close();
});

test("a language that was chosen waits on the next device", async () => {
  const first = await visit(served);
  await signInByPass(served, first.page, who.lieutenant);
  await first.page.goto(`${served.origin}/console/account`);
  const saved = first.page.waitForResponse(`${served.origin}/api/account/language`);
  await first.page.getByLabel("Español").check();
  assert.equal((await saved).status(), 200);
  await first.page.getByRole("heading", { name: "Mi cuenta" }).waitFor();
  await first.page.context().close();
  const second = await visit(served);
  await signInByPass(served, second.page, who.lieutenant);
  await second.page.getByRole("heading", { name: "Hoy" }).waitFor();
  await second.page.context().close();
});

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { Secret, TOTP } from "otpauth";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { siteAgency } from "#agency";
import { asSystem } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { rebuildSite } from "../../src/slices.ts";
import { mustBeAccessible, picture, serveWorld, visit, type Served } from "./console.ts";
import { Device } from "./device.ts";

/** An empty data folder, the one-time code, and then an agency: every question of the wizard is answered. */
let served: Served;
let page: Page;
const disclaimer = "In an emergency call 911. Comments are public records (RCW 42.56).";

before(async () => {
  served = await serveWorld("empty");
  page = (await visit(served)).page;
  await Device.of(page);
});

async function rebuilt(): Promise<string> {
  const { assembly } = served.beat;
  await rebuildSite(assembly.ctx, assembly.networks, assembly.site, served.origin);
  return (await fetch(`${served.origin}/`)).text();
}

async function png(background: string): Promise<Buffer> {
  return sharp({ create: { width: 900, height: 600, channels: 3, background } })
    .withMetadata({ exif: { IFD0: { Copyright: "hidden words" } } })
    .png()
    .toBuffer();
}

test("whoever opens an empty installation without the printed code gets no further", async () => {
  await page.goto(`${served.origin}/console/`);
  await page.waitForURL(/\/console\/setup$/);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.getByLabel("Set-up code").fill("guessed");
  await page.getByRole("button", { name: "Set up our agency" }).click();
  await answerAgency();
  await answerAdministrator();
  await page.getByText("This is not the code that Openbeat printed").waitFor();
  assert.equal(await siteAgency(served.beat.assembly.ctx), undefined);
});

test("the answers make the agency and its administrator, whose authenticator is confirmed", async () => {
  await page.goto(`${served.origin}/console/setup#code=test-code`);
  await page.reload();
  await mustBeAccessible(page, "the wizard's first step");
  await page.getByRole("button", { name: "Set up our agency" }).click();
  await answerAgency();
  await picture(page, "wizard-administrator");
  await answerAdministrator();
  await page.getByRole("heading", { name: /authenticator/i }).waitFor();
  await mustBeAccessible(page, "the wizard's authenticator");
  await picture(page, "wizard-authenticator");
  const secret = (await page.locator("code").first().innerText()).replaceAll(" ", "");
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
  await page.getByLabel("Six digits").fill(code);
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.getByRole("heading", { name: /recovery codes/i }).waitFor();
  assert.equal(await page.locator("li code").count(), 10);
  const agency = await siteAgency(served.beat.assembly.ctx);
  assert.ok(agency);
  const { name, shortName, state, timeZone } = agency;
  assert.deepEqual(
    [name, shortName, state, timeZone, agency.disclaimer],
    ["Pine Harbor Police", "Pine Harbor PD", "WA", "America/Los_Angeles", disclaimer],
  );
});

test("a passkey is offered at once, and the wizard ends in the console", async () => {
  await page.getByRole("button", { name: "I have kept them" }).click();
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByRole("heading", { name: /Pine Harbor Police/ }).waitFor();
  await picture(page, "wizard-done");
  const agency = await siteAgency(served.beat.assembly.ctx);
  const rows = await read(
    asSystem(served.beat.assembly.ctx, "test", agency?.agencyId ?? ""),
    (tx) => tx.tx.raw<{ n: number }>("select count(*)::int as n from passkeys"),
  );
  assert.equal(rows[0]?.n, 1);
  await page.getByRole("button", { name: "Open the console" }).click();
  await page.getByRole("navigation").first().waitFor();
  await mustBeAccessible(page, "Today of a new agency");
});

test("logo and disclaimer stand on the newsroom, the logo without what was hidden in it", async () => {
  const home = await rebuilt();
  assert.ok(home.includes(disclaimer));
  assert.match(home, /<img class="logo" src="\/logo.png"/);
  const logo = await fetch(`${served.origin}/logo.png`);
  assert.equal(logo.headers.get("content-type"), "image/png");
  const bytes = Buffer.from(await logo.arrayBuffer());
  assert.ok(!bytes.includes("hidden words"));
  const { width } = await sharp(bytes).metadata();
  assert.equal(width, 512);
  for (const [size, scheme] of [
    [1280, "light"],
    [390, "dark"],
  ] as const) {
    const visitor = await visit(served, size, scheme);
    await visitor.page.goto(served.origin);
    await mustBeAccessible(visitor.page, `the newsroom with a logo at ${size} px`);
    await picture(visitor.page, `newsroom-logo-${size}`);
    await visitor.page.context().close();
  }
});

test("the settings change both, and take the logo away", async () => {
  await page.goto(`${served.origin}/console/settings`);
  await page.getByLabel("Line under every public page").fill("New words for every page.");
  await page
    .getByLabel("Badge or logo")
    .setInputFiles({ name: "b.png", mimeType: "image/png", buffer: await png("#a33") });
  await page.getByRole("button", { name: "Save the changes" }).click();
  await page.getByText("Settings saved").waitFor();
  await picture(page, "settings-logo");
  assert.ok((await rebuilt()).includes("New words for every page."));
  await page.getByRole("button", { name: "Remove" }).click();
  await page.getByRole("button", { name: "Save the changes" }).click();
  await page.getByText("Nothing is changed yet.").waitFor({ state: "attached" });
  assert.doesNotMatch(await rebuilt(), /logo\.png/);
  assert.notEqual((await fetch(`${served.origin}/logo.png`)).status, 200);
});

test("the wizard is closed for whoever comes later, even with the code", async () => {
  const later = await visit(served);
  await later.page.goto(`${served.origin}/console/setup#code=test-code`);
  await later.page
    .getByText(/is set up/i)
    .first()
    .waitFor();
  const refused = await fetch(`${served.origin}/api/setup/demo`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: served.origin, "x-openbeat": "x" },
    body: JSON.stringify({ code: "test-code" }),
  });
  assert.equal(refused.status, 409);
});

async function answerAgency(): Promise<void> {
  await page.getByLabel("Name", { exact: true }).fill("Pine Harbor Police");
  await page.getByLabel("Short name").fill("Pine Harbor PD");
  await page.getByLabel("State or territory").selectOption("WA");
  await page.getByLabel("Line under every public page").fill(disclaimer);
  await page
    .getByLabel("Badge or logo")
    .setInputFiles({ name: "badge.png", mimeType: "image/png", buffer: await png("#357") });
  await page.getByRole("button", { name: "Continue" }).click();
}

async function answerAdministrator(): Promise<void> {
  await page.getByLabel("Your name").fill("Noor Haddad");
  await page.getByLabel("Your e-mail").fill("haddad@pineharbor.example");
  await page.getByLabel("Password", { exact: true }).fill("eleven otters in a canoe");
  await page.getByRole("button", { name: "Create the agency" }).click();
}

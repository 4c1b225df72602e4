import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Page } from "playwright-core";
import { who } from "../worlds/riverside/people.ts";
import {
  mustBeAccessible,
  picture,
  serveWorld,
  signInByPass,
  visit,
  type Served,
} from "./console.ts";

let served: Served;
let page: Page;
let complaints: string[];

before(async () => {
  served = await serveWorld("riverside");
  ({ page, complaints } = await visit(served));
  await signInByPass(served, page, who.administrator);
});

test("a network that asks its owner is connected on the network's own page, without a password here", async () => {
  await page.goto(`${served.origin}/console/channels?connect=1`);
  const dialog = page.getByRole("dialog");
  await dialog
    .getByLabel("Network")
    .selectOption("facebook")
    .catch(async () => {
      await dialog.getByLabel("Network").click();
      await page.getByRole("option", { name: "Facebook page" }).click();
    });
  await dialog.getByLabel("Name", { exact: true }).fill("Page");
  await dialog.getByText("/console/channels/consented").waitFor();
  await dialog.getByRole("button", { name: "Continue at Facebook page" }).waitFor();
  await mustBeAccessible(page, "the dialog of a consent", "[role=dialog]");
  await picture(page, "connect-consent");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: "dark" });
  await picture(page, "connect-consent-390-dark");
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1_280, height: 900 });
});

test("what TikTok forbids is said before it is connected", async () => {
  await page.goto(`${served.origin}/console/channels?connect=1`);
  const dialog = page.getByRole("dialog");
  await dialog
    .getByLabel("Network")
    .selectOption("tiktok")
    .catch(async () => {
      await dialog.getByLabel("Network").click();
      await page.getByRole("option", { name: "TikTok" }).click();
    });
  await dialog.getByText("for the account's own eyes alone").waitFor();
  await dialog.getByLabel("Visibility").waitFor();
  await mustBeAccessible(page, "the dialog of TikTok", "[role=dialog]");
  await picture(page, "connect-tiktok");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: "dark" });
  await picture(page, "connect-tiktok-390-dark");
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1_280, height: 900 });
});

test("the gateway of text messages is chosen, and only its own fields are asked", async () => {
  await page.goto(`${served.origin}/console/channels?connect=1`);
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Network").selectOption("sms");
  await dialog.getByLabel("Account SID").waitFor();
  assert.equal(await dialog.getByLabel("SMPP host").count(), 0);
  await dialog.getByLabel("Gateway's interface").selectOption("smpp");
  await dialog.getByLabel("SMPP host").fill("10.0.0.8/x");
  assert.equal(await dialog.getByLabel("Account SID").count(), 0);
  await dialog.getByLabel("Name", { exact: true }).fill("Texts");
  await dialog.getByLabel("System id").fill("riverside");
  await dialog.getByLabel("Password of Text messages").fill("smsc-pw1");
  await dialog.getByLabel("Source address").fill("+15550100100");
  await dialog.getByLabel("Telephones").fill("+15550100111");
  await dialog.getByRole("button", { name: "Connect", exact: true }).click();
  await dialog.getByText("Write the host alone, such as smpp.provider.example.").waitFor();
  await mustBeAccessible(page, "the dialog of SMPP", "[role=dialog]");
  await picture(page, "connect-smpp");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: "dark" });
  await mustBeAccessible(page, "the dialog of SMPP on a telephone, dark", "[role=dialog]");
  await picture(page, "connect-smpp-390-dark");
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1_280, height: 900 });
});

test("the app password of Bluesky is asked for in the reader's language, with what it must allow", async () => {
  await page.evaluate(() => localStorage.setItem("openbeat.language", "es"));
  await page.goto(`${served.origin}/console/channels?connect=1`);
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Red").selectOption("bluesky");
  await dialog.getByLabel("Contraseña de aplicación de Bluesky").waitFor();
  await dialog.getByText("si no, no se capturan").waitFor();
  await picture(page, "connect-bluesky-es");
  await page.evaluate(() => localStorage.setItem("openbeat.language", "en"));
  await page.goto(`${served.origin}/console/channels?connect=1`);
  await dialog.getByLabel("Network").selectOption("bluesky");
  await dialog.getByLabel("App password of Bluesky").waitFor();
  await dialog.getByText("otherwise they are not captured").waitFor();
  await mustBeAccessible(page, "the dialog of Bluesky", "[role=dialog]");
});

test("whoever comes back with nothing is told what to do", async () => {
  await page.goto(`${served.origin}/console/channels/consented?error=access_denied`);
  await page.getByText("The network sent nothing back").waitFor();
  await mustBeAccessible(page, "a consent that was refused");
  await picture(page, "consent-refused");
});

test("what was not begun here is not connected, and the code leaves the address bar", async () => {
  await page.goto(`${served.origin}/console/channels/consented?state=guessed&code=stolen`);
  await page.getByText("was not begun here").waitFor();
  await page.waitForURL(({ href }) => !href.includes("stolen"));
  assert.deepEqual(
    complaints.filter((each) => !each.includes("409")),
    [],
  );
});

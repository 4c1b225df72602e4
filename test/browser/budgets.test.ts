import assert from "node:assert/strict";
import { before, test } from "node:test";
import { siteAgency } from "#agency";
import { connectChannel } from "#channels";
import { takeUse } from "../../src/channels/uses.ts";
import { atEnd } from "../openbeat.ts";
import { startSms } from "../networks/sms.ts";
import { startThreads } from "../networks/threads.ts";
import { who } from "../worlds/riverside/people.ts";
import { as } from "../worlds/world.ts";
import {
  mustBeAccessible,
  picture,
  serveWorld,
  signInByPass,
  visit,
  type Served,
} from "./console.ts";

/** Budgets, costs and the STOP list, as people meet them. */
let served: Served;

before(async () => {
  const [sms, threads] = await Promise.all([startSms(), startThreads()]);
  for (const each of [sms, threads]) atEnd(async () => each[Symbol.asyncDispose]());
  served = await serveWorld("riverside", { allowPrivate: [sms.host, threads.host] });
  const { ctx, networks } = served.beat.assembly;
  const agency = await siteAgency(ctx);
  assert.ok(agency);
  const administrator = await as(ctx, agency.agencyId, who.administrator);
  const connect = (network: string, input: Record<string, string>) =>
    connectChannel(
      administrator,
      networks.net(administrator, AbortSignal.timeout(5_000)),
      networks.connector(administrator, network),
      { network, name: network === "sms" ? "Texts" : "Threads", isPublic: true, input },
    );
  const { account, token, from } = sms;
  const recipients = "+15550111\n+15550122";
  await connect("sms", { endpoint: sms.url, account, token, from, recipients, price: "0.0079" });
  const { appId, appSecret } = threads;
  const keys = { endpoint: threads.url, appId, appSecret, token: threads.token() };
  const channel = await connect("threads", keys);
  const { capabilities } = networks.connector(administrator, "threads");
  const ask = { budgets: capabilities.budgets ?? [], what: "posts" as const, isLifeSafety: false };
  for (let index = 0; index < 190; index += 1) await takeUse(administrator, channel.id, ask);
});

for (const [width, scheme, locale] of [
  [1280, "light", "en-US"],
  [1280, "dark", "es-US"],
  [390, "light", "es-US"],
  [390, "dark", "en-US"],
] as const) {
  const at = `${width}-${scheme}`;
  test(`budgets and the STOP list pass axe at ${width} px, ${scheme}, ${locale}`, async () => {
    const { page, complaints } = await visit(served, width, scheme, locale);
    await signInByPass(served, page, who.pio);
    for (const path of ["budgets", "opt-outs"]) {
      await page.goto(`${served.origin}/console/${path}`);
      await page
        .getByRole("table")
        .first()
        .or(page.getByText(/Nobody|Nadie/))
        .first()
        .waitFor();
      await page.waitForLoadState("networkidle");
      await mustBeAccessible(page, `/${path} at ${at}`);
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1,
      );
      assert.equal(wide, false, `/${path} scrolls sideways`);
      await picture(page, `${path}-${at}`);
    }
    assert.deepEqual(complaints, []);
    await page.context().close();
  });
}

test("somebody who asked by telephone is entered, found, and taken off on a written wish", async () => {
  const { page } = await visit(served);
  await signInByPass(served, page, who.pio);
  await page.goto(`${served.origin}/console/opt-outs`);
  await page.getByLabel("The whole number").fill("+1 555 0199");
  await page.getByRole("button", { name: "Enter by hand" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("How they asked").fill("Called the desk on Monday.");
  await dialog.getByRole("button", { name: "Enter by hand" }).click();
  await page.getByText("+1•••••99").waitFor();
  await page.getByRole("button", { name: "Look up" }).click();
  await page.getByText("On the list: nothing is sent to it.").waitFor();
  assert.ok(!(await page.content()).includes("15550199<"), "never shown in full");
  await picture(page, "opt-outs-entered");
  await page.getByRole("button", { name: "Take off the list" }).click();
  await dialog.getByLabel("Written consent").check();
  await dialog.getByLabel("Where the record is").fill("Signed form of May 2, file 12.");
  await dialog.getByRole("button", { name: "Take off the list" }).click();
  await page.getByText("Nobody asked this channel to stop.").waitFor();
});

test("command changes the reserve; whoever is not command is told who may", async () => {
  const { page } = await visit(served);
  await signInByPass(served, page, who.chief);
  await page.goto(`${served.origin}/console/budgets`);
  await page.getByText("More than four fifths").waitFor();
  await page.getByRole("button", { name: "Change the reserve" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/Per cent kept/).fill("30");
  await dialog.getByLabel("Why").fill("Fire season.");
  await dialog.getByRole("button", { name: "Change the reserve" }).click();
  await page.getByText("75 (30 %)").waitFor();
  await page.getByText(/Used up: ordinary posts wait/).waitFor();
  await picture(page, "budgets-full");
});

import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Page } from "playwright-core";
import { rebuildSite } from "../../src/slices.ts";
import { who } from "../worlds/riverside/people.ts";
import {
  mustBeAccessible,
  picture,
  serveWorld,
  signInByPass,
  visit,
  type Served,
} from "./console.ts";

/** An alert from the first word to the last, as the PIO, the approver and a resident see it. */
let served: Served;

before(async () => {
  served = await serveWorld("riverside");
});

async function publish(): Promise<void> {
  const { ctx, networks, site } = served.beat.assembly;
  await rebuildSite(ctx, networks, site, served.origin);
}

async function draw(page: Page): Promise<void> {
  const surface = page.getByRole("application");
  await surface.scrollIntoViewIfNeeded();
  const box = await surface.boundingBox();
  assert.ok(box);
  for (const [x, y] of [
    [0.4, 0.3],
    [0.6, 0.3],
    [0.6, 0.6],
    [0.4, 0.6],
  ] as const)
    await surface.click({ position: { x: x * box.width, y: y * box.height } });
}

async function write(page: Page): Promise<void> {
  await page.getByLabel("Leave the area now").check();
  await draw(page);
  await page.getByLabel("The area in words").fill("Mill Street, from 1st to 9th Avenue");
  await page.getByLabel("SAME codes").fill("053035");
  const english = page.getByRole("group", { name: "English" }).first();
  const spanish = page.getByRole("group", { name: "Spanish" }).first();
  await english.getByLabel("Headline").fill("Leave Mill Street now: brush fire");
  await english
    .getByLabel("What is happening")
    .fill("Riverside Police: a brush fire is moving toward Mill Street.");
  await english
    .getByLabel("What to do")
    .fill("Leave now, on foot or by car, toward the fairgrounds. Do it before 5 p.m.");
  await english
    .getByLabel("For phones, 90 characters")
    .fill("Brush fire. Leave Mill St now toward fairgrounds.");
  await spanish.getByLabel("Headline").fill("Salga ya de Mill Street: incendio");
  await spanish
    .getByLabel("What is happening")
    .fill("Policía de Riverside: un incendio avanza hacia Mill Street.");
  await spanish.getByLabel("What to do").fill("Salga ahora hacia el recinto ferial.");
}

for (const [width, scheme] of [
  [1280, "light"],
  [390, "dark"],
] as const)
  test(`an evacuation is written, approved, read and ended at ${width} px, ${scheme}`, async () => {
    const { page, complaints } = await visit(served, width, scheme);
    await signInByPass(served, page, who.pio);
    await page.goto(`${served.origin}/console/alerts/new`);
    await page.getByRole("heading", { level: 1, name: "New alert" }).waitFor();
    await write(page);
    await page.getByText("The finished message says what was drawn and written.").waitFor();
    await page.evaluate(() => scrollTo(0, 0));
    await mustBeAccessible(page, `writing an alert at ${width}`);
    await picture(page, `alert-writing-${width}-${scheme}`);
    await page.getByRole("button", { name: "Save and look at it" }).click();
    await page
      .getByRole("heading", { level: 1, name: "Leave Mill Street now: brush fire" })
      .waitFor();
    const read = page.getByLabel("I have read what the policy says of these words");
    await page.getByRole("button", { name: "Send to approver" }).waitFor();
    if ((await read.count()) > 0) await read.check();
    await mustBeAccessible(page, `an alert at ${width}`);
    await picture(page, `alert-saved-${width}-${scheme}`);
    await page.getByRole("button", { name: "Send to approver" }).click();
    await page.getByText("Waits for a second person").waitFor();
    const address = page.url();
    await page.context().close();

    const approver = await visit(served, width, scheme);
    await signInByPass(served, approver.page, who.sergeant);
    await approver.page.goto(address);
    await approver.page.getByRole("button", { name: "Approve and send out" }).click();
    await approver.page.getByText("In force").first().waitFor();
    await approver.page.getByText("Stands ready").first().waitFor();
    await picture(approver.page, `alert-out-${width}-${scheme}`);
    await publish();

    const resident = await visit(served, width, scheme);
    await resident.page.goto(served.origin);
    const banner = resident.page
      .getByRole("alert")
      .getByRole("link", { name: /Leave Mill Street/ });
    await picture(resident.page, `alert-home-${width}-${scheme}`);
    await banner.click();
    await resident.page.getByText("What to do").waitFor();
    await resident.page.getByRole("img", { name: /Map of the area/ }).waitFor();
    await mustBeAccessible(resident.page, `an alert's page at ${width}`);
    await picture(resident.page, `alert-page-${width}-${scheme}`);

    await approver.page.getByRole("button", { name: "End this alert" }).click();
    await approver.page.getByRole("dialog").getByRole("button", { name: "End this alert" }).click();
    await approver.page.getByText("Ended by us").first().waitFor();
    await publish();
    await resident.page.reload();
    await resident.page.getByRole("heading", { level: 1, name: "The alert is over" }).waitFor();
    await picture(resident.page, `alert-over-${width}-${scheme}`);
    await approver.page.goto(`${served.origin}/console/alerts`);
    await approver.page.getByRole("table", { name: "Alerts" }).waitFor();
    await picture(approver.page, `alerts-${width}-${scheme}`);
    assert.deepEqual([...complaints, ...approver.complaints, ...resident.complaints], []);
    await approver.page.context().close();
    await resident.page.context().close();
  });

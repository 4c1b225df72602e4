import assert from "node:assert/strict";
import { before, test } from "node:test";
import { who } from "../worlds/riverside/people.ts";
import {
  mustBeAccessible,
  picture,
  serveWorld,
  signInByPass,
  visit,
  type Served,
} from "./console.ts";

/** Phrases for alerts: taken in by one person, certified by another, offered to whoever writes. */
let served: Served;

before(async () => {
  served = await serveWorld("riverside");
});

test("the PIO takes the models in and writes a phrase of her own", async () => {
  const { page, complaints } = await visit(served);
  await signInByPass(served, page, who.pio);
  await page.goto(`${served.origin}/console/alert-phrases`);
  await page.getByText("No phrase yet.", { exact: false }).waitFor();
  await page.getByRole("button", { name: /^Take in \d+ model phrases$/ }).click();
  await page.getByText("Leave now.", { exact: true }).first().waitFor();
  await page.getByRole("textbox", { name: "English" }).fill("Go to the fairgrounds.");
  await page.getByRole("textbox", { name: "Spanish" }).fill("Vaya al recinto ferial.");
  await page.getByRole("button", { name: "Add it" }).click();
  await page.getByText("Go to the fairgrounds.").first().waitFor();
  await mustBeAccessible(page, "phrases");
  await picture(page, "phrases-1280-light");
  assert.deepEqual(complaints, []);
});

for (const [width, scheme] of [
  [390, "dark"],
  [1280, "dark"],
] as const)
  test(`another person certifies by keyboard, and writers are offered it, at ${width} px, ${scheme}`, async () => {
    const { page, complaints } = await visit(served, width, scheme);
    await signInByPass(served, page, who.sergeant);
    await page.goto(`${served.origin}/console/alert-phrases`);
    const certify = page.getByRole("button", { name: "Certify" }).first();
    await certify.focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByText(/You have read both languages/).waitFor();
    await mustBeAccessible(page, "certifying a phrase", "[role=dialog]");
    await dialog.getByRole("button", { name: "Certify" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByText("Certified", { exact: true }).first().waitFor();
    await picture(page, `phrases-${width}-${scheme}`);
    await page.goto(`${served.origin}/console/alerts/new`);
    await page.getByText("Certified phrases").click();
    const phrase = page.locator("details").getByRole("button").first();
    const words = (await phrase.textContent()) ?? "";
    await phrase.click();
    const instruction = page.getByRole("textbox", { name: "What to do" });
    assert.equal(await instruction.first().inputValue(), words);
    assert.notEqual(await instruction.nth(1).inputValue(), "");
    await mustBeAccessible(page, `phrases offered at ${width}`);
    await picture(page, `phrases-offered-${width}-${scheme}`);
    assert.deepEqual(complaints, []);
  });

import assert from "node:assert/strict";
import { before, test } from "node:test";
import {
  mustBeAccessible,
  picture,
  serveWorld,
  signInByPass,
  visit,
  type Served,
} from "./console.ts";

/** Who may post is the policy's matter: its trainings are defined on its page, units on a person's. */
let served: Served;

before(async () => {
  served = await serveWorld("riverside");
});

for (const [width, scheme, locale] of [
  [1280, "light", "en-US"],
  [390, "dark", "en-US"],
  [390, "light", "es-US"],
  [1280, "dark", "en-US"],
] as const) {
  const shape = `${width}-${scheme}-${locale}`;
  test(`the trainings stand under the policy, and may be read, at ${shape}`, async () => {
    const { page, complaints } = await visit(served, width, scheme, locale);
    await signInByPass(served, page, "vega@riversidefalls.example");
    await page.goto(`${served.origin}/console/policy`);
    const name = locale === "es-US" ? "Definir una capacitación" : "Define a training";
    const add = page.getByRole("button", { name });
    await add.scrollIntoViewIfNeeded();
    await mustBeAccessible(page, shape);
    await picture(page, `policy-${shape}`);
    await add.click();
    await page.getByRole("dialog").waitFor();
    await mustBeAccessible(page, shape, "[role=dialog]");
    await picture(page, `training-${shape}`);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });
}

test("command defines a training, and whoever does not hold it is told so", async () => {
  const { page } = await visit(served);
  await signInByPass(served, page, "vega@riversidefalls.example");
  await page.goto(`${served.origin}/console/policy`);
  await page.getByRole("button", { name: "Define a training" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Records law");
  await dialog.getByLabel("Paragraph that asks for it").selectOption("7.1");
  await dialog.getByLabel("Nobody writes or approves without it").check();
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByText("Your training “Records law” is not current").waitFor();
  await page.getByRole("link", { name: "7.1" }).first().waitFor();
});

test("an administrator puts a person in a unit", async () => {
  const { page } = await visit(served);
  await signInByPass(served, page, "stone@riversidefalls.example");
  await page.goto(`${served.origin}/console/people`);
  await page.getByRole("link", { name: /Petrov/ }).click();
  const unit = page.getByLabel(/^Where .* works$/);
  await unit.selectOption("Patrol");
  await picture(page, "person-unit");
  await page.reload();
  assert.equal(await unit.locator("option:checked").textContent(), "Patrol");
});

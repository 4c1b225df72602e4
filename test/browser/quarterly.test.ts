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

/** CJIS AC-22: everything the public can read is looked at once a quarter. */
let served: Served;

before(async () => {
  served = await serveWorld("riverside");
});

for (const [width, scheme, locale] of [
  [1280, "light", "en-US"],
  [1280, "dark", "en-US"],
  [390, "light", "es-US"],
  [390, "dark", "en-US"],
] as const) {
  const shape = `${width}-${scheme}-${locale}`;
  test(`what stands in public waits to be looked at, at ${shape}`, async () => {
    const { page, complaints } = await visit(served, width, scheme, locale);
    await signInByPass(served, page, "vega@riversidefalls.example");
    await page.goto(`${served.origin}/console/quarterly-review`);
    const title = locale === "es-US" ? "Revisión trimestral" : "Quarterly review";
    await page.getByRole("heading", { name: title, level: 1 }).waitFor();
    await page.getByRole("listitem").first().waitFor();
    await mustBeAccessible(page, shape);
    await picture(page, `quarterly-${shape}`);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });
}

test("what was found stands with its note, and keeps the quarter open", async () => {
  const { page } = await visit(served);
  await signInByPass(served, page, "vega@riversidefalls.example");
  await page.goto(`${served.origin}/console/quarterly-review`);
  const progress = page.getByText(/^\d+ of \d+ looked at$/);
  const all = Number(/of (\d+)/.exec((await progress.textContent()) ?? "")?.[1]);
  await page.getByRole("button", { name: "Nothing protected" }).first().click();
  await page.getByText(`1 of ${all} looked at`).waitFor();
  await page.getByRole("button", { name: "Something found" }).first().click();
  const dialog = page.getByRole("dialog");
  const note = "A face from a query screen; recalled at once.";
  await dialog.getByLabel("What, and what is done about it").fill(note);
  await dialog.getByRole("button", { name: "Keep" }).click();
  await page.getByText(note).waitFor();
  await page.getByRole("button", { name: "Sign the quarter" }).click();
  const question = page.getByRole("dialog");
  await question.getByRole("button", { name: "Sign the quarter" }).click();
  await question.getByText("posts have not been looked at this quarter").waitFor();
  await picture(page, "quarterly-refused");
});

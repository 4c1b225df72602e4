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

/** A clerk finds what was said: the language, the counts, tags and searches that are kept. */
let served: Served;
const clerk = "nair@riversidefalls.example";

before(async () => {
  served = await serveWorld("riverside");
});

const shapes = [
  [1280, "light", "en-US"],
  [1280, "dark", "en-US"],
  [390, "light", "es-US"],
  [390, "dark", "en-US"],
] as const;

for (const [width, scheme, locale] of shapes) {
  const shape = `${width}-${scheme}-${locale}`;
  test(`the archive teaches its language, finds, and counts what it found, at ${shape}`, async () => {
    const { page, complaints } = await visit(served, width, scheme, locale);
    await signInByPass(served, page, clerk);
    await page.goto(`${served.origin}/console/archive`);
    await page.getByRole("search").waitFor();
    await page.locator("search summary").first().click();
    await mustBeAccessible(page, `the empty archive at ${shape}`);
    await picture(page, `archive-teach-${shape}`);
    const field = page.getByRole("searchbox");
    await field.fill('clos* (road OR street OR "Falls Pkwy") -rumor');
    await field.press("Enter");
    await page.locator("table").waitFor();
    await page.locator("aside[aria-label] button").first().waitFor({ state: "attached" });
    if (width < 600) await page.locator("aside details > summary").first().click();
    await mustBeAccessible(page, `what was found at ${shape}`);
    await picture(page, `archive-found-${shape}`);
    await page.locator("aside button:visible").first().click();
    await page.locator('aside button[aria-pressed="true"]').first().waitFor({ state: "attached" });
    await page.waitForURL(/kind=/);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });
}

test("a search that cannot be read says what to do", async () => {
  const { page } = await visit(served, 1280, "light");
  await signInByPass(served, page, clerk);
  await page.goto(`${served.origin}/console/archive?q=${encodeURIComponent('"river road')}`);
  await page.getByText("has no partner").waitFor();
  await mustBeAccessible(page, "an unbalanced quotation mark");
  await picture(page, "archive-refused");
});

test("a record is tagged, found by its tag, and the tag taken off with a way back", async () => {
  const { page } = await visit(served, 1280, "light");
  await signInByPass(served, page, clerk);
  await page.goto(`${served.origin}/console/archive?q=closed`);
  await page.locator("tbody a").first().click();
  const tag = page.getByLabel("Add a tag");
  await tag.fill("Bridge case");
  await tag.press("Enter");
  await page.getByRole("button", { name: "Take off Bridge case" }).waitFor();
  await mustBeAccessible(page, "a tagged record");
  await picture(page, "archive-tagged");
  await page.getByRole("button", { name: "Take off Bridge case" }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("button", { name: "Take off Bridge case" }).waitFor();
  await page.goto(`${served.origin}/console/archive?sort=newest`);
  await page.locator("aside button:visible", { hasText: "Bridge case" }).click();
  await page.getByText("1 record found").waitFor();
  assert.equal(await page.locator("tbody tr").count(), 1);
});

test("a search is kept, shared, run again, and deleted with a way back", async () => {
  const { page } = await visit(served, 1280, "light");
  await signInByPass(served, page, clerk);
  await page.goto(`${served.origin}/console/archive?q=closed&direction=out`);
  await page.getByRole("button", { name: "Keep this search" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("What we said is closed");
  await page.getByLabel("Share with the agency").check();
  await mustBeAccessible(page, "keeping a search");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const saved = page.getByRole("link", { name: "What we said is closed" });
  await saved.waitFor();
  await page.goto(`${served.origin}/console/archive`);
  await saved.click();
  await page.waitForURL(/q=closed&direction=out/);
  await page.locator("table").waitFor();
  await picture(page, "archive-saved");
  await page.getByRole("button", { name: /What to do with/ }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await saved.waitFor();
});

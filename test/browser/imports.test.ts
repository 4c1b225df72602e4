import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Page } from "playwright-core";
import { siteAgency } from "#agency";
import { asSystem } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { workOnImport } from "../../src/records/imports/worker.ts";
import { sampleFiles, zipOf } from "../import-files.ts";
import {
  mustBeAccessible,
  picture,
  serveWorld,
  signInByPass,
  visit,
  type Served,
} from "./console.ts";

/** A records clerk brings what a telephone kept, sees what would be lost, and has it imported. */
let served: Served;
let agencyId: string;

before(async () => {
  served = await serveWorld("riverside");
  agencyId = (await siteAgency(served.beat.assembly.ctx))?.agencyId ?? "";
});

const clerk = "nair@riversidefalls.example";

/** What the background does in a running server. */
const inBackground = () => workOnImport(served.beat.assembly.ctx);

async function bring(page: Page, name: string, buffer: Buffer, button: string): Promise<void> {
  await page.goto(`${served.origin}/console/imports`);
  const file = { name, mimeType: "application/octet-stream", buffer };
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByRole("button", { name: button }).click();
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}/);
}

test("a package is looked through, its losses are shown with their places, and it comes in", async () => {
  const { page, complaints } = await visit(served);
  await signInByPass(served, page, clerk);
  await page.goto(`${served.origin}/console/imports`);
  await page.getByText(/No file was brought yet/).waitFor();
  await mustBeAccessible(page, "imports, empty");
  await picture(page, "imports-empty-1280-light");
  const files = Object.fromEntries((await sampleFiles()).map(({ name, bytes }) => [name, bytes]));
  await bring(page, "everything.zip", await zipOf(files), "Look through the file");
  await page
    .getByText(/being looked through/)
    .first()
    .waitFor();
  await inBackground();
  await page.getByText(/Every one of/).waitFor();
  await page.getByText("It has no time that can be read.").first().waitFor();
  await page.getByText(/sms\.xml, byte/).waitFor();
  await mustBeAccessible(page, "a report");
  await picture(page, "import-report-1280-light");
  await page.getByRole("button", { name: /^Import \d+ records$/ }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Import/ })
    .click();
  await page.getByText(/come into the archive/).waitFor();
  await inBackground();
  await page.getByText(/records came into the archive/).waitFor();
  await picture(page, "import-done-1280-light");
  const rows = await read(asSystem(served.beat.assembly.ctx, "test", agencyId), (tx) =>
    tx.tx.raw("select 1 from archive_records where kind = 'records.item-imported'", []),
  );
  assert.ok(rows.length > 25);
  assert.deepEqual(complaints, []);
  await page.context().close();
});

for (const [width, scheme, locale] of [
  [1280, "dark", "en-US"],
  [390, "light", "es-US"],
  [390, "dark", "en-US"],
] as const) {
  const shape = `${width}-${scheme}-${locale}`;
  test(`imports and their reports, at ${shape}`, async () => {
    const { page, complaints } = await visit(served, width, scheme, locale);
    await signInByPass(served, page, clerk);
    await page.goto(`${served.origin}/console/imports`);
    await page.getByRole("link", { name: "everything.zip" }).first().waitFor();
    await mustBeAccessible(page, `imports at ${shape}`);
    await picture(page, `imports-${shape}`);
    await page.getByRole("link", { name: "everything.zip" }).first().click();
    await page.getByText("SHA-256").waitFor();
    await mustBeAccessible(page, `an import at ${shape}`);
    await picture(page, `import-${shape}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    assert.equal(wide, false, `the page is wider than the screen at ${shape}`);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });
}

test("a table whose columns are not known asks for their names", async () => {
  const { page } = await visit(served);
  await signInByPass(served, page, clerk);
  const table = Buffer.from("When,Words\n2024-01-31 10:00,Hello\n");
  await bring(page, "table.csv", table, "Look through the file");
  await inBackground();
  await page.getByText(/Bring the table again, and name its columns: When, Words/).waitFor();
  await page.getByRole("button", { name: /^Import 0 records/ }).waitFor();
  await picture(page, "import-columns-1280-light");
  await page.goto(`${served.origin}/console/imports`);
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "t.csv", mimeType: "text/csv", buffer: table });
  await page.getByLabel("Which program wrote it").selectOption("csv");
  await page.getByLabel("The words").fill("Words");
  await page.getByLabel("The time").fill("When");
  await page.getByRole("button", { name: "Look through the file" }).click();
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}/);
  await inBackground();
  await page.getByRole("button", { name: "Import 1 record" }).waitFor();
  await page.context().close();
});

import assert from "node:assert/strict";
import { join } from "node:path";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { before, test } from "node:test";
import { drawnPerson } from "../../src/alerts/notices/testing/notices.ts";
import { who } from "../worlds/riverside/people.ts";
import { dayThere } from "../worlds/riverside/story.ts";
import {
  mustBeAccessible,
  picture,
  serveWorld,
  signInByPass,
  visit,
  type Served,
} from "./console.ts";

let served: Served;
let photo: string;

before(async () => {
  served = await serveWorld("riverside");
  photo = join(mkdtempSync(join(tmpdir(), "openbeat-photo-")), "walter.jpg");
  writeFileSync(photo, await drawnPerson("#8d8d8d", "#7a5238", "#4a6b8a"));
});

for (const [width, scheme] of [
  [1280, "light"],
  [390, "dark"],
] as const) {
  test(`a PIO writes a notice, sees its flyers and hands it in, at ${width} px, ${scheme}`, async () => {
    const { page, complaints } = await visit(served, width, scheme);
    await signInByPass(served, page, who.pio);
    await page.goto(`${served.origin}/console/notices`);
    await page.getByRole("heading", { level: 1, name: "Notices" }).waitFor();
    await page.waitForLoadState("networkidle");
    await picture(page, `notices-${width}-${scheme}`);
    await mustBeAccessible(page, `notices at ${width}`);
    await page.getByRole("link", { name: "New notice" }).first().click();
    await page.getByRole("button", { name: "Begin the record" }).click();
    await page.getByLabel("Name", { exact: true }).fill(`Walter Osei ${width}`);
    await page.getByLabel("Age, years (optional)").fill("82");
    await page.getByLabel("Hair (optional)").selectOption({ label: "Gray" });
    await page.getByLabel("Clothing (optional)").fill("Blue checked shirt, gray cardigan");
    await page.getByLabel("Where, coarsely (optional)").fill("near Mercy Hospital");
    await page.getByText("Saved").first().waitFor();
    await page.getByRole("button", { name: "Look at the notice" }).click();
    await page.getByRole("heading", { name: "Still to put right" }).waitFor();
    await page.getByText("Give the case number.").waitFor();
    await mustBeAccessible(page, `findings at ${width}`);
    await picture(page, `notice-findings-${width}-${scheme}`);
    await page.getByRole("link", { name: "Put it right" }).click();
    await page.getByLabel("Case number").fill("26-104417");
    await page.getByLabel("Agency's phone for tips").fill("(509) 555-0142");
    await page.getByLabel("NCIC entry confirmed on").fill(dayThere(0));
    await page.getByLabel("Report form signed by").fill("Ama Osei");
    await page.getByLabel("Form kept at").fill("case file");
    await page.getByLabel("Made public by (officer)").fill("Sgt. Tom Diaz");
    await page.getByLabel("Comes down everywhere").fill(`${dayThere(6)}T18:00`);
    await page.getByLabel("Retention series").fill("Missing persons");
    await page.locator("input[type=file]").setInputFiles(photo);
    await page.getByLabel("Taken on").fill(dayThere(-90));
    await page.getByLabel("Who agreed that it is shown").selectOption({ label: "family" });
    await page.getByLabel("How, and where the paper is kept").fill("signed release, case file");
    await page
      .getByRole("textbox", { name: /escription/ })
      .first()
      .fill("Drawing of an older man with gray hair");
    await page.getByText("Saved").first().waitFor();
    await mustBeAccessible(page, `the record at ${width}`);
    await picture(page, `notice-record-${width}-${scheme}`);
    await page.getByRole("button", { name: "Look at the notice" }).click();
    await page.getByText("Nothing keeps this notice in.").waitFor();
    await page.getByRole("img", { name: /^Square/ }).waitFor();
    await page.waitForLoadState("networkidle");
    await mustBeAccessible(page, `the notice at ${width}`);
    await picture(page, `notice-${width}-${scheme}`);
    await page.getByRole("button", { name: "Send to approver" }).click();
    await page.getByRole("button", { name: "I have read this. Send to approver" }).click();
    await page.getByText("Waits for approval").first().waitFor();
    await page.getByRole("button", { name: "Located", exact: true }).click();
    await page.getByRole("dialog").waitFor();
    await mustBeAccessible(page, `the question at ${width}`, "[role=dialog]");
    await picture(page, `notice-located-${width}-${scheme}`);
    await page.getByRole("dialog").getByRole("button", { name: "Located" }).click();
    await page.getByText("This notice is over").waitFor();
    await mustBeAccessible(page, `what is over at ${width}`);
    await picture(page, `notice-over-${width}-${scheme}`);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });
}

for (const [width, scheme] of [
  [1280, "light"],
  [390, "light"],
  [1280, "dark"],
] as const)
  test(`residents read a notice, without an account or a script, at ${width} px, ${scheme}`, async () => {
    const { page, complaints } = await visit(served, width, scheme);
    await page.goto(`${served.origin}/notices`);
    await page.getByRole("heading", { level: 1, name: "Notices" }).waitFor();
    await picture(page, `public-notices-${width}-${scheme}`);
    await mustBeAccessible(page, `public notices at ${width}`);
    await page.getByRole("link", { name: "Walter Osei", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: "Walter Osei" }).waitFor();
    await page.getByRole("img", { name: /older man/ }).waitFor();
    await picture(page, `public-notice-${width}-${scheme}`);
    await mustBeAccessible(page, `a public notice at ${width}`);
    assert.equal(await page.getByText("Edith").count(), 0, "who was located is named nowhere");
    assert.deepEqual(complaints, []);
    await page.context().close();
  });

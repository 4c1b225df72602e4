import assert from "node:assert/strict";
import { before, test } from "node:test";
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

before(async () => {
  served = await serveWorld("riverside");
});

for (const [width, scheme] of [
  [1280, "dark"],
  [390, "light"],
] as const)
  test(`the PIO writes down the month's demonstration at ${width} px, ${scheme}`, async () => {
    const { page, complaints } = await visit(served, width, scheme);
    await signInByPass(served, page, who.pio);
    await page.goto(`${served.origin}/console/alert-drills`);
    await page.getByRole("table", { name: "Practice" }).waitFor();
    await page.getByLabel("Done on").fill(`${dayThere(0).slice(0, 8)}01`);
    await page.getByLabel("With which tool").fill("County alerting tool");
    await page.getByRole("button", { name: "Write it down" }).click();
    await page.getByText("Written down.").waitFor();
    await mustBeAccessible(page, `practice at ${width}`);
    await picture(page, `drills-${width}-${scheme}`);
    assert.ok((await page.getByText("Done", { exact: true }).count()) > 0);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });

import assert from "node:assert/strict";
import { before, test } from "node:test";
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

let served: Served;

before(async () => {
  served = await serveWorld("riverside");
  const { ctx, networks, site } = served.beat.assembly;
  await rebuildSite(ctx, networks, site, served.origin);
});

for (const [width, scheme] of [
  [1280, "light"],
  [1280, "dark"],
  [390, "light"],
  [390, "dark"],
] as const) {
  test(`an officer sees what the public sees of calls, and keeps one back, at ${width} px, ${scheme}`, async () => {
    const { page, complaints } = await visit(served, width, scheme);
    await signInByPass(served, page, who.pio);
    await page.goto(`${served.origin}/console/calls`);
    await page.getByRole("heading", { level: 1, name: "Calls by beat" }).waitFor();
    await page.getByRole("table", { name: "Calls for service" }).waitFor();
    await page.waitForLoadState("networkidle");
    await picture(page, `calls-${width}-${scheme}`);
    await mustBeAccessible(page, `calls at ${width}`);
    const shown = page.getByRole("row").filter({ hasText: "Shown" });
    await shown.first().getByRole("link").click();
    await page.getByText("Types it had").waitFor();
    await page.getByLabel("Why").fill("the family asked us");
    await mustBeAccessible(page, `one call at ${width}`);
    await picture(page, `call-${width}-${scheme}`);
    await page.getByRole("button", { name: "Keep back" }).click();
    await page.getByText("Kept back: the family asked us").waitFor();
    await page.getByRole("button", { name: "Let it go" }).click();
    await page.getByRole("button", { name: "Keep back" }).waitFor();
    assert.deepEqual(complaints, []);
    await page.context().close();
  });
}

for (const [width, scheme] of [
  [1280, "light"],
  [390, "dark"],
  [390, "light"],
  [1280, "dark"],
] as const)
  test(`residents read the calls of their beat, with its map, at ${width} px, ${scheme}`, async () => {
    const { page, complaints } = await visit(served, width, scheme);
    await page.goto(`${served.origin}/beats`);
    await page.getByRole("link", { name: "Beat 3: Eastgate & Mall" }).click();
    await page.getByRole("img", { name: /Map of Eastgate/ }).waitFor();
    assert.ok((await page.getByRole("row").count()) > 3);
    await picture(page, `beat-${width}-${scheme}`);
    await mustBeAccessible(page, `a beat's page at ${width}`);
    await page.goto(`${served.origin}/es/beats/3`);
    await page.getByRole("heading", { level: 1, name: /Zona 3/ }).waitFor();
    await picture(page, `beat-es-${width}-${scheme}`);
    await mustBeAccessible(page, `a beat's page in Spanish at ${width}`);
    assert.ok(
      await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
      "nothing lies beside it",
    );
    assert.deepEqual(complaints, []);
    await page.context().close();
  });

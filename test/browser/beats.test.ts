import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { who } from "../worlds/riverside/people.ts";
import {
  mustBeAccessible,
  picture,
  serveWorld,
  signInByPass,
  visit,
  type Served,
} from "./console.ts";

/** A new beat, drawn over the known ones in each of the ways that people have. */
let served: Served;
let page: Page;
let surface: Locator;

before(async () => {
  served = await serveWorld("riverside");
  page = (await visit(served)).page;
  await signInByPass(served, page, who.administrator);
  await page.goto(`${served.origin}/console/settings`);
  surface = page.getByRole("application");
  await surface.scrollIntoViewIfNeeded();
});

async function addBeat(code: string): Promise<Record<string, unknown>> {
  await page.getByLabel("Code").fill(code);
  await page.getByLabel("Name of the beat").fill(`Beat ${code}`);
  const answered = page.waitForResponse(`${served.origin}/api/beats`);
  await page.getByRole("button", { name: "Add a beat" }).click();
  return (await (await answered).json()) as Record<string, unknown>;
}

async function click(...places: [number, number][]): Promise<void> {
  const box = await surface.boundingBox();
  assert.ok(box);
  for (const [x, y] of places)
    await surface.click({ position: { x: x * box.width, y: y * box.height } });
}

test("with the pointer: four clicks are a closed area, kept with the beat", async () => {
  await click([0.2, 0.2], [0.6, 0.2], [0.6, 0.7], [0.2, 0.7]);
  await page.getByText("4 points.").waitFor();
  await page.evaluate(() => scrollTo(0, 0));
  await mustBeAccessible(page, "settings with a drawing");
  await picture(page, "beat-drawn");
  const made = await addBeat("5");
  const area = made["area"] as { type: string; coordinates: number[][][] };
  assert.equal(area.type, "Polygon");
  assert.equal(area.coordinates[0]?.length, 5);
  assert.deepEqual(area.coordinates[0]?.[0], area.coordinates[0]?.[4]);
  await page.getByText("0 points.").waitFor();
});

test("a drawing that crosses itself is refused, says where, and can be mended", async () => {
  await click([0.2, 0.2], [0.6, 0.7], [0.6, 0.2], [0.2, 0.7]);
  assert.equal((await addBeat("6"))["code"], "bad-area");
  await page.getByText("The drawing crosses itself").waitFor();
  await page.getByRole("button", { name: "Undo the point" }).click();
  assert.equal((await addBeat("6"))["code"], "6");
});

test("with the keyboard alone: arrows, Enter and Backspace, and a typed place", async () => {
  await page.getByText("0 points.").waitFor();
  await surface.focus();
  await page.keyboard.press("Enter");
  for (let step = 0; step < 6; step++) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Backspace");
  await page.getByText("2 points.").waitFor();
  await page.getByLabel("Or type a point").fill("47.62, -122.33");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByText("3 points.").waitFor();
  const area = (await addBeat("7"))["area"] as { coordinates: number[][][] };
  assert.deepEqual(area.coordinates[0]?.[2], [-122.33, 47.62]);
});

test("from GeoJSON: shown before it is kept, and what is none is refused", async () => {
  // The form is emptied after the answer: what is opened before that is closed with it.
  await page.getByText("0 points.").waitFor();
  await page.getByText("Take it from GeoJSON").click();
  await page.getByLabel("Or its text").fill('{"type":"Point","coordinates":[1,2]}');
  await page.getByRole("button", { name: "Draw this text" }).click();
  await page.getByText("This is no GeoJSON").waitFor();
  const geometry = {
    type: "Polygon",
    coordinates: [
      [
        [-122.3, 47.6],
        [-122.2, 47.6],
        [-122.2, 47.7],
        [-122.3, 47.6],
      ],
    ],
  };
  await page
    .getByLabel("Or its text")
    .fill(JSON.stringify({ type: "Feature", properties: {}, geometry }));
  await page.getByRole("button", { name: "Draw this text" }).click();
  await page.getByText("1 ring from GeoJSON.").waitFor();
  assert.deepEqual((await addBeat("8"))["area"], geometry);
});

test("a known beat is drawn anew, and the trail says so", async () => {
  await page.getByRole("button", { name: "Draw anew 8" }).click();
  const dialog = page.getByRole("dialog");
  const drawn = dialog.getByRole("application");
  const box = await drawn.boundingBox();
  assert.ok(box);
  for (const [x, y] of [
    [0.3, 0.3],
    [0.7, 0.3],
    [0.5, 0.6],
  ] as const)
    await drawn.click({ position: { x: x * box.width, y: y * box.height } });
  await dialog.getByRole("button", { name: "Keep this area" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.goto(`${served.origin}/console/audit`);
  await page.getByText("drew a beat anew").first().waitFor();
});

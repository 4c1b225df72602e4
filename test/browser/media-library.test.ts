import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { who } from "../worlds/riverside/people.ts";
import {
  mustBeAccessible,
  picture,
  serveWorld,
  signInByPass,
  visit,
  type Served,
} from "./console.ts";
import { until } from "../program.ts";

/** Pictures and videos by clicking and by keys: brought, described, covered, captioned, handed in. */
let served: Served;

before(async () => {
  served = await serveWorld("riverside");
});

async function signedIn(...shape: [number?, ("light" | "dark")?, string?]) {
  const visited = await visit(served, ...shape);
  await signInByPass(served, visited.page, who.pio);
  return visited;
}

async function street(): Promise<Buffer> {
  const [width, height] = [640, 480];
  const data = Buffer.from(
    Array.from(
      { length: width * height * 3 },
      (_one, at) => (at * 31 + ((at / 1920) | 0) * 17) % 256,
    ),
  );
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

/** Two seconds of a moving square, recorded by the browser itself. */
async function recorded(page: Page): Promise<Buffer> {
  const numbers = await page.evaluate(async () => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [320, 240];
    const pen = canvas.getContext("2d");
    const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: "video/webm" });
    const pieces: Blob[] = [];
    recorder.ondataavailable = ({ data }) => void pieces.push(data);
    const done = new Promise((resolve) => recorder.addEventListener("stop", resolve));
    recorder.start();
    for (let at = 0; at < 40; at++) {
      if (pen) {
        pen.fillStyle = "#234";
        pen.fillRect(0, 0, 320, 240);
        pen.fillStyle = "#fc3";
        pen.fillRect(at * 6, 90, 60, 60);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    recorder.stop();
    await done;
    return [...new Uint8Array(await new Blob(pieces).arrayBuffer())];
  });
  return Buffer.from(numbers);
}

for (const [width, scheme, locale] of [
  [1280, "light", "en-US"],
  [390, "dark", "es-US"],
] as const) {
  test(`the library stands as a grid, at ${width} px, ${scheme}, ${locale}`, async () => {
    const { page, complaints } = await signedIn(width, scheme, locale);
    await page.goto(`${served.origin}/console/media`);
    const title = locale === "es-US" ? "Biblioteca de medios" : "Media library";
    await page.getByRole("heading", { name: title, level: 1 }).waitFor();
    const grid = page.getByRole("main").getByRole("list", { name: title });
    await grid.getByRole("listitem").first().waitFor();
    await page.waitForLoadState("networkidle");
    await mustBeAccessible(page, "the library");
    await picture(page, `media-library-${width}-${scheme}`);
    await page
      .getByText(locale === "es-US" ? /ya no puede usarse/ : /may not be used any more/)
      .waitFor();
    await grid.getByRole("listitem").first().getByRole("link").click();
    await page.getByRole("list", { name: locale === "es-US" ? "Historia" : "History" }).waitFor();
    await mustBeAccessible(page, "an item");
    await picture(page, `media-item-${width}-${scheme}`);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });
}

test("a picture is brought, described, given its rights and found again", async () => {
  const { page } = await signedIn();
  await page.goto(`${served.origin}/console/media`);
  const buffer = await street();
  await page
    .getByLabel("Add pictures or videos")
    .and(page.locator("input"))
    .setInputFiles({ name: "5th-ave.png", mimeType: "image/png", buffer });
  await page.getByRole("link", { name: /5th-ave/ }).click();
  await page.getByRole("heading", { name: "5th-ave.png", level: 1 }).waitFor();
  await page.getByRole("textbox", { name: "In English" }).fill("Crossing at 5th Ave in rain");
  await page.getByRole("textbox", { name: "Tags (optional)" }).fill("Traffic, rain");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Description saved").waitFor();
  await page.getByRole("button", { name: "Record rights…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Where it comes from" }).selectOption("family");
  await mustBeAccessible(page, "recording rights", "[role=dialog]");
  await dialog.getByRole("button", { name: "Record" }).click();
  await dialog.getByText("Say who gave consent").waitFor();
  await dialog.getByRole("textbox", { name: "Consent" }).fill("The owner, by mail, 20 Nov");
  await dialog.getByRole("button", { name: "Record" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByText("Rights recorded", { exact: true }).first().waitFor();
  await page.goto(`${served.origin}/console/media?text=crossing`);
  await page.getByRole("link", { name: /Crossing at 5th Ave in rain/ }).waitFor();
  await page.context().close();
});

test("a face is covered by keys alone, and the new picture takes the old one's place in the post", async () => {
  const { page } = await signedIn();
  await page.goto(`${served.origin}/console/posts/new`);
  await page.getByRole("button", { name: "From the library…" }).click();
  const library = page.getByRole("dialog");
  await library.getByRole("searchbox", { name: "Search media" }).fill("crossing");
  await library.getByRole("button", { name: /Crossing at 5th Ave/ }).click();
  await library.getByRole("button", { name: "Take it" }).click();
  await library.waitFor({ state: "detached" });
  const words = page.getByRole("textbox", { name: "Text description" });
  assert.equal(await words.inputValue(), "Crossing at 5th Ave in rain");
  await page.getByRole("button", { name: "Cover and crop…" }).click();
  const editor = page.getByRole("dialog");
  const make = editor.getByRole("button", { name: "Make the new picture" });
  assert.equal(await make.isDisabled(), true, "first something is drawn");
  await editor.getByRole("button", { name: "Add a box" }).focus();
  await page.keyboard.press("Enter");
  const line = editor.getByRole("button", { name: "Box 1: Rectangle, Solid black" });
  await line.focus();
  for (const key of ["ArrowLeft", "ArrowUp", "Shift+ArrowRight", "Control+ArrowLeft"])
    await page.keyboard.press(key);
  const field = (name: string) => editor.getByRole("spinbutton", { name });
  assert.equal(await field("From the left").inputValue(), "249");
  assert.equal(await field("From the top").inputValue(), "170");
  assert.equal(await field("Width").inputValue(), "130");
  await editor.getByRole("button", { name: "Undo" }).click();
  assert.equal(await field("From the left").inputValue(), "250");
  await editor.getByRole("combobox", { name: "Crop" }).selectOption("1:1");
  await mustBeAccessible(page, "the editor", "[role=dialog]");
  await picture(page, "media-cover-1280");
  await make.click();
  await editor.waitFor({ state: "detached" });
  assert.equal(await words.inputValue(), "Crossing at 5th Ave in rain", "its words stay");
  await page.getByRole("link", { name: "Details" }).waitFor();
  const href = await page.getByRole("link", { name: "Details" }).getAttribute("href");
  await page.goto(`${served.origin}${href}`);
  await page.getByText("1 parts covered by hand").waitFor();
  const shown = page.getByRole("figure").locator("img");
  assert.deepEqual(
    await shown.evaluate((one: HTMLImageElement) => [one.naturalWidth, one.naturalHeight]),
    [480, 480],
  );
  await page.context().close();
});

test("a box is drawn, moved and resized with the pointer", async () => {
  const { page } = await signedIn(390);
  await page.goto(`${served.origin}/console/media?text=crossing`);
  await page
    .getByRole("link", { name: /Crossing at 5th Ave/ })
    .last()
    .click();
  await page.getByRole("button", { name: "Cover and crop…" }).click();
  const editor = page.getByRole("dialog");
  const canvas = editor.locator("[data-cover-canvas]");
  await canvas.scrollIntoViewIfNeeded();
  const frame = await canvas.boundingBox();
  assert.ok(frame);
  const drag = async (from: [number, number], to: [number, number]) => {
    await page.mouse.move(frame.x + from[0], frame.y + from[1]);
    await page.mouse.down();
    await page.mouse.move(frame.x + (from[0] + to[0]) / 2, frame.y + (from[1] + to[1]) / 2);
    await page.mouse.move(frame.x + to[0], frame.y + to[1]);
    await page.mouse.up();
  };
  await drag([40, 40], [120, 100]);
  await editor.getByRole("button", { name: "Box 1: Rectangle, Solid black" }).waitFor();
  const number = async (name: string) =>
    Number(await editor.getByRole("spinbutton", { name }).inputValue());
  // Where the pointer left it: a page that is busy draws what was done a moment later.
  const scale = Number((await canvas.getAttribute("viewBox"))?.split(" ")[2]) / frame.width;
  const comesTo = async (name: string, wanted: number) => {
    let found = NaN;
    const isThere = async () => Math.abs((found = await number(name)) - wanted * scale) <= 1.5;
    assert.ok(await until(isThere, 5_000), `${name}: ${found}, not ${wanted * scale}`);
  };
  await comesTo("From the left", 40);
  await comesTo("Width", 80);
  await drag([80, 70], [110, 70]);
  await comesTo("From the left", 70);
  await comesTo("Width", 80);
  await drag([150, 100], [180, 120]);
  await comesTo("Width", 110);
  await comesTo("From the left", 70);
  assert.equal(await editor.getByRole("button", { name: /^Box \d/ }).count(), 1);
  await picture(page, "media-cover-390");
  await page.keyboard.press("Escape");
  await page.context().close();
});

test("a video gets its captions in the composer and is handed in; without them it is not", async () => {
  const { page, complaints } = await signedIn();
  await page.goto(`${served.origin}/console/posts/new`);
  const buffer = await recorded(page);
  await page.getByRole("textbox", { name: "Title (optional)" }).fill("The chief's statement");
  await page
    .getByRole("textbox", { name: "Text", exact: true })
    .fill("What we know, in two minutes.");
  for (;;) {
    const other = page
      .locator("button[aria-pressed=true]")
      .filter({ hasNotText: "Newsroom" })
      .first();
    if ((await other.count()) === 0) break;
    await other.click();
  }
  await page
    .getByLabel("Add a picture or video")
    .and(page.locator("input"))
    .setInputFiles({ name: "statement.webm", mimeType: "video/webm", buffer });
  await page
    .getByRole("textbox", { name: "Text description" })
    .fill("The chief speaks at a lectern");
  await page.getByText("A video has no captions yet.").first().waitFor();
  await page.getByRole("button", { name: "Write captions…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Add a caption" }).click();
  await dialog.getByRole("textbox", { name: "To", exact: true }).fill("0:01.5");
  await dialog.getByRole("textbox", { name: "Words" }).fill("Good evening. Nobody is hurt.");
  await mustBeAccessible(page, "writing captions", "[role=dialog]");
  await picture(page, "media-captions-1280");
  await dialog.getByRole("button", { name: "Keep the captions" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Captions in English…" }).waitFor();
  await page.getByText("A video has no captions yet.").first().waitFor({ state: "detached" });
  await page.getByText("Captions kept as version 1").waitFor({ state: "detached" });
  await page.evaluate(() => scrollTo(0, 0));
  await page.waitForLoadState("networkidle");
  await mustBeAccessible(page, "the composer with a video");
  await picture(page, "media-composer-video");
  await page.getByRole("button", { name: "Send to approver" }).click();
  await page.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
  await page.getByRole("main").getByText("Waiting for approval", { exact: true }).first().waitFor();
  assert.deepEqual(complaints, []);
  await page.context().close();
});

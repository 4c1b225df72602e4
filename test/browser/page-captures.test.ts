import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { before, test } from "node:test";
import { systemChromium } from "#platform/browser/chromium.ts";
import { openSafeClient } from "#platform/http/safe-client.ts";
import { systemClock } from "#platform/clock.ts";
import { workOnCapture } from "../../src/records/pages/worker.ts";
import { atEnd } from "../openbeat.ts";
import {
  mustBeAccessible,
  picture,
  serveWorld,
  signInByPass,
  visit,
  type Served,
} from "./console.ts";

/** A clerk has a page captured, names one for every night, and looks at what was captured. */
let served: Served;
let at = "";
let worked: () => Promise<boolean>;
const clerk = "nair@riversidefalls.example";

before(async () => {
  const site = createServer((request, response) => {
    if (request.url === "/seal.svg")
      return response
        .writeHead(200, { "content-type": "image/svg+xml" })
        .end(
          '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4" fill="#246"/></svg>',
        );
    return response.writeHead(200, { "content-type": "text/html; charset=utf-8" })
      .end(`<html lang="en"><title>Riverside Falls newsroom</title><style>body { font: 20px sans-serif; margin: 60px }</style>
      <h1><img src="/seal.svg" width="60" alt=""> Riverside Falls Police</h1><h2>Mill St closed until noon</h2>
      <p>Crews repair a water main between 3rd and 5th Ave. Use River Rd.</p><img src="http://10.0.0.8/camera.jpg" alt="">
      <p>Last updated today at 9:40.</p></html>`);
  });
  site.listen(0, "127.0.0.1");
  await once(site, "listening");
  atEnd(async () => void site.close());
  const host = `127.0.0.1:${(site.address() as AddressInfo).port}`;
  at = `http://${host}`;
  served = await serveWorld("riverside");
  const client = openSafeClient({ clock: systemClock, allowPrivate: [host] });
  atEnd(async () => client.close());
  const chromium = systemChromium(process.env["OPENBEAT_TEST_CHROMIUM"]);
  worked = () => workOnCapture(served.beat.assembly.ctx, { client, chromium });
});

test("a clerk has a page captured and sees how it looked, what it said and what was left out", async () => {
  const { page, complaints } = await visit(served);
  await signInByPass(served, page, clerk);
  await page.goto(`${served.origin}/console/page-captures`);
  await page.getByText(/Nothing was captured yet/).waitFor();
  await mustBeAccessible(page, "page captures, empty");
  await picture(page, "pages-empty-1280-light");
  await page.getByLabel("Address of the page").first().fill(`${at}/`);
  await page.getByRole("button", { name: "Capture the page" }).click();
  await page.getByText("Waiting").waitFor();
  assert.ok(await worked());
  await page.getByRole("link", { name: /Riverside Falls newsroom/ }).click();
  await page.getByRole("img", { name: /as captured/ }).waitFor();
  await page.getByText(/Crews repair a water main/).waitFor();
  await page.getByText("not a public address").waitFor();
  await mustBeAccessible(page, "a captured page");
  await picture(page, "page-captured-1280-light");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download (WACZ)" }).click(),
  ]);
  assert.match(download.suggestedFilename(), /^capture-[\d-]+-[0-9a-f]+\.wacz$/);
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test("a page named for every night is captured at once, and ended without losing what was captured", async () => {
  const { page } = await visit(served);
  await signInByPass(served, page, clerk);
  await page.goto(`${served.origin}/console/page-captures`);
  const nightly = page.getByRole("region", { name: "Captured every night" });
  await nightly.getByLabel("What to call it").fill("Newsroom");
  await nightly.getByLabel("Address of the page").fill(`${at}/newsroom`);
  await nightly.getByRole("button", { name: "Capture it every night" }).click();
  await nightly.getByText("Newsroom", { exact: true }).waitFor();
  assert.ok(await worked());
  await page.reload();
  await page.getByText("Every night", { exact: true }).waitFor();
  await picture(page, "pages-1280-light");
  await nightly.getByRole("button", { name: "End" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "End" }).click();
  await nightly.getByText(/No page is captured by itself yet/).waitFor();
  await page.context().close();
});

for (const [width, scheme, locale] of [
  [1280, "dark", "en-US"],
  [390, "light", "es-US"],
  [390, "dark", "en-US"],
] as const)
  test(`page captures at ${width}, ${scheme}, ${locale}`, async () => {
    const { page, complaints } = await visit(served, width, scheme, locale);
    await signInByPass(served, page, clerk);
    await page.goto(`${served.origin}/console/page-captures`);
    const link = page.getByRole("link", { name: /Riverside Falls newsroom/ }).first();
    await link.waitFor();
    await mustBeAccessible(page, "page captures");
    await picture(page, `pages-${width}-${scheme}-${locale}`);
    await link.click();
    await page.getByText("SHA-256").waitFor();
    await mustBeAccessible(page, "a captured page");
    await picture(page, `page-captured-${width}-${scheme}-${locale}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    assert.equal(wide, false);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });

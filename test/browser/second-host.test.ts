import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { HostPusher } from "#newsroom";
import { startS3, type S3Server } from "../networks/s3.ts";
import { atEnd } from "../openbeat.ts";
import { who } from "../worlds/riverside/people.ts";
import {
  mustBeAccessible,
  picture,
  serveWorld,
  signInByPass,
  visit,
  type Served,
} from "./console.ts";

/** The newsroom's second host, from the empty screen to a copy that is up to date, and to one that fails. */
let served: Served;
let s3: S3Server;
const stopping = new AbortController();
let pushing: Promise<void>;

before(async () => {
  s3 = await startS3();
  served = await serveWorld("riverside", { allowPrivate: [s3.host] });
  atEnd(async () => s3[Symbol.asyncDispose]());
  const { ctx, site, client } = served.beat.assembly;
  pushing = new HostPusher(site, client).run(ctx, stopping.signal);
});

after(async () => {
  stopping.abort();
  await pushing;
});

async function look(page: Page, name: string): Promise<void> {
  await mustBeAccessible(page, name);
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1,
  );
  assert.equal(wide, false, `${name} scrolls sideways`);
  await picture(page, name);
}

for (const [width, scheme] of [
  [1280, "light"],
  [1280, "dark"],
  [390, "light"],
  [390, "dark"],
] as const)
  test(`a copy of the newsroom is set up, kept, told of when it fails, and ended, at ${width} px, ${scheme}`, async () => {
    const at = `${width}-${scheme}`;
    const { page, complaints } = await visit(served, width, scheme);
    await signInByPass(served, page, who.administrator);
    await page.goto(`${served.origin}/console/newsroom/host`);
    await page.getByText("No copy is kept anywhere yet.").waitFor();
    await look(page, `host-none-${at}`);
    await page.getByLabel("Address of the service").fill(s3.url);
    await page.getByLabel("Region").fill(s3.region);
    await page.getByLabel("Bucket", { exact: true }).fill(s3.bucket);
    await page.getByLabel("Access key").fill(s3.user);
    await page.getByLabel("Secret key").fill(s3.secret);
    await page.getByRole("button", { name: "Keep and push" }).click();
    await page.getByText("Up to date").waitFor();
    assert.match(String(s3.objects.get("index.html")?.bytes), /Riverside/);
    await look(page, `host-well-${at}`);
    await page.getByRole("button", { name: "End and empty it" }).click();
    s3.fail("denied", 1);
    await page.getByRole("dialog").getByRole("button", { name: "End and empty it" }).click();
    await page.getByText("The host refused the keys.").waitFor();
    await look(page, `host-failing-${at}`);
    await page.getByRole("button", { name: "Push now" }).click();
    await page.getByText("No copy is kept anywhere yet.").waitFor();
    assert.equal(s3.objects.size, 0);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });

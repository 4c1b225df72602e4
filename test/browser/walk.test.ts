import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import type { Page } from "playwright-core";
import { z } from "zod";
import { siteAgency } from "#agency";
import { LogKeeper } from "#archive";
import { asSystem } from "#platform/context.ts";
import { slices } from "../../shell/slices.ts";
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
  const { assembly } = served.beat;
  const agency = await siteAgency(assembly.ctx);
  assert.ok(agency);
  await new LogKeeper(
    asSystem(assembly.ctx, "test", agency.agencyId),
    assembly.signer,
    join(assembly.logFolder, agency.agencyId),
  ).turn();
});

/** Where one comes from elsewhere: with a ticket, an invitation or a network's answer. */
const notWalkedTo = ["sign-in", "setup", "invitation", "channels/consented"];

/** Each screen is opened by the first of these who may see it. */
const walkers = [who.pio, who.administrator, who.clerk, who.chief, who.auditor];

const screens = slices
  .flatMap(({ routes }) => routes ?? [])
  .filter(({ path }) => !path.includes(":") && !notWalkedTo.includes(path));

/** The screens left that whoever is signed in may open. */
async function walkFor(page: Page, left: ReadonlySet<string>): Promise<string[]> {
  const told: unknown = await page.evaluate(async () => (await fetch("/api/session")).json());
  const { may } = z.object({ may: z.array(z.string()) }).parse(told);
  return screens
    .filter((screen) => left.has(screen.path) && (!screen.may || may.includes(screen.may)))
    .map(({ path }) => path);
}

const walks = [
  [1280, "light"],
  [390, "dark"],
] as const;
/** Nobody looks at what breaks no rule; whoever looks wants all four. */
const looks = [
  [1280, "dark"],
  [390, "light"],
] as const;

for (const [width, scheme] of process.env["OPENBEAT_TEST_PICTURES"] ? [...walks, ...looks] : walks)
  test(`every screen opens, breaks no policy of content security and passes axe at ${width} px, ${scheme}`, async () => {
    const left = new Set(screens.map(({ path }) => path));
    for (const email of walkers) {
      const { page, complaints } = await visit(served, width, scheme);
      await signInByPass(served, page, email);
      await mustBeFit(page, "", `today-${email.split("@")[0]}-${width}-${scheme}`);
      for (const path of await walkFor(page, left)) {
        left.delete(path);
        await mustBeFit(page, path, `${path.replaceAll("/", "-")}-${width}-${scheme}`);
      }
      assert.deepEqual(complaints, [], email);
      await page.context().close();
    }
    assert.deepEqual([...left], [], "screens that nobody of the demo may open");
  });

async function mustBeFit(page: Page, path: string, name: string): Promise<void> {
  await page.goto(`${served.origin}/console/${path}`);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.waitForLoadState("networkidle");
  await picture(page, name);
  await mustBeAccessible(page, name);
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1,
  );
  assert.equal(wide, false, `${name} scrolls sideways`);
}

test("the newsroom reads without script, at both widths, and passes axe", async () => {
  for (const [width, scheme] of [
    [1280, "light"],
    [390, "dark"],
  ] as const) {
    const context = await served.browser.newContext({
      viewport: { width, height: 900 },
      colorScheme: scheme,
      javaScriptEnabled: true,
    });
    const page = await context.newPage();
    for (const path of ["/", "/channels", "/rules", "/es/"]) {
      await page.goto(`${served.origin}${path}`);
      await mustBeAccessible(page, `${path} at ${width} px`);
    }
    await page.goto(served.origin);
    await page.getByRole("heading", { level: 2 }).first().getByRole("link").click();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await mustBeAccessible(page, "a post's page");
    // What machines are told (JSON-LD) is data: no script of a post page runs.
    assert.equal(await page.locator("script:not([type='application/ld+json'])").count(), 0);
    await context.close();
  }
});

test("the newsroom's home page weighs at most 15 kB compressed", async () => {
  const home = await fetch(served.origin, { headers: { "accept-encoding": "br" } });
  assert.ok(Number(home.headers.get("content-length")) <= 15_360);
});

test("feeds and pages are served from memory, with strong ETags", async () => {
  const answer = await fetch(`${served.origin}/feeds/news.atom`);
  assert.equal(answer.status, 200);
  assert.match(await answer.text(), /<entry>/);
  const again = await fetch(`${served.origin}/`, {
    headers: { "if-none-match": (await fetch(`${served.origin}/`)).headers.get("etag") ?? "" },
  });
  assert.equal(again.status, 304);
});

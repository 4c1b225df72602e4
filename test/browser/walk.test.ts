import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import { siteAgency } from "#agency";
import { LogKeeper } from "#archive";
import { asSystem } from "#platform/context.ts";
import { who } from "../worlds/riverside/people.ts";
import { mustBeAccessible, serveWorld, signInByPass, visit, type Served } from "./console.ts";

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

const walks = [
  {
    email: who.pio,
    paths: [
      "",
      "posts",
      "posts/new",
      "approvals",
      "calendar",
      "media",
      "holds",
      "channels",
      "policy",
      "account",
    ],
  },
  { email: who.administrator, paths: ["people", "settings", "audit", "channels"] },
  { email: who.clerk, paths: ["archive"] },
];

for (const [width, scheme] of [
  [1280, "light"],
  [390, "dark"],
] as const) {
  test(`every screen opens, breaks no policy of content security and passes axe at ${width} px, ${scheme}`, async () => {
    for (const { email, paths } of walks) {
      const { page, complaints } = await visit(served, width, scheme);
      await signInByPass(served, page, email);
      for (const path of paths) {
        await page.goto(`${served.origin}/console/${path}`);
        await page.getByRole("heading", { level: 1 }).first().waitFor();
        await page.waitForLoadState("networkidle");
        await mustBeAccessible(page, `${email} /${path} at ${width} px`);
        const wide = await page.evaluate(
          () => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1,
        );
        assert.equal(wide, false, `/${path} scrolls sideways at ${width} px`);
      }
      assert.deepEqual(complaints, [], email);
      await page.context().close();
    }
  });
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
    assert.equal(await page.locator("script").count(), 0);
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

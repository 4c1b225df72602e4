import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium, type Browser, type Page } from "playwright-core";
import { makePass, personByEmail, siteAgency } from "#agency";
import { LogKeeper } from "#archive";
import { asSystem } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { closeServer, listen } from "#platform/http/server.ts";
import { publicSite, rebuildSite } from "../../src/slices.ts";
import { atEnd, openTestBeat, type TestBeat } from "../openbeat.ts";
import { startDemoNetwork, seedWorld } from "../worlds/demo.ts";
import { who } from "../worlds/riverside/people.ts";

const executablePath = process.env["OPENBEAT_TEST_CHROMIUM"] || "/usr/bin/chromium";
const port = 4900 + (process.pid % 90);
const origin = `http://localhost:${port}`;
let beat: TestBeat;
let browser: Browser;

before(async () => {
  beat = await openTestBeat({ port });
  await seedWorld(beat.assembly, "riverside", () => undefined);
  const network = await startDemoNetwork(beat.assembly, beat.dataFolder);
  atEnd(() => network.close());
  const { assembly } = beat;
  await rebuildSite(assembly.ctx, assembly.networks, assembly.site, origin);
  const server = await listen(
    assembly.app,
    publicSite(assembly, () => assembly.site.agencyId),
    { host: "127.0.0.1", port },
  );
  atEnd(() => closeServer(server));
  const agency = await siteAgency(assembly.ctx);
  assert.ok(agency);
  await new LogKeeper(
    asSystem(assembly.ctx, "test", agency.agencyId),
    assembly.signer,
    join(assembly.logFolder, agency.agencyId),
  ).turn();
  browser = await chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  });
  atEnd(() => browser.close());
});

interface Visit {
  page: Page;
  /** What the browser complained about: script errors and broken content-security policy. */
  complaints: string[];
}

/** A phone's screen is made tall, so that the fixed bar covers nothing that axe measures. */
async function open(width: number, scheme: "light" | "dark"): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 3_000 : 900 },
    colorScheme: scheme,
    locale: "en-US",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && /Content.Security|Refused to/i.test(message.text()))
      complaints.push(message.text());
  });
  return { page, complaints };
}

async function signIn(page: Page, email: string): Promise<void> {
  const { ctx } = beat.assembly;
  const agency = await siteAgency(ctx);
  assert.ok(agency);
  const system = asSystem(ctx, "test", agency.agencyId);
  const pass = await transact(system, async (tx) =>
    makePass(tx, (await personByEmail(tx, email)).id, "demo"),
  );
  await page.goto(`${origin}/console/sign-in#pass=${pass}`);
  await page.getByRole("navigation").first().waitFor();
}

async function mustBeAccessible(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  // A row's link is as large as its row: its ::after covers it, which axe does not measure.
  const isRow = (html: string) => html.includes("data-row-link");
  const faults = violations
    .map(({ id, nodes }) => ({
      id,
      nodes: nodes.filter(({ html }) => !(id === "target-size" && isRow(html))),
    }))
    .filter(({ nodes }) => nodes.length > 0);
  assert.deepEqual(
    faults.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160) ?? ""}`),
    [],
    where,
  );
}

const walks = [
  {
    email: who.pio,
    paths: [
      "",
      "posts",
      "posts/new",
      "approvals",
      "calendar",
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
      const { page, complaints } = await open(width, scheme);
      await signIn(page, email);
      for (const path of paths) {
        await page.goto(`${origin}/console/${path}`);
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
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      colorScheme: scheme,
      javaScriptEnabled: true,
    });
    const page = await context.newPage();
    for (const path of ["/", "/channels", "/rules", "/es/"]) {
      await page.goto(`${origin}${path}`);
      await mustBeAccessible(page, `${path} at ${width} px`);
    }
    await page.goto(origin);
    await page.getByRole("heading", { level: 2 }).first().getByRole("link").click();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await mustBeAccessible(page, "a post's page");
    assert.equal(await page.locator("script").count(), 0);
    await context.close();
  }
});

test("a home page of at most 15 kB compressed, and a console of at most 200 kB and 15 requests", async () => {
  const home = await fetch(origin, { headers: { "accept-encoding": "br" } });
  assert.ok(Number(home.headers.get("content-length")) <= 15_360);
  const { page } = await open(1280, "light");
  let requests = 0;
  let bytes = 0;
  page.on("response", (response) => {
    requests += 1;
    bytes += Number(response.headers()["content-length"] ?? 0);
  });
  await page.goto(`${origin}/console/sign-in`, { waitUntil: "networkidle" });
  assert.ok(requests <= 15, `${requests} requests`);
  assert.ok(bytes <= 200_000, `${bytes} bytes`);
  await page.context().close();
});

test("feeds and pages are served from memory, with strong ETags", async () => {
  const answer = await fetch(`${origin}/feeds/news.atom`);
  assert.equal(answer.status, 200);
  assert.match(await answer.text(), /<entry>/);
  const again = await fetch(`${origin}/`, {
    headers: { "if-none-match": (await fetch(`${origin}/`)).headers.get("etag") ?? "" },
  });
  assert.equal(again.status, 304);
});

import assert from "node:assert/strict";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium, type Browser, type Page } from "playwright-core";
import { makePass, personByEmail, siteAgency } from "#agency";
import { asSystem } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { closeServer, listen } from "#platform/http/server.ts";
import { publicSite, rebuildSite } from "../../src/slices.ts";
import { atEnd, openTestBeat, type TestBeat } from "../openbeat.ts";
import { seedWorld, startDemoNetwork } from "../worlds/demo.ts";
import { freePort, livedRiverside } from "../worlds/lived.ts";

const executablePath = process.env["OPENBEAT_TEST_CHROMIUM"] || "/usr/bin/chromium";

/** The whole program behind a real port, and a browser to visit it with. */
export interface Served {
  beat: TestBeat;
  browser: Browser;
  origin: string;
  port: number;
}

export interface Visit {
  page: Page;
  /** What the browser complained about: script errors and broken content-security policy. */
  complaints: string[];
}

/** Serves a seeded world (`empty` for the first visit) until the file's tests are over. */
export async function serveWorld(
  world: "riverside" | "tiny-county" | "empty",
  options: Pick<
    NonNullable<Parameters<typeof openTestBeat>[0]>,
    "clock" | "allowPrivate" | "pushHosts" | "pageHosts"
  > = {},
): Promise<Served> {
  const lived = world === "riverside" ? await livedRiverside() : undefined;
  const port = lived?.port ?? (await freePort());
  const origin = `http://localhost:${port}`;
  const beat = await openTestBeat({ port, ...options, ...(lived && { from: lived }) });
  const { assembly } = beat;
  if (!lived) await seedWorld(assembly, world, () => undefined);
  if (world === "riverside") {
    const practice = await startDemoNetwork(assembly);
    atEnd(async () => practice[Symbol.asyncDispose]());
  }
  await rebuildSite(assembly.ctx, assembly.networks, assembly.site, origin);
  const server = await listen(
    assembly.app,
    publicSite(assembly, () => assembly.site.agencyId),
    { host: "127.0.0.1", port },
  );
  atEnd(() => closeServer(server));
  const browser = await chromium.launch({
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
  return { beat, browser, origin, port };
}

/** A phone's screen is made tall, so that the fixed bar covers nothing that axe measures. */
export async function visit(
  { browser }: Served,
  width = 1280,
  scheme: "light" | "dark" = "light",
  locale = "en-US",
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 5_000 : 900 },
    colorScheme: scheme,
    locale,
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && /Content.Security|Refused to/i.test(message.text()))
      complaints.push(message.text());
  });
  return { page, complaints };
}

/** Signs in with a printed link, as the demo agency's people do. */
export async function signInByPass(
  { beat, origin }: Served,
  page: Page,
  email: string,
): Promise<void> {
  const { ctx } = beat.assembly;
  const agency = await siteAgency(ctx);
  assert.ok(agency);
  const pass = await transact(asSystem(ctx, "test", agency.agencyId), async (tx) =>
    makePass(tx, (await personByEmail(tx, email)).id, "demo"),
  );
  await page.goto(`${origin}/console/sign-in#pass=${pass}`);
  await page.getByRole("navigation").first().waitFor();
}

/** WCAG 2.2 AA as axe measures it: on the whole page, or in a dialog that lies over it. */
export async function mustBeAccessible(page: Page, where: string, within = "html"): Promise<void> {
  const { violations } = await axeOn(page, within)
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  const faults: string[] = [];
  for (const { id, nodes } of violations)
    for (const { html, target } of nodes)
      if (id !== "target-size" || (await isTooSmall(page, html, String(target[0]))))
        faults.push(`${id}: ${html.slice(0, 160)}`);
  assert.deepEqual(faults, [], where);
}

/**
 * What is in order is only counted. A page without frames is measured where it stands: only what several frames said
 * needs to be put together in another page, which takes as long as the measuring.
 */
export function axeOn(page: Page, within: string): AxeBuilder {
  return new AxeBuilder({ page })
    .include(within)
    .options({ resultTypes: ["violations"] })
    .setLegacyMode(page.frames().length === 1);
}

/**
 * A row's link is as large as its row: its ::after covers it, which axe does not measure. And what a bar at the edge
 * of the screen covers by half is measured again where a person would scroll it to.
 */
async function isTooSmall(page: Page, html: string, target: string): Promise<boolean> {
  if (html.includes("data-row-link")) return false;
  await page
    .locator(target)
    .first()
    .evaluate((element) => element.scrollIntoView({ block: "center", behavior: "instant" }));
  const again = await axeOn(page, target).withRules(["target-size"]).analyze();
  return again.violations.length > 0;
}

/** A picture of the page in the folder that `OPENBEAT_TEST_PICTURES` names, for whoever looks at it. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env["OPENBEAT_TEST_PICTURES"];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

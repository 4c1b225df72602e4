import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Page } from "playwright-core";
import { lintCap } from "../../src/alerts/cap/lint.ts";
import { mustBeCalendar } from "../feed-calendar.ts";
import { mustBeRss } from "../feed-rss.ts";
import { mustBeAtom, mustBeGeoJson, mustBeJsonFeed } from "../feed-validators.ts";
import { axeOn, mustBeAccessible, picture, serveWorld, visit, type Served } from "./console.ts";
import { crawl, keptTypes, kindOf, kindsOfSite, sampled, type Crawl } from "./public-crawl.ts";
import { furnish } from "./public-world.ts";

/** One walk over every public page there is: whoever adds a kind of page has it walked, or is told that nobody gets there. */
let served: Served;
let walked: Crawl;

/** Where no page of ours leads: what is taken back keeps its address, and some come by a mistake of theirs. */
const unlinked = ["/404", "/es/404", "/notices/no-such-notice", "/es/sign-up/give-up/none"];

/** Answers of the program that are no pages: keys, records, files, scripts, and what other servers ask. */
const noPages = new Set([
  "/hooks/:/:",
  "/lent/:",
  "/.well-known/:",
  "/ap/:/:",
  "/ap/:/:/:",
  "/go/:",
  "/verify/:",
  "/verify/:/:",
  "/kits/:",
  "/records/status/:/:",
  "/records/reading-room/:",
  "/subscribe/:",
]);

before(async () => {
  served = await serveWorld("riverside");
  const keys = await furnish(served);
  const kept = [...keptTypes(served)].filter(([, type]) => type.startsWith("text/html"));
  // Every address that the site keeps: what was taken back is linked from nowhere.
  const all = ["/", "/es/", ...kept.map(([path]) => path), ...keys];
  const asked = ["/verify?q=Mill", "/records/reading-room?q=flood"];
  walked = await crawl(served, [...all, ...asked], unlinked);
});

test("every kind of page of the site is walked, and no link of ours leads nowhere", () => {
  const visited = new Set(walked.pages.map(({ kind }) => kind));
  const missed = [...kindsOfSite(served)].filter((one) => !visited.has(one) && !noPages.has(one));
  assert.deepEqual(missed, [], "kinds of pages that the walk never comes to");
  assert.deepEqual(walked.broken, []);
  for (const kind of ["/alerts/:", "/notices/:", "/events/:", "/kits/:", "/jobs/:", "/beats/:"])
    assert.ok(visited.has(kind), kind);
});

test("every public page passes axe in light and in dark, and reads as well without a script", async () => {
  const lit = await visit(served, 1280);
  // 1280 px wide at 400 %: 320 CSS px, each of four by four dots (WCAG 2.2, 1.4.10).
  const context = await served.browser.newContext({
    viewport: { width: 320, height: 256 },
    deviceScaleFactor: 4,
    javaScriptEnabled: false,
  });
  const bare = await context.newPage();
  const faults: string[] = [];
  for (const { path } of sampled(walked.pages)) {
    const told = await Promise.all([
      faultsOf(() => mustBeClear(lit.page, path)),
      faultsOf(() => mustReflow(bare, path)),
    ]);
    const [shown, plain] = [await wordsOf(lit.page), await wordsOf(bare)];
    if (shown !== plain) told.push(`without a script it says: ${firstDifference(plain, shown)}`);
    told.push(await faultsOf(() => mustReadInOrder(bare)));
    faults.push(...told.filter((one) => one !== "").map((one) => `${path}: ${one}`));
  }
  assert.deepEqual(faults, []);
  assert.deepEqual(lit.complaints, []);
  await context.close();
  await lit.page.context().close();
});

async function faultsOf(check: () => Promise<void>): Promise<string> {
  return check().then(
    () => "",
    (error: unknown) => (error instanceof assert.AssertionError ? error.message : String(error)),
  );
}

/** Dark differs from light in its colours alone. */
async function mustBeClear(page: Page, path: string): Promise<void> {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(`${served.origin}${path}`);
  await picture(page, `1280-light-${path.replaceAll(/[^a-z0-9]+/gi, "-")}`);
  await mustBeAccessible(page, "light");
  await page.emulateMedia({ colorScheme: "dark" });
  const rules = ["color-contrast", "link-in-text-block"];
  const { violations } = await axeOn(page, "html").withRules(rules).analyze();
  const pale = violations.flatMap(({ nodes }) => nodes.map(({ html }) => html.slice(0, 160)));
  assert.deepEqual(pale, [], "dark");
}

async function mustReflow(page: Page, path: string): Promise<void> {
  await page.goto(`${served.origin}${path}`);
  await picture(page, `320-${path.replaceAll(/[^a-z0-9]+/gi, "-")}`);
  const wide = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const over = [...document.body.querySelectorAll("*")].filter(
      (one) => one.getBoundingClientRect().right > clientWidth + 1 && !one.closest(".scroll"),
    );
    return over.slice(0, 3).map((one) => one.outerHTML.slice(0, 160));
  });
  assert.deepEqual(wide, [], "scrolls sideways at 320 px");
  const small = await page.evaluate(() =>
    [...document.querySelectorAll("main *")]
      .filter((one) => one.children.length === 0 && (one.textContent ?? "").trim() !== "")
      .filter((one) => !one.closest("svg, .trap, script"))
      .filter((one) => Number.parseFloat(getComputedStyle(one).fontSize) < 12)
      .map((one) => one.outerHTML.slice(0, 160)),
  );
  assert.deepEqual(small, [], "too small to read");
}

/** With its style sheet away: a page begins with the way to its content, and its headings are a table of contents. */
async function mustReadInOrder(page: Page): Promise<void> {
  const told = await page.evaluate(() => {
    for (const sheet of document.querySelectorAll("link[rel=stylesheet], style")) sheet.remove();
    const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")];
    const first = document.querySelector("a, button, input");
    return {
      levels: headings.map(({ tagName }) => Number(tagName.slice(1))),
      mains: document.querySelectorAll("main").length,
      skips: first?.getAttribute("href"),
      isThere: document.querySelector(`main${first?.getAttribute("href") ?? "none"}`) !== null,
      isHidden: (document.querySelector("main")?.innerText ?? "").trim() === "",
      lang: document.documentElement.lang,
    };
  });
  assert.equal(told.levels.filter((one) => one === 1).length, 1, `one h1: ${told.levels.join()}`);
  assert.equal(told.levels[0], 1, "the h1 is the first heading");
  for (const [at, level] of told.levels.entries())
    assert.ok(level <= (told.levels[at - 1] ?? 0) + 1, `headings in order: ${told.levels.join()}`);
  assert.equal(told.mains, 1, "one main landmark");
  assert.ok(told.skips === "#content" && told.isThere, "the first link skips to the content");
  assert.equal(told.isHidden, false, "it can be read without its style sheet");
  assert.match(told.lang, /^(en|es)$/);
}

/** All that a page says, shown, folded away or kept for whoever has scripts; when it was made is another moment each time. */
async function wordsOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const copy = document.body.cloneNode(true);
    if (!(copy instanceof HTMLElement)) return "";
    for (const one of copy.querySelectorAll("script, noscript, .made")) one.remove();
    return (copy.textContent ?? "").replaceAll(/\s+/g, " ").trim();
  });
}

function firstDifference(one: string, other: string): string {
  const at = [...one].findIndex((letter, index) => letter !== other[index]);
  return `"${one.slice(Math.max(0, at - 20), at + 60)}" and not "${other.slice(Math.max(0, at - 20), at + 60)}"`;
}

const validators: Readonly<Record<string, (text: string) => unknown>> = {
  "application/atom+xml": mustBeAtom,
  "application/rss+xml": mustBeRss,
  "application/feed+json": mustBeJsonFeed,
  "application/geo+json": mustBeGeoJson,
  "text/calendar": mustBeCalendar,
  "application/cap+xml": async (text) => {
    const { findings } = await lintCap(Buffer.from(text));
    assert.deepEqual(
      findings.filter(({ level }) => level === "error"),
      [],
    );
  },
};

test("every feed that a page's head names keeps its specification, and none is named nowhere", async () => {
  const faults: string[] = [];
  const kept = keptTypes(served);
  // Of an alert, its newest message is named by its page, and each by the feed of alerts.
  const messages = [...kept].filter(([path]) => path.endsWith(".cap"));
  const all = [
    ...walked.feeds,
    ...messages.map(([path]) => [path, "application/cap+xml"] as const),
  ];
  for (const [path, type] of all) {
    const answer = await fetch(`${served.origin}${path}`);
    const text = await answer.text();
    const is = answer.headers.get("content-type")?.split(";")[0];
    if (answer.status !== 200 || is !== type)
      faults.push(`${path}: ${answer.status}, ${is} and not ${type}`);
    const validate = validators[type];
    if (!validate) faults.push(`${path}: no validator knows ${type}`);
    else faults.push(await faultsOf(async () => void (await validate(text))));
  }
  assert.deepEqual(
    faults.filter((one) => one !== ""),
    [],
  );
  const named = new Set([...walked.feeds.keys()].map(kindOf));
  const feeds = [...kept].filter(
    ([path, type]) => !path.endsWith(".cap") && (type.split(";")[0] ?? "") in validators,
  );
  const nowhere = feeds.map(([path]) => path).filter((path) => !named.has(kindOf(path)));
  assert.deepEqual(nowhere, [], "feeds that no page's head names");
});

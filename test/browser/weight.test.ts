import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Page } from "playwright-core";
import { who } from "../worlds/riverside/people.ts";
import { picture, serveWorld, signInByPass, visit, type Served } from "./console.ts";

/** What a first page costs on a bad line: bytes as they travel, and requests, with an empty cache. */
const kilobytesMax = 200;
const requestsMax = 15;
let served: Served;

before(async () => {
  served = await serveWorld("riverside");
});

interface Weight {
  bytes: number;
  /** Each with its bytes, heaviest first: what a failure shows. */
  requests: string[];
}

/** Opens a page and counts until nothing has been asked for half a second. */
async function weigh(page: Page, path: string): Promise<Weight> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Network.enable");
  // What every browser of the last nine years takes over https, which an installation is reached by.
  await cdp.send("Network.setExtraHTTPHeaders", { headers: { "accept-encoding": "br, gzip" } });
  const urls = new Map<string, string>();
  const sizes = new Map<string, number>();
  cdp.on("Network.requestWillBeSent", ({ requestId, request }) => {
    if (!request.url.startsWith("data:")) urls.set(requestId, new URL(request.url).pathname);
  });
  cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (urls.has(requestId)) sizes.set(requestId, encodedDataLength);
  });
  await page.goto(`${served.origin}/console/${path}`, { waitUntil: "networkidle" });
  const requests = [...urls]
    .map(([id, url]) => ({ url, size: sizes.get(id) ?? 0 }))
    .toSorted((a, b) => b.size - a.size);
  return {
    bytes: requests.reduce((sum, { size }) => sum + size, 0),
    requests: requests.map(({ url, size }) => `${size} ${url}`),
  };
}

function mustBeLight({ bytes, requests }: Weight, what: string): void {
  const list = requests.join("\n");
  if (process.env["OPENBEAT_TEST_PICTURES"]) console.log(`${what}: ${bytes}\n${list}`);
  assert.ok(bytes <= kilobytesMax * 1_000, `${what} weighs ${bytes} bytes:\n${list}`);
  assert.ok(requests.length <= requestsMax, `${what} asks ${requests.length} times:\n${list}`);
}

/** The same session in a browser that has never been here. */
async function coldVisitAs(email: string, width = 1280): Promise<Page> {
  const warm = await visit(served);
  await signInByPass(served, warm.page, email);
  const cookies = await warm.page.context().cookies();
  await warm.page.context().close();
  const { page } = await visit(served, width);
  await page.context().addCookies(cookies);
  return page;
}

test("the sign-in page weighs at most 200 kB and asks at most 15 times", async () => {
  const { page } = await visit(served);
  mustBeLight(await weigh(page, "sign-in"), "the sign-in page");
  await page.context().close();
});

for (const [name, email] of Object.entries(who).filter(([role]) =>
  ["chief", "pio", "administrator", "approver"].includes(role),
)) {
  test(`Today weighs at most 200 kB and asks at most 15 times for the ${name}`, async () => {
    const page = await coldVisitAs(email);
    mustBeLight(await weigh(page, ""), `Today of the ${name}`);
    await picture(page, `today-${name}`);
    await page.context().close();
  });
}

test("at 390 px the top bar is one row, whatever is held", async () => {
  const page = await coldVisitAs(who.pio, 390);
  await weigh(page, "");
  const bar = page.getByRole("banner").first();
  const middles = await bar.evaluate((one) =>
    [...one.children]
      .filter(({ tagName }) => tagName !== "UL")
      .map((part) => part.getBoundingClientRect())
      .map(({ top, height }) => Math.round(top + height / 2)),
  );
  assert.equal(middles.length, 4);
  assert.ok(Math.max(...middles) - Math.min(...middles) <= 2, middles.join(" "));
  await picture(page, "top-bar-390");
  await page.context().close();
});

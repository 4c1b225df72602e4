import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { before, test } from "node:test";
import { searchArchive, recordsOf } from "#archive";
import { systemChromium } from "#platform/browser/chromium.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { openSafeClient, type SafeClient } from "#platform/http/safe-client.ts";
import { atEnd, openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import { askForCapture } from "./asking.ts";
import type { PageTools } from "./capturing.ts";
import { linkedPages, linksIn } from "./linked.ts";
import { captureFile, capturePage, listCaptures } from "./looking.ts";
import { addPlace, endPlace, orderNightly } from "./places.ts";
import { readWarc } from "./testing/read-warc.ts";
import { workOnCapture } from "./worker.ts";

/** The agency's page on a server of ours: two stories, a picture, a style, and what a page should not do. */
const site = { headline: "Mill St closed", visits: [] as string[], posts: 0 };
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);
const chromium = systemChromium(process.env["OPENBEAT_TEST_CHROMIUM"]);
const clock = new StoryClock();
let server: Server;
let at = "";
let beat: TestBeat;
let agencyId: string;
let chief: Ctx;
let client: SafeClient;

before(async () => {
  server = createServer((request, response) => {
    site.visits.push(`${request.method} ${request.url}`);
    if (request.method === "POST") site.posts += 1;
    const html = (body: string) =>
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(body);
    switch (request.url) {
      case "/":
        return response.writeHead(302, { location: "/news" }).end();
      case "/news":
        return html(`<html><head><title>Newsroom</title><link rel="stylesheet" href="/style.css"></head>
          <body><h1>${site.headline}</h1><a href="/story">Story</a><a href="http://169.254.169.254/x">x</a>
          <img src="/seal.png" alt="seal"><img src="http://10.1.2.3/inner.png" alt="">
          <script>fetch("/form", { method: "POST", body: "x" })</script></body></html>`);
      case "/story":
        return html("<title>Story</title><p>The bridge opens at noon.</p>");
      case "/style.css":
        return response.writeHead(200, { "content-type": "text/css" }).end("h1 { color: navy }");
      case "/seal.png":
        return response.writeHead(200, { "content-type": "image/png" }).end(png);
      case "/inward":
        return response.writeHead(302, { location: "http://127.0.0.1:1/admin" }).end();
      default:
        return response.writeHead(404, { "content-type": "text/html" }).end("<p>Not here</p>");
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  atEnd(async () => {
    server.closeAllConnections();
    server.close();
  });
  at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  beat = await openTestBeat({ clock });
  agencyId = await seedTinyCounty(beat.assembly);
  chief = await as(beat.assembly.ctx, agencyId, "harlan@tinycounty.example");
  client = openSafeClient({ clock, allowPrivate: [new URL(at).host] });
  atEnd(async () => client.close());
});

async function captured(path: string, tools: Partial<PageTools> = {}, isFollowed = false) {
  const { id } = await askForCapture(chief, { url: `${at}${path}`, isFollowed });
  await work(tools);
  return capturePage(chief, id);
}

async function work(tools: Partial<PageTools> = {}) {
  return workOnCapture(beat.assembly.ctx, { client, chromium, ...tools });
}

async function waczBytes(id: string): Promise<Buffer> {
  const { sha256 } = await captureFile(chief, id, "wacz");
  return beat.assembly.ctx.blobs.get(sha256);
}

/** The stored WARC out of the stored container: it stands in it as it is. */
function warcIn(wacz: Buffer) {
  const name = Buffer.from("archive/data.warc.gz");
  let header = wacz.indexOf(name) - 30;
  while (wacz.toString("latin1", header, header + 4) !== "PK\u0003\u0004")
    header = wacz.indexOf(name, header + 31) - 30;
  const start = header + 30 + name.length;
  return readWarc(wacz.subarray(start, start + wacz.readUInt32LE(header + 18)));
}

for (const how of ["browser", "bytes"] as const)
  test(`a page is captured by ${how}: its words, its parts with the bytes the network gave, and what was left out`, async (t) => {
    if (how === "browser" && chromium === undefined) return t.skip("no Chromium on this machine");
    const page = await captured("/", how === "bytes" ? { chromium: undefined } : {});
    assert.deepEqual([page.state, page.how, page.status], ["done", how, 200], page.failure ?? "");
    assert.deepEqual([page.title, page.finalUrl], ["Newsroom", `${at}/news`]);
    assert.match(page.text, /Mill St closed/);
    assert.equal(page.picture !== null, how === "browser");
    const { records, faults } = warcIn(await waczBytes(page.id));
    assert.deepEqual(faults, []);
    const seal = records.find(
      ({ fields }) =>
        fields.get("warc-type") === "response" &&
        fields.get("warc-target-uri") === `${at}/seal.png`,
    );
    assert.ok(seal?.payload.equals(png), "byte for byte as the server gave it");
    const inner = page.leftOut.find(({ url }) => url === "http://10.1.2.3/inner.png");
    assert.equal(inner?.why, "refused-address");
    assert.equal(site.posts, 0, "nothing is sent");
    const told = await recordsOf(chief, { kind: "page-capture", id: page.id });
    assert.deepEqual(
      told.map(({ kind }) => kind),
      ["records.page-captured"],
    );
  });

test("a captured page is found by its words", async () => {
  const { results } = await searchArchive(chief, { words: "Mill closed" });
  assert.ok(results.some(({ kind }) => kind === "records.page-captured"));
});

test("a page that leads inward is not followed, and says so", async () => {
  for (const how of [chromium, undefined]) {
    const page = await captured("/inward", { chromium: how });
    assert.equal(page.state, how === undefined ? "failed" : page.state);
    assert.ok(["failed", "done"].includes(page.state));
    assert.deepEqual(
      site.visits.filter((one) => one.includes("admin")),
      [],
    );
  }
});

test("a page that is gone is a record too: its status and the server's answer", async () => {
  const page = await captured("/gone", { chromium: undefined });
  assert.deepEqual([page.state, page.status], ["done", 404]);
});

test("a page inside a network is refused before a byte leaves, and says why", async () => {
  const { id } = await askForCapture(chief, { url: "http://10.9.9.9/", isFollowed: false });
  await work({ chromium: undefined });
  const page = await capturePage(chief, id);
  assert.deepEqual([page.state, page.failure], ["failed", "refused-address"]);
});

test("a capture has bounds: what goes beyond them is named", async () => {
  const page = await captured("/news", { chromium: undefined, bounds: { parts: 2 } });
  assert.deepEqual([page.state, page.parts], ["done", 2]);
  assert.ok(page.leftOut.some(({ why }) => why === "parts"));
});

test("the pages of the same site that it links to are captured with it, others are not", async () => {
  const page = await captured("/news", { chromium: undefined }, true);
  assert.equal(page.pages, 2);
  assert.match(page.text, /bridge opens at noon/);
});

test("a named page is captured every night, and kept only when something of it changed", async () => {
  const { id } = await addPlace(chief, { name: "Newsroom", url: `${at}/news`, isFollowed: false });
  const states = async () =>
    (await listCaptures(chief)).captures
      .filter(({ placeId }) => placeId === id)
      .map(({ state }) => state);
  const bytes = { chromium: undefined };
  await work(bytes);
  assert.deepEqual(await states(), ["done"]);
  for (const headline of ["Mill St closed", "Mill St open again"]) {
    site.headline = headline;
    clock.advance(24 * 3_600_000);
    await orderNightly(beat.assembly.ctx);
    await orderNightly(beat.assembly.ctx);
    await work(bytes);
  }
  assert.deepEqual(await states(), ["done", "unchanged", "done"]);
  await endPlace(chief, id);
  await orderNightly(beat.assembly.ctx);
  assert.equal((await states()).length, 3);
});

test("what a post links to is captured once, however often its news is told", async () => {
  const event = await transact(asSystem(beat.assembly.ctx, "test", agencyId), async (tx) => {
    const [told] = await tx.happenings.tell(tx, {
      kind: "publish.delivery-sent",
      subject: { kind: "delivery", id: tx.ids.uuid() },
      facts: {},
      record: {
        payload: {},
        text: `Read more: ${at}/story. Also https://city.example/no`,
        direction: "out",
      },
    });
    return told;
  });
  assert.ok(event);
  const relayed = { ...event, facts: {}, claim: Symbol("claim") };
  await linkedPages.handle(beat.assembly.ctx, relayed);
  await linkedPages.handle(beat.assembly.ctx, relayed);
  const { captures } = await listCaptures(chief);
  const linked = captures.filter(({ why }) => why === "linked");
  assert.deepEqual(
    linked.map(({ url, linkedFrom }) => [url, linkedFrom]),
    [[`${at}/story`, event.id]],
  );
});

test("asking twice for a page that waits is one capture; whoever may not, is refused", async () => {
  const draft = { url: `${at}/story?again`, isFollowed: false };
  const first = await askForCapture(chief, draft);
  assert.deepEqual(await askForCapture(chief, draft), first);
  const deputy = await as(beat.assembly.ctx, agencyId, "boyd@tinycounty.example");
  await assert.rejects(
    askForCapture({ ...deputy, actor: { ...deputy.actor, roles: ["officer"] } as never }, draft),
  );
});

test("links are read out of a text without the full stop of the sentence", () => {
  assert.deepEqual(
    linksIn("See https://city.gov/a?b=1, (https://city.gov/c) and https://city.gov/a?b=1."),
    ["https://city.gov/a?b=1", "https://city.gov/c"],
  );
});

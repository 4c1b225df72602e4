import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { before, test } from "node:test";
import sharp from "sharp";
import { systemClock } from "#platform/clock.ts";
import type { Ctx } from "#platform/context.ts";
import { openSafeClient, type SafeClientOptions } from "#platform/http/safe-client.ts";
import { Refusal } from "#platform/refusal.ts";
import { atEnd, openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import { createToken } from "#agency";
import { openChannels } from "#channels";
import { approvePost, draftPost, editPost, submitPost } from "./index.ts";
import { cardFetcher, type CardFetcher } from "./link-card.ts";

let beat: TestBeat;
let boyd: Ctx;
let ames: Ctx;

before(async () => {
  beat = await openTestBeat();
  const agencyId = await seedTinyCounty(beat.assembly);
  const person = (name: string) => as(beat.assembly.ctx, agencyId, `${name}@tinycounty.example`);
  [boyd, ames] = [await person("boyd"), await person("ames")];
});

interface Site {
  host: string;
  url: string;
  asked: string[];
}

async function site(answer: RequestListener): Promise<Site> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    answer(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  atEnd(async () => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  assert.ok(typeof address === "object" && address);
  const host = `127.0.0.1:${address.port}`;
  return { host, url: `http://${host}`, asked };
}

/** A site of one page, and whatever else it is given by path. */
function page(html: string, more: Readonly<Record<string, [string, Buffer]>> = {}) {
  return site((request, response) => {
    const [kind, body] = more[request.url ?? ""] ?? ["text/html; charset=utf-8", Buffer.from(html)];
    response.writeHead(200, { "content-type": kind }).end(body);
  });
}

function fetcher(hosts: readonly string[], options: Partial<SafeClientOptions> = {}): CardFetcher {
  const client = openSafeClient({ allowPrivate: hosts, clock: systemClock, ...options });
  atEnd(async () => client.close());
  return cardFetcher(client);
}

function refused(code: string) {
  return (error: unknown) => {
    assert.ok(error instanceof Refusal, String(error));
    assert.equal(error.code, code, error.message);
    return true;
  };
}

const picture = () =>
  sharp({ create: { width: 1_600, height: 900, channels: 3, background: "#225577" } })
    .png()
    .withExif({ IFD0: { Artist: "12 Home St" } })
    .toBuffer();

test("a card has the page's own words and a picture encoded anew", async () => {
  const there = await page(
    `<!doctype html><html><head><title>Roads</title>
     <meta property="og:title" content="Road closures &amp; detours">
     <meta property="og:description" content="Every closed road, updated &#8212; hourly.">
     <meta property="og:image" content="/card.png"></head><body>…</body></html>`,
    { "/card.png": ["image/png", await picture()] },
  );
  const card = await fetcher([there.host])(boyd, `${there.url}/roads`);
  assert.equal(card.title, "Road closures & detours");
  assert.equal(card.description, "Every closed road, updated — hourly.");
  const stored = await beat.assembly.ctx.blobs.get(card.imageSha256 ?? "");
  const { format, width, exif } = await sharp(stored).metadata();
  assert.deepEqual([format, width, exif], ["jpeg", 1_200, undefined]);
});

test("without Open Graph there are Twitter's names, and then the title", async () => {
  const there = await page(`<title> Old
    page </title><meta name=twitter:description content='From "Twitter"'>`);
  const card = await fetcher([there.host])(boyd, there.url);
  assert.deepEqual([card.title, card.description], ["Old page", 'From "Twitter"']);
});

test("a page in Latin-1 reads as it is written", async () => {
  const there = await site((_request, response) =>
    response
      .writeHead(200, { "content-type": "text/html" })
      .end(Buffer.from('<meta charset="iso-8859-1"><title>Año nuevo</title>', "latin1")),
  );
  assert.equal((await fetcher([there.host])(boyd, there.url)).title, "Año nuevo");
});

test("A1: the card's words and picture are under the approval hash", async () => {
  const there = await page(`<title>Roads</title><meta property="og:image" content="/c.png">`, {
    "/c.png": ["image/png", await picture()],
  });
  const { imageSha256 = "" } = await fetcher([there.host])(boyd, there.url);
  const link = { url: "https://roads.example/", title: "Roads", description: "", imageSha256 };
  const [channel] = await openChannels(boyd);
  const say = { title: "Roads", text: "See the map.", channels: [channel?.id ?? ""] };
  const drafted = await draftPost(boyd, { ...say, link });
  const retitled = await editPost(boyd, drafted.post.id, { ...say, link: { ...link, title: "R" } });
  const bare = await editPost(boyd, drafted.post.id, {
    ...say,
    link: { url: link.url, title: "R", description: "" },
  });
  assert.equal(new Set([drafted.hash, retitled.hash, bare.hash]).size, 3);
  await submitPost(boyd, beat.assembly.networks, drafted.post.id);
  await assert.rejects(
    approvePost(ames, { postId: drafted.post.id, hash: drafted.hash }),
    refused("changed-meanwhile"),
  );
});

test("SSRF: inner addresses in any spelling are refused and never asked", async () => {
  const inner = await page("<title>Secrets</title>");
  const port = inner.host.split(":")[1] ?? "";
  const fetchCard = fetcher([]);
  for (const url of [
    inner.url,
    `http://localhost:${port}/`,
    `http://2130706433:${port}/`,
    `http://0x7f.1:${port}/`,
    `http://[::1]:${port}/`,
    `http://[::ffff:127.0.0.1]:${port}/`,
    "http://169.254.169.254/latest/meta-data/",
    "http://10.0.0.1/",
    "http://user:password@127.0.0.1/",
    "file:///etc/passwd",
  ])
    await assert.rejects(fetchCard(boyd, url), refused("card-unreachable"), url);
  assert.deepEqual(inner.asked, []);
});

test("SSRF: the running program opens no inner server to link cards, though connectors may reach it", async () => {
  const inner = await page("<title>Secrets</title>");
  const { assembly } = await openTestBeat({ allowPrivate: [inner.host] });
  const agencyId = await seedTinyCounty(assembly);
  const person = await as(assembly.ctx, agencyId, "boyd@tinycounty.example");
  const { token } = await createToken(person, { name: "t", scopes: ["link.fetch"], days: 1 });
  const answer = await assembly.app.request("/api/link-cards", {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "x-openbeat": "test",
    },
    body: JSON.stringify({ url: inner.url }),
  });
  assert.equal(answer.status, 422);
  assert.match(await answer.text(), /card-unreachable/);
  assert.deepEqual(inner.asked, []);
});

test("SSRF: a public page that redirects inward is refused at the hop", async () => {
  const inner = await page("<title>Secrets</title>");
  for (const location of [inner.url, "http://169.254.169.254/latest/"]) {
    const there = await site((_request, response) => response.writeHead(302, { location }).end());
    await assert.rejects(fetcher([there.host])(boyd, there.url), refused("card-unreachable"));
  }
  assert.deepEqual(inner.asked, []);
});

test("SSRF: a card's picture on an inner server is not fetched; the card comes without it", async () => {
  const inner = await page("", { "/p.png": ["image/png", await picture()] });
  const there = await page(
    `<title>Trap</title><meta property="og:image" content="${inner.url}/p.png">`,
  );
  const card = await fetcher([there.host])(boyd, there.url);
  assert.deepEqual([card.title, card.imageSha256], ["Trap", undefined]);
  assert.match(card.pictureProblem ?? "", /public/);
  assert.deepEqual(inner.asked, []);
});

test("SSRF: a name that answers with an inner address, first or after a public one, is refused", async () => {
  const inner = await page("<title>Secrets</title>");
  const port = inner.host.split(":")[1] ?? "";
  let turn = 0;
  const resolver = async () => {
    turn += 1;
    const address = turn === 1 ? "192.0.2.1" : "127.0.0.1";
    return [{ address, family: 4 as const }];
  };
  const fetchCard = fetcher([], { resolver, bounds: { deadlineMs: 300, idleMs: 300 } });
  const ask = () => fetchCard(boyd, `http://rebinding.example:${port}/`);
  await assert.rejects(ask, refused("card-unreachable"));
  await assert.rejects(ask, refused("card-unreachable"));
  assert.deepEqual(inner.asked, []);
});

test("a huge page and a slow one are given up with a sentence", async () => {
  const huge = await site((_request, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.end(Buffer.alloc(300_000, "a"));
  });
  await assert.rejects(
    fetcher([huge.host], { bounds: { bodyBytesMax: 100_000 } })(boyd, huge.url),
    (error: unknown) => error instanceof Refusal && /larger/.test(error.message),
  );
  const slow = await site((_request, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.write("<title>");
  });
  await assert.rejects(
    fetcher([slow.host], { bounds: { idleMs: 200, deadlineMs: 400 } })(boyd, slow.url),
    (error: unknown) => error instanceof Refusal && /too long/.test(error.message),
  );
});

test("what is no page has no card, and a picture that is none is left out", async () => {
  const file = await site((_request, response) =>
    response.writeHead(200, { "content-type": "application/pdf" }).end("%PDF"),
  );
  await assert.rejects(fetcher([file.host])(boyd, file.url), refused("not-a-page"));
  const missing = await site((_request, response) => response.writeHead(404).end());
  await assert.rejects(fetcher([missing.host])(boyd, missing.url), refused("card-not-found"));
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  const there = await page(`<title>T</title><meta property="og:image" content="/x.png">`, {
    "/x.png": ["image/png", Buffer.from(svg)],
  });
  const card = await fetcher([there.host])(boyd, there.url);
  assert.equal(card.imageSha256, undefined);
  assert.match(card.pictureProblem ?? "", /not accepted/);
});

test("one person asks for at most twenty cards a minute", async () => {
  const there = await page("<title>T</title>");
  const fetchCard = fetcher([there.host]);
  for (let count = 0; count < 20; count += 1) await fetchCard(boyd, there.url);
  await assert.rejects(fetchCard(boyd, there.url), refused("too-many-requests"));
  await fetchCard(ames, there.url);
});

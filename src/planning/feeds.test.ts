import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";
import fc from "fast-check";
import { openSafeClient } from "#platform/http/safe-client.ts";
import { postVersion } from "#publish";
import { atEnd } from "#test/openbeat.ts";
import { openPracticeDesk } from "#test/worlds/practice-desk.ts";
import { pollFeeds } from "./feed-polling.ts";
import { addFeed, allFeeds, endFeed } from "./feeds.ts";
import { readFeed } from "./feed-reading.ts";

const { ctx, clock, author, keyless } = await openPracticeDesk();
let answer: { status: number; body: string } = { status: 200, body: "" };
const server = createServer((_request, response) => {
  response.writeHead(answer.status, { "content-type": "application/rss+xml" }).end(answer.body);
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
const web = openSafeClient({ clock, allowPrivate: [host] });
const guarded = openSafeClient({ clock });
atEnd(async () => {
  web.close();
  guarded.close();
});

const bytes = (text: string) => new TextEncoder().encode(text);
const rss = (numbers: readonly number[]) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>City news</title>${numbers
    .map(
      (n) =>
        `<item><title>News ${n}</title><link>https://city.example/${n}</link><guid>g${n}</guid><description>&lt;p&gt;Words of ${n}.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</description><pubDate>${new Date(Date.UTC(2027, 0, n)).toUTCString()}</pubDate></item>`,
    )
    .join("")}</channel></rss>`;

test("RSS, Atom and JSON Feed are read alike, the newest first, as plain words", () => {
  const [first, second] = readFeed(bytes(rss([1, 2])), "https://city.example/feed").items;
  assert.deepEqual(
    [first?.key, first?.title, first?.link, first?.excerpt],
    ["g2", "News 2", "https://city.example/2", "Words of 2."],
  );
  assert.equal(second?.key, "g1");
  const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><entry><id>urn:1</id><title>A &amp; B</title><link rel="self" href="https://x.example/self"/><link rel="alternate" href="/page"/><summary>S</summary><updated>2027-01-02T10:00:00Z</updated></entry></feed>`;
  const [entry] = readFeed(bytes(atom), "https://x.example/feed").items;
  assert.deepEqual(
    [entry?.key, entry?.title, entry?.link],
    ["urn:1", "A & B", "https://x.example/page"],
  );
  const json = JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: "J",
    items: [{ id: 7, url: "javascript:alert(1)", title: "J 7", content_text: "w".repeat(900) }],
  });
  const [item] = readFeed(bytes(json), "https://x.example/").items;
  assert.deepEqual([item?.key, item?.link, item?.excerpt.length], ["7", "", 239 + 1]);
});

test("a bomb, a pit, a flood and what is no feed are refused", () => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "${"&a;".repeat(50)}"><!ENTITY c "${"&b;".repeat(50)}">]><rss><channel><item><guid>1</guid><title>&c;</title></item></channel></rss>`;
  const { items } = readFeed(bytes(bomb), "https://x.example");
  assert.ok((items[0]?.title.length ?? 0) < 200, "no entity is expanded");
  const pit = `<rss>${"<a>".repeat(100_000)}`;
  assert.throws(() => readFeed(bytes(pit), "https://x.example"), /too deep/);
  assert.throws(() => readFeed(new Uint8Array(2_097_153), "https://x.example"), /larger than 2 MB/);
  assert.throws(
    () => readFeed(bytes("<html><p>Hi</p></html>"), "https://x.example"),
    /neither RSS/,
  );
  assert.throws(() => readFeed(bytes('{"a":1}'), "https://x.example"), /no JSON Feed/);
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), (text) => {
      try {
        readFeed(bytes(text), "https://x.example");
      } catch (error) {
        assert.equal(error instanceof Error && error.name, "Refusal");
      }
    }),
  );
});

test("the first reading takes the newest five, later ones what is new, each once, as drafts alone", async () => {
  const { id } = await addFeed(author, {
    url: `http://${host}/feed`,
    name: "City",
    channels: [keyless.id],
  });
  answer = { status: 200, body: rss([1, 2, 3, 4, 5, 6, 7, 8]) };
  assert.equal(await pollFeeds(ctx, web), 5);
  assert.equal(await pollFeeds(ctx, web), 0, "not due yet");
  clock.advance(61 * 60_000);
  answer = { status: 200, body: rss([1, 2, 3, 4, 5, 6, 7, 8, 9]) };
  const both = await Promise.all([pollFeeds(ctx, web), pollFeeds(ctx, web)]);
  assert.deepEqual(both.toSorted(), [0, 1]);
  const [feed] = await allFeeds(author);
  const [newest] = feed?.items ?? [];
  const { post, content } = await postVersion(author, newest?.postId ?? "");
  assert.deepEqual(
    [post.state, content.title, content.text, content.link?.url, content.channels],
    ["draft", "News 9", "Words of 9.", "https://city.example/9", [keyless.id]],
  );
  await assert.rejects(addFeed(author, { url: `http://${host}/feed`, name: "Again" }), /already/);
  await endFeed(author, id);
});

test("a feed that fails says so, waits longer each time, and recovers", async () => {
  await addFeed(author, { url: `http://${host}/other`, name: "Other", everyMinutes: 15 });
  answer = { status: 500, body: "" };
  await pollFeeds(ctx, web);
  const [once_] = await allFeeds(author);
  assert.deepEqual([once_?.failures, once_?.error], [1, "The feed answered 500."]);
  clock.advance(29 * 60_000);
  answer = { status: 200, body: "<html></html>" };
  await pollFeeds(ctx, web);
  assert.equal((await allFeeds(author))[0]?.failures, 1, "not before half an hour");
  clock.advance(2 * 60_000);
  await pollFeeds(ctx, web);
  assert.match((await allFeeds(author))[0]?.error ?? "", /holds no feed/);
  clock.advance(61 * 60_000);
  answer = { status: 200, body: rss([1]) };
  assert.equal(await pollFeeds(ctx, web), 1);
  const [well] = await allFeeds(author);
  assert.deepEqual([well?.failures, well?.error], [0, null]);
});

test("a feed in the agency's own network is not reached", async () => {
  clock.advance(20 * 60_000);
  await pollFeeds(ctx, guarded);
  assert.equal(
    (await allFeeds(author))[0]?.error,
    "This address lies in a private network, and feeds are read from the open web.",
  );
});

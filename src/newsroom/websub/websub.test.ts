import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";
import { asSystem } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { approvePost, claimAndSend, draftPost, submitPost } from "#publish";
import { openChannels } from "#channels";
import { atEnd, openTestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import { rebuildSite } from "../index.ts";
import { Hub } from "./telling.ts";

/** A true subscriber: it confirms what it asked for and notes what it is told. */
const told: { path: string; body: string; headers: Record<string, unknown> }[] = [];
const asked: URLSearchParams[] = [];
let confirms = true;
let status = 200;
const subscriber = createServer((request, response) => {
  const url = new URL(request.url ?? "", "http://x");
  if (request.method === "GET") {
    asked.push(url.searchParams);
    return void response.end(confirms ? url.searchParams.get("hub.challenge") : "no");
  }
  let body = "";
  request.on("data", (piece) => (body += String(piece)));
  request.on("end", () => {
    told.push({ path: url.pathname, body, headers: request.headers });
    response.writeHead(status).end();
  });
}).listen(0, "127.0.0.1");
await once(subscriber, "listening");
const bound = subscriber.address();
const host = `127.0.0.1:${typeof bound === "object" && bound ? bound.port : 0}`;
const clock = new StoryClock();
const beat = await openTestBeat({ clock, fediverseHosts: [host] });
atEnd(async () => {
  subscriber.closeAllConnections();
  subscriber.close();
});
const { ctx, networks, sender, site, app } = beat.assembly;
const { origin } = networks;
const agencyId = await seedTinyCounty(beat.assembly);
const writer = await as(ctx, agencyId, "boyd@tinycounty.example");
const approver = await as(ctx, agencyId, "ames@tinycounty.example");
const hub = new Hub(site, { origin, strangers: networks.fediverse });
await rebuildSite(ctx, networks, site, origin);

async function publish(text: string): Promise<void> {
  const [website] = await openChannels(writer);
  const content = { text, title: text, channels: [website?.id ?? ""] };
  const { post, hash } = await draftPost(writer, content);
  await submitPost(writer, networks, post.id);
  await approvePost(approver, { postId: post.id, hash });
  await claimAndSend(ctx, networks, sender);
  await rebuildSite(ctx, networks, site, origin);
}

async function ask(form: Record<string, string>): Promise<number> {
  const answer = await app.request("/websub/hub", {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(form).toString(),
  });
  return answer.status;
}

const topic = `${origin}/feeds/news.atom`;
const wish = (more: Record<string, string> = {}) => ({
  "hub.mode": "subscribe",
  "hub.topic": topic,
  "hub.callback": `http://${host}/atom?own=1`,
  ...more,
});
const subscribers = async () =>
  (
    await read(asSystem(ctx, "test", agencyId), ({ tx }) =>
      tx.raw<{ callback: string }>("select callback from websub_subscriptions"),
    )
  ).length;

test("each feed names the hub, and itself", async () => {
  for (const path of ["/feeds/news.atom", "/feeds/news.rss", "/feeds/news.json"]) {
    const feed = await site.feed(path);
    const text = Buffer.from(feed?.bytes ?? []).toString();
    assert.ok(text.includes(`${origin}/websub/hub`), path);
    assert.ok(text.includes(`${origin}${path}`), path);
  }
});

test("a subscriber confirms, is told of each change with its signature, and only of changes", async () => {
  const secret = "a secret of the subscriber";
  assert.equal(await ask(wish({ "hub.secret": secret, "hub.lease_seconds": "10" })), 202);
  await hub.turn(ctx);
  const [question] = asked.splice(0);
  assert.equal(question?.get("hub.topic"), topic);
  assert.equal(question?.get("own"), "1", "the callback's own query stays");
  assert.equal(question?.get("hub.lease_seconds"), "300", "a lease has a least length");
  assert.equal(told.length, 0);

  await publish("Mill Street is closed");
  await hub.turn(ctx);
  const [news] = told.splice(0);
  assert.match(news?.body ?? "", /Mill Street is closed/);
  assert.equal(news?.headers["content-type"], "application/atom+xml; charset=utf-8");
  const hmac = createHmac("sha256", secret)
    .update(news?.body ?? "")
    .digest("hex");
  assert.equal(news?.headers["x-hub-signature"], `sha256=${hmac}`);
  assert.match(String(news?.headers["link"]), /rel="hub".*rel="self"/);
  await hub.turn(ctx);
  assert.equal(told.length, 0);
});

test("a callback that fails is tried again later, and one that is gone is told no more", async () => {
  status = 500;
  await publish("Mill Street is open");
  await hub.turn(ctx);
  await hub.turn(ctx);
  assert.equal(told.splice(0).length, 1);
  status = 200;
  clock.advance(61_000);
  await hub.turn(ctx);
  assert.equal(told.splice(0).length, 1);
  status = 410;
  await publish("Coffee with a cop");
  await hub.turn(ctx);
  assert.equal(await subscribers(), 0);
  status = 200;
});

test("a lease ends, and whoever unsubscribes is told no more", async () => {
  await ask(wish());
  await hub.turn(ctx);
  assert.equal(await subscribers(), 1);
  await ask(wish({ "hub.mode": "unsubscribe" }));
  await hub.turn(ctx);
  assert.equal(await subscribers(), 0);
  await ask(wish({ "hub.lease_seconds": "300" }));
  await hub.turn(ctx);
  clock.advance(301_000);
  await hub.turn(ctx);
  assert.equal(await subscribers(), 0);
});

test("nobody is subscribed who does not confirm, and no inner address is ever asked", async () => {
  confirms = false;
  await ask(wish());
  for (const inner of ["http://127.0.0.1:22/x", "http://169.254.169.254/x", "http://10.0.0.1/x"])
    assert.equal(await ask(wish({ "hub.callback": inner })), 202);
  await hub.turn(ctx);
  assert.equal(await subscribers(), 0);
  assert.equal(await ask(wish({ "hub.topic": "https://elsewhere.example/feed" })), 400);
  assert.equal(await ask(wish({ "hub.callback": "ftp://x.example/" })), 400);
  assert.equal(await ask(wish({ "hub.secret": "x".repeat(200) })), 400);
});

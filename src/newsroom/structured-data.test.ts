import assert from "node:assert/strict";
import { test } from "node:test";
import { connectChannel, openChannels } from "#channels";
import { asSystem } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { approvePost, claimAndSend, draftPost, submitPost } from "#publish";
import { openTestBeat } from "#test/openbeat.ts";
import { served } from "#test/served.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import { rebuildSite } from "./index.ts";
import { dataBlock } from "./structured-data.ts";

const beat = await openTestBeat({ port: 4400 });
const { ctx, networks, sender, site } = beat.assembly;
const { origin } = networks;
const address = await served(site);
const agencyId = await seedTinyCounty(beat.assembly);
const writer = await as(ctx, agencyId, "boyd@tinycounty.example");
const approver = await as(ctx, agencyId, "ames@tinycounty.example");
const sheriff = await as(ctx, agencyId, "harlan@tinycounty.example");

async function page(path: string): Promise<{ status: number; text: string }> {
  const answer = await fetch(address + path);
  const text = await answer.text();
  return { status: answer.status, text };
}

async function publish(title: string, text: string): Promise<string> {
  const [website] = await openChannels(writer);
  const content = { text, title, channels: [website?.id ?? ""] };
  const { post, hash } = await draftPost(writer, content);
  await submitPost(writer, networks, post.id);
  await approvePost(approver, { postId: post.id, hash });
  await claimAndSend(ctx, networks, sender);
  await rebuildSite(ctx, networks, site, origin);
  const { text: json } = await page("/feeds/news.json");
  const { items } = JSON.parse(json) as { items: { url: string; title: string }[] };
  return new URL(items.find((one) => one.title === title)?.url ?? "").pathname;
}

function dataIn(text: string): Record<string, unknown> {
  const [, json] = /<script type="application\/ld\+json">([^]*?)<\/script>/.exec(text) ?? [];
  return JSON.parse(json ?? "{}") as Record<string, unknown>;
}

test("a post's page tells machines what it is, and nothing that a writer typed can end the block", async () => {
  const text = "</script><script>alert(1)</script>\u2028 & <!-- closed until 6";
  const path = await publish("Mill Street is closed", text);
  const { text: html } = await page(path);
  assert.equal(html.split("<script").length, 2, "one block, and it is data");
  const data = dataIn(html);
  assert.deepEqual(
    [data["@type"], data["headline"], data["url"], data["articleBody"]],
    ["NewsArticle", "Mill Street is closed", origin + path, text],
  );
  assert.equal((data["publisher"] as { name: string }).name, "Tiny County Sheriff");
});

test("a warning of life and limb is a special announcement with its place and its time", async () => {
  const path = await publish("Evacuate now", "Leave Northside Farms by River Road.");
  await transact(asSystem(ctx, "test", agencyId), ({ tx }) =>
    tx.raw("update website_posts set is_life_safety = true, edited_at = now() where title = $1", [
      "Evacuate now",
    ]),
  );
  await rebuildSite(ctx, networks, site, origin);
  const graph = dataIn((await page(path)).text)["@graph"] as Record<string, unknown>[];
  assert.deepEqual(
    graph.map((one) => one["@type"]),
    ["SpecialAnnouncement", "NewsArticle"],
  );
  assert.equal(graph[0]?.["text"], "Leave Northside Farms by River Road.");
  assert.ok(graph[0]?.["datePosted"]);
  assert.ok(graph[0]?.["spatialCoverage"]);
});

test("whatever is typed, the block is one line of JSON without a sign that a page could read", () => {
  const block = String(dataBlock({ a: "</SCRIPT><!--<b>&amp;\u2029" }));
  const inside = block.slice('<script type="application/ld+json">'.length, -"</script>".length);
  assert.doesNotMatch(inside, /[<>&\u2028\u2029]/);
  assert.deepEqual(JSON.parse(inside), { a: "</SCRIPT><!--<b>&amp;\u2029" });
});

test("security.txt names the contact of the agency's settings and ends in the future", async () => {
  assert.equal((await page("/.well-known/security.txt")).status, 418);
  await transact(asSystem(ctx, "test", agencyId), ({ tx }) =>
    tx.raw("update agencies set security_contact = $1", ["security@tinycounty.example"]),
  );
  await rebuildSite(ctx, networks, site, origin);
  const { status, text } = await page("/.well-known/security.txt");
  assert.equal(status, 200);
  assert.match(text, /^Contact: mailto:security@tinycounty\.example$/m);
  assert.match(text, /^Canonical: http:\/\/localhost:4400\/\.well-known\/security\.txt$/m);
  const [, expires] = /^Expires: (.+)$/m.exec(text) ?? [];
  const days = (Date.parse(expires ?? "") - Date.now()) / 86_400_000;
  assert.ok(days > 100 && days < 365, expires);
});

test("a fediverse actor stands among the official channels, for rel=me", async () => {
  await connectChannel(
    sheriff,
    networks.net(sheriff, AbortSignal.timeout(5_000)),
    networks.connector(sheriff, "fediverse"),
    { network: "fediverse", name: "Fediverse", isPublic: true, input: { actor: "news" } },
  );
  await rebuildSite(ctx, networks, site, origin);
  const { text } = await page("/channels");
  assert.match(text, /<a href="http:\/\/localhost:4400\/ap\/actors\/news" rel="me noopener">/);
});

import assert from "node:assert/strict";
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import sharp from "sharp";
import { addBeat } from "#agency";
import { openChannels, type OutboundMessage } from "#channels";
import { systemClock } from "#platform/clock.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { relayOnce } from "#platform/happenings.ts";
import { madeVideo } from "#test/moving-pictures.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { served } from "#test/served.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import { websiteStore, type WebsiteStore } from "../channels/website/store.ts";
import { newsroom, rebuildSite, Site } from "./index.ts";

const origin = "https://news.tinycounty.example";
const clock = new StoryClock(systemClock.now().subtract({ hours: 72 }));
let beat: TestBeat;
let ctx: Ctx;
let agencyCtx: Ctx;
let store: WebsiteStore;
let channelId: string;
let site: Site;
let address: string;

before(async () => {
  beat = await openTestBeat();
  ctx = { ...beat.assembly.ctx, clock };
  const agencyId = await seedTinyCounty({ ...beat.assembly, ctx });
  agencyCtx = asSystem(ctx, "test", agencyId);
  store = websiteStore(agencyCtx);
  const [website] = await openChannels(await as(ctx, agencyId, "boyd@tinycounty.example"));
  assert.ok(website);
  channelId = website.id;
  site = new Site(beat.dataFolder, false);
  address = await served(site);
  await make();
});

async function make(): Promise<void> {
  clock.advance(60_000);
  await rebuildSite(ctx, beat.assembly.networks, site, origin);
}

let posted = 0;

async function post(title: string, more: Partial<OutboundMessage> = {}) {
  posted += 1;
  clock.advance(1_000);
  return store.put(channelId, `key-${posted}`, { title, text: `${title}.`, media: [], ...more });
}

async function seen(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(address + path, { headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** When each file of the site was last written. */
function writings(): Map<string, number> {
  const folder = join(beat.dataFolder, "site");
  const path = (name: string) => Buffer.from(name, "base64url").toString();
  return new Map(
    readdirSync(folder).map((name) => [path(name), statSync(join(folder, name)).mtimeMs]),
  );
}

function written(before: ReadonlyMap<string, number>): string[] {
  return [...writings()]
    .filter(([path, at]) => path.startsWith("/") && before.get(path) !== at)
    .map(([path]) => path)
    .sort();
}

test("what did not change is not made again, and keeps its etag and the time it was made", async () => {
  const { slug } = await post("Fair opens");
  await make();
  const [page, before] = [await seen(`/news/${slug}`), writings()];
  await make();
  assert.deepEqual(written(before), []);
  const again = await seen(`/news/${slug}`);
  assert.deepEqual([again.text, again.headers.get("etag")], [page.text, page.headers.get("etag")]);
  const other = await post("Ford closed");
  await make();
  const paths = written(before);
  assert.ok(paths.includes(`/news/${other.slug}`) && paths.includes("/"));
  assert.ok(!paths.includes(`/news/${slug}`) && !paths.includes("/rules"), paths.join(" "));
});

test("search engines are told of every page that stands, and of none that was taken back", async () => {
  const [kept, gone] = [await post("Bridge open"), await post("Wrong street")];
  await store.remove(channelId, gone.id);
  await make();
  assert.match(
    (await seen("/robots.txt")).text,
    new RegExp(`^Sitemap: ${origin}/sitemap.xml$`, "m"),
  );
  const { status, headers, text } = await seen("/sitemap.xml");
  assert.equal(status, 200);
  assert.match(headers.get("content-type") ?? "", /^application\/xml/);
  const listed = [...text.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, one = ""]) => one);
  assert.ok(listed.includes(`${origin}/news/${kept.slug}`));
  assert.ok(listed.includes(`${origin}/es/news/${kept.slug}`));
  assert.ok(!listed.some((one) => one.includes(gone.slug) || one.endsWith("/404")));
  for (const one of listed) assert.equal((await seen(one.slice(origin.length))).status, 200, one);
  assert.equal((await seen(`/news/${gone.slug}`)).status === 404, false, "its page says so");
});

test("news that was told together is one making of the site", async () => {
  let makings = 0;
  class Counted extends Site {
    override rebuild(...given: Parameters<Site["rebuild"]>): Promise<void> {
      makings += 1;
      return super.rebuild(...given);
    }
  }
  const counted = new Counted(join(beat.dataFolder, "counted"), false);
  const { on } = newsroom(beat.assembly.networks, counted, {
    origin,
    origins: [origin],
    signer: beat.assembly.signer,
    client: beat.assembly.client,
    limiter: { takeFrom: () => undefined },
    dataFolder: beat.dataFolder,
  });
  while ((await relayOnce(ctx, on ?? [])) > 0);
  makings = 0;
  for (let count = 0; count < 10; count += 1) await post(`Notice ${count}`);
  while ((await relayOnce(ctx, on ?? [])) > 0);
  assert.equal(makings, 1);
  // In a standing clock's same instant: what came after the last making is made too.
  await post("One more");
  while ((await relayOnce(ctx, on ?? [])) > 0);
  assert.equal(makings, 2);
});

test("a photograph is served as it is, from disk, and is gone with its post", async () => {
  const bytes = await sharp({
    create: { width: 640, height: 400, channels: 3, background: "#446688" },
  })
    .jpeg()
    .toBuffer();
  const sha256 = await ctx.blobs.put(bytes);
  const media = [{ sha256, type: "image/jpeg", sizeBytes: bytes.length, alt: "The ford" }];
  const { id, slug } = await post("The ford", { media });
  await make();
  const path = `/media/${sha256}.jpg`;
  const picture = await seen(path, { "accept-encoding": "br, gzip" });
  assert.deepEqual(
    [
      picture.status,
      picture.headers.get("content-encoding"),
      picture.headers.get("content-length"),
    ],
    [200, null, String(bytes.length)],
  );
  const etag = picture.headers.get("etag") ?? "";
  assert.equal((await seen(path, { "if-none-match": etag })).status, 304);
  assert.match((await seen(`/news/${slug}`)).text, new RegExp(path));
  await store.remove(channelId, id);
  await make();
  assert.equal((await seen(path)).status, 404);
  assert.match((await seen(`/news/${slug}`)).text, /This notice was withdrawn/);
});

test("a video is shown with its still and its captions, in the parts that a player asks for", async () => {
  const bytes = await madeVideo();
  const sha256 = await ctx.blobs.put(bytes);
  const captions = await ctx.blobs.put(Buffer.from("WEBVTT\n\n00:00.000 --> 00:01.000\nHola\n"));
  const still = await ctx.blobs.put(Buffer.from("a still"));
  const video = {
    sha256,
    type: "video/mp4",
    sizeBytes: bytes.length,
    alt: "The sheriff speaks",
    width: 320,
    height: 240,
    durationSeconds: 2,
    captions: { sha256: captions, language: "es" },
    poster: { sha256: still, type: "image/jpeg" },
  };
  const { id, slug } = await post("A statement", { media: [video] });
  await make();
  const page = (await seen(`/news/${slug}`)).text;
  assert.match(
    page,
    new RegExp(`<video\\s+controls\\s+preload="none"[^>]*poster="/media/${still}.jpg"`),
  );
  assert.match(page, new RegExp(`<source src="/media/${sha256}.mp4" type="video/mp4"`));
  assert.match(
    page,
    new RegExp(`<track kind="captions" src="/media/${captions}.vtt" srclang="es" label="español"`),
  );
  assert.doesNotMatch(page, /<script(?! type="application\/ld\+json")/);
  const path = `/media/${sha256}.mp4`;
  const whole = await seen(path);
  assert.equal(whole.headers.get("accept-ranges"), "bytes");
  assert.equal(whole.headers.get("content-length"), String(bytes.length));
  const part = await seen(path, { range: "bytes=100-199" });
  assert.deepEqual(
    [part.status, part.headers.get("content-range"), part.headers.get("content-length")],
    [206, `bytes 100-199/${bytes.length}`, "100"],
  );
  assert.equal((await seen(path, { range: `bytes=${bytes.length}-` })).status, 416);
  const track = await seen(`/media/${captions}.vtt`);
  assert.equal(track.headers.get("content-type"), "text/vtt");
  assert.match(track.text, /Hola/);
  await store.remove(channelId, id);
  await make();
  for (const gone of [path, `/media/${captions}.vtt`, `/media/${still}.jpg`])
    assert.equal((await seen(gone)).status, 404, gone);
});

test("one picture that is missing on disk stops neither the site nor the program", async () => {
  const bytes = await sharp({ create: { width: 9, height: 9, channels: 3, background: "red" } })
    .png()
    .toBuffer();
  const sha256 = await ctx.blobs.put(bytes);
  const file = join(beat.dataFolder, "blobs", sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  rmSync(file);
  const media = [{ sha256, type: "image/png", sizeBytes: bytes.length, alt: "A map" }];
  const { slug } = await post("With a lost picture", { media });
  await make();
  assert.equal((await seen(`/news/${slug}`)).status, 200);
  const field = await seen(`/media/${sha256}.png`);
  assert.deepEqual([field.status, field.headers.get("content-type")], [200, "image/svg+xml"]);
  await ctx.blobs.put(bytes);
  await make();
  const back = await seen(`/media/${sha256}.png`);
  assert.equal(back.headers.get("content-type"), "image/png");
});

test("a notice says in which language it is, and so does the page that is not there", async () => {
  const { slug } = await post("Aviso de agua", { text: "Hierva el agua.", languages: ["es"] });
  await make();
  const english = (await seen(`/news/${slug}`)).text;
  assert.match(english, /<html lang="en">[^]*<article class="whole" lang="es">/);
  assert.match(english, /<p class="when" lang="en">/);
  assert.match(
    (await seen(`/es/news/${slug}`)).text,
    /<html lang="es">[^]*<article class="whole" lang="es">/,
  );
  const missing = await seen("/es/news/nowhere");
  assert.deepEqual([missing.status, /<html lang="es">/.test(missing.text)], [404, true]);
  assert.match((await seen("/news/nowhere")).text, /<html lang="en">/);
});

test("every correction stands on the page with its time and its words", async () => {
  const { id, slug } = await post("Bridge closed");
  const edited = { title: "Bridge closed", media: [] };
  clock.advance(60_000);
  await store.edit(channelId, id, {
    ...edited,
    text: "Until 6.",
    correction: "The time was wrong.",
  });
  clock.advance(60_000);
  await store.edit(channelId, id, { ...edited, text: "Until 8." });
  await make();
  const { text } = await seen(`/news/${slug}`);
  assert.match(text, /Changes to this notice[^]*The text was changed\.[^]*The time was wrong\./);
  assert.equal(text.match(/<li>\s*<time/g)?.length, 2);
});

test("news is listed by kind and by month, withdrawn notices in neither", async () => {
  await post("Boil water", { kind: "warn" });
  const gone = await post("A mistake", { kind: "warn" });
  await store.remove(channelId, gone.id);
  await make();
  const all = (await seen("/news")).text;
  assert.match(all, /href="\/news\/kind\/warn"/);
  const warnings = (await seen("/news/kind/warn")).text;
  assert.match(warnings, /Boil water/);
  assert.doesNotMatch(warnings, /A mistake/);
  assert.match((await seen("/es/news/kind/warn")).text, /Advertencias/);
  const month = clock.now().toString().slice(0, 7);
  assert.match((await seen(`/news/month/${month}`)).text, /Boil water/);
});

test("a notice about a beat stands in the beat's own list and names it, as the agency's map does", async () => {
  const sheriff = await as(ctx, agencyCtx.actor.agencyId ?? "", "harlan@tinycounty.example");
  const { id } = await addBeat(sheriff, { code: "7", name: "Creek Flats" });
  const here = await post("Creek road flooded", { beats: [id] });
  await make();
  assert.match((await seen("/news")).text, /By beat:[^]*href="\/news\/beat\/7"/);
  const list = (await seen("/news/beat/7")).text;
  assert.match(list, /7 Creek Flats/);
  assert.match(list, /Creek road flooded/);
  assert.doesNotMatch(list, /Boil water/);
  assert.match((await seen(`/es/news/${here.slug}`)).text, /Zona: <a[^>]*>7 Creek Flats<\/a>/);
});

test("an address is never lost: old notices stand, after a restart without a database too", async () => {
  const { slug } = await post("The oldest of many");
  for (let count = 0; count < 60; count += 1) await post(`Later ${count}`);
  await make();
  assert.doesNotMatch((await seen("/news")).text, /The oldest of many/);
  site = new Site(beat.dataFolder, false);
  const page = await seen(`/news/${slug}`);
  assert.deepEqual([page.status, /The oldest of many/.test(page.text)], [200, true]);
  const before = writings();
  await make();
  assert.deepEqual(written(before), [], "a restart makes nothing again");
});

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { before, beforeEach, test } from "node:test";
import { gunzipSync } from "node:zlib";
import { openChannels } from "#channels";
import { approvePost, claimAndSend, draftPost, recallPost, submitPost } from "#publish";
import { asSystem, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { startS3, type S3Server } from "#test/networks/s3.ts";
import { startCache, startPutHost, type Cache, type PutServer } from "#test/networks/web-host.ts";
import { atEnd, openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import { pushSite } from "../../commands/push-site.ts";
import { rebuildSite, Site } from "../index.ts";
import { hostDraft } from "./draft.ts";
import { HostFault } from "./fault.ts";
import { askPush, endHost, setHost, siteHost, toldHost } from "./hosts.ts";
import { HostPusher } from "./pusher.ts";

const origin = "https://news.tinycounty.example";
const token = "purge-token-7f2";
const never = new AbortController().signal;
const clock = new StoryClock();
let beat: TestBeat;
let site: Site;
let system: Ctx;
let [harlan, boyd, ames]: Ctx[] = [];
let s3: S3Server;
let dav: PutServer;
let cache: Cache;
let pusher: HostPusher;

before(async () => {
  s3 = await startS3();
  dav = await startPutHost(`Basic ${Buffer.from("news:dav-secret").toString("base64")}`);
  cache = await startCache(token, (path) => s3.objects.get(`public/${named(path)}`)?.bytes);
  beat = await openTestBeat({ clock, allowPrivate: [s3.host, dav.host, cache.host] });
  for (const one of [s3, dav, cache]) atEnd(async () => one[Symbol.asyncDispose]());
  const { ctx } = beat.assembly;
  const agencyId = await seedTinyCounty(beat.assembly);
  system = asSystem(ctx, "test", agencyId);
  [harlan, boyd, ames] = await Promise.all(
    ["harlan", "boyd", "ames"].map((name) => as(ctx, agencyId, `${name}@tinycounty.example`)),
  );
  site = new Site(beat.dataFolder, true);
});

beforeEach(() => {
  pusher = new HostPusher(site, beat.assembly.client);
});

/** As the cache's own rule has it: a folder's page is its index. */
function named(path: string): string {
  const name = path.replace(/^\//, "");
  return /\.[a-z0-9]+$/.test(name) ? name : `${name}/index.html`.replace(/^\//, "");
}

function person(one: Ctx | undefined): Ctx {
  assert.ok(one);
  return one;
}

function bucket(more: object = {}) {
  return hostDraft.parse({
    place: {
      kind: "s3",
      endpoint: s3.url,
      region: s3.region,
      bucket: s3.bucket,
      folder: "/public/",
      ...more,
    },
    user: s3.user,
    secret: s3.secret,
    publicUrl: cache.url,
    purge: { url: `${cache.url}/purge`, what: "addresses" },
    purgeToken: token,
  });
}

async function remake(): Promise<void> {
  const { ctx, networks, sender } = beat.assembly;
  await claimAndSend(ctx, networks, sender);
  await rebuildSite(ctx, networks, site, origin);
}

async function out(title: string): Promise<string> {
  const { networks } = beat.assembly;
  const channels = (await openChannels(person(boyd))).map(({ id }) => id);
  const draft = { title, text: `${title}, near the bridge.`, channels };
  const { post, hash } = await draftPost(person(boyd), draft);
  await submitPost(person(boyd), networks, post.id);
  await approvePost(person(ames), { postId: post.id, hash });
  await remake();
  return post.id;
}

const turn = () => pusher.turn(beat.assembly.ctx, never);
const textAt = (key: string) => String(s3.objects.get(`public/${key}`)?.bytes ?? "");
const pageOf = (part: string) =>
  [...s3.objects.keys()].find((key) => key.startsWith("public/news/") && key.includes(part)) ?? "";

async function state() {
  const host = await toldHost(person(harlan));
  assert.ok(host);
  return host;
}

test("only an administrator names the host, and its keys are shown to nobody", async () => {
  await remake();
  await assert.rejects(
    setHost(person(boyd), bucket()),
    (error) => error instanceof Refusal && error.status === 403,
  );
  await setHost(person(harlan), bucket());
  const told = JSON.stringify(await toldHost(person(boyd)));
  assert.doesNotMatch(told, /very|purge-token/);
  const [row] = await transact(system, (tx) =>
    tx.tx.raw<{ text: string }>("select site_hosts::text as text from site_hosts"),
  );
  assert.doesNotMatch(row?.text ?? "very", /very|purge-token/);
});

test("the whole newsroom is laid into the bucket, with its types and how long it keeps", async () => {
  await out("River Road is closed");
  const told = await turn();
  assert.ok(told && !(told instanceof HostFault) && told.state === "done", String(told));
  assert.equal(s3.objects.size, site.files().length);
  assert.match(textAt("index.html"), /River Road is closed/);
  const home = s3.objects.get("public/index.html");
  assert.equal(home?.headers["content-type"], "text/html; charset=utf-8");
  assert.equal(home?.headers["cache-control"], "public, max-age=15, stale-if-error=86400");
  assert.match(textAt("404.html"), /<!doctype html>/);
  assert.match(
    s3.objects.get("public/feeds/news.atom")?.headers["content-type"] ?? "",
    /^application\/atom/,
  );
  const { pushedAt, files, fault } = await state();
  assert.ok(pushedAt);
  assert.equal(files, s3.objects.size);
  assert.equal(fault, null);
});

test("the next push sends what changed and nothing else", async () => {
  assert.ok(await turn());
  s3.taken.length = 0;
  await out("River Road is open");
  await turn();
  assert.ok(s3.taken.length > 0);
  const unchanged = ["PUT public/rules/index.html", "PUT public/site.css", "PUT public/404.html"];
  for (const one of unchanged) assert.ok(!s3.taken.includes(one), one);
  assert.ok(s3.taken.includes("PUT public/index.html"));
  s3.taken.length = 0;
  assert.equal(await turn(), undefined);
  assert.deepEqual(s3.taken, []);
});

test("what was recalled goes before anything else, and its cached copy with it", async () => {
  const id = await out("Wrong name given out");
  await turn();
  const page = pageOf("wrong-name");
  const address = `${cache.url}/${page.slice(7).replace("/index.html", "")}`;
  assert.match(await (await fetch(address)).text(), /Wrong name given out/);
  await recallPost(person(ames), id, "The name was wrong.");
  await out("A later notice");
  s3.taken.length = 0;
  await turn();
  const news = s3.taken.filter((one) => one.startsWith("PUT"));
  const both = [page.replace("news/", "es/news/"), page].map((one) => `PUT ${one}`);
  assert.deepEqual(news.slice(0, 2).toSorted(), both.toSorted());
  assert.doesNotMatch(String(s3.objects.get(page)?.bytes), /Wrong name given out, near/);
  assert.doesNotMatch(await (await fetch(address)).text(), /Wrong name given out, near/);
  assert.equal((await state()).recalledOut, 0);
});

test("a cache that does not let go of what was taken away is told of, and asked again", async () => {
  await transact(system, (tx) =>
    tx.tx.raw(
      "insert into site_host_files (agency_id, name, path, sent) select agency_id, 'alerts/old/index.html', '/alerts/old', 'x' from site_hosts",
    ),
  );
  s3.objects.set("public/alerts/old/index.html", { bytes: Buffer.from("Leave now"), headers: {} });
  assert.equal((await fetch(`${cache.url}/alerts/old`)).status, 200);
  cache.isDeaf = true;
  await askPush(person(harlan));
  const said = await turn();
  assert.ok(said instanceof HostFault && said.code === "still-there", String(said));
  assert.ok(!s3.objects.has("public/alerts/old/index.html"));
  const failing = await state();
  assert.equal(failing.fault, "still-there");
  assert.equal(failing.recalledOut, 1);
  assert.ok(failing.failingAt && failing.dueAt);
  cache.isDeaf = false;
  assert.equal(await turn(), undefined, "it waits first");
  clock.advance(6_000);
  await turn();
  assert.equal((await fetch(`${cache.url}/alerts/old`)).status, 404);
  const healed = await state();
  assert.equal(healed.fault, null);
  assert.equal(healed.recalledOut, 0);
});

test("a bucket that asks to slow down, and answers that are lost, are asked again until all is there", async () => {
  await out("Bridge inspected");
  s3.fail("slow-down", 2);
  s3.fail("lost-after");
  s3.fail("lost-before");
  const told = await turn();
  assert.ok(told && !(told instanceof HostFault), String(told));
  assert.match(textAt("index.html"), /Bridge inspected/);
});

test("a host that stays away is left alone for longer each time, and serving goes on", async () => {
  await out("School fair on Friday");
  const waits: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    s3.fail("slow-down", 40);
    const said = await turn();
    assert.ok(said instanceof HostFault && said.code === "busy", String(said));
    const { dueAt } = await state();
    waits.push(Date.parse(dueAt ?? "") - clock.now().epochMilliseconds);
    clock.advance((waits.at(-1) ?? 0) + 1);
    while (!(await free())) continue;
  }
  assert.ok((waits[1] ?? 0) > (waits[0] ?? 0) * 1.9 && (waits[2] ?? 0) > (waits[1] ?? 0) * 1.9);
  clock.advance(60_000);
  await turn();
  assert.equal((await state()).fault, null);
  assert.match(textAt("index.html"), /School fair on Friday/);
});

/** Uses up a fault that is left over; true when the bucket answers in earnest. */
async function free(): Promise<boolean> {
  return (await fetch(`${s3.url}/${s3.bucket}/index.html`)).status !== 503;
}

test("a clock that is an hour off stops no push; a wrong key does, and says so without it", async () => {
  s3.aheadMs = 3_600_000;
  await out("Clock tower repaired");
  assert.ok(!((await turn()) instanceof HostFault));
  assert.match(textAt("index.html"), /Clock tower repaired/);
  s3.aheadMs = 0;
  await setHost(person(harlan), { ...bucket(), secret: "wrong-secret" });
  await out("Key changed");
  const said = await turn();
  assert.ok(said instanceof HostFault && said.code === "denied", String(said));
  assert.doesNotMatch(said.message, /wrong-secret|AKID/);
  await setHost(person(harlan), bucket());
  assert.ok(!((await turn()) instanceof HostFault));
});

test("what is recalled while the host fails does not wait for the next try", async () => {
  const id = await out("Photo of the wrong man");
  await turn();
  await setHost(person(harlan), { ...bucket(), secret: "wrong-secret" });
  await out("Road works");
  assert.ok((await turn()) instanceof HostFault);
  await out("Road works are over");
  assert.equal(await turn(), undefined, "news waits for its time");
  await recallPost(person(ames), id, "It is another man.");
  await remake();
  const said = await turn();
  assert.ok(said instanceof HostFault && said.code === "denied", String(said));
  assert.equal(await turn(), undefined, "once, and not again and again");
  await setHost(person(harlan), bucket());
  assert.ok(!((await turn()) instanceof HostFault));
  assert.doesNotMatch(textAt(pageOf("photo-of-the-wrong").slice(7)), /wrong man, near/);
});

test("an address inside the agency that nobody named is refused before a byte leaves", async () => {
  const inner = new HostPusher(site, beat.assembly.client);
  const host = await siteHost(system);
  assert.ok(host && host.place.kind === "s3");
  const place = { ...host.place, endpoint: "http://127.0.0.1:9" };
  const said = await inner.pushTo(system, { ...host, place }, never);
  assert.ok(said === undefined || said instanceof HostFault || said.state === "done");
  await out("Inner address");
  const refused = await inner.pushTo(system, { ...host, place }, never);
  assert.ok(refused instanceof HostFault && refused.code === "inner", String(refused));
  clock.advance(600_000);
  await turn();
});

test("killed in the middle, nothing is forgotten: the next push finishes, and takes away what has gone since", async () => {
  const { owner } = beat.installation;
  s3.objects.clear();
  await transact(system, (tx) => tx.tx.raw("delete from site_host_files"));
  await askPush(person(harlan));
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, "../../../test/push-child.ts")],
    {
      stdio: ["ignore", "ignore", "inherit"],
      env: {
        ...process.env,
        PUSH_CHILD: JSON.stringify({
          folder: owner.host,
          database: owner.database,
          data: join(beat.dataFolder, "blobs"),
          site: join(beat.dataFolder, "site"),
          hosts: [s3.host, cache.host],
          rootKey: beat.rootKey.toString("hex"),
        }),
      },
    },
  );
  while (child.exitCode === null && s3.objects.size < 8)
    await new Promise((resolve) => setImmediate(resolve));
  assert.equal(child.exitCode, null);
  child.kill("SIGKILL");
  await once(child, "exit");
  const [row] = await transact(system, (tx) =>
    tx.tx.raw<{ names: string[] }>("select array_agg(name) as names from site_host_files"),
  );
  const known = new Set(row?.names);
  for (const key of s3.objects.keys())
    assert.ok(known.has(key.replace(/^public\//, "")), `${key} is looked after`);
  await transact(system, (tx) =>
    tx.tx.raw(
      "insert into site_host_files (agency_id, name, path) select agency_id, 'news/gone/index.html', '/news/gone' from site_hosts",
    ),
  );
  s3.objects.set("public/news/gone/index.html", { bytes: Buffer.from("half"), headers: {} });
  await askPush(person(harlan));
  const told = await turn();
  assert.ok(told && !(told instanceof HostFault), String(told));
  assert.equal(s3.objects.size, site.files().length);
  assert.ok(!s3.objects.has("public/news/gone/index.html"));
});

test("another place wants the old one emptied first; then pages lie there packed, by their plain names", async () => {
  await assert.rejects(
    setHost(person(harlan), bucket({ names: "plain", packed: true })),
    (error) => error instanceof Refusal && error.code === "host-standing",
  );
  await endHost(person(harlan), { leave: false });
  await turn();
  assert.equal(s3.objects.size, 0);
  assert.equal(await toldHost(person(harlan)), undefined);
  await setHost(person(harlan), bucket({ names: "plain", packed: true }));
  await turn();
  const rules = s3.objects.get("public/rules");
  assert.equal(rules?.headers["content-encoding"], "gzip");
  assert.match(String(gunzipSync(rules?.bytes ?? "")), /<!doctype html>/);
  await endHost(person(harlan), { leave: true });
  assert.equal(await toldHost(person(harlan)), undefined);
  assert.ok(s3.objects.size > 0);
});

test("a web server that takes PUT gets its folders made, and loses what is gone", async () => {
  await setHost(
    person(harlan),
    hostDraft.parse({
      place: { kind: "put", url: dav.url, login: "basic" },
      user: "news",
      secret: "dav-secret",
    }),
  );
  const told = await turn();
  assert.ok(told && !(told instanceof HostFault), String(told));
  assert.equal(dav.files.size, site.files().length);
  assert.match(dav.files.get("index.html")?.type ?? "", /^text\/html/);
  await endHost(person(harlan), { leave: false });
  await turn();
  assert.equal(dav.files.size, 0);
});

test("the command pushes once, says what it did, and names no host that is not set", async () => {
  const { ctx, client } = beat.assembly;
  await assert.rejects(
    pushSite({ ctx, site, client }),
    (error) => error instanceof Refusal && error.code === "no-host",
  );
  s3.objects.clear();
  await setHost(person(harlan), bucket());
  const files = site.files().length;
  const told = { sent: files, removed: 0, files, tooLarge: 0 };
  assert.deepEqual(await pushSite({ ctx, site, client }), told);
  assert.equal(s3.objects.size, files);
  s3.fail("denied");
  await out("Farmers' market moves");
  const said = await pushSite({ ctx, site, client });
  assert.ok("fault" in said && said.fault === "denied", JSON.stringify(said));
});

test("keys do not stand in addresses, and a cache that is told addresses needs to know them", async () => {
  const place = { kind: "put", url: "https://news:pw@host.example/", login: "basic" };
  assert.ok(!hostDraft.safeParse({ place, user: "news", secret: "x" }).success);
  assert.ok(
    !hostDraft.safeParse({ ...bucket(), place: { ...bucket().place, folder: "../x" } }).success,
  );
  await assert.rejects(
    setHost(person(harlan), { ...bucket(), publicUrl: "" }),
    (error) => error instanceof Refusal && error.code === "host-public-address",
  );
});

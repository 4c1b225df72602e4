import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { Create } from "@fedify/vocab";
import { allBeats } from "#agency";
import { adoptBlotterPolicy, exposureOf, modelBlotterPolicy, settleCalls } from "#blotter";
import { connectChannel } from "#channels";
import { approvePost, postVersion } from "#publish";
import { systemClock } from "#platform/clock.ts";
import { transact } from "#platform/db/database.ts";
import { relayOnce } from "#platform/happenings.ts";
import { signature } from "#platform/http/signed-body.ts";
import { redrawBeat } from "../../src/agency/places.ts";
import { makeDailyPosts } from "../../src/blotter/daily-posts.ts";
import { folderName } from "../../src/blotter/sources/drop-folders.ts";
import { DropWatch } from "../../src/blotter/sources/drops.ts";
import { listCallSources } from "../../src/blotter/sources/list.ts";
import { askPortals } from "../../src/blotter/sources/portals.ts";
import { addCallSource, callSourceDraft } from "../../src/blotter/sources/sources.ts";
import { tellCalls } from "../../src/audience/index.ts";
import { mustBeAtom, mustBeGeoJson, mustBeJsonFeed } from "../feed-validators.ts";
import { openFediverse, type FediverseWorld } from "../fediverse.ts";
import { startFedifyPeer, type FedifyPeer } from "../networks/fedify-peer.ts";
import { startSmtp, type SmtpPeer } from "../networks/smtp.ts";
import { startSoda, type SodaServer } from "../networks/soda.ts";
import { atEnd } from "../openbeat.ts";
import { StoryClock } from "../worlds/world.ts";

/** A week of calls on one beat, by every way in, and everything that the public could see of them. */
const real = systemClock.now();
const clock = new StoryClock(real.subtract({ hours: 24 * 7 }));
const minute = 60_000;
let peer: FedifyPeer;
let relay: SmtpPeer;
let soda: SodaServer;
let world: FediverseWorld;
let api: { id: string; secret: string | null };
let incoming: string;
let watch: DropWatch;

/** A zone in which it is nine in the morning now: servers of the fediverse look at their own clocks. */
function zoneOfNine(): string {
  const hour = real.toZonedDateTimeISO("UTC").hour;
  const offset = 9 - hour < -12 ? 9 - hour + 24 : 9 - hour;
  return offset === 0 ? "UTC" : `Etc/GMT${offset > 0 ? "-" : "+"}${Math.abs(offset)}`;
}

before(async () => {
  [peer, relay] = [await startFedifyPeer(["ana"]), await startSmtp()];
  soda = await startSoda({
    key: "id",
    columns: {
      id: "text",
      type: "text",
      time: "floating_timestamp",
      closed_at: "floating_timestamp",
      beat: "text",
      block: "text",
    },
  });
  for (const one of [peer, relay, soda]) atEnd(async () => one[Symbol.asyncDispose]());
  world = await openFediverse([peer.host], {
    clock,
    allowPrivate: [`${relay.host}:${relay.port}`, soda.host],
  });
  const { sheriff, beat } = world;
  await transact(sheriff, (tx) => tx.tx.raw("update agencies set time_zone = $1", [zoneOfNine()]));
  const [eastgate] = await allBeats(sheriff);
  assert.ok(eastgate);
  const ring: [number, number][] = [
    [-97.8, 30.2],
    [-97.7, 30.2],
    [-97.7, 30.3],
    [-97.8, 30.3],
    [-97.8, 30.2],
  ];
  await redrawBeat(sheriff, eastgate.id, { type: "Polygon", coordinates: [ring] });
  const { networks, ctx } = beat.assembly;
  const input = {
    host: relay.host,
    port: String(relay.port),
    user: relay.user,
    password: relay.password,
    security: "none",
    from: "news@tinycounty.example",
    name: "Sheriff",
    who: "subscribers",
  };
  await connectChannel(
    sheriff,
    networks.net(sheriff, AbortSignal.timeout(5_000)),
    networks.connector(sheriff, "email"),
    { network: "email", name: "Readers", isPublic: false, input },
  );
  await adoptBlotterPolicy(sheriff, {
    content: { ...modelBlotterPolicy, dailyPosts: true },
    why: "as the council asked",
  });
  api = await addCallSource(sheriff, callSourceDraft.parse({ kind: "api", name: "CAD" }));
  const { id } = await addCallSource(
    sheriff,
    callSourceDraft.parse({ kind: "drop", name: "Nightly" }),
  );
  const columns = {
    number: "id",
    type: "type",
    takenAt: "time",
    closedAt: "closed_at",
    beat: "beat",
    address: "block",
  };
  await addCallSource(
    sheriff,
    callSourceDraft.parse({ kind: "portal", name: "Portal", url: soda.dataset, columns }),
  );
  const drops = beat.installation.config.callDrops;
  watch = new DropWatch(drops);
  await watch.look(ctx);
  incoming = join(drops, folderName({ id, name: "Nightly" }), "incoming");
});

const ctx = () => world.beat.assembly.ctx;
const outside = () => ({
  sender: world.beat.assembly.sender,
  origin: world.origin,
  mayWrite: async () => true,
});

/** What the program does by itself, minute by minute. */
async function live(): Promise<void> {
  await settleCalls(ctx());
  await watch.look(ctx());
  await watch.look(ctx());
  await askPortals(ctx(), world.beat.assembly.client);
  for (const { on } of world.beat.assembly.slices)
    for (const one of on ?? []) while ((await relayOnce(ctx(), [one])) > 0);
  await tellCalls(ctx(), outside());
  await makeDailyPosts(ctx(), { networks: world.beat.assembly.networks, origin: world.origin });
}

async function send(calls: object[]): Promise<void> {
  clock.advance(1_000);
  const bytes = new Uint8Array(Buffer.from(JSON.stringify({ calls })));
  const timestamp = String(Math.floor(clock.now().epochMilliseconds / 1_000));
  const answer = await world.beat.assembly.app.request("/api/ingest/v1/calls", {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-openbeat-source": api.id,
      "x-openbeat-timestamp": timestamp,
      "x-openbeat-signature": signature(api.secret ?? "", timestamp, bytes),
    },
    body: bytes,
  });
  assert.equal(answer.status, 200, await answer.text());
}

const row = (number: string, type: string) => ({
  number,
  type,
  initialType: type,
  takenAt: clock.now().toString(),
  closedAt: clock.now().toString(),
  beat: "3",
  address: "4321 FALLS PKWY APT 9",
  lat: 30.25043,
  lon: -97.75417,
});
const local = () =>
  clock
    .now()
    .toZonedDateTimeISO(zoneOfNine())
    .toPlainDateTime()
    .toString({ smallestUnit: "millisecond" });

/** A day: two calls by each way in, and an hour later the public sees what it may. */
async function day(nth: number): Promise<void> {
  await send([
    row(`a${nth}-1`, "THEFT - CAR PROWL"),
    row(`a${nth}-2`, nth === 2 ? "SIGNAL 77" : "NOISE - GENERAL"),
  ]);
  const line = `f${nth},TRESPASS,${local().replace("T", " ")},${local().replace("T", " ")},3,100 MILL ST\nf${nth}b,JUVENILE PROBLEM,${local()},${local()},3,100 MILL ST\n`;
  writeFileSync(join(incoming, `day-${nth}.csv`), `id,type,time,closed_at,beat,address\n${line}`);
  for (const [id, type] of [
    [`p${nth}`, "AUTO THEFT"],
    [`p${nth}b`, "CRISIS COMPLAINT"],
  ] as const)
    soda.upsert(
      { id, type, time: local(), closed_at: local(), beat: "3", block: "77 5TH AVE" },
      clock.now().toString({ smallestUnit: "millisecond" }),
    );
  await live();
  // One turns out to be violence at home before the letter is written.
  const other = row(`x${nth}`, "FIGHT - PHYSICAL");
  if (nth === 3) await send([other]);
  clock.advance(70 * minute);
  await live();
  if (nth !== 3) return;
  assert.match(await read("/beats/3"), /Fight or assault/);
  await send([{ ...other, type: "DV - ASSAULT" }]);
  await live();
  assert.doesNotMatch(await read("/beats/3"), /Fight or assault/);
}

async function read(path: string): Promise<string> {
  const answer = await fetch(`${world.origin}${path}`);
  assert.equal(answer.status, 200, path);
  return answer.text();
}

const paths = ["/beats/3", "/es/beats/3", "/beats/3.atom", "/beats/3.json", "/beats/3.geojson"];

test("a resident asks for the calls of beat 3, once a day, and confirms it", async () => {
  const { app } = world.beat.assembly;
  const post = (path: string, fields: Record<string, string>) =>
    app.request(`${world.origin}${path}`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", origin: world.origin },
      body: new URLSearchParams(fields).toString(),
    });
  const [eastgate] = await allBeats(world.sheriff);
  const asked = await post("/subscribe", {
    way: "email",
    email: "ines@readers.example",
    beat: eastgate?.id ?? "",
    calls: "daily",
  });
  assert.equal(asked.status, 200);
  await live();
  const path = /\/subscribe\/confirm\/[\w-]{43}/.exec(relay.letters.at(-1)?.text ?? "")?.[0];
  assert.ok(path);
  assert.equal((await post(path, {})).status, 303);
  relay.letters.length = 0;
});

test("for six days calls come by a signed request, a dropped file and a portal; each morning there is one letter", async () => {
  for (let nth = 1; nth <= 6; nth += 1) {
    await day(nth);
    clock.set(real.subtract({ hours: 24 * (7 - nth) }));
    await live();
  }
  const letters = relay.letters.filter(({ to }) => to === "ines@readers.example");
  assert.equal(letters.length, 6);
  for (const { text } of letters) {
    assert.match(text, /Car break-in, 4300 block of Falls Pkwy/);
    assert.match(text, /Entrada|Trespassing/);
    assert.match(text, /Stolen or recovered vehicle/);
    assert.doesNotMatch(text, /4321|APT|SIGNAL|JUVENILE|CRISIS|violence|Fight/i);
  }
  const sources = await listCallSources(world.sheriff);
  assert.deepEqual(
    sources.map(({ name, calls, error }) => [name, calls, error]),
    [
      ["CAD", 13, null],
      ["Nightly", 12, null],
      ["Portal", 12, null],
    ],
  );
});

test("every public feed of the beat holds to its specification, and says no more than the page", async () => {
  const titles = mustBeAtom(await read("/beats/3.atom"));
  assert.ok(titles.length >= 20);
  assert.deepEqual(mustBeJsonFeed(await read("/beats/3.json")), titles);
  assert.ok(mustBeGeoJson(await read("/beats/3.geojson")).length > 0);
  for (const path of [
    "/feeds/news.atom",
    "/notices/feed.atom",
    "/alerts/feed.atom",
    "/records/reading-room/feed.atom",
  ])
    mustBeAtom(await read(path));
  mustBeJsonFeed(await read("/feeds/news.json"));
  for (const path of paths)
    assert.doesNotMatch(
      await read(path),
      /4321|APT 9|30\.25043|97\.75417|SIGNAL 77|JUVENILE|CRISIS/,
      path,
    );
});

async function newestPost() {
  const [row] = await transact(world.sheriff, (tx) =>
    tx.tx.raw<{ post_id: string | null; error: string | null }>(
      "select post_id, error from call_posts order by day desc limit 1",
    ),
  );
  assert.ok(row?.post_id, row?.error ?? "a post was made");
  assert.equal(row.error, null);
  return row.post_id;
}

const first = () => row("last", "DISTURBANCE - OTHER");
let shown: ReturnType<typeof first>;

test("a post a day waits for approval as any other; approved, the beat's own actor says it to its followers", async () => {
  shown = first();
  await send([shown]);
  await day(7);
  clock.set(real);
  await live();
  assert.match(await read("/beats/3"), /Disturbance/);
  const actor = new URL(`${world.origin}/ap/actors/beat-3`);
  await peer.follow("ana", actor);
  await world.sendDue();
  peer.heard.splice(0);
  const postId = await newestPost();
  const { hash, content } = await postVersion(world.sheriff, postId);
  assert.match(content.text, /^Beat 3, Eastgate & Mall\. Calls for police in the last day: \d+\./);
  assert.match(content.text, /Disturbance 1/);
  await world.sendDue();
  assert.equal(peer.heard.length, 0, "nothing goes out before its approval");
  await approvePost(world.approver, { postId, hash });
  await world.sendDue();
  const [create] = peer.heard.splice(0);
  assert.ok(create?.activity instanceof Create);
  assert.match(await read("/beats/3"), /Our accounts for this beat/);
});

test("a call that turns out to be violence at home is gone from page, feeds and letters to come, and its post from its followers", async () => {
  clock.advance(20 * minute);
  await send([{ ...shown, initialType: shown.type, type: "DV - ARGUMENTS" }]);
  await live();
  for (const path of paths) assert.doesNotMatch(await read(path), /Disturbance|Disturbio/, path);
  await world.sendDue();
  assert.deepEqual(
    peer.heard.splice(0).map(({ kind }) => kind),
    ["Delete"],
  );
  const exposure = await exposureOf(world.sheriff);
  assert.equal(exposure.seen, 2);
  assert.ok(exposure.longestSeconds > 20 * 60);
  const violence = exposure.byProtection.find(
    ({ protection }) => protection === "domestic-violence",
  );
  assert.equal(violence?.seen, 2);
  const unknown = exposure.byProtection.find(({ protection }) => protection === "unknown-type");
  assert.deepEqual(
    [unknown?.kept, unknown?.seen],
    [1, 0],
    "a type that nobody knows was never shown",
  );
});

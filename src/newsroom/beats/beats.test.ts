import assert from "node:assert/strict";
import { before, test } from "node:test";
import { addBeat } from "#agency";
import { adoptBlotterPolicy, modelBlotterPolicy, settleCalls, takeCalls } from "#blotter";
import { systemClock } from "#platform/clock.ts";
import type { Ctx } from "#platform/context.ts";
import { relayOnce } from "#platform/happenings.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { served } from "#test/served.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import { newsroom, rebuildSite, Site } from "../index.ts";

const origin = "https://news.tinycounty.example";
const clock = new StoryClock(systemClock.now().subtract({ hours: 72 }));
const minute = 60_000;
let beat: TestBeat;
let sheriff: Ctx;
let site: Site;
let address: string;

before(async () => {
  beat = await openTestBeat({ clock });
  const { assembly } = beat;
  const agencyId = await seedTinyCounty(assembly);
  sheriff = await as(assembly.ctx, agencyId, "harlan@tinycounty.example");
  const ring: [number, number][] = [
    [-97.8, 30.2],
    [-97.7, 30.2],
    [-97.7, 30.3],
    [-97.8, 30.3],
    [-97.8, 30.2],
  ];
  await addBeat(sheriff, {
    code: "3",
    name: "Eastgate",
    area: { type: "Polygon", coordinates: [ring] },
  });
  await adoptBlotterPolicy(sheriff, { content: modelBlotterPolicy, why: "as the council asked" });
  site = new Site(beat.dataFolder, false);
  address = await served(site);
});

async function make(): Promise<void> {
  await rebuildSite(beat.assembly.ctx, beat.assembly.networks, site, origin);
}

async function seen(path: string) {
  const response = await fetch(address + path);
  return {
    status: response.status,
    type: response.headers.get("content-type"),
    text: await response.text(),
  };
}

const first = (number: string, type: string) => ({
  number,
  takenAt: clock.now().toString(),
  closedAt: clock.now().toString(),
  type,
  initialType: type,
  address: "4321 FALLS PKWY #9",
  lat: 30.25043,
  lon: -97.75417,
});

test("a beat has its page in two languages, with a map, and three feeds", async () => {
  await takeCalls(sheriff, "cad", [
    first("1", "THEFT - CAR PROWL"),
    first("2", "DISTURBANCE - OTHER"),
  ]);
  clock.advance(61 * minute);
  await settleCalls(beat.assembly.ctx);
  await make();
  const page = await seen("/beats/3");
  assert.equal(page.status, 200);
  assert.match(page.text, /<h1>Beat 3: Eastgate<\/h1>/);
  assert.match(page.text, /Car break-in/);
  assert.match(page.text, /4300 block of Falls Pkwy/);
  assert.match(page.text, /role="img"\s+aria-label="Map of Eastgate\. Places of calls: 1\./);
  assert.match((await seen("/es/beats/3")).text, /Robo en un vehículo/);
  assert.match((await seen("/beats")).text, /Beat 3: Eastgate/);
  const atom = await seen("/beats/3.atom");
  assert.match(atom.type ?? "", /atom\+xml/);
  assert.match(atom.text, /<title>Car break-in, 4300 block of Falls Pkwy<\/title>/);
  const json: unknown = JSON.parse((await seen("/beats/3.json")).text);
  assert.ok(
    typeof json === "object" && json !== null && "items" in json && Array.isArray(json.items),
  );
  assert.equal(json.items.length, 2);
  const geo = (await seen("/beats/3.geojson")).text;
  assert.match(geo, /"FeatureCollection"/);
  for (const { text } of [page, atom, { text: geo }])
    assert.doesNotMatch(text, /4321|#9|30\.25043|97\.75417/);
});

test("with the news that a call is protected it leaves page and feeds", async () => {
  await relayOnce(beat.assembly.ctx, newsroomNews());
  assert.match((await seen("/beats/3")).text, /Disturbance/);
  await takeCalls(sheriff, "cad", [
    { ...first("2", "DV - ARGUMENTS"), initialType: "DISTURBANCE - OTHER" },
  ]);
  await relayOnce(beat.assembly.ctx, newsroomNews());
  for (const path of ["/beats/3", "/beats/3.atom", "/beats/3.json", "/beats/3.geojson"])
    assert.doesNotMatch((await seen(path)).text, /Disturbance/, path);
});

function newsroomNews() {
  const { networks, signer } = beat.assembly;
  const outside = {
    origin,
    origins: [origin],
    signer,
    client: beat.assembly.client,
    limiter: { takeFrom: () => undefined },
    dataFolder: beat.dataFolder,
  };
  return newsroom(networks, site, outside).on ?? [];
}

test("the page promises what the policy in force says, and nothing else", async () => {
  assert.match(
    (await seen("/beats/3")).text,
    /1 hour after it came in at the soonest, and once it is closed/,
  );
  assert.match((await seen("/beats/3")).text, /do not show calls about violence at home/);
  const rules = modelBlotterPolicy.rules.filter(
    (rule) => rule.does === "show" || rule.protection !== "juvenile",
  );
  await adoptBlotterPolicy(sheriff, {
    content: { ...modelBlotterPolicy, rules, holdMinutes: 90, onlyClosed: false, shownHours: 48 },
    why: "shorter, later",
  });
  await make();
  const { text } = await seen("/beats/3");
  assert.match(text, /last 2 days/);
  assert.match(text, /90 minutes after it came in at the soonest\./);
  assert.doesNotMatch(text, /children/);
});

test("an address of no beat is no page", async () => {
  assert.equal((await seen("/beats/99")).status, 404);
});

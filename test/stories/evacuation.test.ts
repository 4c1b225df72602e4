import assert from "node:assert/strict";
import { before, test } from "node:test";
import { addBeat } from "#agency";
import { watchAlerts } from "#alerts";
import { openChannels } from "#channels";
import { rebuildSite, Site } from "#newsroom";
import { claimAndSend } from "#publish";
import { systemClock } from "#platform/clock.ts";
import type { Ctx } from "#platform/context.ts";
import { approveAlert, cancelAlert, submitAlert } from "../../src/alerts/life/acting.ts";
import type { MessageDraft } from "../../src/alerts/life/content.ts";
import { alertPage } from "../../src/alerts/life/desk.ts";
import { draftAlert, draftUpdate } from "../../src/alerts/life/drafting.ts";
import { lintCap } from "../../src/alerts/cap/lint.ts";
import { openTestBeat, type TestBeat } from "../openbeat.ts";
import { served } from "../served.ts";
import { seedTinyCounty } from "../worlds/tiny-county.ts";
import { as, StoryClock } from "../worlds/world.ts";

/**
 * Evacuation: a fire at dusk. Two people, an area, two languages, an update that is late, and the words that end it.
 */
const place = { origin: "http://localhost:4400" };
const clock = new StoryClock(systemClock.now().subtract({ hours: 30 }));
let beat: TestBeat;
let boyd: Ctx;
let ames: Ctx;
let site: Site;
let address: string;
let id: string;

before(async () => {
  beat = await openTestBeat({ clock });
  const agencyId = await seedTinyCounty(beat.assembly);
  boyd = await as(beat.assembly.ctx, agencyId, "boyd@tinycounty.example");
  ames = await as(beat.assembly.ctx, agencyId, "ames@tinycounty.example");
  const sheriff = await as(beat.assembly.ctx, agencyId, "harlan@tinycounty.example");
  await addBeat(sheriff, {
    code: "1",
    name: "Mill Creek",
    area: { type: "Polygon", coordinates: [square(0.1)] },
  });
  site = new Site(beat.dataFolder, false);
  address = await served(site);
});

function square(half: number): [number, number][] {
  const [lon, lat] = [-97.7, 30.25];
  return [
    [lon - half, lat - half],
    [lon + half, lat - half],
    [lon + half, lat + half],
    [lon - half, lat + half],
    [lon - half, lat - half],
  ];
}

function said(half: number, headline: string, spanish: string): MessageDraft {
  return {
    event: "EVI",
    category: ["Fire"],
    response: ["Evacuate"],
    urgency: "Immediate",
    severity: "Extreme",
    certainty: "Observed",
    area: {
      description: "Mill Creek, east of county road 7",
      rings: [square(half)],
      same: ["048453"],
    },
    expiresAt: clock.now().add({ hours: 6 }).toString(),
    nextUpdateBy: clock.now().add({ minutes: 30 }).toString(),
    sayings: [
      {
        language: "en",
        headline,
        description: "Tiny County Sheriff: a grass fire moves east toward Mill Creek.",
        instruction: "Leave now by county road 7 toward the school in Hays. Be gone before 7 p.m.",
        short: "Grass fire. Leave Mill Creek now by CR 7 toward Hays school.",
      },
      {
        language: "es",
        headline: spanish,
        description: "Alguacil: un incendio avanza.",
        instruction: "Salga ahora por la carretera 7.",
      },
    ],
  };
}

const over: MessageDraft = {
  ...said(0.02, "", ""),
  urgency: "Past",
  severity: "Minor",
  response: ["AllClear"],
  nextUpdateBy: null,
  sayings: [
    { language: "en", headline: "You may go back to Mill Creek", description: "The fire is out." },
    {
      language: "es",
      headline: "Puede volver a Mill Creek",
      description: "El incendio está apagado.",
    },
  ],
};

async function handIn(): Promise<void> {
  const { messages } = await alertPage(boyd, place, id);
  const keys = messages.flatMap(({ posts }) =>
    posts.flatMap(({ findings }) => findings.map(({ key }) => key)),
  );
  await submitAlert(boyd, beat.assembly.networks, id, keys);
}

async function agree(): Promise<void> {
  const { messages } = await alertPage(ames, place, id);
  await approveAlert(ames, id, { seen: messages.map(({ sha256 }) => sha256) });
  await claimAndSend(beat.assembly.ctx, beat.assembly.networks, beat.assembly.sender);
}

async function make(): Promise<void> {
  await rebuildSite(beat.assembly.ctx, beat.assembly.networks, site, place.origin);
}

async function seen(path: string): Promise<{ status: number; text: string; bytes: number }> {
  const response = await fetch(address + path, { headers: { "accept-encoding": "br" } });
  const text = await response.text();
  const bytes = Number(response.headers.get("content-length"));
  return { status: response.status, text, bytes };
}

test("nothing is public while the deputy writes and the sergeant reads", async () => {
  const content = said(
    0.02,
    "Leave Mill Creek now: grass fire",
    "Salga ya de Mill Creek: incendio",
  );
  const channels = (await openChannels(boyd)).map((one) => one.id);
  const given = { mode: "actual" as const, content, ending: over, channels };
  id = (await draftAlert(boyd, beat.assembly.networks, place, given)).id;
  await handIn();
  await make();
  assert.equal((await seen(`/alerts/${id}`)).status, 404);
  assert.match((await seen("/alerts")).text, /There is no alert now/);
});

test("with the sergeant's word it is the first thing on the site, in both languages", async () => {
  await agree();
  await make();
  assert.match(
    (await seen("/")).text,
    /role="alert"><a href="\/alerts\/[^"]+">Leave Mill Creek now/,
  );
  const page = await seen(`/alerts/${id}`);
  assert.match(page.text, /Leave now by county road 7/);
  assert.match(page.text, /Next update by/);
  assert.ok(page.bytes < 15_000, `${page.bytes} bytes`);
  assert.doesNotMatch(page.text, /<script(?! src="\/live\.js" defer>)/);
  assert.match((await seen(`/es/alerts/${id}`)).text, /Salga ahora por la carretera 7/);
});

test("programs read the same: CAP that no rule has anything against, and a feed", async () => {
  const { text } = await seen(`/alerts/${id}.cap`);
  const { valid, findings } = await lintCap(Buffer.from(text), { profile: "ipaws" });
  assert.ok(valid, JSON.stringify(findings));
  assert.match((await seen("/alerts/feed.atom")).text, /application\/cap\+xml/);
});

test("a promised update that is late is said on the page itself", async () => {
  clock.advance(31 * 60_000);
  await watchAlerts(beat.assembly.ctx);
  await make();
  assert.match((await seen(`/alerts/${id}`)).text, /we have not written it yet/);
});

test("the update says the new area; what was said before stands below it", async () => {
  const content = said(0.04, "Fire moves on: leave Mill Creek and Dry Fork", "El incendio avanza");
  const channels = (await openChannels(boyd)).map((one) => one.id);
  await draftUpdate(boyd, beat.assembly.networks, place, id, { content, channels });
  await handIn();
  await agree();
  await make();
  const { text } = await seen(`/alerts/${id}`);
  assert.match(text, /Fire moves on/);
  assert.match(text, /What we said before[^]*Leave Mill Creek now/);
  assert.doesNotMatch(text, /we have not written it yet/);
});

test("the words that were approved at the beginning end it, and the banner goes", async () => {
  await cancelAlert(boyd, id);
  await make();
  assert.match((await seen(`/alerts/${id}`)).text, /You may go back to Mill Creek/);
  assert.doesNotMatch((await seen("/")).text, /role="alert"/);
  const { text } = await seen(`/alerts/${id}.cap`);
  assert.match(text, /<msgType>Cancel<\/msgType>/);
});

test("a program that starts with nothing but the kept files shows the page", async () => {
  site = new Site(beat.dataFolder, false);
  assert.match((await seen(`/alerts/${id}`)).text, /You may go back to Mill Creek/);
});

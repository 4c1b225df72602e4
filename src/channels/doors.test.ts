import assert from "node:assert/strict";
import { before, test } from "node:test";
import sharp from "sharp";
import { connectChannel, receiveChannel, type Channel } from "#channels";
import { searchArchive } from "#archive";
import { startFacebook } from "#test/networks/facebook.ts";
import { systemClock } from "#platform/clock.ts";
import { atEnd, openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { type SmsServer, startSms, twilioSignature } from "#test/networks/sms.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { openAccount } from "./accounts.ts";
import { finishConsent, startConsent } from "./consents.ts";
import { standingOf } from "./budget.ts";
import { subRip } from "./captions.ts";
import { addOptOut, endOptOut, findOptOut, listOptOuts } from "./opt-outs.ts";
import { giveUseBack, takeUse } from "./uses.ts";

let server: SmsServer;
let beat: TestBeat;
let sheriff: Ctx;
let system: Ctx;
let channel: Channel;

before(async () => {
  server = await startSms();
  beat = await openTestBeat({ allowPrivate: [server.host] });
  atEnd(async () => server[Symbol.asyncDispose]());
  const { ctx, networks } = beat.assembly;
  const agencyId = await seedTinyCounty(beat.assembly);
  sheriff = await as(ctx, agencyId, "harlan@tinycounty.example");
  system = asSystem(ctx, "test", agencyId);
  const { url: endpoint, account, token, from } = server;
  channel = await connectChannel(
    sheriff,
    networks.net(sheriff, AbortSignal.timeout(5_000)),
    networks.connector(sheriff, "sms"),
    {
      network: "sms",
      name: "Texts",
      isPublic: true,
      input: { endpoint, account, token, from, recipients: "+15550111" },
    },
  );
});

function post(path: string, form: URLSearchParams, signature: string | undefined) {
  return beat.assembly.app.request(path, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      ...(signature === undefined ? {} : { "x-twilio-signature": signature }),
    },
    body: form.toString(),
  });
}

async function told(form: URLSearchParams) {
  const path = `/hooks/sms/${channel.id}`;
  const url = `${beat.assembly.networks.origin}${path}`;
  return post(path, form, twilioSignature(server.token, url, form));
}

const found = async (words: string) =>
  (await searchArchive(sheriff, { words, direction: "in" })).results.length;

test("a signed request without any session is captured once, however often it is told", async () => {
  const form = server.inbound("+15550111", "Is the quarry road open?");
  for (let time = 0; time < 3; time += 1) {
    const answer = await told(form);
    assert.equal(answer.status, 200);
    assert.equal(await answer.text(), "<Response/>");
  }
  assert.equal(await found("quarry"), 1);
  await receiveChannel(system, beat.assembly.networks, channel.id);
  assert.equal(await found("quarry"), 1, "the poll tells the same item, and nothing is added");
});

test("attack: unsigned, foreign and guessed requests get one and the same answer", async () => {
  const form = server.inbound("+15550111", "forged words");
  const answers = await Promise.all([
    post(`/hooks/sms/${channel.id}`, form, undefined),
    post(`/hooks/sms/${channel.id}`, form, "bm90IHRoZSBzaWduYXR1cmU="),
    post(`/hooks/discord/${channel.id}`, form, undefined),
    post("/hooks/sms/01936f00-0000-7000-8000-000000000000", form, undefined),
    post("/hooks/sms/no-channel", form, undefined),
  ]);
  const bodies = await Promise.all(
    answers.map(async (answer) => [
      answer.status,
      ((await answer.json()) as { code: string }).code,
    ]),
  );
  for (const each of bodies) assert.deepEqual(each, [403, "not-signed"]);
  assert.equal(await found("forged"), 0);
});

test("attack: a body larger than any news is refused unread", async () => {
  const form = new URLSearchParams({ Body: "x".repeat(1_100_000) });
  assert.equal((await post(`/hooks/sms/${channel.id}`, form, undefined)).status, 413);
});

test("STOP counts from the moment it was heard, until START", async () => {
  const out = async () => {
    const { account } = await openAccount(system, channel.id);
    return [...((await account.optedOut?.()) ?? [])];
  };
  await told(server.inbound("+15550111", "STOP"));
  assert.deepEqual(await out(), ["+15550111"]);
  const [first] = await listOptOuts(sheriff, channel.id);
  assert.equal(first?.masked, "+1•••••11");
  assert.equal((await findOptOut(sheriff, channel.id, "+1 555-0111")).isOut, true);
  await told(server.inbound("+15550111", "start"));
  assert.deepEqual(await out(), []);
});

test("a STOP that the hook missed is heard by the poll, once, unless a later word was heard before", async () => {
  const out = async () =>
    [...((await (await openAccount(system, channel.id)).account.optedOut?.()) ?? [])].sort();
  const poll = () => receiveChannel(system, beat.assembly.networks, channel.id);
  server.inbound("+15550131", "Stop.");
  server.inbound("+15550132", "STOP");
  await told(server.inbound("+15550132", "START"));
  const both = server.inbound("+15550133", "stop");
  await poll();
  assert.deepEqual(await out(), ["+15550131", "+15550133"], "the START of 0132 came last");
  await told(server.inbound("+15550131", "START"));
  await poll();
  await told(both);
  await poll();
  assert.deepEqual(await out(), ["+15550133"], "no STOP counts again");
  const wish = { channelId: channel.id, number: "+15550133", reason: "Signed form of May 3." };
  await endOptOut(sheriff, { ...wish, basis: "written-consent" });
  await poll();
  await told(both);
  assert.deepEqual(await out(), [], "nor after a recorded wish");
});

test("somebody who asked by telephone is entered by hand, and taken off only on a recorded wish", async () => {
  const out = async () =>
    (await (await openAccount(system, channel.id)).account.optedOut?.()) ?? [];
  const draft = { channelId: channel.id, number: "+1 (555) 0122", reason: "Asked at the desk." };
  await addOptOut(sheriff, draft);
  assert.deepEqual([...(await out())], ["+15550122"]);
  await assert.rejects(addOptOut(sheriff, draft), { code: "opted-out-already" });
  const [listed] = await listOptOuts(sheriff, channel.id);
  assert.deepEqual([listed?.masked, listed?.reason], ["+1•••••22", "Asked at the desk."]);
  await assert.rejects(addOptOut(sheriff, { ...draft, number: "555" }), { code: "no-number" });
  const wish = { ...draft, reason: "Signed form of May 2.", basis: "written-consent" as const };
  await endOptOut(sheriff, wish);
  assert.deepEqual([...(await out())], []);
  await assert.rejects(endOptOut(sheriff, wish), { code: "not-opted-out" });
});

test("what is lent can be fetched by whoever has the address, and by nobody else", async () => {
  const { networks, app } = beat.assembly;
  const png = Buffer.from("89504e470d0a1a0a", "hex");
  const sha256 = await system.blobs.put(png);
  const address = await networks.net(system, AbortSignal.timeout(1_000)).lend(sha256, "image/png");
  const path = new URL(address).pathname;
  const answer = await app.request(path);
  assert.equal(answer.headers.get("content-type"), "image/png");
  assert.deepEqual(Buffer.from(await answer.arrayBuffer()), png);
  assert.equal((await app.request(path.replace(/[\w-]{4}\.png$/, "AAAA.png"))).status, 404);
  assert.equal((await app.request(`/lent/${sha256}.png`)).status, 404);
  await assert.rejects(
    networks.net(system, AbortSignal.timeout(1_000)).lend(sha256, "text/html"),
    /not lent/,
  );
});

test("a picture is lent in the kind that a network takes, without what was written beside it", async () => {
  const { networks, app } = beat.assembly;
  const raw = { width: 2, height: 2, channels: 4 as const };
  const clear = sharp(Buffer.alloc(16), { raw }).withExif({ IFD0: { Artist: "Sgt. Diaz" } });
  const sha256 = await system.blobs.put(await clear.png().toBuffer());
  const net = networks.net(system, AbortSignal.timeout(5_000));
  const address = await net.lend(sha256, "image/png", "image/jpeg");
  const answer = await app.request(new URL(address).pathname);
  assert.equal(answer.headers.get("content-type"), "image/jpeg");
  const picture = sharp(await answer.arrayBuffer());
  const { format, exif } = await picture.metadata();
  assert.deepEqual([format, exif], ["jpeg", undefined]);
  const [pixel = 0] = await picture.raw().toBuffer();
  assert.ok(pixel > 250, "see-through becomes white");
  const broken = await system.blobs.put(Buffer.from("no picture"));
  const refused = { class: "refused", message: /JPEG/ };
  await assert.rejects(net.lend(broken, "image/png", "image/jpeg"), refused);
});

test("a consent is good once, for ten minutes, in the session that began it", async () => {
  const facebook = await startFacebook();
  const clock = movableClock();
  const other = await openTestBeat({ allowPrivate: [facebook.host], clock });
  atEnd(async () => facebook[Symbol.asyncDispose]());
  const { ctx, networks } = other.assembly;
  const agencyId = await seedTinyCounty(other.assembly);
  const person = await as(ctx, agencyId, "harlan@tinycounty.example");
  const { url: endpoint, appId, appSecret } = facebook;
  const input = { endpoint, appId, appSecret };
  const draft = { network: "facebook", name: "Page", isPublic: true, input };
  const net = networks.net(person, AbortSignal.timeout(20_000));
  const begun = async () => {
    const { url } = await startConsent(person, networks, draft);
    return facebook.consents.approve(url);
  };
  const elsewhere: Ctx = {
    ...person,
    actor: { ...person.actor, credentialId: "another-session" } as Ctx["actor"],
  };
  const back = await begun();
  const isOver = { code: "consent-over" };
  await assert.rejects(finishConsent(elsewhere, net, networks, back), isOver);
  await assert.rejects(finishConsent(person, net, networks, { ...back, state: "guessed" }), isOver);
  const connected = await finishConsent(person, net, networks, back);
  assert.equal(connected.handle, "@riversidepd");
  await assert.rejects(finishConsent(person, net, networks, back), isOver);
  const late = await begun();
  clock.move(601_000);
  await assert.rejects(finishConsent(person, net, networks, late), isOver);
});

function movableClock() {
  let ahead = 0;
  return {
    now: () => systemClock.now().add({ milliseconds: ahead }),
    sleep: systemClock.sleep,
    move: (ms: number) => (ahead += ms),
  };
}

const fact = { source: "test", verifiedOn: "2026-11-21" };

test("a budget's last share is kept for life safety, and later says when", async () => {
  const budget = { what: "posts" as const, of: 5, perSeconds: 3_600, reserve: 0.2, ...fact };
  const ask = { budgets: [budget], what: "posts" as const };
  const ids = [];
  for (let use = 0; use < 4; use += 1)
    ids.push(await takeUse(system, channel.id, { ...ask, isLifeSafety: false }));
  await assert.rejects(takeUse(system, channel.id, { ...ask, isLifeSafety: false }), {
    class: "later",
    message: /kept for life safety/,
  });
  await takeUse(system, channel.id, { ...ask, isLifeSafety: true });
  await assert.rejects(takeUse(system, channel.id, { ...ask, isLifeSafety: true }), (error) => {
    const { retryAfterMs = 0 } = error as { retryAfterMs?: number };
    return retryAfterMs > 3_500_000 && retryAfterMs <= 3_600_000;
  });
  await giveUseBack(system, ids[0] ?? "");
  await takeUse(system, channel.id, { ...ask, isLifeSafety: true });
});

test("the next place is free when the oldest use that is in the way has left the window", () => {
  const budget = { what: "posts" as const, of: 3, perSeconds: 10, reserve: 0, ...fact };
  const uses = [1_000, 4_000, 6_000].map((atMs) => ({ what: "posts" as const, atMs }));
  assert.equal(standingOf(budget, uses, 9_000, false).freeAtMs, 11_000);
  assert.equal(standingOf(budget, uses, 11_001, false).freeAtMs, undefined);
  assert.equal(standingOf({ ...budget, of: 0 }, uses, 9_000, false).freeAtMs, 16_000);
});

test("a caption track becomes SubRip without its notes, settings and tags", () => {
  const vtt =
    "WEBVTT\n\nNOTE for editors\n\nintro\n00:01.000 --> 00:02.500 align:start\n<v Chief>Mill Street\nis <b>closed</b>.\n\n01:00:00.000 --> 01:00:01.000\nBye.";
  assert.equal(
    subRip(vtt),
    "1\n00:00:01,000 --> 00:00:02,500\nMill Street\nis closed.\n\n2\n01:00:00,000 --> 01:00:01,000\nBye.\n",
  );
  assert.throws(() => subRip("1\n00:00:01,000 --> 00:00:02,000\nx"), /no WebVTT/);
});

import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";
import { addBeat } from "#agency";
import {
  adoptBlotterPolicy,
  modelBlotterPolicy,
  settleCalls,
  takeCalls,
  type BlotterPolicy,
} from "#blotter";
import type { Channel } from "#channels";
import { systemClock } from "#platform/clock.ts";
import { transact } from "#platform/db/database.ts";
import { liftHold, placeHold } from "#publish";
import { startPush, type PushBrowser, type PushPeer } from "#test/networks/push.ts";
import { startSms, twilioSignature, type SmsServer } from "#test/networks/sms.ts";
import { atEnd } from "#test/openbeat.ts";
import { openReaderWorld, type ReaderWorld } from "#test/worlds/readers.ts";
import { StoryClock } from "#test/worlds/world.ts";

const origin = "http://localhost:4400";
const minute = 60_000;
let world: ReaderWorld;
let gateway: SmsServer;
let service: PushPeer;
let texts: Channel;
let beat = { id: "", code: "" };
let count = 0;
let phones = 0;

/** The model's rules, with robberies and shots for whoever asked to be told at once. */
const policy: BlotterPolicy = {
  ...modelBlotterPolicy,
  rules: modelBlotterPolicy.rules.map((rule) =>
    "isNoteworthy" in rule && (rule.kind === "robbery" || rule.kind === "shots")
      ? { ...rule, isNoteworthy: true }
      : rule,
  ),
};

before(async () => {
  gateway = await startSms();
  service = await startPush();
  atEnd(async () => gateway[Symbol.asyncDispose]());
  atEnd(async () => service[Symbol.asyncDispose]());
  // What is signed for a push service is good for a day by its own clock.
  const clock = new StoryClock(systemClock.now());
  world = await openReaderWorld({
    clock,
    hosts: [new URL(gateway.url).host],
    pushHosts: [service.host],
  });
  const { account, token, from, url } = gateway;
  texts = await world.connect("sms", { account, token, from, endpoint: url, who: "subscribers" });
  await world.connect("push", {});
  await adoptBlotterPolicy(world.harlan, { content: policy, why: "as the council asked" });
});

beforeEach(async () => {
  world.clock.set(systemClock.now());
  await transact(world.system, (tx) => tx.tx.raw("delete from audience_subscribers"));
  count += 1;
  const { id, code } = await addBeat(world.harlan, { code: `N${count}`, name: `Beat ${count}` });
  beat = { id, code };
});

type Fields = Record<string, string | string[]>;
const chosen = (more: Fields = {}): Fields => ({
  whole: "",
  beat: beat.id,
  calls: "daily",
  ...more,
});

/** Subscribes by text and says YES; returns the number. */
async function telephone(more: Fields = {}, path = "/subscribe"): Promise<string> {
  phones += 1;
  const number = `+1555010${7000 + phones}`;
  const asked = await world.post(path, { way: "text", telephone: number, ...chosen(more) });
  assert.equal(asked.status, 200, asked.text);
  await world.relayNews();
  const form = gateway.inbound(number, "YES");
  const hook = `${origin}/hooks/sms/${texts.id}`;
  const answer = await world.beat.assembly.app.request(hook, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-twilio-signature": twilioSignature(gateway.token, hook, form),
    },
    body: form.toString(),
  });
  assert.equal(answer.status, 200);
  return number;
}

async function browser(more: Fields = {}, path = "/subscribe/push"): Promise<PushBrowser> {
  world.clock.advance(10_000);
  const one = service.browser();
  const { endpoint, p256dh, auth } = one;
  const fields = Object.fromEntries(
    Object.entries(chosen(more)).map(([name, value]) => [name, [value].flat()]),
  );
  const answer = await world.beat.assembly.app.request(`${origin}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify({ endpoint, p256dh, auth, fields }),
  });
  assert.equal(answer.status, 201, await answer.text());
  return one;
}

/** What came to a telephone beside the question whether it was meant. */
const toPhone = (number: string) =>
  gateway.messages
    .filter(({ to, direction }) => to === number && direction !== "inbound")
    .map(({ body }) => body)
    .filter((body) => !/type \d{6}/.test(body));

async function took(type: string, more: object = {}) {
  count += 1;
  const at = world.clock.now().toString();
  const call = {
    number: `2026-${count}`,
    takenAt: at,
    closedAt: at,
    type,
    initialType: type,
    beat: beat.code,
    address: "1234 MILL ST",
    ...more,
  };
  await takeCalls(world.harlan, "cad", [call]);
  return call;
}

async function job(name: string) {
  const { ctx, slices } = world.beat.assembly;
  const found = slices.flatMap(({ jobs }) => jobs ?? []).find((one) => one.name === name);
  assert.ok(found);
  await found.run(ctx, { agencyId: null });
}

/** The hour of the policy passes, the call is shown, and who waits for it is told. */
async function shown() {
  world.clock.advance(61 * minute);
  await settleCalls(world.beat.assembly.ctx);
  await world.relayNews();
}
const tell = () => job("audience.tell-calls");

test("a noteworthy call is told once by text and notice to whoever chose its beat and its calls, and no other is told so", async () => {
  const other = await addBeat(world.harlan, { code: "ELSE", name: "Elsewhere" });
  const [phone, device] = [await telephone(), await browser()];
  const outsiders = [await telephone({ beat: other.id }), await telephone({ calls: "none" })];
  const [away, silent] = [await browser({ beat: other.id }), await browser({ calls: "none" })];
  await took("ROBBERY - STRONG ARM");
  await took("THEFT - CAR PROWL");
  await tell();
  assert.deepEqual(toPhone(phone), [], "not before the policy shows it");
  await shown();
  await tell();
  await tell();
  assert.equal(toPhone(phone).length, 1);
  assert.match(toPhone(phone)[0] ?? "", /^Robbery, 1200 block of Mill St, .*\/beats\/n\d+$/);
  assert.equal(device.got.length, 1);
  assert.match(String(device.got[0]?.payload["text"]), /^Robbery, 1200 block of Mill St/);
  assert.deepEqual(outsiders.flatMap(toPhone), []);
  assert.deepEqual([away.got.length, silent.got.length], [0, 0]);
});

test("neither a text nor a push says anything by which somebody could be known: no number, door, name or word of the call", async () => {
  const [phone, device] = [await telephone(), await browser()];
  const secret = { address: "1234 MILL ST APT 7", isHome: true, names: ["Jane Roe"] };
  const call = await took("SHOTS HEARD", secret);
  await shown();
  await tell();
  const [pushed] = device.got;
  assert.ok(pushed);
  const { manageUrl, ...payload } = pushed.payload;
  assert.match(String(manageUrl), /\/subscribe\/manage\/[\w-]{43}$/);
  for (const says of [toPhone(phone).join(), JSON.stringify(payload)]) {
    assert.match(says, /Shots heard, in this beat/);
    assert.doesNotMatch(says, /1234|MILL|Mill|APT|Roe|SHOTS HEARD/);
    assert.ok(!says.includes(call.number));
  }
  const names = Object.keys(pushed.payload).toSorted();
  assert.deepEqual(names, ["isUrgent", "language", "manageUrl", "text", "title", "topic", "url"]);
  assert.match(String(payload["url"]), /\/beats\/n\d+$/, "it leads to the beat's page");
});

test("each is told in the language of the page where they subscribed", async () => {
  const phone = await telephone({}, "/es/subscribe");
  const device = await browser({}, "/es/subscribe/push");
  await took("ROBBERY - STRONG ARM");
  await shown();
  await tell();
  assert.match(toPhone(phone)[0] ?? "", /^Asalto, .*\/es\/beats\/n\d+$/);
  assert.match(String(device.got[0]?.payload["title"]), /Zona N/);
  assert.equal(device.got[0]?.payload["language"], "es");
});

test("in somebody's quiet hours it waits for their end, and what was taken back meanwhile never comes", async () => {
  const { hour, minute: min } = world.clock.now().toZonedDateTimeISO("America/Chicago");
  const now = hour * 60 + min;
  const quiet = `${(now + 1_380) % 1_440}-${(now + 120) % 1_440}`;
  const [asleep, awake] = [await telephone({ quiet }), await telephone()];
  const device = await browser({ quiet });
  await took("ROBBERY - STRONG ARM");
  const wrong = await took("SHOTS HEARD");
  await shown();
  await tell();
  assert.equal(toPhone(awake).length, 2);
  assert.deepEqual([toPhone(asleep).length, device.got.length], [0, 0]);
  await takeCalls(world.harlan, "cad", [{ ...wrong, type: "DV - ASSAULT" }]);
  world.clock.advance(65 * minute);
  await job("audience.after-quiet");
  assert.deepEqual(
    [...toPhone(asleep), ...device.got.map(({ payload }) => String(payload["text"]))].map(
      (says) => says.split(",")[0],
    ),
    ["Robbery", "Robbery"],
  );
});

test("a call that is taken back before it is sent is told to nobody, and one that was sent is not sent again", async () => {
  const [phone, device] = [await telephone(), await browser()];
  const call = await took("ROBBERY - STRONG ARM");
  await shown();
  await takeCalls(world.harlan, "cad", [{ ...call, type: "DV - ASSAULT" }]);
  await tell();
  assert.deepEqual([toPhone(phone), device.got], [[], []]);
  const other = await took("SHOTS HEARD");
  await shown();
  await tell();
  await takeCalls(world.harlan, "cad", [{ ...other, type: "ROBBERY - STRONG ARM" }]);
  await world.relayNews();
  await tell();
  assert.deepEqual([toPhone(phone).length, device.got.length], [1, 1]);
});

test("while a hold is in force nothing is told, and it comes once the hold is lifted", async () => {
  const [phone, device] = [await telephone(), await browser()];
  await took("ROBBERY - STRONG ARM");
  await shown();
  const { hold } = await placeHold(world.harlan, {
    scope: "agency",
    exceptions: [],
    reason: "Incident",
  });
  await tell();
  assert.deepEqual([toPhone(phone).length, device.got.length], [0, 0]);
  await liftHold(world.harlan, hold.id);
  world.clock.advance(2 * minute);
  await tell();
  assert.deepEqual([toPhone(phone).length, device.got.length], [1, 1]);
});

test("D3: a text whose answer was lost is not sent again", async () => {
  const phone = await telephone();
  gateway.lose.add(phone);
  await took("ROBBERY - STRONG ARM");
  await shown();
  await tell();
  gateway.lose.clear();
  for (const minutes of [2, 2]) {
    world.clock.advance(minutes * minute);
    await tell();
  }
  assert.equal(toPhone(phone).length, 1);
});

test("a beat tells at most six a day so, and nothing that is older than two hours", async () => {
  const phone = await telephone();
  for (let at = 0; at < 8; at += 1) await took("SHOTS HEARD");
  await shown();
  await tell();
  assert.equal(toPhone(phone).length, 6);
  count += 1;
  beat = await addBeat(world.harlan, { code: `N${count}`, name: "Late" });
  const late = await telephone();
  await took("SHOTS HEARD");
  world.clock.advance(61 * minute);
  await settleCalls(world.beat.assembly.ctx);
  world.clock.advance(121 * minute);
  await world.relayNews();
  await tell();
  assert.deepEqual(toPhone(late), []);
});

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { connectChannel, receiveChannel, type Channel } from "#channels";
import { searchArchive } from "#archive";
import { type SmppServer, startSmpp } from "#test/networks/smpp.ts";
import { atEnd, openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { openAccount } from "../../accounts.ts";
import { freshAttempt, plainMessage } from "../../contract-world.ts";
import type { Heard } from "../../hook.ts";
import { sms } from "../sms.ts";

let server: SmppServer;
let beat: TestBeat;
let sheriff: Ctx;
let system: Ctx;
let channel: Channel;

before(async () => {
  server = await startSmpp();
  const { host, port, systemId, password, source } = server;
  beat = await openTestBeat({ allowPrivate: [`${host}:${port}`] });
  atEnd(async () => server[Symbol.asyncDispose]());
  const { ctx, networks } = beat.assembly;
  const agencyId = await seedTinyCounty(beat.assembly);
  sheriff = await as(ctx, agencyId, "harlan@tinycounty.example");
  system = asSystem(ctx, "test", agencyId);
  const place = { host, port: String(port), tls: "no", systemId, password, source };
  const input = { interface: "smpp", ...place, recipients: "+15550100111\n+15550100112" };
  const net = networks.net(sheriff, AbortSignal.timeout(5_000));
  const draft = { network: "sms", name: "Texts", isPublic: true, input };
  await assert.rejects(
    connectChannel(sheriff, net, networks.connector(sheriff, "sms"), {
      ...draft,
      input: { ...input, password: "" },
    }),
    { code: "missing-setting", message: /^Password is needed/ },
  );
  channel = await connectChannel(sheriff, net, networks.connector(sheriff, "sms"), draft);
});

const poll = () => receiveChannel(system, beat.assembly.networks, channel.id);
const out = async () => {
  const { account } = await openAccount(system, channel.id);
  return [...((await account.optedOut?.()) ?? [])];
};
const found = async (words: string) =>
  (await searchArchive(sheriff, { words, direction: "in" })).results.length;

/** What a poll hands to be kept; `keep` may refuse it. */
async function heard(keep: () => void = () => undefined): Promise<Heard[]> {
  const { account } = await openAccount(system, channel.id);
  const net = beat.assembly.networks.net(system, AbortSignal.timeout(20_000));
  const all: Heard[] = [];
  await sms.receive?.(net, account, undefined, async (each) => {
    keep();
    all.push(each);
  });
  return all;
}
const itemsOf = (all: readonly Heard[]) => all.flatMap(({ items }) => items);

test("a text that comes in is on record, once, and then acknowledged", async () => {
  server.inbound("+15550100111", "Is the quarry road open?");
  assert.equal(await poll(), 1);
  assert.equal(await found("quarry"), 1);
  assert.deepEqual([server.waiting().length, server.acknowledged], [0, 1]);
  assert.equal(await poll(), 0);
});

test("STOP counts once it is on record, and until START; nobody who wrote it is written to", async () => {
  server.inbound("+15550100111", "Stop.");
  await poll();
  assert.deepEqual(await out(), ["+15550100111"]);
  const { account } = await openAccount(system, channel.id);
  const net = beat.assembly.networks.net(system, AbortSignal.timeout(5_000));
  await sms.publish(net, account, plainMessage("Quarry road is open"), freshAttempt());
  assert.deepEqual(
    server.texts.map(({ to }) => to),
    ["+15550100112"],
  );
  server.inbound("+15550100111", "HELP");
  await poll();
  assert.deepEqual(await out(), ["+15550100111"], "HELP is on record and changes nothing");
  assert.equal(server.texts.length, 1, "no text leaves that nobody approved");
  server.inbound("+15550100111", "START");
  await poll();
  assert.deepEqual(await out(), []);
});

test("STOP and START in one poll count in the order they came in", async () => {
  server.inbound("+15550100112", "START");
  server.inbound("+15550100112", "STOP");
  await poll();
  assert.deepEqual(await out(), ["+15550100112"]);
  server.inbound("+15550100112", "START");
  await poll();
});

test("what could not be put on record is not acknowledged, and comes again", async () => {
  const before = server.acknowledged;
  server.inbound("+15550100111", "The bridge is out");
  const broken = heard(() => {
    throw new Error("the database is away");
  });
  await assert.rejects(broken, /database is away/);
  assert.equal(server.acknowledged, before);
  const again = await heard(() => assert.equal(server.acknowledged, before, "kept comes first"));
  assert.deepEqual(
    itemsOf(again).map(({ text }) => text),
    ["The bridge is out"],
  );
  assert.equal(server.acknowledged, before + 1);
});

test("receipts tell how far a text has come, in whatever form a gateway writes them", async () => {
  server.receipt("1A2B", "+15550100111", "DELIVRD", "text");
  server.receipt("MSG_77@b", "+15550100111", "UNDELIV", "text");
  server.receipt("1A2C", "+15550100111", "REJECTD", "fields");
  server.receipt("1A2D", "+15550100112", "EXPIRED", "short");
  server.receipt("1A2E", "+15550100112", "ACCEPTD", "fields");
  server.receipt("1A2F", "+15550100112", "BLOCKED", "short");
  const told = itemsOf(await heard()).map(
    ({ remoteId, kind, version, text }) => `${remoteId} ${kind} ${version}: ${text}`,
  );
  assert.deepEqual(told, [
    "1A2B receipt delivered: delivered to +15550100111",
    "MSG_77@b bounce undelivered: undelivered to +15550100111 (error 075)",
    "1A2C bounce rejected: rejected to +15550100111",
    "1A2D bounce expired: expired to +15550100112",
    "1A2E receipt accepted: accepted to +15550100112",
    "1A2F receipt blocked: blocked to +15550100112",
  ]);
});

test("a receipt that is told twice is on record once", async () => {
  for (const as of ["text", "fields"] as const) server.receipt("77", "+15550100111", "DELIVRD", as);
  assert.equal(await poll(), 1);
});

test("a long text is put together, and a part without the others says so", async () => {
  const long = "Ítaca Street: smoke from the second floor, three people at the window. ".repeat(2);
  server.inbound("+15550100111", long, "parts");
  server.inbound("+15550100112", "Half of this never comes", "first-part");
  server.inbound("+15550100112", "a_b@c", "latin");
  const texts = itemsOf(await heard()).map(({ text }) => text);
  assert.deepEqual(texts, [long, "a_b@c", "(1/2) Half of this"]);
});

test("more than the gateway hands out at once is taken, in order", async () => {
  const count = 25;
  for (let each = 0; each < count; each += 1) server.inbound("+15550100111", `Call ${each}`);
  const texts = itemsOf(await heard()).map(({ text }) => text);
  assert.deepEqual(
    texts,
    Array.from({ length: count }, (_one, each) => `Call ${each}`),
  );
  assert.equal(server.waiting().length, 0);
});

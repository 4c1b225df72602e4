import assert from "node:assert/strict";
import { test } from "node:test";
import { signedByMeta, graphRow } from "#test/networks/graph.ts";
import { allFaults } from "#test/networks/loopback.ts";
import { startWhatsapp, type WhatsappServer } from "#test/networks/whatsapp.ts";
import { systemClock } from "#platform/clock.ts";
import { describeConnector } from "../contract.suite.ts";
import { mailingOf, settledMailing } from "../mailing-progress.ts";
import { connectedWorld, contractServer, keepingAttempt } from "../contract-server.ts";
import { freshAttempt, pixelMedia, plainMessage } from "../contract-world.ts";
import { hook } from "./hook.ts";
import { whatsapp } from "./whatsapp.ts";

function settingsFor(server: WhatsappServer, recipients = "+15550111") {
  const { url: endpoint, number, token, appSecret } = server;
  const templates = { template: "agency_news", pictureTemplate: "agency_picture" };
  return { endpoint, number, token, appSecret, ...templates, recipients, price: "0.0034" };
}

async function start() {
  const server = await startWhatsapp();
  return contractServer(server, {
    goodSettings: settingsFor(server),
    badSettings: { ...settingsFor(server), token: "EAAJ-not-the-token" },
    faults: allFaults,
    texts: async () => server.messages.map(({ text }) => text),
    playError: (row) => server.answerNext(graphRow(row)),
  });
}

// No look-up of the network here: what is lost is asked about. The promises of `find` are held below.
const { find: _none, ...rest } = whatsapp;
describeConnector(rest, start);

async function world(recipients: readonly string[]) {
  const server = await startWhatsapp();
  const input = settingsFor(server, recipients.join("\n"));
  return connectedWorld(whatsapp, server, input);
}

test("one person who cannot be reached stops nobody else, and nobody is written to twice", async () => {
  await using all = await world(["+15550111", "+15550112", "+15550113"]);
  const { server, net, account } = all;
  server.refuse.set("+15550112", 131_026);
  let progress: unknown;
  const attempt = { ...freshAttempt(), keep: async (kept: unknown) => void (progress = kept) };
  await whatsapp.publish(net, account, plainMessage("Evacuate now"), attempt);
  await whatsapp.publish(net, account, plainMessage("Evacuate now"), { ...attempt, progress });
  assert.deepEqual(server.messages.map(({ to }) => to).sort(), ["+15550111", "+15550113"]);
  assert.equal(server.messages[0]?.key, attempt.key);
});

const people = (count: number) =>
  Array.from({ length: count }, (_one, at) => `+1555${String(1_000_000 + at)}`);

test("a lost answer is asked about, never doubled, and the others go on without waiting for it", async () => {
  const list = people(30);
  await using all = await world(list);
  const { server, net, account } = all;
  const [lost = ""] = list.slice(4);
  server.lose.add(lost);
  const { attempt, kept } = keepingAttempt();
  const text = plainMessage("Evacuate now");
  const reached = () => server.messages.map(({ to }) => to).sort();
  await assert.rejects(whatsapp.publish(net, account, text, attempt), { class: "unknown" });
  assert.deepEqual(reached(), list, "each once");
  assert.deepEqual(Object.keys(mailingOf(kept.progress).unknown), [lost]);
  const finding = await whatsapp.find?.(net, account, text, { ...attempt, ...kept });
  assert.ok(finding && !finding.found && !finding.absent && finding.isForGood);
  // A person asks them, and nothing came: they alone are written to.
  server.lose.clear();
  const progress = settledMailing(mailingOf(kept.progress), []);
  await whatsapp.publish(net, account, text, { ...attempt, progress });
  assert.deepEqual(reached(), [...list, lost].sort());
});

test("a process that dies within a list leaves one round to be asked about, and the rest goes on", async () => {
  const list = people(30);
  await using all = await world(list);
  const { server, net, account } = all;
  const { attempt, kept } = keepingAttempt();
  const text = plainMessage("Shelter in place");
  const begun = { count: 0 };
  // From its fifteenth message on this process does nothing any more, as one that was killed.
  const dead = new Promise<never>(() => undefined);
  const mayBegin = () => ((begun.count += 1) > 15 ? dead : Promise.resolve(true));
  void whatsapp.publish(net, account, text, { ...attempt, mayBegin });
  while (begun.count <= 15 || server.messages.length < 15) await systemClock.sleep(10);
  const { unknown, left } = mailingOf(kept.progress);
  assert.deepEqual([Object.keys(unknown).length, left], [12, 6]);
  const finding = await whatsapp.find?.(net, account, text, { ...attempt, ...kept });
  assert.deepEqual(finding, { found: false, absent: true, keyed: true });
  const again = whatsapp.publish(net, account, text, { ...attempt, ...kept });
  await assert.rejects(again, { class: "unknown" });
  const twice = server.messages.filter(
    ({ to }, index) => server.messages.findIndex((one) => one.to === to) !== index,
  );
  assert.deepEqual(twice, []);
  assert.equal(new Set(server.messages.map(({ to }) => to)).size, 15 + 6);
});

test("a network that loses every answer is left alone before the whole list is in doubt", async () => {
  const list = people(60);
  await using all = await world(list);
  const { server, net, account } = all;
  for (const each of list) server.lose.add(each);
  const { attempt, kept } = keepingAttempt();
  const sending = whatsapp.publish(net, account, plainMessage("Evacuate"), attempt);
  await assert.rejects(sending, { class: "later" });
  const doubtful = Object.keys(mailingOf(kept.progress).unknown).length;
  assert.ok(doubtful >= 8 && doubtful <= 12, `${doubtful} in doubt`);
});

test("a picture is brought once and shown to all by its own template", async () => {
  await using all = await world(["+15550111", "+15550112"]);
  const { server, net, account } = all;
  const message = { ...plainMessage("Detour"), media: [pixelMedia] };
  await whatsapp.publish(net, account, message, freshAttempt());
  assert.deepEqual(
    server.messages.map(({ template, picture }) => `${template} ${picture}`),
    ["agency_picture 1000", "agency_picture 1000"],
  );
});

test("line breaks are found before WhatsApp refuses them, and the cost is shown", async () => {
  await using all = await world(["+15550111", "+15550112"]);
  const { findings, cost } = whatsapp.measure(plainMessage("Two\nlines"), all.account);
  assert.deepEqual([findings[0]?.code, cost?.micros], ["no-line-breaks", 6_800]);
});

test("messages, receipts and STOP come by the signed hook, for this number alone", async () => {
  await using all = await world(["+15550111"]);
  const { server, account } = all;
  const value = (id: string) => ({
    messaging_product: "whatsapp",
    metadata: { display_phone_number: "15550100", phone_number_id: id },
    contacts: [{ profile: { name: "Ana" }, wa_id: "15550111" }],
    messages: [
      {
        from: "15550111",
        id: `wamid.${id}`,
        timestamp: "1795000000",
        type: "text",
        text: { body: "Stop" },
      },
    ],
    statuses: [
      {
        id: "wamid.sent",
        status: "failed",
        timestamp: "1795000001",
        recipient_id: "15550112",
        errors: [{ code: 131_026, title: "Message undeliverable" }],
      },
    ],
  });
  const changes = [server.number, "999"].map((id) => ({ field: "messages", value: value(id) }));
  const body = JSON.stringify({
    object: "whatsapp_business_account",
    entry: [{ id: "1", changes }],
  });
  const request = (signature: string) => ({
    method: "POST" as const,
    url: "https://beat.example/hooks/whatsapp/channel-1",
    headers: new Headers({ "x-hub-signature-256": signature }),
    query: new URLSearchParams(),
    body: Buffer.from(body),
  });
  const good = request(signedByMeta(server.appSecret, body));
  hook.verify(account, good);
  const { items, optOuts } = hook.read(account, good);
  assert.deepEqual(
    items.map(({ kind, text }) => `${kind}: ${text}`),
    ["message: Stop", "bounce: failed to +15550112 (Message undeliverable)"],
  );
  assert.deepEqual(optOuts, [
    { address: "+15550111", isOut: true, said: `wamid.${server.number}` },
  ]);
  assert.throws(() => hook.verify(account, request(signedByMeta("x", body))), /signature/);
});

test("complaints show in health before WhatsApp takes the number away", async () => {
  await using all = await world(["+15550111"]);
  all.server.setQuality("RED");
  assert.equal((await whatsapp.health(all.net, all.account)).state, "degraded");
});

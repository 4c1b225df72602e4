import assert from "node:assert/strict";
import { test } from "node:test";
import { assert as check, property, string } from "fast-check";
import { allFaults } from "#test/networks/loopback.ts";
import { smsNo, startSms, type SmsServer, twilioSignature } from "#test/networks/sms.ts";
import { describeConnector } from "../contract.suite.ts";
import { connectedWorld, contractServer } from "../contract-server.ts";
import { freshAttempt, pixelMedia, plainMessage } from "../contract-world.ts";
import { askOf } from "../telephone-words.ts";
import { hook, signatureOf } from "./twilio/hook.ts";
import { segmentsOf } from "./segments.ts";
import { sms } from "./sms.ts";
import { smsErrors } from "./twilio/errors.ts";

function settingsFor(server: SmsServer, recipients = "+15550111") {
  const { url: endpoint, account, token, from } = server;
  return { endpoint, account, token, from, recipients, price: "0.0083" };
}

async function start() {
  const server = await startSms();
  return contractServer(server, {
    goodSettings: settingsFor(server),
    badSettings: { ...settingsFor(server), token: "not-the-token" },
    faults: allFaults,
    texts: async () => server.messages.map(({ body }) => body),
    playError: ({ status, code }) => server.answerNext(smsNo(status, Number(code), "Row")),
  });
}

describeConnector({ ...sms, errors: smsErrors }, start);

async function world(recipients: readonly string[]) {
  const server = await startSms();
  const input = settingsFor(server, recipients.join("\n"));
  return connectedWorld(sms, server, input);
}

test("segments are counted as telephones count them", () => {
  const cases: [string, string, number][] = [
    ["x".repeat(160), "GSM-7", 1],
    ["x".repeat(161), "GSM-7", 2],
    ["x".repeat(306), "GSM-7", 2],
    ["x".repeat(307), "GSM-7", 3],
    ["€".repeat(80), "GSM-7", 1],
    ["€".repeat(81), "GSM-7", 2],
    // 152 septets, then a pair that does not fit into the 153rd: the next part begins.
    [`${"x".repeat(152)}€${"x".repeat(152)}`, "GSM-7", 3],
    ["ж".repeat(70), "UCS-2", 1],
    ["ж".repeat(71), "UCS-2", 2],
    ["🚧".repeat(35), "UCS-2", 1],
    ["🚧".repeat(36), "UCS-2", 2],
    // 67 units hold 33 pairs and a half: a pair is not cut, so 66 pairs are two parts and 67 are three.
    ["🚧".repeat(66), "UCS-2", 2],
    ["🚧".repeat(67), "UCS-2", 3],
    ["Calle cerrada: día y noche", "UCS-2", 1],
    ["", "GSM-7", 0],
  ];
  for (const [text, encoding, segments] of cases)
    assert.deepEqual(
      [segmentsOf(text).encoding, segmentsOf(text).segments],
      [encoding, segments],
      text.slice(0, 30),
    );
});

test("no text is counted smaller than its parts can carry", () => {
  check(
    property(string({ unit: "binary", maxLength: 400 }), (text) => {
      const { encoding, units, segments } = segmentsOf(text);
      const [alone, part] = encoding === "GSM-7" ? [160, 153] : [70, 67];
      assert.ok(segments <= 1 ? units <= alone : units <= segments * part);
    }),
  );
});

test("what a text would cost is shown, and what makes it dear", async () => {
  await using all = await world(["+15550111", "+15550112", "+15550113"]);
  const { cost } = sms.measure(plainMessage("x".repeat(161)), all.account);
  assert.equal(cost?.micros, 8_300 * 2 * 3);
  assert.match(cost?.source ?? "", /price set/);
  assert.match(sms.measure(plainMessage("día"), all.account).cost?.says ?? "", /shorter: í/);
});

test("telephones that are refused stop nobody else, and those that wrote STOP are left alone", async () => {
  await using all = await world(["+15550111", "+15550112", "+15550113", "+15550114"]);
  const { server, net, account } = all;
  server.refuse.set("+15550112", 21_610).set("+15550113", 21_614);
  const asked = { ...account, optedOut: async () => new Set(["+15550114"]) };
  await sms.publish(net, asked, plainMessage("Evacuate now"), freshAttempt());
  assert.deepEqual(
    server.messages.map(({ to }) => to),
    ["+15550111"],
  );
});

test("after a lost answer only those who have no text get one", async () => {
  await using all = await world(["+15550111", "+15550112", "+15550113"]);
  const { server, net, account } = all;
  server.lose.add("+15550112");
  let progress: unknown;
  const attempt = { ...freshAttempt(), keep: async (kept: unknown) => void (progress = kept) };
  await assert.rejects(sms.publish(net, account, plainMessage("Evacuate"), attempt), {
    class: "unknown",
  });
  server.lose.clear();
  const taken = server.messages.length;
  const finding = await sms.find?.(net, account, plainMessage("Evacuate"), {
    ...attempt,
    progress,
  });
  if (taken < 3) {
    assert.deepEqual(finding, { found: false, absent: true });
    await sms.publish(net, account, plainMessage("Evacuate"), { ...attempt, progress });
  } else assert.ok(finding?.found);
  const reached = server.messages.map(({ to }) => to).sort();
  assert.deepEqual(reached, ["+15550111", "+15550112", "+15550113"]);
});

test("pictures are lent, and receipts are asked for at our own door", async () => {
  await using all = await world(["+15550111"]);
  const { server, net, account } = all;
  await sms.publish(net, account, { ...plainMessage("Map"), media: [pixelMedia] }, freshAttempt());
  const [text] = server.messages;
  assert.match(text?.media[0] ?? "", /^https?:\/\/.*\/lent\//);
  assert.equal(text?.statusCallback, "https://beat.riversidefalls.example/hooks/sms/channel-1");
});

test("the poll tells what came in and how far each text has come", async () => {
  await using all = await world(["+15550111"]);
  const { server, net, account } = all;
  await sms.publish(net, account, plainMessage("Road closed"), freshAttempt());
  server.inbound("+15550111", "Which road?");
  const first = await sms.receive?.(net, account, undefined);
  assert.deepEqual(
    first?.items.map(({ kind, text, version }) => `${kind} ${version}: ${text}`),
    ["message received: Which road?", "receipt queued: Road closed"],
  );
  for (const each of server.messages) if (each.direction !== "inbound") each.status = "undelivered";
  const next = await sms.receive?.(net, account, first?.cursor);
  assert.ok(
    next?.items.some(({ kind, version }) => kind === "bounce" && version === "undelivered"),
  );
});

test("attack: a request with another address, field or key is not the gateway's", async () => {
  await using all = await world(["+15550111"]);
  const { server, account } = all;
  const url = "https://beat.example/hooks/sms/channel-1";
  const form = server.inbound("+15550111", "STOP");
  const request = (given: URLSearchParams, signature: string | undefined, at = url) => ({
    method: "POST" as const,
    url: at,
    headers: new Headers(signature === undefined ? {} : { "x-twilio-signature": signature }),
    query: new URLSearchParams(),
    body: Buffer.from(given.toString()),
  });
  const good = twilioSignature(server.token, url, form);
  assert.equal(signatureOf(server.token, url, form), good);
  const { replayKey } = hook.verify(account, request(form, good));
  assert.match(replayKey, /^SM\w+ received$/);
  assert.deepEqual(hook.read(account, request(form, good)).optOuts, [
    { address: "+15550111", isOut: true, said: form.get("MessageSid") },
  ]);
  const changed = new URLSearchParams(form);
  changed.set("From", "+15550199");
  for (const bad of [
    request(changed, good),
    request(form, good, `${url}?x=1`),
    request(form, undefined),
    request(form, twilioSignature("another-token", url, form)),
  ])
    assert.throws(() => hook.verify(account, bad), /signature/);
});

test("STOP is understood as people write it, and not inside a sentence", () => {
  assert.deepEqual(
    ["stop", " Stop. ", "UNSUBSCRIBE", "Start", "help!", "Please stop by", "yes", "END"].map(askOf),
    ["stop", "stop", "stop", "start", "help", undefined, "start", "stop"],
  );
});

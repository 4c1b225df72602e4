import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import type { LoopbackFault } from "#test/networks/loopback.ts";
import { type SmppServer, startSmpp } from "#test/networks/smpp.ts";
import { systemClock } from "#platform/clock.ts";
import { openSafeClient } from "#platform/http/safe-client.ts";
import type { Attempt } from "../../attempt.ts";
import type { Connector } from "../../connector.ts";
import { describeConnector } from "../../contract.suite.ts";
import { accountOf, contractNet, freshAttempt, plainMessage } from "../../contract-world.ts";
import { mailingOf, settledMailing } from "../../mailing-progress.ts";
import { smppCapabilities } from "../capabilities.ts";
import { segmentsOf } from "../segments.ts";
import { sms } from "../sms.ts";
import { smppErrors } from "./errors.ts";

const faults: LoopbackFault[] = [
  "reset-after-accept",
  "reset-before-accept",
  "answers-twice",
  "slow",
  "too-many-requests",
  "out-of-order",
  "expired-token",
];

function settingsFor(server: SmppServer, recipients: readonly string[] = ["+15550111"]) {
  const { host, port, systemId, password, source } = server;
  const place = { host, port: String(port), tls: "no", systemId, password, source };
  return { interface: "smpp", ...place, recipients: recipients.join("\n"), price: "0.0083" };
}

// No look-up here: what is lost is asked about. The gateway's own promises are held below.
const { find: _none, ...rest } = sms;
const bySmpp: Connector = { ...rest, errors: smppErrors, capabilities: smppCapabilities };

describeConnector(bySmpp, async () => {
  const server = await startSmpp();
  return {
    hosts: [`${server.host}:${server.port}`],
    goodSettings: settingsFor(server),
    badSettings: { ...settingsFor(server), password: "not-this" },
    faults,
    fail: (fault) => server.fail(fault),
    playError: ({ status }) => server.playError(status),
    texts: async () => server.texts.map(({ text }) => text),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
});

async function world(
  recipients: readonly string[],
  more: Readonly<Record<string, string>> = {},
  deadlineMs = 20_000,
) {
  const server = await startSmpp(more["source"] ? { source: more["source"] } : {});
  const hosts = [`${server.host}:${server.port}`];
  const client = openSafeClient({ clock: systemClock, allowPrivate: hosts });
  const net = contractNet(client, deadlineMs);
  const account = accountOf(
    await sms.authorize(net, { ...settingsFor(server, recipients), ...more }),
  );
  return {
    server,
    net,
    account,
    async [Symbol.asyncDispose]() {
      client.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** An attempt whose progress is kept as the sender keeps it: as JSON; `snapshots` has each. */
function keeping() {
  const snapshots: string[] = [];
  const first = freshAttempt();
  const keep = async (progress: unknown) => void snapshots.push(JSON.stringify(progress));
  const last = () => {
    const kept = snapshots.at(-1);
    return kept === undefined ? undefined : (JSON.parse(kept) as unknown);
  };
  return {
    snapshots,
    attempt: { ...first, keep } satisfies Attempt,
    again: (): Attempt => ({ ...first, number: 2, keep, progress: last() }),
    mailing: () => mailingOf(last()),
    settle: (reached: readonly string[]) => keep(settledMailing(mailingOf(last()), reached)),
  };
}

const people = (count: number) =>
  Array.from({ length: count }, (_one, at) => `+1555${String(1_000_000 + at)}`);

/** How often each telephone of a list was shown a text. */
const shownTo = (server: SmppServer, list: readonly string[]) =>
  list.map((each) => server.texts.filter(({ to }) => to === each).length);

test("long texts go in the parts that the meter counted, in the alphabet that it named", async () => {
  await using all = await world(["+15550111"]);
  const { server, net, account } = all;
  const texts = [
    "x".repeat(160),
    "x".repeat(161),
    `${"x".repeat(152)}€${"[x]^{|}~\\\f".repeat(30)}`,
    "Où? ¡Él! ΔΦΓΛΩΠΨΣΘΞ @£$¥èéùìòÇ\nØø\rÅå_ÆæßÉ ¤ ÄÖÑÜ§¿äöñüà",
    "ж".repeat(70),
    "ж".repeat(71),
    `${"🚧".repeat(66)} Mill Street, Ítaca`,
  ];
  for (const text of texts) {
    await sms.publish(net, account, plainMessage(text), freshAttempt());
    const shown = server.texts.at(-1);
    const { segments, encoding } = segmentsOf(text);
    assert.deepEqual(
      [shown?.text, shown?.ids.length, shown?.dataCoding],
      [text, segments, encoding === "GSM-7" ? 0 : 8],
    );
    assert.equal(sms.measure(plainMessage(text), account).count, segments);
  }
});

test("the form says what is wrong with it, in a sentence", async () => {
  await using all = await world(["+15550111"]);
  const good = settingsFor(all.server);
  const cases: [Record<string, string>, RegExp][] = [
    [{ host: "https://smpp.example/x" }, /host alone/],
    [{ port: "70000" }, /number from 1 to 65535/],
    [{ systemId: "" }, /system id as the provider did/],
    [{ password: "" }, /password as the provider did/],
    [{ source: "the police department" }, /source address as \+15551234567/],
    [{ tls: "maybe" }, /TLS is yes or no/],
    [{ recipients: "nobody" }, /1 to 5000 telephones/],
    [{ price: "cheap" }, /number such as 0\.0083/],
  ];
  for (const [wrong, says] of cases)
    await assert.rejects(sms.authorize(all.net, { ...good, ...wrong }), {
      class: "refused",
      message: says,
    });
  const hasty = { ...all.net, signal: AbortSignal.timeout(500) };
  await assert.rejects(sms.authorize(hasty, { ...good, tls: "yes" }), {
    class: "not-sent",
    message: /check host, port and TLS/,
  });
  await assert.rejects(sms.authorize(all.net, { ...good, password: "not-this" }), {
    class: "expired",
    message: /ask the provider/,
  });
});

test("attack: an address inside the agency's network is not bound to", async () => {
  await using all = await world(["+15550111"]);
  const good = settingsFor(all.server);
  for (const host of ["169.254.169.254", "10.0.0.1", "localhost", "::1"])
    await assert.rejects(sms.authorize(all.net, { ...good, host }), { class: "not-sent" }, host);
});

test("attack: what is no SMPP ends the session, and nothing of it is believed", async () => {
  await using all = await world(["+15550111"]);
  const listener = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.write(Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n"));
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const address = listener.address();
  assert.ok(typeof address === "object" && address);
  const port = String(address.port);
  const client = openSafeClient({ clock: systemClock, allowPrivate: [`127.0.0.1:${port}`] });
  const account = { ...all.account, settings: { ...all.account.settings, port } };
  const health = await sms.health(contractNet(client), account);
  assert.equal(health.state, "degraded", health.says);
  client.close();
  listener.close();
});

test("by TLS only a message centre whose certificate is known is let in on the password", async (t) => {
  const pem = selfSigned();
  if (pem === undefined) return t.skip("there is no openssl here");
  await using server = await startSmpp(pem);
  const hosts = [`${server.host}:${server.port}`];
  const client = openSafeClient({ clock: systemClock, allowPrivate: hosts });
  const connect = () => sms.authorize(contractNet(client), { ...settingsFor(server), tls: "yes" });
  await assert.rejects(connect(), { class: "not-sent", message: /SELF_SIGNED/ });
  assert.deepEqual(server.binds, []);
  setDefaultCACertificates([...getCACertificates(), pem.cert]);
  const { settings } = await connect();
  assert.deepEqual([settings["tls"], server.binds], ["yes", ["transmitter", "receiver"]]);
  client.close();
});

function selfSigned(): { key: string; cert: string } | undefined {
  const folder = mkdtempSync(join(tmpdir(), "openbeat-smpp-"));
  const [key, cert] = [join(folder, "key"), join(folder, "cert")];
  try {
    const name = ["-subj", "/CN=smsc", "-addext", "subjectAltName=IP:127.0.0.1"];
    const made = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
    execFileSync("openssl", [...made, ...name, "-keyout", key, "-out", cert], { stdio: "ignore" });
    return { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("numbers, short codes and names go with the type that each has", async () => {
  for (const source of ["+1 (555) 010-0100", "55512", "RiversidePD"]) {
    const bare = source.startsWith("+") ? "+15550100100" : source;
    await using all = await world(["+15550111"], { source: bare });
    const { server, net, account } = all;
    assert.equal(account.settings["source"], bare);
    await sms.publish(net, account, plainMessage("Road closed"), freshAttempt());
    assert.equal(server.texts.length, 1, source);
  }
});

test("a system that may write and cannot hear STOP is not connected, and health says so later", async () => {
  await using all = await world(["+15550111"]);
  const { server, net, account } = all;
  server.inbound("+15550111", "STOP");
  server.forbids.add("receiver");
  await assert.rejects(sms.authorize(net, settingsFor(server)), { class: "expired" });
  assert.equal((await sms.health(net, account)).state, "broken");
  server.forbids.clear();
  assert.equal((await sms.health(net, account)).state, "healthy");
  assert.equal(server.waiting().length, 1, "what waits there was not taken away");
});

test("receipts are asked for, or not, and a session for both is bound where it was chosen", async () => {
  await using all = await world(["+15550111"], { receipts: "no", bind: "transceiver" });
  const { server, net, account } = all;
  await sms.publish(net, account, plainMessage("Road closed"), freshAttempt());
  assert.equal(server.texts[0]?.wantsReceipt, false);
  assert.deepEqual([...new Set(server.binds)], ["transceiver"]);
  assert.equal(account.settings["password"], undefined);
});

test("what comes in while a text is sent through a session for both stays at the gateway", async () => {
  await using all = await world(["+15550111"], { bind: "transceiver" });
  const { server, net, account } = all;
  server.inbound("+15550111", "STOP");
  server.busy = { count: 1, status: 0x58 };
  await sms.publish(net, account, plainMessage("Road closed"), freshAttempt());
  const [waiting, ...more] = server.waiting();
  assert.deepEqual([waiting?.told, more, server.acknowledged], [1, [], 0]);
});

test("a gateway that is busy is waited for, and everybody gets one text", async () => {
  for (const status of [0x58, 0x14]) {
    const list = people(9);
    await using all = await world(list);
    const { server, net, account } = all;
    server.busy = { count: 3, status };
    await sms.publish(net, account, plainMessage("Slowly"), keeping().attempt);
    assert.deepEqual(
      shownTo(server, list),
      list.map(() => 1),
    );
    assert.equal(server.submissions.length, list.length + 3);
  }
});

test("a hold that comes while a busy gateway is waited for stops the text", async () => {
  await using all = await world(["+15550111"]);
  const { server, net, account } = all;
  server.busy = { count: 99, status: 0x58 };
  let asked = 0;
  const mayBegin = async () => (asked += 1) === 1;
  const attempt = { ...keeping().attempt, mayBegin };
  await assert.rejects(sms.publish(net, account, plainMessage("Held"), attempt), {
    class: "later",
  });
  assert.equal(server.submissions.length, 1);
});

test("a lost answer is asked about and never doubled, and the others go on without waiting for it", async () => {
  const list = people(30);
  await using all = await world(list);
  const { server, net, account } = all;
  const text = plainMessage("Evacuate now");
  server.lose.add(list[4] ?? "");
  const kept = keeping();
  const send = (attempt: Attempt) => sms.publish(net, account, text, attempt);
  // The connection broke: what was under way is in doubt, the rest is for the next try.
  await assert.rejects(send(kept.attempt), { class: "later" });
  const doubtful = Object.keys(kept.mailing().unknown);
  assert.ok(doubtful.includes(list[4] ?? "") && doubtful.length <= 4, `${doubtful.length} of 4`);
  await assert.rejects(send(kept.again()), { class: "unknown" });
  const finding = await sms.find?.(net, account, text, kept.again());
  assert.deepEqual([finding?.found, Reflect.get(finding ?? {}, "isForGood")], [false, true]);
  assert.ok(shownTo(server, list).every((count) => count <= 1));
  // A person asks around and says who got it.
  const got = doubtful.filter((each) => shownTo(server, [each])[0] === 1);
  await kept.settle(got);
  if (got.length < doubtful.length) await send(kept.again());
  assert.deepEqual(
    shownTo(server, list),
    list.map(() => 1),
  );
});

test("an answer that never comes is asked about as well", async () => {
  const list = people(3);
  await using all = await world(list, {}, 900);
  const { server, net, account } = all;
  server.mute.add(list[1] ?? "");
  const kept = keeping();
  const sending = sms.publish(net, account, plainMessage("Evacuate"), kept.attempt);
  await assert.rejects(sending, { class: "unknown" });
  assert.deepEqual(Object.keys(kept.mailing().unknown), [list[1]]);
  assert.deepEqual(shownTo(server, list), [1, 1, 1]);
});

test("a process that dies in the middle of a list leaves at most one round to be asked about", async () => {
  const list = people(40);
  await using all = await world(list);
  const { server, net, account } = all;
  const text = plainMessage("Shelter in place");
  const kept = keeping();
  const begun = { count: 0 };
  // From its twentieth text on this process does nothing any more, as one that was killed.
  const dead = new Promise<never>(() => undefined);
  const mayBegin = () => ((begun.count += 1) > 20 ? dead : Promise.resolve(true));
  void sms.publish(net, account, text, { ...kept.attempt, mayBegin });
  while (begun.count <= 20 || server.texts.length < 20) await systemClock.sleep(10);
  server.dropSessions();
  const { unknown, left } = kept.mailing();
  assert.equal(Object.keys(unknown).length, 12);
  assert.equal(left, 40 - 24);
  const absent = await sms.find?.(net, account, text, kept.again());
  assert.deepEqual(absent, { found: false, absent: true, keyed: true });
  await assert.rejects(sms.publish(net, account, text, kept.again()), { class: "unknown" });
  const doubtful = new Set(Object.keys(unknown));
  const others = list.filter((each) => !doubtful.has(each));
  assert.deepEqual(
    shownTo(server, others),
    others.map(() => 1),
  );
  assert.ok(shownTo(server, [...doubtful]).every((count) => count <= 1));
});

test("a text of which only the first part was taken is asked about", async () => {
  await using all = await world(["+15550111"]);
  const { server, net, account } = all;
  server.refuseFurtherParts = 0x45;
  const long = plainMessage("x".repeat(320));
  await assert.rejects(sms.publish(net, account, long, freshAttempt()), {
    class: "unknown",
    message: /Only 1 of 3 parts were taken: The gateway turned this message away/,
  });
});

test("a telephone that the gateway does not know stops nobody else", async () => {
  const list = people(3);
  await using all = await world(list);
  const { server, net, account } = all;
  server.refuse.set(list[0] ?? "", 0x0b).set(list[1] ?? "", 0x412);
  const published = await sms.publish(net, account, plainMessage("Evacuate"), keeping().attempt);
  assert.deepEqual(shownTo(server, list), [0, 0, 1]);
  assert.match(published.id, /^[0-9A-F]+$/);
});

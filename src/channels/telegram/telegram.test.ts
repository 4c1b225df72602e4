import assert from "node:assert/strict";
import { test } from "node:test";
import { allFaults } from "#test/networks/loopback.ts";
import { startTelegram, telegramNo, type TelegramServer } from "#test/networks/telegram.ts";
import { describeConnector } from "../contract.suite.ts";
import { connectedWorld, contractServer } from "../contract-server.ts";
import { freshAttempt, jpegMedia, pixelMedia, plainMessage } from "../contract-world.ts";
import { telegram } from "./telegram.ts";

function settingsFor(server: TelegramServer) {
  return { endpoint: server.url, token: server.token, chat: "@riversidepd" };
}

async function start() {
  const server = await startTelegram();
  return contractServer(server, {
    goodSettings: settingsFor(server),
    badSettings: { ...settingsFor(server), token: "1:not-the-token-of-this-bot" },
    faults: allFaults,
    texts: async () => [...server.messages.values()].map(({ text }) => text),
    polls: async (_account, text) =>
      [...server.messages.values()].flatMap((each) =>
        each.text === text && each.poll ? [each.poll] : [],
      ),
    playError: ({ status, code }) => server.answerNext(telegramNo(status, `Error: ${code}`)),
  });
}

describeConnector(telegram, start);

async function world() {
  const server = await startTelegram();
  return connectedWorld(telegram, server, settingsFor(server));
}

test("two pictures are one group under one caption, and are taken back together", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const message = { ...plainMessage("Both sides of the detour"), media: [pixelMedia, jpegMedia] };
  const published = await telegram.publish(net, account, message, freshAttempt());
  assert.deepEqual(
    [...server.messages.values()].map(({ text }) => text),
    ["Both sides of the detour", ""],
  );
  const edited = await telegram.edit?.(
    net,
    account,
    published,
    plainMessage("Both sides, corrected"),
    freshAttempt(),
  );
  assert.equal(edited?.id, published.id);
  await telegram.remove?.(net, account, edited ?? published);
  assert.equal(server.messages.size, 0);
});

test("a caption is shorter than a text, and the meter says so before it is sent", async () => {
  await using all = await world();
  const { account } = all;
  const text = "x".repeat(1_025);
  assert.deepEqual(telegram.measure(plainMessage(text), account).findings, []);
  const { max, findings } = telegram.measure(
    { ...plainMessage(text), media: [pixelMedia] },
    account,
  );
  assert.deepEqual([max, findings[0]?.code], [1_024, "text-too-long"]);
});

test("an edit that changes nothing is done already", async () => {
  await using all = await world();
  const { net, account } = all;
  const published = await telegram.publish(net, account, plainMessage("Same"), freshAttempt());
  const same = await telegram.edit?.(net, account, published, plainMessage("Same"), freshAttempt());
  assert.equal(same?.id, published.id);
});

test("what residents write comes in once, and is forgotten there only after it was kept here", async () => {
  await using all = await world();
  const { server, net, account } = all;
  server.write("ana", "Is the bridge open?");
  server.write("jo", "I saw something", "private");
  server.write("chief", "Posted by hand", "channel");
  const first = await telegram.receive?.(net, account, undefined);
  assert.deepEqual(
    first?.items.map(({ kind, text }) => `${kind}: ${text}`),
    ["comment: Is the bridge open?", "message: I saw something", "post: Posted by hand"],
  );
  const lost = await telegram.receive?.(net, account, undefined);
  assert.equal(lost?.items.length, 3, "a crash before keeping loses nothing");
  const next = await telegram.receive?.(net, account, first?.cursor);
  assert.deepEqual(next?.items, []);
});

test("a bot that may not post does not connect, and a wait is as long as Telegram says", async () => {
  await using all = await world();
  const { server, net, account } = all;
  server.answerNext(telegramNo(429, "Too Many Requests: retry after 41", 41));
  await assert.rejects(telegram.publish(net, account, plainMessage("x"), freshAttempt()), {
    class: "later",
    retryAfterMs: 41_000,
  });
  server.setRights({ status: "administrator", can_post_messages: false });
  await assert.rejects(telegram.authorize(net, settingsFor(server)), { class: "expired" });
  assert.equal((await telegram.health(net, account)).state, "broken");
});

test("no setting can send the token to a stranger", async () => {
  await using all = await world();
  const input = { ...settingsFor(all.server), endpoint: "https://api.telegram.example" };
  await assert.rejects(telegram.authorize(all.net, input), /server on this machine/);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { type DiscordServer, discordNo, startDiscord } from "#test/networks/discord.ts";
import { allFaults } from "#test/networks/loopback.ts";
import { describeConnector } from "../contract.suite.ts";
import { connectedWorld, contractServer, tamperer } from "../contract-server.ts";
import { freshAttempt, plainMessage } from "../contract-world.ts";
import { discord } from "./discord.ts";

function settingsFor(server: DiscordServer) {
  return { endpoint: server.url, token: server.token, channel: server.channel };
}

async function start() {
  const server = await startDiscord();
  return contractServer(server, {
    goodSettings: settingsFor(server),
    badSettings: { ...settingsFor(server), token: "not.the.token-of-this-bot" },
    faults: allFaults,
    texts: async () => [...server.messages.values()].map(({ content }) => content),
    alts: async (_account, text) =>
      [...server.messages.values()]
        .filter(({ content }) => content === text)
        .flatMap(({ attachments }) => attachments.map(({ description }) => description)),
    polls: async (_account, text) =>
      [...server.messages.values()].flatMap(({ poll }) =>
        poll?.question.text === text
          ? [
              {
                options: poll.answers.map(({ poll_media: { text: answer } }) => answer),
                minutes: poll.duration * 60,
              },
            ]
          : [],
      ),
    tamper: tamperer(server.messages, "content", () => ({
      edited_timestamp: new Date().toISOString(),
    })),
    playError: ({ status, code }) => server.answerNext(discordNo(status, Number(code), "Row")),
  });
}

describeConnector(discord, start);

async function world() {
  const server = await startDiscord();
  return connectedWorld(discord, server, settingsFor(server));
}

test("a second try is the first one's message while Discord remembers the nonce", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const attempt = freshAttempt();
  const first = await discord.publish(net, account, plainMessage("Once"), attempt);
  const second = await discord.publish(net, account, plainMessage("Once"), attempt);
  assert.equal(second.id, first.id);
  assert.equal(server.messages.size, 1);
});

test("two posts with the same words are told apart by the nonce, and by words when it is forgotten", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const [one, two] = [freshAttempt(), freshAttempt()];
  await discord.publish(net, account, plainMessage("All clear"), one);
  assert.deepEqual(await discord.find?.(net, account, plainMessage("All clear"), two), {
    found: false,
    absent: true,
  });
  server.forgetNonces();
  const finding = await discord.find?.(net, account, plainMessage("All clear"), one);
  assert.ok(finding?.found);
});

test("more than one page since the attempt is read to the end, others' words come in", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const attempt = freshAttempt();
  const first = await discord.publish(net, account, plainMessage("The first"), attempt);
  for (let index = 0; index < 230; index += 1) server.write("ana", `Talk ${index}`);
  const finding = await discord.find?.(net, account, plainMessage("The first"), attempt);
  assert.equal(finding?.found && finding.remote.id, first.id);
  const received = await discord.receive?.(net, account, undefined);
  assert.equal(received?.items.length, 231);
  assert.equal(received?.items.filter(({ kind }) => kind === "comment").length, 230);
});

test("a wait is as long as Discord says, to the part of a second", async () => {
  await using all = await world();
  const { server, net, account } = all;
  server.answerNext(discordNo(429, 0, "rate limited", { retry_after: 64.57, global: true }));
  await assert.rejects(discord.publish(net, account, plainMessage("x"), freshAttempt()), {
    class: "later",
    retryAfterMs: 64_570,
  });
});

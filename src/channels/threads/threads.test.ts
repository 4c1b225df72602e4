import assert from "node:assert/strict";
import { test } from "node:test";
import { signedByMeta, graphRow } from "#test/networks/graph.ts";
import { allFaults } from "#test/networks/loopback.ts";
import { startThreads, type ThreadsServer } from "#test/networks/threads.ts";
import { describeConnector } from "../contract.suite.ts";
import { connectedWorld, contractServer, tamperer } from "../contract-server.ts";
import { freshAttempt, jpegMedia, pixelMedia, plainMessage } from "../contract-world.ts";
import { freshProof } from "../oauth.ts";
import { threads } from "./threads.ts";
import { threadsLength } from "./text.ts";

function settingsFor(server: ThreadsServer) {
  const { url: endpoint, appId, appSecret } = server;
  return { endpoint, appId, appSecret, token: server.token() };
}

async function start() {
  const server = await startThreads();
  return contractServer(server, {
    goodSettings: settingsFor(server),
    badSettings: { ...settingsFor(server), token: "THAA-not-a-token-of-this-app" },
    faults: allFaults,
    texts: async () => [...server.posts.values()].map(({ text }) => text),
    alts: async (_account, text) =>
      [...server.posts.values()].filter((post) => post.text === text).flatMap(({ alts }) => alts),
    polls: async (_account, text) =>
      [...server.posts.values()].flatMap(({ text: said, poll }) =>
        said === text && poll ? [{ options: poll, minutes: 1_440 }] : [],
      ),
    tamper: tamperer(server.posts, "text"),
    playError: (row) => server.answerNext(graphRow(row)),
  });
}

describeConnector(threads, start);

async function world() {
  const server = await startThreads();
  return connectedWorld(threads, server, settingsFor(server));
}

test("an account is connected by its owner's consent", async () => {
  await using all = await world();
  const { server, net } = all;
  const { token: _none, ...form } = settingsFor(server);
  const { verifier, challenge } = freshProof();
  const redirectUri = "https://beat.example/console/channels/consented";
  const url = threads.consentUrl?.(form, { state: "s", challenge, redirectUri }) ?? "";
  const { code } = server.consents.approve(url);
  const made = await threads.authorize(net, { ...form, code, verifier, redirectUri });
  assert.equal(made.handle, "@riversidepd");
});

test("a token near its end is renewed once, however many posts ask at the same time", async () => {
  await using all = await world();
  const { server, net, account } = all;
  await account.renewed({ ...account.credential, expiresAt: net.now().toString() });
  const renewals = () =>
    server.visits.filter(({ path }) => path === "/refresh_access_token").length;
  const before = renewals();
  await Promise.all(
    ["One", "Two", "Three"].map((text) =>
      threads.publish(net, account, plainMessage(text), freshAttempt()),
    ),
  );
  assert.equal(renewals() - before, 1);
  assert.equal(account.credential["token"], server.token());
  assert.equal(server.posts.size, 3);
});

test("when another process renewed first, its token is taken and none is asked for", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const stale = {
    ...account,
    credential: { ...account.credential, token: "THAA-old", expiresAt: net.now().toString() },
    current: async () => account.credential,
  };
  await threads.publish(net, stale, plainMessage("Once"), freshAttempt());
  assert.equal(server.posts.size, 1);
});

test("a lost answer is settled by the container, and the same container is not published twice", async () => {
  await using all = await world();
  const { server, net, account } = all;
  let progress: unknown;
  const attempt = { ...freshAttempt(), keep: async (kept: unknown) => void (progress = kept) };
  const message = plainMessage("Bridge closed");
  server.fail("reset-before-accept");
  await assert.rejects(threads.publish(net, account, message, attempt), { class: "unknown" });
  server.fail(undefined);
  const again = { ...attempt, number: 2, progress };
  assert.deepEqual(await threads.find?.(net, account, message, again), {
    found: false,
    absent: true,
  });
  const published = await threads.publish(net, account, message, again);
  const finding = await threads.find?.(net, account, message, again);
  assert.equal(finding?.found && finding.remote.id, published.id);
  assert.equal(server.containers.size, 1);
});

test("a carousel takes both kinds of pictures with their descriptions", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const message = { ...plainMessage("Both"), media: [jpegMedia, { ...pixelMedia, alt: "South" }] };
  await threads.publish(net, account, message, freshAttempt());
  assert.deepEqual([...server.posts.values()][0]?.alts, [jpegMedia.alt, "South"]);
});

test("an emoji counts by its bytes", () => {
  assert.deepEqual(["abc", "día", "🚧", "👩‍👩‍👧‍👦", "🇺🇸"].map(threadsLength), [3, 3, 4, 25, 8]);
});

test("replies and mentions come in; the hook only rings", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const post = await threads.publish(net, account, plainMessage("Road closed"), freshAttempt());
  server.write("ana", "Until when?", post.id);
  server.write("jo", "Thanks @riversidepd");
  const received = await threads.receive?.(net, account, undefined);
  const told = received?.items.map(({ kind, text }) => `${kind}: ${text}`);
  assert.deepEqual(told, [
    "post: Road closed",
    "comment: Until when?",
    "mention: Thanks @riversidepd",
  ]);
  const body = JSON.stringify({ topic: "moderate", values: {} });
  const request = {
    method: "POST" as const,
    url: "https://beat.example/hooks/threads/channel-1",
    headers: new Headers({ "x-hub-signature-256": signedByMeta(server.appSecret, body) }),
    query: new URLSearchParams(),
    body: Buffer.from(body),
  };
  threads.hook?.verify(account, request);
  assert.equal(threads.hook?.read(account, request).poll, true);
});

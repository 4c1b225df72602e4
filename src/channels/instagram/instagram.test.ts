import assert from "node:assert/strict";
import { test } from "node:test";
import { signedByMeta, graphRow } from "#test/networks/graph.ts";
import { type InstagramServer, startInstagram } from "#test/networks/instagram.ts";
import { allFaults } from "#test/networks/loopback.ts";
import type { OutboundMessage } from "../outbound.ts";
import { describeConnector } from "../contract.suite.ts";
import { connectedWorld, contractServer, keepingAttempt, tamperer } from "../contract-server.ts";
import { filmMedia, freshAttempt, jpegMedia, pixelMedia, plainMessage } from "../contract-world.ts";
import { hook } from "./hook.ts";
import { instagram } from "./instagram.ts";

function settingsFor(server: InstagramServer) {
  const { url: endpoint, appId, appSecret, userToken: token } = server;
  return { endpoint, appId, appSecret, token };
}

/** Instagram shows nothing without a picture; an answer to a comment has none. */
function dress(message: OutboundMessage): OutboundMessage {
  return message.media.length > 0 || message.replyTo ? message : { ...message, media: [jpegMedia] };
}

async function start() {
  const server = await startInstagram();
  const all = () => [...server.media.values(), ...server.comments.values()];
  return contractServer(server, {
    goodSettings: settingsFor(server),
    badSettings: { ...settingsFor(server), token: "EAAG-not-a-token-of-this-app" },
    faults: allFaults,
    dress,
    texts: async () => all().map(({ caption }) => caption),
    alts: async (_account, text) =>
      all()
        .filter(({ caption }) => caption === text)
        .flatMap(({ alts }) => alts),
    tamper: tamperer(server.media, "caption"),
    playError: (row) => server.answerNext(graphRow(row)),
  });
}

describeConnector(instagram, start);

async function world() {
  const server = await startInstagram();
  return connectedWorld(instagram, server, settingsFor(server));
}

test("a lost answer is settled by the container: published once, whoever asks", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const { kept, attempt } = keepingAttempt();
  const message = dress(plainMessage("Bridge closed"));
  server.fail("reset-after-accept");
  await assert.rejects(instagram.publish(net, account, message, attempt), { class: "unknown" });
  server.fail(undefined);
  const again = { ...attempt, number: 2, progress: kept.progress };
  await assert.rejects(instagram.publish(net, account, message, again), { class: "unknown" });
  assert.equal(server.media.size, 1, "the same container is not published twice");
  const finding = await instagram.find?.(net, account, message, again);
  assert.ok(finding?.found);
});

test("a container that was not published proves that nothing is public, and is used again", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const { kept, attempt } = keepingAttempt();
  const message = dress(plainMessage("Bridge closed"));
  server.fail("reset-before-accept");
  await assert.rejects(instagram.publish(net, account, message, attempt), { class: "unknown" });
  server.fail(undefined);
  const again = { ...attempt, number: 2, progress: kept.progress };
  assert.deepEqual(await instagram.find?.(net, account, message, again), {
    found: false,
    absent: true,
  });
  await instagram.publish(net, account, message, again);
  assert.deepEqual([server.media.size, server.containers.size], [1, 1]);
});

test("a video that is worked on is waited for; a container that failed is a no with its reason", async () => {
  await using all = await world();
  const { server, net, account } = all;
  server.workFor(2);
  const { kept, attempt } = keepingAttempt();
  const message = { ...plainMessage("A statement"), media: [filmMedia] };
  await instagram.publish(net, account, message, attempt);
  assert.equal(server.media.size, 1);
  const [id] = Object.values(kept.progress as Record<string, string>);
  const container = server.containers.get(id ?? "");
  assert.ok(container);
  Object.assign(container, { status: "ERROR", words: "Error: the sound cannot be read" });
  const next = instagram.publish(net, account, message, { ...attempt, progress: kept.progress });
  await assert.rejects(next, { class: "refused", message: /sound cannot be read/ });
});

test("a carousel carries each picture's description", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const media = [
    { ...jpegMedia, alt: "North" },
    { ...jpegMedia, alt: "South" },
  ];
  await instagram.publish(net, account, { ...plainMessage("Both"), media }, freshAttempt());
  assert.deepEqual([...server.media.values()][0]?.alts, ["North", "South"]);
});

test("a PNG picture is written anew as JPEG, the one kind that Instagram takes", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const message = { ...plainMessage("A map"), media: [pixelMedia, jpegMedia] };
  await instagram.publish(net, account, message, freshAttempt());
  const [post] = server.media.values();
  assert.deepEqual(post?.alts, [pixelMedia.alt, jpegMedia.alt]);
});

test("what Instagram would refuse is found before it is sent", async () => {
  await using all = await world();
  const codes = (message: OutboundMessage) =>
    instagram.measure(message, all.account).findings.map(({ code }) => code);
  assert.deepEqual(codes(plainMessage("No picture")), ["media-missing"]);
  assert.deepEqual(codes({ ...plainMessage("x"), media: [{ ...pixelMedia, type: "image/gif" }] }), [
    "media-type",
  ]);
  const wide = { ...jpegMedia, width: 3_000, height: 1_000 };
  assert.deepEqual(codes({ ...plainMessage("x"), media: [wide] }), ["media-shape"]);
  const tags = Array.from({ length: 31 }, (_one, index) => `#tag${index}`).join(" ");
  assert.deepEqual(codes(dress(plainMessage(tags))), ["too-many-tags"]);
});

test("the account's own quota is the network's, and a spent one is for later", async () => {
  await using all = await world();
  const { server, net, account } = all;
  server.setQuota(50, 50);
  const fresh = await instagram.authorize(net, settingsFor(server));
  assert.deepEqual(fresh.limits, { "posts-per-day": 50 });
  assert.deepEqual((await instagram.health(net, account)).quota, { used: 50, of: 50 });
  const sending = instagram.publish(net, account, dress(plainMessage("x")), freshAttempt());
  await assert.rejects(sending, { class: "later" });
});

test("comments come in by poll and by hook as one and the same item", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const message = dress(plainMessage("Lost dog"));
  const post = await instagram.publish(net, account, message, freshAttempt());
  const made = server.comment(post.id, "ana", "Seen at the mill");
  const received = await instagram.receive?.(net, account, undefined);
  const polled = received?.items.find(({ remoteId }) => remoteId === made.id);
  const value = {
    id: made.id,
    text: "Seen at the mill",
    from: { id: made.from, username: "ana" },
    media: { id: post.id, media_product_type: "FEED" },
  };
  const entry = [
    { id: server.account, time: 1_795_000_000, changes: [{ field: "comments", value }] },
  ];
  const body = JSON.stringify({ object: "instagram", entry });
  const request = {
    method: "POST" as const,
    url: "https://beat.example/hooks/instagram/channel-1",
    headers: new Headers({ "x-hub-signature-256": signedByMeta(server.appSecret, body) }),
    query: new URLSearchParams(),
    body: Buffer.from(body),
  };
  hook.verify(account, request);
  const [heard] = hook.read(account, request).items;
  assert.deepEqual(
    [heard?.remoteId, heard?.version, heard?.inReplyTo],
    [polled?.remoteId, polled?.version, polled?.inReplyTo],
  );
});

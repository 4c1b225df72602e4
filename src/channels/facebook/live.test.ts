import assert from "node:assert/strict";
import { test } from "node:test";
import { systemClock } from "#platform/clock.ts";
import { startFacebook } from "#test/networks/facebook.ts";
import { connectedWorld } from "../contract-server.ts";
import { freshAttempt, plainMessage } from "../contract-world.ts";
import { facebook } from "./facebook.ts";

async function world() {
  const server = await startFacebook();
  const { url: endpoint, appId, appSecret, userToken: token } = server;
  return connectedWorld(facebook, server, { endpoint, appId, appSecret, token });
}

/** A press conference, so many hours ahead. */
function conference(hours: number) {
  const startsAt = systemClock.now().add({ hours }).round("second").toString();
  return { ...plainMessage("The chief answers questions."), title: "Live", live: { startsAt } };
}

test("a scheduled broadcast tells its start and, apart, where its encoder sends to; the key is kept nowhere", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const message = conference(30);
  const remote = await facebook.publish(net, account, message, freshAttempt());
  const key = server.posts.get(remote.id)?.live?.key ?? "";
  assert.deepEqual(await facebook.live?.key(net, account, remote), {
    url: "rtmps://live-api-s.facebook.com:443/rtmp/",
    key,
  });
  assert.ok(!JSON.stringify(remote).includes(key));
  const told = await facebook.live?.state(net, account, remote);
  assert.deepEqual(
    [told?.state, Date.parse(told?.startsAt ?? "")],
    ["upcoming", Date.parse(message.live.startsAt)],
  );
  assert.equal(
    await facebook.shown?.(net, account, remote, message).then((one) => one?.state),
    "same",
  );
});

test("Facebook's seven days are said before it is asked", async () => {
  await using all = await world();
  const { server, net, account } = all;
  await assert.rejects(facebook.publish(net, account, conference(8 * 24), freshAttempt()), {
    class: "refused",
    message: /seven days ahead/,
  });
  assert.equal(server.posts.size, 0);
});

test("a start is moved while it lies ahead, and no more once it has begun", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const remote = await facebook.publish(net, account, conference(30), freshAttempt());
  const later = conference(40);
  await facebook.edit?.(net, account, remote, later, freshAttempt());
  const told = await facebook.live?.state(net, account, remote);
  assert.equal(Date.parse(told?.startsAt ?? ""), Date.parse(later.live.startsAt));
  const begun = server.posts.get(remote.id)?.live;
  assert.ok(begun);
  begun.status = "LIVE";
  assert.equal((await facebook.live?.state(net, account, remote))?.state, "live");
  const worded = { ...later, text: "The chief answers, with an interpreter." };
  await facebook.edit?.(net, account, remote, worded, freshAttempt());
  assert.match(server.posts.get(remote.id)?.message ?? "", /interpreter/);
  await assert.rejects(
    async () => facebook.edit?.(net, account, remote, conference(50), freshAttempt()),
    {
      message: /begun, or is over/,
    },
  );
  begun.status = "VOD";
  assert.equal((await facebook.live?.state(net, account, remote))?.state, "ended");
});

test("a post becomes no live stream by an edit, nor a live stream a post", async () => {
  await using all = await world();
  const { net, account } = all;
  const remote = await facebook.publish(net, account, conference(30), freshAttempt());
  await assert.rejects(
    async () => facebook.edit?.(net, account, remote, plainMessage("Now a post"), freshAttempt()),
    {
      message: /cannot become each other/,
    },
  );
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { startMastodon } from "#test/networks/mastodon.ts";
import { connectedWorld, keepingAttempt } from "../contract-server.ts";
import { filmMedia, freshAttempt, pixelMedia, plainMessage } from "../contract-world.ts";
import type { OutboundMessage } from "../outbound.ts";
import { mastodon } from "./mastodon.ts";

async function world() {
  const server = await startMastodon();
  const { token } = server.createUser("riverside");
  return connectedWorld(mastodon, server, { url: server.url, token });
}

const filmed = { ...plainMessage("The chief speaks"), media: [filmMedia] };

test("a video goes out with its description and the picture that stands for it", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const poster = { sha256: pixelMedia.sha256, type: pixelMedia.type };
  const message = { ...filmed, media: [{ ...filmMedia, poster }] };
  const { id } = await mastodon.publish(net, account, message, freshAttempt());
  const [media] = (server.statuses.get(id)?.mediaIds ?? []).map((each) => server.media.get(each));
  const { type, description, sizeBytes, hasThumbnail } = media ?? {};
  assert.deepEqual(
    [type, description, sizeBytes, hasThumbnail],
    ["video/mp4", filmMedia.alt, filmMedia.sizeBytes, true],
  );
});

test("a video that the server works on for long goes on in the next try, brought once", async () => {
  await using all = await world();
  const { server, net, account } = all;
  server.fail({ mediaPolls: 12 });
  const { attempt, kept } = keepingAttempt();
  const first = mastodon.publish(net, account, filmed, attempt);
  await assert.rejects(first, { class: "later", goesOn: true });
  const { id } = await mastodon.publish(net, account, filmed, { ...attempt, ...kept });
  assert.equal(server.media.size, 1);
  assert.equal(server.statuses.get(id)?.mediaIds.length, 1);
});

test("a video that the server threw away is brought again, one it cannot use is refused", async () => {
  await using all = await world();
  const { server, net, account } = all;
  server.fail({ mediaPolls: 12 });
  const { attempt, kept } = keepingAttempt();
  const again = () => mastodon.publish(net, account, filmed, { ...attempt, ...kept });
  await assert.rejects(again(), { class: "later" });
  server.media.clear();
  await assert.rejects(again(), { class: "later" });
  server.fail({ mediaFails: true });
  await assert.rejects(again(), { class: "refused" });
  server.fail({});
  await again();
  assert.equal(server.statuses.size, 1);
});

test("a video stands alone, and is measured by what the server says", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const codes = (message: OutboundMessage, limits = {}) =>
    mastodon
      .measure(message, { ...account, limits: { ...account.limits, ...limits } })
      .findings.map(({ code }) => code);
  assert.deepEqual(codes(filmed), []);
  assert.deepEqual(codes(filmed, { "video-bytes": 100 }), ["media-too-large"]);
  assert.deepEqual(codes(filmed, { "video-pixels": 1_000 }), ["media-too-large"]);
  const both = { ...filmed, media: [pixelMedia, filmMedia] };
  assert.deepEqual(codes(both), ["mixed-media"]);
  const refused = mastodon.publish(net, account, both, freshAttempt());
  await assert.rejects(refused, { class: "refused", message: /nothing beside a video/ });
  assert.equal(server.statuses.size, 0);
});

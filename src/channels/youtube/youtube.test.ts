import assert from "node:assert/strict";
import { test } from "node:test";
import { allFaults } from "#test/networks/loopback.ts";
import { startYoutube, youtubeNo, type YoutubeServer } from "#test/networks/youtube.ts";
import { Temporal } from "#platform/clock.ts";
import type { OutboundMessage } from "../outbound.ts";
import { describeConnector } from "../contract.suite.ts";
import {
  connectedWorld,
  consentedForm,
  contractServer,
  keepingAttempt,
  tamperer,
} from "../contract-server.ts";
import { filmMedia, freshAttempt, plainMessage } from "../contract-world.ts";
import { msToPacificMidnight } from "./calls.ts";
import { youtube } from "./youtube.ts";

function settingsFor(server: YoutubeServer, clientSecret = server.clientSecret) {
  const form = { endpoint: server.url, clientId: server.clientId, clientSecret };
  return consentedForm(youtube, server, form);
}

/** A post on YouTube is a video with a title. */
function dress(message: OutboundMessage): OutboundMessage {
  if (message.replyTo) return message;
  if (message.live) return { title: "Press conference", ...message };
  const media = message.media.length > 0 ? message.media : [filmMedia];
  return { title: "A statement", ...message, media };
}

async function start() {
  const server = await startYoutube();
  const shown = () => [...server.videos.values()].filter(({ privacy }) => privacy === "public");
  return contractServer(server, {
    goodSettings: settingsFor(server),
    badSettings: settingsFor(server, "not-the-client-secret"),
    faults: allFaults,
    dress,
    forbids: /[<>]/g,
    texts: async () => [
      ...shown().map(({ description }) => description),
      ...[...server.comments.values()].map(({ text }) => text),
    ],
    captions: async (_account, text) =>
      shown()
        .filter(({ description }) => description === text)
        .flatMap(({ captions }) => captions),
    tamper: tamperer(server.videos, "description"),
    playError: ({ status, code }) => server.answerNext(youtubeNo(status, code)),
  });
}

describeConnector(youtube, start);

async function world() {
  const server = await startYoutube();
  return connectedWorld(youtube, server, settingsFor(server));
}

test("an upload that broke off goes on at the byte where it broke", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const { kept, attempt } = keepingAttempt();
  const message = dress(plainMessage("A long statement"));
  server.breakUploadAt(1_234);
  await assert.rejects(youtube.publish(net, account, message, attempt), { class: "later" });
  const begun = () =>
    server.visits.filter(({ method, path }) => method === "POST" && path.endsWith("v3/videos"))
      .length;
  const before = begun();
  await youtube.publish(net, account, message, { ...attempt, number: 2, progress: kept.progress });
  assert.equal(begun(), before, "no second upload was begun");
  assert.equal(server.videos.size, 1);
});

test("nothing is public before its captions are there, and making it public twice is once", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const { kept, attempt } = keepingAttempt();
  const message = dress(plainMessage("A statement by the chief"));
  server.fail("reset-after-accept");
  await assert.rejects(youtube.publish(net, account, message, attempt), { class: "unknown" });
  server.fail(undefined);
  const again = { ...attempt, number: 2, progress: kept.progress };
  const finding = await youtube.find?.(net, account, message, again);
  const second = await youtube.publish(net, account, message, again);
  assert.equal(finding?.found && finding.remote.id, second.id);
  assert.deepEqual(
    [...server.videos.values()].map(({ captions }) => captions.length),
    [1],
  );
});

test("a project that Google did not audit is told apart from a video that is public", async () => {
  await using all = await world();
  const { server, net, account } = all;
  server.setAudited(false);
  const sending = youtube.publish(net, account, dress(plainMessage("x")), freshAttempt());
  await assert.rejects(sending, { class: "refused", message: /audit/ });
});

test("a used-up quota is for after midnight in California, daylight saving or not", () => {
  const at = (text: string) => msToPacificMidnight({ now: () => Temporal.Instant.from(text) });
  assert.equal(at("2026-11-21T07:30:00Z"), 30 * 60_000);
  assert.equal(at("2026-07-21T06:30:00Z"), 30 * 60_000);
  // The day the clocks go back has 25 hours.
  assert.equal(at("2026-11-01T07:00:00Z"), 25 * 3_600_000);
});

test("what YouTube would refuse is found before it is sent", async () => {
  await using all = await world();
  const codes = (message: OutboundMessage) =>
    youtube.measure(message, all.account).findings.map(({ code }) => code);
  assert.deepEqual(codes(plainMessage("No video")), ["media-missing", "title-missing"]);
  assert.deepEqual(codes(dress(plainMessage("a < b"))), ["forbidden-sign"]);
  assert.deepEqual(codes({ ...dress(plainMessage("x")), title: "x".repeat(101) }), [
    "title-too-long",
  ]);
});

test("comments come in, and an answer goes under the one it answers", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const message = dress(plainMessage("Statement"));
  const video = await youtube.publish(net, account, message, freshAttempt());
  const asked = server.comment(video.id, "UC-ana", "When is the next one?");
  const received = await youtube.receive?.(net, account, undefined);
  const comment = received?.items.find(({ kind }) => kind === "comment");
  assert.deepEqual([comment?.text, comment?.inReplyTo], ["When is the next one?", video.id]);
  const replyTo = { id: asked.id, extra: { kind: "comment" } };
  const reply = { ...plainMessage("On Friday."), replyTo };
  const answered = await youtube.publish(net, account, reply, freshAttempt());
  assert.equal(server.comments.get(answered.id)?.parent, asked.id);
});

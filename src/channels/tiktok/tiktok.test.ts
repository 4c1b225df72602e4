import assert from "node:assert/strict";
import { test } from "node:test";
import { assert as check, integer, property } from "fast-check";
import { allFaults } from "#test/networks/loopback.ts";
import { startTiktok, tiktokNo, type TiktokServer } from "#test/networks/tiktok.ts";
import type { Attempt } from "../attempt.ts";
import type { OutboundMessage } from "../outbound.ts";
import { describeConnector } from "../contract.suite.ts";
import {
  connectedWorld,
  consentedForm,
  contractServer,
  keepingAttempt,
} from "../contract-server.ts";
import { filmMedia, freshAttempt, jpegMedia, pixelMedia, plainMessage } from "../contract-world.ts";
import { tiktokFailures } from "./errors.ts";
import { piecesOf } from "./pieces.ts";
import { tiktok } from "./tiktok.ts";

function settingsFor(server: TiktokServer, more: Readonly<Record<string, string>> = {}) {
  const { url: endpoint, clientId, clientSecret } = server;
  const form = { endpoint, clientId, clientSecret, visibility: "everyone", ...more };
  return consentedForm(tiktok, server, form);
}

/** TikTok shows nothing without pictures or a video. */
function film(message: OutboundMessage): OutboundMessage {
  return message.media.length > 0 ? message : { ...message, media: [filmMedia] };
}

function pictured(message: OutboundMessage): OutboundMessage {
  return { ...message, media: [jpegMedia] };
}

async function start(dress = film) {
  const server = await startTiktok();
  return contractServer(server, {
    goodSettings: settingsFor(server),
    badSettings: settingsFor(server, { clientSecret: "not-the-client-secret" }),
    faults: allFaults,
    dress,
    texts: async () => server.shown(),
    playError: ({ status, code }) => server.refuseNext(tiktokNo(status, code)),
  });
}

// Pictures are public by their first step: there alone an error of the first step leaves a doubt.
describeConnector(tiktok, start, () => start(pictured));

async function world(more: Readonly<Record<string, string>> = {}) {
  const server = await startTiktok();
  return connectedWorld(tiktok, server, settingsFor(server, more));
}

function again(attempt: Attempt, kept: { progress?: unknown }): Attempt {
  return { ...attempt, number: attempt.number + 1, progress: kept.progress };
}

test("pictures go out together, with a title, and their id keeps all its digits", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const message = {
    ...plainMessage("Detour"),
    title: "Mill Street",
    media: [pixelMedia, jpegMedia],
  };
  const published = await tiktok.publish(net, account, message, freshAttempt());
  const [sending] = server.sendings.values();
  assert.deepEqual(
    [sending?.photos, sending?.title, sending?.rules["disable_comment"]],
    [2, "Mill Street", true],
  );
  assert.equal(published.id, sending?.postId);
  assert.ok(!Number.isSafeInteger(Number(published.id)));
});

test("comments are on only where somebody asked for them and the account takes them", async () => {
  await using all = await world({ comments: "Yes" });
  const { server, net, account } = all;
  const publish = () => tiktok.publish(net, account, film(plainMessage("Hello")), freshAttempt());
  await publish();
  server.setComments(false);
  await publish();
  const rules = [...server.sendings.values()].map(({ rules: one }) => one["disable_comment"]);
  assert.deepEqual(rules, [false, true]);
});

test("an app that was not audited posts for the account's own eyes, and health says so", async () => {
  await using all = await world({ visibility: "me" });
  const { server, net, account } = all;
  server.unaudit();
  const published = await tiktok.publish(net, account, film(plainMessage("Trial")), freshAttempt());
  assert.deepEqual([server.shown(), published.url], [[], undefined]);
  const health = await tiktok.health(net, account);
  assert.deepEqual([health.state, /own eyes alone/.test(health.says)], ["degraded", true]);
});

test("an app that was not audited is told why it may not post for everyone", async () => {
  await using all = await world();
  const { server, net, account } = all;
  server.unaudit();
  const sending = tiktok.publish(net, account, film(plainMessage("Trial")), freshAttempt());
  await assert.rejects(sending, { class: "refused", message: /has not audited/ });
});

test("a visibility that the account does not offer is refused with those it does", async () => {
  const connecting = world({ visibility: "followers" });
  await assert.rejects(connecting, { class: "expired", message: /everyone, friends, me/ });
  await using all = await world();
  all.server.setLevels(["SELF_ONLY"]);
  const health = await tiktok.health(all.net, all.account);
  assert.deepEqual([health.state, health.fix], ["broken", "Connect the account again."]);
});

test("a post that is looked over is waited for by later tries and sent once only", async () => {
  await using all = await world();
  const { server, net, account } = all;
  server.workFor(10);
  const { kept, attempt } = keepingAttempt();
  const message = film(plainMessage("A statement"));
  const first = tiktok.publish(net, account, message, attempt);
  await assert.rejects(first, { class: "later", goesOn: true });
  const finding = await tiktok.find?.(net, account, message, again(attempt, kept));
  assert.ok(finding?.found === false && !finding.absent, "nothing is proved meanwhile");
  const published = await tiktok.publish(net, account, message, again(attempt, kept));
  const [sending] = server.sendings.values();
  assert.deepEqual([server.sendings.size, published.id], [1, sending?.postId]);
});

test("a lost answer to a video's last byte is settled by its sending, whoever asks", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const { kept, attempt } = keepingAttempt();
  const message = film(plainMessage("A statement"));
  server.fail("reset-after-accept");
  await assert.rejects(tiktok.publish(net, account, message, attempt), { class: "unknown" });
  server.fail(undefined);
  const finding = await tiktok.find?.(net, account, message, again(attempt, kept));
  const published = await tiktok.publish(net, account, message, again(attempt, kept));
  assert.equal(finding?.found && finding.remote.id, published.id);
  assert.equal(server.sendings.size, 1);
});

test("a video that broke off before it was whole is provably not public, and goes on", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const { kept, attempt } = keepingAttempt();
  const message = film(plainMessage("A statement"));
  server.fail("reset-before-accept");
  await assert.rejects(tiktok.publish(net, account, message, attempt), { class: "unknown" });
  server.fail(undefined);
  const finding = await tiktok.find?.(net, account, message, again(attempt, kept));
  assert.deepEqual(finding, { found: false, absent: true });
  await tiktok.publish(net, account, message, again(attempt, kept));
  assert.equal(server.sendings.size, 1);
});

test("an upload whose address died is begun anew", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const { kept, attempt } = keepingAttempt();
  server.endUploads();
  const sending = tiktok.publish(net, account, film(plainMessage("x")), attempt);
  await assert.rejects(sending, { class: "later", message: /made anew/ });
  assert.deepEqual(kept.progress, {});
});

test("pictures whose sending was never named are for a person to look at", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const attempt = freshAttempt();
  const message = pictured(plainMessage("Detour"));
  server.fail("reset-after-accept");
  await assert.rejects(tiktok.publish(net, account, message, attempt), { class: "unknown" });
  server.fail(undefined);
  const finding = await tiktok.find?.(net, account, message, attempt);
  assert.ok(finding?.found === false && !finding.absent);
});

test("each reason for which TikTok gives a post up is read as what it is", async () => {
  for (const row of tiktokFailures) {
    await using all = await world();
    const { server, net, account } = all;
    server.workFor(0, row.code);
    const { kept, attempt } = keepingAttempt();
    const sending = tiktok.publish(net, account, film(plainMessage("x")), attempt);
    const escaped = row.says.slice(0, 30).replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
    await assert.rejects(sending, { class: row.class, message: new RegExp(`^${escaped}`) });
    assert.deepEqual(kept.progress, {}, "nothing of it is public: a later try begins anew");
  }
});

test("a spent day is for later", async () => {
  await using all = await world();
  const { server, net, account } = all;
  server.capPosts(0);
  const sending = tiktok.publish(net, account, film(plainMessage("x")), freshAttempt());
  await assert.rejects(sending, { class: "later", retryAfterMs: 3_600_000 });
});

test("what TikTok would refuse is found before it is sent", async () => {
  await using all = await world();
  const codes = (message: OutboundMessage) =>
    tiktok.measure(message, all.account).findings.map(({ code }) => code);
  assert.deepEqual(codes(plainMessage("No picture")), ["media-missing"]);
  assert.deepEqual(codes({ ...plainMessage("x"), media: [{ ...pixelMedia, type: "image/gif" }] }), [
    "media-type",
  ]);
  assert.deepEqual(codes({ ...plainMessage("x"), media: [jpegMedia, filmMedia] }), ["mixed-media"]);
  const wide = { ...jpegMedia, width: 4_000, height: 3_000 };
  assert.deepEqual(codes({ ...plainMessage("x"), media: [wide] }), ["media-shape"]);
  const long = { ...filmMedia, durationSeconds: 301 };
  assert.deepEqual(codes({ ...plainMessage("x"), media: [long] }), ["video-too-long"]);
  assert.deepEqual(codes(pictured(plainMessage("x".repeat(4_000)))), []);
  assert.deepEqual(codes({ ...pictured(plainMessage("x")), title: "x".repeat(91) }), [
    "title-too-long",
  ]);
});

test("a long caption is known again though TikTok shortens it", async () => {
  await using all = await world();
  const { net, account } = all;
  const attempt = freshAttempt();
  const message = film(plainMessage("Mill Street is closed until further notice. ".repeat(8)));
  const published = await tiktok.publish(net, account, message, attempt);
  const finding = await tiktok.find?.(net, account, message, attempt);
  assert.equal(finding?.found && finding.remote.id, published.id);
});

test("a token that ends is renewed, and the new renewal is kept", async () => {
  await using all = await world();
  const { net, account } = all;
  const before = account.credential["refresh"];
  await account.renewed({ ...account.credential, expiresAt: net.now().toString() });
  await tiktok.publish(net, account, film(plainMessage("Still here")), freshAttempt());
  assert.match(account.credential["token"] ?? "", /renewed/);
  assert.notEqual(account.credential["refresh"], before);
});

test("a video is cut as TikTok wants it, and no byte is lost", () => {
  check(
    property(integer({ min: 1, max: 4_000_000_000 }), (size) => {
      const { pieceSize, pieces } = piecesOf(size);
      assert.equal(pieces.length, Math.max(1, Math.floor(size / pieceSize)));
      assert.ok(pieces.length <= 1_000);
      let from = 0;
      for (const [index, piece] of pieces.entries()) {
        assert.equal(piece.from, from);
        const length = piece.to - piece.from + 1;
        if (size >= 5_000_000) assert.ok(length >= 5_000_000);
        assert.ok(length <= (index === pieces.length - 1 ? 128_000_000 : 64_000_000));
        from = piece.to + 1;
      }
      assert.equal(from, size);
    }),
  );
});

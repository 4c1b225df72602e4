import assert from "node:assert/strict";
import { test } from "node:test";
import { type MastodonFaults, startMastodon } from "#test/networks/mastodon.ts";
import { freshPresented } from "#test/networks/presented.ts";
import { systemClock } from "#platform/clock.ts";
import { openSafeClient } from "#platform/http/safe-client.ts";
import { tamperer } from "../contract-server.ts";
import { describeConnector } from "../contract.suite.ts";
import {
  accountOf,
  contractNet,
  type Fault,
  freshAttempt,
  pixelMedia,
  plainMessage,
} from "../contract-world.ts";
import { call, outcomeOf } from "./calls.ts";
import { mastodon } from "./mastodon.ts";
import { plainText, statusLength } from "./text.ts";

const faults: Readonly<Record<Fault, MastodonFaults>> = {
  "reset-after-accept": { resetAfterAccept: true },
  "reset-before-accept": { resetBeforeAccept: true },
  "gateway-error-after-accept": { gatewayErrorAfterAccept: true },
  "answers-twice": { answersTwice: true },
  slow: { slowMs: 1_000 },
  "too-many-requests": { tooManyRequests: true },
  "out-of-order": { outOfOrder: true },
  "expired-token": { expiredToken: true },
};

describeConnector(mastodon, async () => {
  const server = await startMastodon();
  const presented = freshPresented();
  const user = server.createUser("riverside");
  Object.assign(user, { presented });
  const { token } = user;
  return {
    hosts: [server.host],
    goodSettings: { url: server.url, token },
    badSettings: { url: server.url, token: "not-the-token" },
    faults: Object.keys(faults).filter((name): name is Fault => name in faults),
    fail: (fault) => server.fail(fault === undefined ? {} : faults[fault]),
    playError: ({ status, code }) => server.answerNext(status, `Said: ${code} by this server`),
    texts: async () => [...server.statuses.values()].map((status) => status.text),
    alts: async (_account, text) =>
      [...server.statuses.values()]
        .filter((status) => status.text === text)
        .flatMap((status) => status.mediaIds.map((id) => server.media.get(id)?.description ?? "")),
    presented,
    tamper: tamperer(server.statuses, "text", () => ({ editedAt: new Date().toISOString() })),
    polls: async (_account, text) =>
      [...server.statuses.values()].flatMap((status) =>
        status.text === text && status.poll ? [status.poll] : [],
      ),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
});

async function world() {
  const server = await startMastodon();
  const user = server.createUser("riverside");
  const client = openSafeClient({ clock: systemClock, allowPrivate: [server.host] });
  const net = contractNet(client, 10_000);
  const account = accountOf(await mastodon.authorize(net, { url: server.url, token: user.token }));
  return {
    server,
    net,
    account,
    place: { url: server.url, token: user.token },
    async [Symbol.asyncDispose]() {
      client.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

test("a server that takes no notice of scheduled_at is seen to have published at once", async () => {
  await using all = await world();
  const { server, net, place } = all;
  const json = { status: "Tomorrow", scheduled_at: new Date(Date.now() + 3_600_000).toISOString() };
  const waits = await call(net, place, "POST", "/api/v1/statuses", { json });
  assert.equal(outcomeOf(waits.body), "scheduled");
  server.fail({ ignoresScheduledAt: true });
  const went = await call(net, place, "POST", "/api/v1/statuses", { json });
  assert.equal(outcomeOf(went.body), "published");
  assert.equal(outcomeOf({ error: "no" }), "unreadable");
});

test("a second try under the same key is answered with the first one's status", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const attempt = freshAttempt();
  const first = await mastodon.publish(net, account, plainMessage("Once"), attempt);
  const second = await mastodon.publish(net, account, plainMessage("Once"), {
    ...attempt,
    number: 2,
  });
  assert.equal(second.id, first.id);
  assert.equal(server.statuses.size, 1);
});

test("a picture that the server works on is waited for", async () => {
  await using all = await world();
  const { server, net, account } = all;
  server.fail({ mediaPolls: 2 });
  const message = { ...plainMessage("Slow picture"), media: [pixelMedia] };
  const { id } = await mastodon.publish(net, account, message, freshAttempt());
  assert.equal(server.statuses.get(id)?.mediaIds.length, 1);
});

test("a lost post with links and breaks is found on a server without sources", async () => {
  await using all = await world();
  const { server, net, account } = all;
  server.fail({ resetAfterAccept: true });
  const message = {
    ...plainMessage(
      "Road closed & detour <A>\n\nSee https://riversidefalls.example/a/very/long/path/to/the/notice?x=1",
    ),
    contentWarning: "Crash",
  };
  const attempt = freshAttempt();
  await assert.rejects(mastodon.publish(net, account, message, attempt), { class: "unknown" });
  server.fail({ hasNoSource: true });
  const finding = await mastodon.find?.(net, account, message, attempt);
  assert.ok(finding?.found);
  const absent = await mastodon.find?.(net, account, plainMessage("Never sent"), attempt);
  assert.deepEqual(absent, { found: false, absent: true, keyed: true });
});

test("absent is not said when the timeline cannot be read", async () => {
  await using all = await world();
  const { server, net, account } = all;
  server.fail({ outOfOrder: true });
  const finding = await mastodon.find?.(net, account, plainMessage("x"), freshAttempt());
  assert.ok(finding && !finding.found && !finding.absent);
});

test("an account that wrote more than one page since the attempt is read to the end", async () => {
  await using all = await world();
  const { net, account } = all;
  const attempt = freshAttempt();
  const first = await mastodon.publish(net, account, plainMessage("The first"), attempt);
  for (let index = 0; index < 85; index += 1) {
    await mastodon.publish(net, account, plainMessage(`Later ${index}`), freshAttempt());
  }
  const finding = await mastodon.find?.(net, account, plainMessage("The first"), attempt);
  assert.equal(finding?.found && finding.remote.id, first.id);
  const received = await mastodon.receive?.(net, account, undefined);
  assert.equal(received?.items.length, 86);
  assert.deepEqual(received?.counters, { posts: 86 });
  const again = await mastodon.receive?.(net, account, received?.cursor);
  assert.equal(again?.items.length, 40, "the newest page is read again, for edits");
});

test("mentions by residents come in, once", async () => {
  await using all = await world();
  const { server, net, account } = all;
  server.mention(server.createUser("resident"), "@riverside is Mill St <open>?");
  const received = await mastodon.receive?.(net, account, undefined);
  const [mention] = received?.items ?? [];
  assert.deepEqual(
    [mention?.kind, mention?.text, mention?.author.handle],
    ["mention", "@riverside is Mill St <open>?", "resident"],
  );
  const again = await mastodon.receive?.(net, account, received?.cursor);
  assert.deepEqual(again?.items, []);
});

test("a direct message is a mention that only those named in it see: it comes in, and is looked at again", async () => {
  await using all = await world();
  const { server, net, account } = all;
  server.mention(server.createUser("resident"), "@riverside I saw the car", "direct");
  const received = await mastodon.receive?.(net, account, undefined);
  const [message] = received?.items ?? [];
  assert.deepEqual([message?.kind, message?.text], ["mention", "@riverside I saw the car"]);
  assert.match(JSON.stringify(message?.native), /"visibility":"direct"/);
  const asked = [{ remoteId: message?.remoteId ?? "", kind: "mention" as const }];
  const [looked] = (await mastodon.look?.(net, account, asked)) ?? [];
  assert.deepEqual([looked?.state, looked?.item?.version], ["there", message?.version]);
});

test("length is counted as servers count it", () => {
  assert.equal(statusLength("👩‍👩‍👧‍👦é", "", 23), 2);
  assert.equal(statusLength(`See https://example.test/${"x".repeat(100)}`, "", 23), 27);
  assert.equal(statusLength("@chief@other.example hi", "CW", 23), 11);
  assert.equal(plainText("<p>a &amp; b<br />c</p><p>d</p>"), "a & b\nc\n\nd");
});

test("limits are the server's own, and quota comes with health", async () => {
  await using all = await world();
  const { net, account } = all;
  assert.deepEqual(account.limits, {
    text: 500,
    images: 4,
    link: 23,
    "image-bytes": 16_777_216,
    "alt-text": 1_500,
    "video-bytes": 103_809_024,
    "video-pixels": 8_294_400,
    "poll-options": 4,
    "poll-option": 50,
    "poll-minutes-min": 5,
    "poll-minutes-max": 43_829,
  });
  const tight = { ...account, limits: { ...account.limits, text: 10 } };
  assert.equal(mastodon.measure(plainMessage("x".repeat(11)), tight).findings.length, 1);
  const { quota } = await mastodon.health(net, account);
  assert.equal(quota?.of, 300);
});

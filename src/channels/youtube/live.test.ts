import assert from "node:assert/strict";
import { test } from "node:test";
import { allFaults } from "#test/networks/loopback.ts";
import { startYoutube, youtubeNo, type YoutubeServer } from "#test/networks/youtube.ts";
import { systemClock } from "#platform/clock.ts";
import type { OutboundMessage } from "../outbound.ts";
import { describeConnector } from "../contract.suite.ts";
import {
  connectedWorld,
  consentedForm,
  contractServer,
  keepingAttempt,
  tamperer,
} from "../contract-server.ts";
import {
  filmMedia,
  freshAttempt,
  jpegMedia,
  pixelMedia,
  plainMessage,
  sendError,
} from "../contract-world.ts";
import { liveErrors } from "./live-errors.ts";
import { youtube } from "./youtube.ts";

function settingsFor(server: YoutubeServer, clientSecret = server.clientSecret) {
  const form = { endpoint: server.url, clientId: server.clientId, clientSecret };
  return consentedForm(youtube, server, form);
}

const inHours = (hours: number) =>
  systemClock.now().add({ hours }).round({ smallestUnit: "second" }).toString();

/** What a press conference is announced with; a video that a test of the suite brings stays one. */
function announced(message: OutboundMessage): OutboundMessage {
  if (message.replyTo || message.media.length > 0) return { title: "A statement", ...message };
  return { title: "Press conference", live: { startsAt: inHours(2) }, ...message };
}

const shownOf = (server: YoutubeServer) =>
  [...server.videos.values()].filter(({ privacy }) => privacy === "public");

async function start() {
  const server = await startYoutube();
  return contractServer(server, {
    goodSettings: settingsFor(server),
    badSettings: settingsFor(server, "not-the-client-secret"),
    faults: allFaults,
    dress: announced,
    forbids: /[<>]/g,
    texts: async () => [
      ...shownOf(server).map(({ description }) => description),
      ...[...server.comments.values()].map(({ text }) => text),
    ],
    captions: async (_account, text) =>
      shownOf(server)
        .filter(({ description }) => description === text)
        .flatMap(({ captions }) => captions),
    tamper: tamperer(server.videos, "description"),
    playError: ({ status, code }) => server.answerNext(youtubeNo(status, code)),
  });
}

// A live stream keeps the whole contract of a post; only its own rows are played against it.
describeConnector({ ...youtube, errors: liveErrors }, start);

async function world() {
  const server = await startYoutube();
  return connectedWorld(youtube, server, settingsFor(server));
}

const conference = (text = "The chief answers questions about Mill Street.") =>
  announced(plainMessage(text));
const broadcasts = (server: YoutubeServer) =>
  [...server.videos.values()].filter(({ live }) => live);

test("a live stream is announced public, with a stream of ours, and begins and ends with the encoder", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const message = { ...conference(), media: [jpegMedia] };
  const remote = await youtube.publish(net, account, message, freshAttempt());
  assert.deepEqual(remote.extra, { kind: "live" });
  const [made, ...more] = broadcasts(server);
  assert.deepEqual([more, made?.privacy, made?.live?.picture], [[], "public", "image/jpeg"]);
  assert.equal(made?.live?.startsAt, message.live?.startsAt);
  const state = async () => (await youtube.live?.state(net, account, remote))?.state;
  const key = await youtube.live?.key(net, account, remote);
  assert.deepEqual([key?.url, await state()], ["rtmps://a.rtmps.youtube.com/live2", "upcoming"]);
  server.live.send(key?.key ?? "");
  assert.equal(await state(), "live");
  server.live.stop(key?.key ?? "");
  assert.equal(await state(), "ended");
});

test("the stream's key is in nothing that is kept, found or shown of it", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const { kept, attempt } = keepingAttempt();
  const message = conference();
  const remote = await youtube.publish(net, account, message, attempt);
  const found = await youtube.find?.(net, account, message, attempt);
  const edited = await youtube.edit?.(net, account, remote, conference("Later"), freshAttempt());
  const received = await youtube.receive?.(net, account, undefined);
  const [stream] = server.live.streams.values();
  assert.ok(stream);
  const told = JSON.stringify([kept, remote, found, edited, received, account.settings]);
  assert.ok(!told.includes(stream.key), told);
});

const steps = [
  "POST /youtube/v3/liveBroadcasts",
  "POST /youtube/v3/liveStreams",
  "POST /youtube/v3/liveBroadcasts/bind",
  "POST /upload/youtube/v3/thumbnails/set",
  "PUT /youtube/v3/liveBroadcasts",
];
for (const step of steps) {
  test(`an answer lost at ${step} makes no second broadcast`, async () => {
    await using all = await world();
    const { server, net, account } = all;
    const { kept, attempt } = keepingAttempt();
    const message = { ...conference(), media: [jpegMedia] };
    server.live.loseNext(step);
    const isAct = step.startsWith("PUT");
    await sendError(youtube.publish(net, account, message, attempt), isAct ? "unknown" : "later");
    const again = { ...attempt, number: 2, progress: kept.progress };
    const finding = await youtube.find?.(net, account, message, again);
    assert.equal(finding?.found, isAct, JSON.stringify(finding));
    const remote = await youtube.publish(net, account, message, again);
    assert.deepEqual(
      broadcasts(server).map(({ id, privacy }) => [id, privacy]),
      [[remote.id, "public"]],
    );
    assert.equal(server.live.streams.size, 1);
  });
}

test("a program that dies after each request goes on with the same broadcast", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const { kept, attempt } = keepingAttempt();
  const message = { ...conference(), media: [jpegMedia] };
  for (let allowed = 1; allowed < 12; allowed += 1) {
    let left = allowed;
    const dying = {
      ...net,
      fetch: async (...asked: Parameters<typeof net.fetch>) => {
        if (left === 0) throw new Error("the program was killed");
        left -= 1;
        return net.fetch(...asked);
      },
    };
    const again = { ...attempt, number: allowed, progress: kept.progress };
    await youtube.publish(dying, account, message, again).catch(() => undefined);
    assert.ok(broadcasts(server).length <= 1, `after ${allowed}`);
  }
  assert.equal(shownOf(server).length, 1);
});

test("two live streams ahead have two streams: an encoder starts one alone", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const first = await youtube.publish(net, account, conference("One"), freshAttempt());
  const second = await youtube.publish(net, account, conference("Two"), freshAttempt());
  const keyOf = async (remote: { id: string }) =>
    (await youtube.live?.key(net, account, remote))?.key ?? "";
  const key = await keyOf(first);
  assert.notEqual(key, await keyOf(second));
  server.live.send(key);
  assert.equal((await youtube.live?.state(net, account, second))?.state, "upcoming");
  server.live.stop(key);
  const third = await youtube.publish(net, account, conference("Three"), freshAttempt());
  assert.equal(await keyOf(third), key, "an encoder is set up once, where one is enough");
});

test("a channel that may not stream is told apart, and its videos come in all the same", async () => {
  await using all = await world();
  const { server, net, account } = all;
  server.live.setEnabled(false);
  const error = await sendError(
    youtube.publish(net, account, conference(), freshAttempt()),
    "refused",
  );
  assert.match(error.message, /switch it on in YouTube Studio/);
  const video = { ...plainMessage("A statement"), title: "A statement", media: [filmMedia] };
  const published = await youtube.publish(net, account, video, freshAttempt());
  const received = await youtube.receive?.(net, account, undefined);
  assert.deepEqual(
    received?.items.map(({ remoteId }) => remoteId),
    [published.id],
  );
});

test("a start that has passed is refused before anything is made, one already made goes on", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const late = { ...conference(), live: { startsAt: inHours(-1) } };
  await sendError(youtube.publish(net, account, late, freshAttempt()), "refused");
  assert.equal(server.live.units(), 0);
  const { kept, attempt } = keepingAttempt();
  const message = conference();
  server.live.loseNext("POST /youtube/v3/liveBroadcasts/bind");
  await sendError(youtube.publish(net, account, message, attempt), "later");
  const later = { ...net, now: () => systemClock.now().add({ hours: 3 }) };
  const renewed = { ...account, credential: { ...account.credential, expiresAt: inHours(9) } };
  const again = { ...attempt, number: 2, progress: kept.progress };
  await youtube.publish(later, renewed, message, again);
  assert.equal(shownOf(server).length, 1);
});

test("a used-up quota waits, and what was made before goes on after midnight", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const { kept, attempt } = keepingAttempt();
  server.live.setQuota(60);
  const error = await sendError(youtube.publish(net, account, conference(), attempt), "later");
  assert.ok((error.retryAfterMs ?? 0) >= 60_000);
  server.live.setQuota(Infinity);
  await youtube.publish(net, account, conference(), {
    ...attempt,
    number: 2,
    progress: kept.progress,
  });
  assert.equal(broadcasts(server).length, 1);
});

test("an edit moves words and start while it lies ahead, words alone afterwards", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const message = conference();
  const remote = await youtube.publish(net, account, message, freshAttempt());
  const moved = { ...message, text: "At noon.", live: { startsAt: inHours(5) } };
  await youtube.edit?.(net, account, remote, moved, freshAttempt());
  const [made] = broadcasts(server);
  assert.deepEqual([made?.description, made?.live?.startsAt], ["At noon.", moved.live.startsAt]);
  server.live.send((await youtube.live?.key(net, account, remote))?.key ?? "");
  const later = { ...moved, live: { startsAt: inHours(6) } };
  const edit = (next: OutboundMessage) =>
    youtube.edit?.(net, account, remote, next, freshAttempt()) ?? Promise.reject();
  assert.match((await sendError(edit(later), "refused")).message, /begun/);
  await edit({ ...moved, text: "The chief speaks." });
  assert.equal(broadcasts(server)[0]?.description, "The chief speaks.");
  await sendError(edit({ ...plainMessage("x"), media: [filmMedia] }), "refused");
});

test("what is on the air is not taken back; before and after, it is, the recording too", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const remote = await youtube.publish(net, account, conference(), freshAttempt());
  const key = (await youtube.live?.key(net, account, remote))?.key ?? "";
  const remove = () => youtube.remove?.(net, account, remote) ?? Promise.reject();
  server.live.send(key);
  assert.match((await sendError(remove(), "refused")).message, /end it at the encoder/);
  server.live.stop(key);
  const [recording] = broadcasts(server);
  // Once it is a recording only, the live interface knows it no more.
  delete recording?.live;
  await remove();
  await remove();
  assert.equal(server.videos.size, 0);
  assert.deepEqual(await youtube.live?.state(net, account, remote), { state: "gone" });
});

test("a broadcast begun elsewhere comes in like any post, ours and its recording under the one id", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const remote = await youtube.publish(net, account, conference(), freshAttempt());
  server.videos.set("vid-strange", {
    id: "vid-strange",
    title: "Free coins",
    description: "Send one, get two back",
    privacy: "public",
    madeMs: Date.now(),
    captions: [],
    live: {
      startsAt: inHours(1),
      lifeCycle: "live",
      stream: "",
      autoStart: false,
      autoStop: false,
      picture: "",
    },
  });
  const versions: string[] = [];
  const seen = async () => {
    const received = await youtube.receive?.(net, account, undefined);
    versions.push(
      ...(received?.items ?? []).flatMap((one) => (one.remoteId === remote.id ? one.version : [])),
    );
    return received?.items.map(({ remoteId }) => remoteId).toSorted();
  };
  assert.deepEqual(await seen(), [remote.id, "vid-strange"].toSorted());
  const key = (await youtube.live?.key(net, account, remote))?.key ?? "";
  server.live.send(key);
  assert.deepEqual(await seen(), [remote.id, "vid-strange"].toSorted());
  server.live.stop(key);
  assert.deepEqual(await seen(), [remote.id, "vid-strange"].toSorted());
  const [ahead, onAir, recording] = versions;
  assert.ok(ahead === onAir && onAir !== recording, "the record gets the recording's times");
});

test("what YouTube would refuse of a live stream is found before it is sent", async () => {
  await using all = await world();
  const codes = (message: OutboundMessage) =>
    youtube.measure(message, all.account).findings.map(({ code }) => code);
  assert.deepEqual(codes(conference()), []);
  assert.deepEqual(codes({ ...conference(), media: [jpegMedia] }), []);
  assert.deepEqual(codes({ ...conference(), media: [filmMedia] }), ["live-video"]);
  assert.deepEqual(codes({ ...conference(), media: [pixelMedia, jpegMedia] }), ["too-many-media"]);
  const heavy = { ...jpegMedia, sizeBytes: 2_097_153 };
  assert.deepEqual(codes({ ...conference(), media: [heavy] }), ["media-too-large"]);
  assert.deepEqual(codes({ ...conference(), title: "" }), ["title-missing"]);
});

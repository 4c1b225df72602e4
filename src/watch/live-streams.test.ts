import assert from "node:assert/strict";
import { test } from "node:test";
import { receiveChannel } from "#channels";
import { recallPost } from "#publish";
import { asSystem } from "#platform/context.ts";
import { startYoutube } from "#test/networks/youtube.ts";
import { atEnd } from "#test/openbeat.ts";
import { openPracticeDesk } from "#test/worlds/practice-desk.ts";
import { consentedForm } from "../channels/contract-server.ts";
import { youtube } from "../channels/youtube/youtube.ts";
import { openAlarms } from "./alarms.ts";
import { lookAtAll } from "./looking.ts";

/** Whoever takes a channel over goes live with it; our own streams, and what they leave, are ours. */
const server = await startYoutube();
atEnd(async () => server[Symbol.asyncDispose]());
const desk = await openPracticeDesk([server.host]);
const { url: endpoint, clientId, clientSecret } = server;
const form = consentedForm(youtube, server, { endpoint, clientId, clientSecret });
const channel = await desk.connect("youtube", form);
const zone = "America/Chicago";

async function alarmed() {
  await receiveChannel(asSystem(desk.ctx, "test", channel.agencyId), desk.networks, channel.id);
  await lookAtAll(desk.ctx, desk.networks);
  return (await openAlarms(desk.chief)).filter(({ channelId }) => channelId === channel.id);
}

async function conference(text: string): Promise<string> {
  const start = desk.clock.now().add({ hours: 2 }).toZonedDateTimeISO(zone).toPlainDateTime();
  const local = start.toString({ smallestUnit: "minute" });
  const channels = [channel.id];
  const id = await desk.approved(text, { channels, live: { local, zone, channels } });
  await desk.dispatcher().once();
  return id;
}

const ours = () => [...server.videos.values()].filter(({ title }) => title === "Notice");
const stream = () => [...server.live.streams.values()][0]?.key ?? "";

test("our live stream is no alarm: announced, on the air, over, and as the recording that it leaves", async () => {
  const id = await conference("The sheriff answers questions.");
  assert.equal((await desk.newest(id)).state, "sent");
  assert.deepEqual(await alarmed(), []);
  server.live.send(stream());
  assert.deepEqual(await alarmed(), []);
  server.live.stop(stream());
  delete ours()[0]?.live;
  assert.deepEqual(await alarmed(), []);
});

test("D3: an answer lost at the start of it all leaves one live stream, public once", async () => {
  server.live.loseNext("POST /youtube/v3/liveBroadcasts");
  const id = await conference("The sheriff speaks again.");
  assert.equal((await desk.newest(id)).state, "waiting");
  desk.clock.advance(120_000);
  await desk.dispatcher().once();
  assert.equal((await desk.newest(id)).state, "sent");
  const made = ours().filter(({ live }) => live);
  assert.deepEqual(
    made.map(({ privacy }) => privacy),
    ["public"],
  );
  assert.deepEqual(await alarmed(), []);
});

test("what is on the air is not recalled, and the page says why; afterwards it is", async () => {
  const id = await conference("The sheriff is on the air.");
  const row = await desk.newest(id);
  const live = server.videos.get(row.remoteId ?? "")?.live;
  assert.ok(live);
  live.lifeCycle = "live";
  await recallPost(desk.approver, id, "A name was said that must not be");
  await desk.recall();
  const kept = await desk.newest(id);
  assert.equal(kept.state, "sent");
  assert.match(kept.reason ?? "", /end it at the encoder/);
  live.lifeCycle = "complete";
  await recallPost(desk.approver, id, "It is over now");
  await desk.recall();
  assert.equal((await desk.newest(id)).state, "recalled");
  assert.equal(server.videos.has(row.remoteId ?? ""), false);
});

test("a live stream that was begun elsewhere is an alarm like any post", async () => {
  const [one] = ours();
  assert.ok(one?.live === undefined);
  server.videos.set("vid-strange", {
    id: "vid-strange",
    title: "Free coins",
    description: "Send one, get two back",
    privacy: "public",
    madeMs: Date.now(),
    captions: [],
    live: {
      startsAt: desk.clock.now().toString(),
      lifeCycle: "live",
      stream: "",
      autoStart: false,
      autoStop: false,
      picture: "",
    },
  });
  const [alarm, ...more] = await alarmed();
  assert.deepEqual([alarm?.kind, alarm?.key, more], ["post", "vid-strange", []]);
});

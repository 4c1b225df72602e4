import assert from "node:assert/strict";
import { test } from "node:test";
import { receiveChannel } from "#channels";
import { asSystem } from "#platform/context.ts";
import { startX } from "#test/networks/x.ts";
import { atEnd } from "#test/openbeat.ts";
import { openPracticeDesk } from "#test/worlds/practice-desk.ts";
import { consentedForm } from "../channels/contract-server.ts";
import { x } from "../channels/x/x.ts";
import { type Evidence, openAlarms } from "./alarms.ts";
import { lookAtAll } from "./looking.ts";
import { watchReach } from "./reach.ts";

/** On a network that takes money for each reading, the poll's own readings must do. */
const server = await startX();
atEnd(async () => server[Symbol.asyncDispose]());
const desk = await openPracticeDesk([server.host]);
const { url: endpoint, clientId, clientSecret } = server;
const form = { endpoint, clientId, clientSecret, consumerSecret: "x-consumer-secret" };
const channel = await desk.connect("x", consentedForm(x, server, form));

const asked = () => server.visits.filter(({ path }) => /^\/2\/tweets\/\d+$/.test(path)).length;

async function pollAndLook() {
  const system = asSystem(desk.ctx, "test", channel.agencyId);
  await receiveChannel(system, desk.networks, channel.id);
  await lookAtAll(desk.ctx, desk.networks);
  const alarms = await openAlarms(desk.chief);
  return alarms.filter(({ channelId }) => channelId === channel.id);
}

test("an edit made in X's own app is an alarm, with before and after, once", async () => {
  await desk.approved("Mill Street is closed until 6 p.m.", { channels: [channel.id] });
  await desk.dispatcher().once();
  const [post] = server.posts.values();
  assert.ok(post);
  assert.deepEqual(await pollAndLook(), []);
  desk.clock.advance(180_000);
  assert.deepEqual(await pollAndLook(), []);
  assert.equal(asked(), 0, "what stands as it was sent costs no reading");
  server.editInApp(post.id, "Mill Street is closed until Friday. Claim your prize.");
  const [alarm, ...more] = await pollAndLook();
  assert.deepEqual([alarm?.kind, more], ["edited", []]);
  assert.ok(alarm);
  const { changes } = alarm.evidence as Evidence;
  assert.deepEqual(changes, [
    {
      field: "text",
      before: "Mill Street is closed until 6 p.m.",
      after: "Mill Street is closed until Friday. Claim your prize.",
    },
  ]);
  desk.clock.advance(240_000);
  assert.equal((await pollAndLook()).length, 1);
  const before = asked();
  desk.clock.advance(240_000);
  assert.equal((await pollAndLook()).length, 1);
  assert.equal(asked(), before, "an edit that was told is not paid for again and again");
});

test("an edit within the first minutes is not passed over", async () => {
  await desk.approved("The bridge is open again.", { channels: [channel.id] });
  await desk.dispatcher().once();
  const post = [...server.posts.values()].at(-1);
  assert.ok(post);
  server.editInApp(post.id, "The bridge is gone.");
  const before = (await pollAndLook()).length;
  desk.clock.advance(150_000);
  assert.equal((await pollAndLook()).length, before + 1);
});

test("the page says that deletions on X are not told", async () => {
  const reach = (await watchReach(desk.chief, desk.networks)).find(
    ({ channelId }) => channelId === channel.id,
  );
  assert.deepEqual([reach?.ownEdits, reach?.ownDeletions, reach?.isDear], [true, false, true]);
});

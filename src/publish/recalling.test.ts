import assert from "node:assert/strict";
import { test } from "node:test";
import { read } from "#platform/db/database.ts";
import { startThreads } from "#test/networks/threads.ts";
import { atEnd } from "#test/openbeat.ts";
import { openPracticeDesk } from "#test/worlds/practice-desk.ts";
import {
  draftPost,
  editPost,
  recallPost,
  restorePost,
  retryDelivery,
  settleDelivery,
  submitPost,
  withdrawApproval,
} from "./index.ts";
import { standingOf } from "./standing.ts";

/** Taking back, for good. */
const threads = await startThreads();
atEnd(async () => threads[Symbol.asyncDispose]());
const desk = await openPracticeDesk([threads.host]);
const {
  network,
  networks,
  clock,
  author,
  approver,
  keyless,
  dispatcher,
  approved,
  settle,
  recall,
  newest,
  standing,
} = desk;

function tomorrow() {
  const local = clock.now().add({ hours: 24 }).toZonedDateTimeISO("UTC").toPlainDateTime();
  return { when: "at" as const, local: local.toString().slice(0, 16), zone: "UTC" };
}

test("A3: a recalled post is final: no edit, no restoration, no retry and no old approval brings it back", async () => {
  const postId = await approved("Recalled for good");
  await dispatcher().once();
  await recallPost(author, postId, "Wrong person");
  await recall();
  const content = { title: "Notice", text: "Recalled for good", channels: [keyless.id] };
  await assert.rejects(editPost(author, postId, content), /was recalled/);
  await assert.rejects(restorePost(author, postId), /not discarded/);
  await assert.rejects(withdrawApproval(approver, postId, "x"), /was recalled/);
  await assert.rejects(submitPost(author, networks, postId), /submitted already/);
  const other = await approved("Refused, then recalled");
  network.control({ expireTokens: true });
  await dispatcher().once();
  network.control({ expireTokens: false });
  const refused = await newest(other);
  assert.equal(refused.state, "refused");
  const waiting = await approved("Recalled while it waits", { publish: tomorrow() });
  await recallPost(author, waiting, "Not needed");
  await assert.rejects(retryDelivery(author, (await newest(waiting)).id), /was recalled/);
  clock.advance(3 * 86_400_000);
  await dispatcher().once();
  assert.equal(standing("Recalled while it waits"), 0);
  assert.equal(standing("Recalled for good"), 0);
});

test("what a person saw by its address is taken back by the id that the network itself gives", async () => {
  const postId = await approved("Seen by somebody");
  network.control({ gatewayErrorAfterAcceptRate: 1 });
  await dispatcher().once();
  network.control({ gatewayErrorAfterAcceptRate: 0, rate5xx: 1 });
  clock.advance(11 * 60_000);
  await settle();
  network.control({ rate5xx: 0 });
  const asked = await newest(postId);
  assert.equal(asked.state, "asked");
  const seen = [...network.state.posts.values()].find(({ text }) => text === "Seen by somebody");
  const url = `${network.url}/#p${seen?.id}`;
  await settleDelivery(author, networks, { id: asked.id, appeared: true, url });
  await recallPost(author, postId, "Wrong");
  await recall();
  assert.equal((await newest(postId)).state, "recalled");
  assert.equal(standing("Seen by somebody"), 0, "and it is gone in truth");
});

test("a removal that the network puts off is on the record each time, and tried again", async () => {
  const postId = await approved("Hard to remove");
  await dispatcher().once();
  await recallPost(author, postId, "Wrong");
  network.control({ rate5xx: 1 });
  await recall();
  const row = await newest(postId);
  assert.deepEqual([row.state, row.tries], ["recalling", 1]);
  assert.match(row.reason ?? "", /Not taken back yet/);
  network.control({ rate5xx: 0 });
  clock.advance(600_000);
  await recall();
  assert.equal((await newest(postId)).state, "recalled");
});

test("on a network without edits the old words go when the corrected ones stand", async () => {
  const { url: endpoint, appId, appSecret } = threads;
  const channel = await desk.connect("threads", {
    endpoint,
    appId,
    appSecret,
    token: threads.token(),
  });
  const words = () => [...threads.posts.values()].map(({ text }) => text);
  const wrong = { title: "Notice", text: "Elm Street is closed", channels: [channel.id] };
  const first = await draftPost(author, wrong);
  await desk.approve(first.post.id, first.hash);
  await dispatcher().once();
  assert.deepEqual(words(), ["Elm Street is closed"]);
  const second = await editPost(author, first.post.id, { ...wrong, text: "Oak Street is closed" });
  await desk.approve(first.post.id, second.hash);
  await dispatcher().once();
  assert.deepEqual(words(), ["Elm Street is closed", "Oak Street is closed"], "never neither");
  const page = () => read(author, (tx) => standingOf(tx, first.post.id));
  assert.deepEqual((await page()).counts, { sent: 1, outdated: 1 });
  await recall();
  assert.deepEqual(words(), ["Oak Street is closed"]);
  assert.deepEqual((await page()).counts, { sent: 1 });
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { openPracticeDesk } from "#test/worlds/practice-desk.ts";
import { claimDue, recoverLost } from "./claiming.ts";
import { approvePost, Dispatcher, editPost, retryDelivery, submitPost } from "./index.ts";

/** What becomes of a try whose answer does not come, or is no answer. */
const desk = await openPracticeDesk();
const {
  network,
  networks,
  ctx,
  clock,
  author,
  approver,
  keyless,
  sender,
  dispatcher,
  approved,
  settle,
  newest,
  standing,
} = desk;

test("D3: a new version waits while nobody knows whether the last one stands", async () => {
  const postId = await approved("First wording");
  network.control({ resetAfterAcceptRate: 1 });
  await dispatcher().once();
  network.control({ resetAfterAcceptRate: 0 });
  assert.equal((await newest(postId)).state, "unconfirmed");
  const edited = { title: "Notice", text: "Second wording", channels: [keyless.id] };
  const { hash } = await editPost(author, postId, edited);
  await submitPost(author, networks, postId);
  await approvePost(approver, { postId, hash });
  await dispatcher().once();
  assert.equal(standing("Second wording"), 0, "it waits");
  await settle();
  await dispatcher().once();
  assert.equal(standing("First wording"), 0, "edited in place");
  assert.equal(standing("Second wording"), 1);
});

test("D3: a network that was too slow may still publish, so its silence is not believed at once", async () => {
  const postId = await approved("Slow road");
  network.control({ acceptDelayMs: 1_500 });
  const cut = sender();
  const publish = cut.publish.bind(cut);
  cut.publish = (order) => publish(order, AbortSignal.timeout(200));
  await new Dispatcher(ctx, networks, cut).once();
  network.control({ acceptDelayMs: 0 });
  const row = await newest(postId);
  assert.equal(row.state, "unconfirmed");
  assert.match(row.reason ?? "", /may still arrive/);
  await settle();
  assert.equal(
    (await newest(postId)).state,
    "unconfirmed",
    "a look two seconds later proves nothing",
  );
  while (standing("Slow road") === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  clock.advance(61_000);
  await settle();
  assert.equal((await newest(postId)).state, "sent");
  assert.equal(standing("Slow road"), 1);
});

test("D3: after a crash a slow network without keys is given a try's whole time before anything is sent again", async () => {
  const postId = await approved("Crashed half-way");
  const [claimed] = await claimDue(ctx, ctx.ids.uuid());
  assert.ok(claimed);
  clock.advance(4_000);
  await recoverLost(ctx);
  await settle();
  assert.equal((await newest(postId)).state, "unconfirmed", "its request may still be under way");
  clock.advance(20_000);
  await settle();
  assert.equal((await newest(postId)).state, "waiting");
  await dispatcher().once();
  assert.equal(standing("Crashed half-way"), 1);
});

test("D3: a network that answers 500 again and again is given time, and then to a person", async () => {
  const postId = await approved("Always broken");
  network.control({ rate500: 1 });
  const started = clock.now();
  let tries = 0;
  for (let turn = 0; turn < 200 && (await newest(postId)).state !== "asked"; turn++) {
    await dispatcher().once();
    await settle();
    clock.advance(30_000);
    tries = (await newest(postId)).tries;
  }
  network.control({ rate500: 0 });
  const row = await newest(postId);
  assert.equal(row.state, "asked");
  assert.match(row.reason ?? "", /Tried 12 times/);
  assert.equal(tries, 12);
  assert.ok(clock.now().since(started).total("minutes") > 20, "with longer and longer pauses");
  assert.equal(standing("Always broken"), 0);
});

test("D3: two posts that say the same are two, even when one answer is lost", async () => {
  const first = await approved("Road open again");
  await dispatcher().once();
  network.control({ resetBeforeAcceptRate: 1 });
  const second = await approved("Road open again");
  await dispatcher().once();
  network.control({ resetBeforeAcceptRate: 0 });
  for (let turn = 0; turn < 4; turn++) {
    await settle();
    clock.advance(61_000);
    await dispatcher().once();
  }
  assert.equal(standing("Road open again"), 2);
  const ids = [await newest(first), await newest(second)].map(({ remoteId }) => remoteId);
  assert.equal(new Set(ids).size, 2);
});

test("a token that has expired stops at that channel with what to do, and the retry goes out", async () => {
  const postId = await approved("Expired");
  network.control({ expireTokens: true });
  await dispatcher().once();
  network.control({ expireTokens: false });
  const row = await newest(postId);
  assert.equal(row.state, "refused");
  assert.match(row.reason ?? "", /connect|expired/i);
  await retryDelivery(author, row.id);
  await dispatcher().once();
  assert.equal((await newest(postId)).state, "sent");
});

test("a network that is out of order, and one that answers twice, each get the post once", async () => {
  const postId = await approved("Out of order");
  network.control({ rate5xx: 1 });
  await dispatcher().once();
  assert.equal((await newest(postId)).state, "waiting");
  network.control({ rate5xx: 0, answerTwice: true });
  clock.advance(600_000);
  await dispatcher().once();
  network.control({ answerTwice: false });
  clock.advance(10_000);
  await settle();
  assert.equal(standing("Out of order"), 1);
  assert.equal((await newest(postId)).state, "sent");
});

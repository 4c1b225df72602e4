import assert from "node:assert/strict";
import { test } from "node:test";
import sharp from "sharp";
import { openPracticeDesk } from "#test/worlds/practice-desk.ts";
import { claimDue } from "./claiming.ts";
import {
  approvePost,
  claimAndSend,
  draftPost,
  liftHold,
  placeHold,
  recallPost,
  submitPost,
  withdrawApproval,
} from "./index.ts";
import { addMedia } from "#media";

/** What happens between the claim and the request. */
const desk = await openPracticeDesk();
const {
  network,
  networks,
  ctx,
  clock,
  author,
  approver,
  chief,
  keyless,
  sender,
  dispatcher,
  approved,
  recall,
  newest,
  standing,
} = desk;

test("D4: a recall after the claim stops what has not left", async () => {
  const postId = await approved("Recalled in the last moment");
  const claims = await claimDue(ctx, ctx.ids.uuid());
  assert.equal(claims.length, 1);
  const told = await recallPost(author, postId, "The wrong street");
  assert.equal(told.underWay, 1, "the one who recalls is told that one was under way");
  await send(claims);
  assert.equal(standing("Recalled in the last moment"), 0);
  const row = await newest(postId);
  assert.deepEqual([row.state, row.reason], ["refused", "Recalled before it went out."]);
});

test("A3, D4: an approval withdrawn after the claim stops what has not left", async () => {
  const postId = await approved("Withdrawn in the last moment");
  const claims = await claimDue(ctx, ctx.ids.uuid());
  await withdrawApproval(approver, postId, "Second thoughts");
  await send(claims);
  assert.equal(standing("Withdrawn in the last moment"), 0);
  assert.equal((await newest(postId)).state, "held");
});

test("a recall reaches what was already with the network when it was ordered", async () => {
  const postId = await approved("Under way");
  network.control({ latencyMs: 300 });
  const sending = dispatcher().once();
  while (standing("Under way") === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  await recallPost(author, postId, "Found to be wrong");
  await sending;
  network.control({ latencyMs: 0 });
  assert.equal((await newest(postId)).state, "recalling", "known to stand, so taken back");
  await recall();
  assert.equal((await newest(postId)).state, "recalled");
  assert.equal(standing("Under way"), 0);
});

test("a recalled post that the network put off is not tried again", async () => {
  const postId = await approved("Put off");
  network.control({ rate429: 1, retryAfterS: 3 });
  await dispatcher().once();
  network.control({ rate429: 0 });
  assert.equal(
    (await newest(postId)).state,
    "waiting",
    "429 is later, with the network's own pause",
  );
  await recallPost(author, postId, "No longer needed");
  clock.advance(600_000);
  await dispatcher().once();
  assert.equal(standing("Put off"), 0);
  assert.equal((await newest(postId)).state, "refused");
});

test("D4: a hold that comes while a picture goes up keeps the post in", async () => {
  const bytes = await sharp({ create: { width: 64, height: 64, channels: 3, background: "navy" } })
    .png()
    .toBuffer();
  const { sha256 } = await addMedia(author, { name: "blue.png", bytes });
  const media = [{ sha256, alt: "A blue square" }];
  const postId = await approved("With a picture", { media });
  const before = network.log.length;
  network.control({ latencyMs: 700 });
  const sending = dispatcher().once();
  const uploads = () => network.log.slice(before).filter(({ path }) => path === "/api/media");
  while (uploads().length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  const { hold } = await placeHold(chief, { scope: "agency", exceptions: [], reason: "Stop" });
  // The story's time is ours: the last reading of holds grows old only when it moves.
  clock.advance(1_000);
  await sending;
  network.control({ latencyMs: 0 });
  assert.equal(standing("With a picture"), 0);
  assert.equal((await newest(postId)).state, "held");
  await liftHold(chief, hold.id);
});

test("D5: what was under way when a hold was placed, and came back, needs a new approval after the hold", async () => {
  const postId = await approved("Put off under a hold");
  network.control({ rate429: 1, retryAfterS: 2, latencyMs: 300 });
  const before = network.log.length;
  const sending = dispatcher().once();
  while (network.log.length === before) await new Promise((resolve) => setTimeout(resolve, 10));
  const { hold } = await placeHold(chief, {
    scope: "agency",
    exceptions: [],
    reason: "Stop",
  });
  clock.advance(100);
  await sending;
  network.control({ rate429: 0, latencyMs: 0 });
  assert.equal((await newest(postId)).state, "waiting");
  await liftHold(chief, hold.id);
  assert.equal((await newest(postId)).state, "held");
  clock.advance(600_000);
  await dispatcher().once();
  assert.equal(standing("Put off under a hold"), 0);
});

test("D8: life safety is claimed before all that came earlier", async () => {
  for (let n = 0; n < 5; n++) await approved(`Routine ${n}`);
  const alert = await draftPost(author, {
    title: "Leave now",
    text: "Leave beat 4 now",
    channels: [keyless.id],
    class: "alert",
  });
  await submitPost(author, networks, alert.post.id);
  await approvePost(chief, { postId: alert.post.id, hash: alert.hash });
  const first = await claimDue(ctx, ctx.ids.uuid(), true);
  assert.deepEqual(
    first.map(({ postId }) => postId),
    [alert.post.id],
    "however full it is, alerts are claimed",
  );
  await send(first);
  await claimAndSend(ctx, networks, sender());
  assert.equal(standing("Leave beat 4 now"), 1);
});

/** Sends what was claimed, through the last gate. */
async function send(claims: Awaited<ReturnType<typeof claimDue>>): Promise<void> {
  const late = dispatcher();
  await late.once();
  for (const claim of claims) late.start(claim);
  while ((await late.once()) > 0);
}

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { connectChannel, Sender, type Channel } from "#channels";
import { systemClock } from "#platform/clock.ts";
import type { Ctx } from "#platform/context.ts";
import { atEnd, openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import { openSandboxNetwork, type SandboxNetwork } from "../channels/sandbox/network.ts";
import { claimDue } from "./claiming.ts";
import {
  approvePost,
  claimAndSend,
  deliveriesOf,
  Dispatcher,
  draftPost,
  editPost,
  recallPost,
  retryDelivery,
  submitPost,
  withdrawApproval,
} from "./index.ts";
import { recallDue } from "./recalling.ts";
import { settleUnconfirmed } from "./settling.ts";

/** What happens between the claim and the answer, on a network whose answers and time are ours to choose. */
let beat: TestBeat;
let network: SandboxNetwork;
let ctx: Ctx;
/** Days behind, so that the story's time never overtakes the network's own. */
const clock = new StoryClock(systemClock.now().subtract({ hours: 72 }));
let [author, approver, chief]: Ctx[] = [];
let keyless: Channel;

before(async () => {
  network = await openSandboxNetwork();
  beat = await openTestBeat({ allowPrivate: [network.host] });
  atEnd(async () => network[Symbol.asyncDispose]());
  ctx = { ...beat.assembly.ctx, clock };
  const agencyId = await seedTinyCounty({ ...beat.assembly, ctx });
  [author, approver, chief] = await Promise.all(
    ["boyd", "ames", "harlan"].map((name) => as(ctx, agencyId, `${name}@tinycounty.example`)),
  );
  const { token } = network.createAccount("tiny", "Tiny County");
  const { networks } = beat.assembly;
  keyless = await connectChannel(
    person(chief),
    networks.net(person(chief), AbortSignal.timeout(5_000)),
    networks.connector(person(chief), "sandbox"),
    {
      network: "sandbox",
      name: "Practice",
      isPublic: true,
      input: { url: network.url, token, keys: "no" },
    },
  );
});

function person(given: Ctx | undefined): Ctx {
  assert.ok(given);
  return given;
}

async function approved(text: string, more: object = {}) {
  const content = { title: "Notice", text, channels: [keyless.id], ...more };
  const drafted = await draftPost(person(author), content);
  await submitPost(person(author), beat.assembly.networks, drafted.post.id);
  await approvePost(person(approver), { postId: drafted.post.id, hash: drafted.hash });
  return drafted.post.id;
}

function dispatcher(): Dispatcher {
  return new Dispatcher(ctx, beat.assembly.networks, new Sender(ctx, beat.assembly.networks));
}

async function settle(): Promise<void> {
  clock.advance(2_000);
  await settleUnconfirmed(ctx, beat.assembly.networks, new Sender(ctx, beat.assembly.networks));
}

async function newest(postId: string) {
  const row = (await deliveriesOf(person(author), postId)).at(-1);
  assert.ok(row);
  return row;
}

function standing(text: string): number {
  return [...network.state.posts.values()].filter((post) => post.text === text).length;
}

test("D4: a recall after the claim stops what has not left", async () => {
  const postId = await approved("Recalled in the last moment");
  const claims = await claimDue(ctx, ctx.ids.uuid());
  assert.equal(claims.length, 1);
  const told = await recallPost(person(author), postId, "The wrong street");
  assert.equal(told.underWay, 1, "the one who recalls is told that one was under way");
  await send(claims);
  assert.equal(standing("Recalled in the last moment"), 0);
  const row = await newest(postId);
  assert.deepEqual([row.state, row.reason], ["refused", "Recalled before it went out."]);
});

test("A3, D4: an approval withdrawn after the claim stops what has not left", async () => {
  const postId = await approved("Withdrawn in the last moment");
  const claims = await claimDue(ctx, ctx.ids.uuid());
  await withdrawApproval(person(approver), postId, "Second thoughts");
  await send(claims);
  assert.equal(standing("Withdrawn in the last moment"), 0);
  assert.equal((await newest(postId)).state, "held");
});

test("a recall reaches what was already with the network when it was ordered", async () => {
  const postId = await approved("Under way");
  network.control({ latencyMs: 300 });
  const sending = dispatcher().once();
  while (standing("Under way") === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  await recallPost(person(author), postId, "Found to be wrong");
  await sending;
  network.control({ latencyMs: 0 });
  assert.equal((await newest(postId)).state, "recalling", "known to stand, so taken back");
  await recallDue(ctx, beat.assembly.networks, new Sender(ctx, beat.assembly.networks));
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
  await recallPost(person(author), postId, "No longer needed");
  clock.advance(600_000);
  await dispatcher().once();
  assert.equal(standing("Put off"), 0);
  assert.equal((await newest(postId)).state, "refused");
});

test("D3: a new version waits while nobody knows whether the last one stands", async () => {
  const postId = await approved("First wording");
  network.control({ resetAfterAcceptRate: 1 });
  await dispatcher().once();
  network.control({ resetAfterAcceptRate: 0 });
  assert.equal((await newest(postId)).state, "unconfirmed");
  const edited = { title: "Notice", text: "Second wording", channels: [keyless.id] };
  const { hash } = await editPost(person(author), postId, edited);
  await submitPost(person(author), beat.assembly.networks, postId);
  await approvePost(person(approver), { postId, hash });
  await dispatcher().once();
  assert.equal(standing("Second wording"), 0, "it waits");
  await settle();
  await dispatcher().once();
  assert.equal(standing("First wording"), 0, "edited in place");
  assert.equal(standing("Second wording"), 1);
});

test("D3: a network that was too slow may still publish, so its silence is not believed at once", async () => {
  const postId = await approved("Slow road");
  network.control({ latencyMs: 1_500 });
  const cut = new Sender(ctx, beat.assembly.networks);
  const publish = cut.publish.bind(cut);
  cut.publish = (order) => publish(order, AbortSignal.timeout(200));
  await new Dispatcher(ctx, beat.assembly.networks, cut).once();
  network.control({ latencyMs: 0 });
  const row = await newest(postId);
  assert.equal(row.state, "unconfirmed");
  assert.match(row.reason ?? "", /may still arrive/);
  await settle();
  assert.equal(
    (await newest(postId)).state,
    "unconfirmed",
    "a look two seconds later proves nothing",
  );
  clock.advance(61_000);
  await settle();
  assert.equal((await newest(postId)).state, "sent");
  assert.equal(standing("Slow road"), 1);
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

test("D8: life safety is claimed before all that came earlier", async () => {
  for (let n = 0; n < 5; n++) await approved(`Routine ${n}`);
  const alert = await draftPost(person(author), {
    title: "Leave now",
    text: "Leave beat 4 now",
    channels: [keyless.id],
    class: "alert",
  });
  await submitPost(person(author), beat.assembly.networks, alert.post.id);
  await approvePost(person(chief), { postId: alert.post.id, hash: alert.hash });
  const first = await claimDue(ctx, ctx.ids.uuid(), true);
  assert.deepEqual(
    first.map(({ postId }) => postId),
    [alert.post.id],
    "however full it is, alerts are claimed",
  );
  await send(first);
  await claimAndSend(ctx, beat.assembly.networks, new Sender(ctx, beat.assembly.networks));
  assert.equal(standing("Leave beat 4 now"), 1);
});

test("a token that has expired stops at that channel with what to do, and the retry goes out", async () => {
  const postId = await approved("Expired");
  network.control({ expireTokens: true });
  await dispatcher().once();
  network.control({ expireTokens: false });
  const row = await newest(postId);
  assert.equal(row.state, "refused");
  assert.match(row.reason ?? "", /connect|expired/i);
  await retryDelivery(person(author), row.id);
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

/** Sends what was claimed, through the last gate. */
async function send(claims: Awaited<ReturnType<typeof claimDue>>): Promise<void> {
  const late = dispatcher();
  await late.once();
  for (const claim of claims) late.start(claim);
  while ((await late.once()) > 0);
}

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { personByEmail } from "#agency";
import { openChannels, type Channel } from "#channels";
import { asSystem, type Ctx } from "#platform/context.ts";
import { Refusal } from "#platform/refusal.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import { addPerson } from "#agency";
import { transact } from "#platform/db/database.ts";
import {
  activeHolds,
  approvePost,
  breakGlass,
  claimAndSend,
  deliveriesOf,
  draftPost,
  editPost,
  liftHold,
  placeHold,
  postVersion,
  recallPost,
  reviewBreakGlass,
  submitPost,
  withdrawApproval,
} from "./index.ts";

let beat: TestBeat;
let agencyId: string;
let boyd: Ctx;
let ames: Ctx;
let harlan: Ctx;
let website: Channel;

const say = (text: string, more: object = {}) => ({
  text,
  title: "Notice",
  channels: [website.id],
  ...more,
});

before(async () => {
  beat = await openTestBeat();
  agencyId = await seedTinyCounty(beat.assembly);
  [boyd, ames, harlan] = (await Promise.all(
    ["boyd", "ames", "harlan"].map((name) =>
      as(beat.assembly.ctx, agencyId, `${name}@tinycounty.example`),
    ),
  )) as [Ctx, Ctx, Ctx];
  const [first] = await openChannels(boyd);
  assert.ok(first);
  website = first;
});

function refused(code: string) {
  return (error: unknown) => error instanceof Refusal && error.code === code;
}

async function send(): Promise<void> {
  await claimAndSend(beat.assembly.ctx, beat.assembly.networks, beat.assembly.sender);
}

async function submitted(text: string, more: object = {}) {
  const drafted = await draftPost(boyd, say(text, more));
  await submitPost(boyd, beat.assembly.networks, drafted.post.id);
  return drafted;
}

async function statesOf(postId: string): Promise<string[]> {
  return (await deliveriesOf(boyd, postId)).map(({ state }) => state);
}

test("A2: a post goes out only after a second person approved it", async () => {
  const drafted = await submitted("The bridge is closed.");
  await send();
  assert.deepEqual(await statesOf(drafted.post.id), []);
  await approvePost(ames, { postId: drafted.post.id, hash: drafted.hash });
  await send();
  const [delivery] = await deliveriesOf(boyd, drafted.post.id);
  assert.equal(delivery?.state, "sent");
  assert.ok(delivery?.remoteId, "D2: sent carries the network's own id");
});

test("A2: nobody approves a post that he wrote, even in part", async () => {
  const drafted = await draftPost(boyd, say("Written by Boyd."));
  const edited = await editPost(harlan, drafted.post.id, say("Edited by Harlan."), 1).catch(
    (error: unknown) => error,
  );
  assert.ok(!(edited instanceof Error), String(edited));
  await submitPost(boyd, beat.assembly.networks, drafted.post.id);
  const { hash } = await postVersion(boyd, drafted.post.id);
  await assert.rejects(approvePost(harlan, { postId: drafted.post.id, hash }), refused("own-post"));
});

test("A3: any edit voids the approval, and an approval of the old hash is refused", async () => {
  const drafted = await submitted("First words.");
  await editPost(boyd, drafted.post.id, say("Other words."));
  await assert.rejects(
    approvePost(ames, { postId: drafted.post.id, hash: drafted.hash }),
    refused("changed-meanwhile"),
  );
  assert.deepEqual(await statesOf(drafted.post.id), []);
});

test("A2: an approval withdrawn before the time stops the post", async () => {
  const drafted = await submitted("Tomorrow's news.", {
    publish: { when: "at", local: "2027-01-05T09:00", zone: "America/Chicago" },
  });
  await approvePost(ames, { postId: drafted.post.id, hash: drafted.hash });
  assert.deepEqual(await statesOf(drafted.post.id), ["waiting"]);
  await withdrawApproval(ames, drafted.post.id, "The event is off.");
  assert.deepEqual(await statesOf(drafted.post.id), ["held"]);
});

test("D4, D5: a hold stops what waits, and lifting it releases nothing by itself", async () => {
  const drafted = await submitted("Scheduled.", {
    publish: { when: "at", local: "2027-01-06T09:00", zone: "America/Chicago" },
  });
  await approvePost(ames, { postId: drafted.post.id, hash: drafted.hash });
  const { hold } = await placeHold(harlan, {
    scope: "agency",
    exceptions: [],
    reason: "Officer-involved shooting",
  });
  assert.deepEqual(await statesOf(drafted.post.id), ["held"]);
  await liftHold(harlan, hold.id);
  await send();
  assert.deepEqual(await statesOf(drafted.post.id), ["held"]);
  assert.deepEqual(await activeHolds(harlan), []);
  await submitPost(boyd, beat.assembly.networks, drafted.post.id);
  await approvePost(ames, { postId: drafted.post.id, hash: drafted.hash });
  assert.deepEqual(
    await statesOf(drafted.post.id),
    ["waiting"],
    "a new approval, by the same sergeant, frees it",
  );
});

test("D4: while a hold is in force an approved post is held and not sent", async () => {
  const { hold } = await placeHold(harlan, {
    scope: "class",
    target: "routine",
    exceptions: [],
    reason: "Quiet, please",
  });
  const drafted = await submitted("Approved under a hold.");
  await approvePost(ames, { postId: drafted.post.id, hash: drafted.hash });
  await send();
  assert.deepEqual(await statesOf(drafted.post.id), ["held"]);
  await liftHold(harlan, hold.id);
});

test("A4: break-glass publishes alone, loudly, and its user cannot review it", async () => {
  const drafted = await draftPost(boyd, say("Evacuate Creek Rd now.", { class: "alert" }));
  const { hash } = drafted;
  const actor = boyd.actor.kind === "person" ? boyd.actor : undefined;
  await breakGlass({ ...boyd, actor: { ...boyd.actor, ...actor } } as Ctx, beat.assembly.networks, {
    postId: drafted.post.id,
    hash,
    reason: "The creek is over the road and nobody answers.",
  });
  await send();
  assert.deepEqual(await statesOf(drafted.post.id), ["sent"]);
  const [row] = await transact(asSystem(boyd, "test", agencyId), (tx) =>
    tx.tx.raw<{ id: string; due: string }>(
      "select id, review_due_at::text as due from approvals where kind = 'break-glass'",
    ),
  );
  assert.ok(row?.due);
  await assert.rejects(reviewBreakGlass(boyd, row.id, "It was right."), refused("not-your-role"));
  await reviewBreakGlass(harlan, row.id, "It was right to act.");
});

test("P1: who was not asked for by the class may not approve, and is told who may", async () => {
  const drafted = await submitted("A death.", { class: "death" });
  await assert.rejects(
    approvePost(ames, { postId: drafted.post.id, hash: drafted.hash }),
    refused("not-your-step"),
  );
});

test("policy 2.1: a person who has not acknowledged the policy may not draft", async () => {
  await transact(asSystem(boyd, "test", agencyId), (tx) =>
    addPerson(tx, { email: "new@tinycounty.example", name: "New Deputy", roles: ["contributor"] }),
  );
  assert.ok(await personByEmail(boyd, "new@tinycounty.example"));
  await assert.rejects(
    draftPost(await as(boyd, agencyId, "new@tinycounty.example"), say("Hello.")),
    refused("not-acknowledged"),
  );
});

test("a published post is recalled from the site and what waits never goes out", async () => {
  const drafted = await submitted("Wrong road.");
  await approvePost(ames, { postId: drafted.post.id, hash: drafted.hash });
  await send();
  await recallPost(boyd, drafted.post.id, "The road is open.");
  await send();
  assert.deepEqual(await statesOf(drafted.post.id), ["recalled"]);
});

test("a new version of a published post edits it in place where the network can", async () => {
  const drafted = await submitted("Open until 5.");
  await approvePost(ames, { postId: drafted.post.id, hash: drafted.hash });
  await send();
  await editPost(boyd, drafted.post.id, say("Open until 6."));
  await submitPost(boyd, beat.assembly.networks, drafted.post.id);
  await approvePost(ames, {
    postId: drafted.post.id,
    hash: (await postVersion(boyd, drafted.post.id)).hash,
  });
  await send();
  const rows = await deliveriesOf(boyd, drafted.post.id);
  assert.equal(rows.length, 2);
  assert.equal(rows[0]?.remoteId, rows[1]?.remoteId, "the same page, edited");
});

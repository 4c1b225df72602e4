import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "#platform/clock.ts";
import { discardPost, draftPost, editPost, liftHold, placeHold, postVersion } from "#publish";
import { openPracticeDesk } from "#test/worlds/practice-desk.ts";
import { keepEvergreen, useEvergreen } from "./index.ts";
import { allEvergreens, offerOf } from "./evergreen-offers.ts";
import { retireEvergreen } from "./evergreens.ts";
import { bookPlace } from "./bookings.ts";
import { leaveQueue, queue, swapPlaces } from "./queue.ts";
import { addSlot, dropSlot } from "./slots.ts";

const { clock, author, approver, chief, keyless, approve, dispatcher } = await openPracticeDesk();
const zone = "America/Chicago";
clock.set(Temporal.Instant.from("2027-05-04T19:00:00Z")); // Tuesday, noon

async function drafted(text: string, more: object = {}) {
  const content = { title: text, text, channels: [keyless.id], ...more };
  return { id: (await draftPost(author, content)).post.id, content };
}

/** Books the next place and saves the draft with it, as the composer does. */
async function queued(text: string, more: object = {}) {
  const { id, content } = await drafted(text, more);
  const place = await bookPlace(author, { postId: id });
  await editPost(author, id, { ...content, publish: { when: "at", local: place.local, zone } });
  return { id, place };
}

test("the next free slot is the first that fits the channels and the objective", async () => {
  const { id } = await drafted("No slot yet");
  await assert.rejects(bookPlace(author, { postId: id }), /No slot of the queue is for these/);
  await addSlot(author, { weekday: 2, time: "09:00" });
  await addSlot(author, { weekday: 4, time: "17:00", objective: "recruit" });
  const one = await queued("One");
  assert.equal(one.place.local, "2027-05-11T09:00", "this Tuesday's nine o'clock has passed");
  const recruit = await queued("Recruit", { purpose: "recruit" });
  assert.equal(recruit.place.local, "2027-05-06T17:00");
  const two = await queued("Two");
  assert.equal(two.place.local, "2027-05-18T09:00", "taken, so the week after");
});

test("two people who ask at once never get the same slot", async () => {
  const [one, two] = await Promise.all([drafted("Left"), drafted("Right")]);
  const places = await Promise.all([
    bookPlace(author, { postId: one.id }),
    bookPlace(approver, { postId: two.id }),
  ]);
  assert.notEqual(places[0].local, places[1].local);
  await discardPost(author, one.id);
  await discardPost(author, two.id);
});

test("a slot whose post was moved or put away is free again", async () => {
  const { id, place } = await queued("Moved on");
  const { content } = await postVersion(author, id);
  clock.advance(20 * 60_000);
  await editPost(author, id, { ...content, publish: { when: "when-approved" } });
  const next = await queued("In its place");
  assert.equal(next.place.local, place.local);
});

test("two places change their posts, and both need their approval anew", async () => {
  const filled = (await queue(author, 6)).places.filter(({ post }) => post !== null);
  const [from, to] = [filled[1], filled[2]];
  assert.ok(from?.post && to?.post);
  const before = await postVersion(author, from.post.id);
  await swapPlaces(author, { from, to });
  const after = await postVersion(author, from.post.id);
  assert.notEqual(before.hash, after.hash);
  assert.deepEqual(after.content.publish, { when: "at", local: to.local, zone });
  const now = (await queue(author, 6)).places;
  assert.equal(now.find(({ local }) => local === from.local)?.post?.id, to.post.id);
  await leaveQueue(author, to.post.id);
  assert.deepEqual((await postVersion(author, to.post.id)).content.publish, {
    when: "when-approved",
  });
});

test("a post goes only where its slot is for it, and whoever left a place is not moved by it", async () => {
  const { places } = await queue(author, 8);
  const recruit = places.find(({ post }) => post?.headline === "Recruit");
  assert.ok(recruit?.later, "the next slot for recruiting, not the nearest");
  const own = places.find(
    ({ slotId, day }) => slotId === recruit.later?.slotId && day === recruit.later.day,
  );
  assert.equal(own?.slotId === recruit.slotId || own?.post === null, true);
  const general = places.find(({ post }) => post !== null && post.headline !== "Recruit");
  const kept = places.find(({ slotId, post }) => slotId === recruit.slotId && post === null);
  assert.ok(general && kept);
  await assert.rejects(swapPlaces(author, { from: general, to: kept }), /kept for other channels/);

  const gone = await queued("Gone from its place");
  const { content } = await postVersion(author, gone.id);
  const elsewhere = { when: "at" as const, local: "2027-06-30T08:00", zone };
  await editPost(author, gone.id, { ...content, publish: elsewhere });
  clock.advance(20 * 60_000);
  const from = (await queue(author, 8)).places.find(
    ({ post, slotId }) => post !== null && slotId === gone.place.slotId,
  );
  assert.ok(from);
  await swapPlaces(author, { from, to: gone.place });
  assert.deepEqual((await postVersion(author, gone.id)).content.publish, elsewhere);
  const yesterday = { slotId: from.slotId, day: "2027-05-04" };
  await assert.rejects(swapPlaces(author, { from: gone.place, to: yesterday }), /has passed/);
});

test("a hold shows in the queue: the post keeps its place and waits for a person", async () => {
  const { id, place } = await queued("Held in its slot");
  await approve(id, (await postVersion(author, id)).hash);
  const { hold } = await placeHold(chief, {
    scope: "agency",
    exceptions: [],
    reason: "Incident at the mall",
  });
  const at = async () => (await queue(author, 8)).places.find(({ post }) => post?.id === id);
  assert.deepEqual((await at())?.post?.isHeld, true);
  assert.equal((await at())?.local, place.local);
  await liftHold(chief, hold.id);
  assert.equal((await at())?.post?.standing, "needs-person", "it never goes out by itself again");
});

test("a dropped slot has no places, and its post keeps its time", async () => {
  const { slots, places } = await queue(author, 6);
  const kept = places.find(({ post }) => post !== null);
  await dropSlot(author, kept?.slotId ?? "");
  const after = await queue(author, 6);
  assert.equal(after.slots.length, slots.length - 1);
  assert.equal((await postVersion(author, kept?.post?.id ?? "")).content.publish.when, "at");
});

test("an evergreen post is a new draft each time, not before its days are over and not past its last", async () => {
  const { id: postId } = await drafted("Lock your car");
  const { id } = await keepEvergreen(author, {
    title: "Lock your car",
    postId,
    expiresOn: "2027-07-01",
    minDays: 30,
  });
  const first = await useEvergreen(author, id);
  assert.equal((await postVersion(author, first.postId)).post.state, "draft");
  await assert.rejects(useEvergreen(author, id), /may be used in 30 days/);
  await discardPost(author, first.postId);
  const second = await useEvergreen(author, id);
  assert.notEqual(second.postId, first.postId);
  clock.advance(90 * 24 * 3_600_000);
  await assert.rejects(useEvergreen(author, id), /was to be used until 2027-07-01/);
  assert.equal((await allEvergreens(author))[0]?.why, "expired");
  await retireEvergreen(author, id);
  assert.equal((await allEvergreens(author))[0]?.why, "retired");
});

test("what was sent yesterday is not offered as evergreen today", async () => {
  const { id: postId, content } = await drafted("Slow down near schools");
  await approve(postId, (await editPost(author, postId, content)).hash);
  await dispatcher().once();
  const { id } = await keepEvergreen(author, {
    title: "Schools",
    postId,
    expiresOn: "2028-01-01",
    minDays: 14,
  });
  await assert.rejects(useEvergreen(author, id), /may be used in 14 days/);
  clock.advance(14 * 24 * 3_600_000);
  const { postId: again } = await useEvergreen(author, id);
  const draft = await postVersion(author, again);
  const local = "2027-09-30T09:00";
  await editPost(author, again, { ...draft.content, publish: { when: "at", local, zone } });
  clock.advance(20 * 24 * 3_600_000);
  await assert.rejects(
    useEvergreen(author, id),
    /lately/,
    "counted from the day it is planned for",
  );
});

test("whether an evergreen post is offered is said with its reason", () => {
  const given = { expiresOn: "2027-06-30", minDays: 14, isRetired: false, lastUsedOn: undefined };
  assert.equal(offerOf(given, "2027-06-30").isOffered, true, "its last day counts");
  assert.equal(offerOf(given, "2027-07-01").why, "expired");
  const used = { ...given, lastUsedOn: "2027-06-01" };
  assert.deepEqual(offerOf(used, "2027-06-14"), { isOffered: false, why: "too-soon", inDays: 1 });
  assert.equal(offerOf(used, "2027-06-15").isOffered, true);
});

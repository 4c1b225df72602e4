import assert from "node:assert/strict";
import { before, test } from "node:test";
import { addPerson, personOf } from "#agency";
import { openChannels } from "#channels";
import { asSystem, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, makeReady, StoryClock } from "#test/worlds/world.ts";
import {
  approveDelegation,
  delegationsOf,
  endDelegation,
  proposeDelegation,
} from "./delegations.ts";
import { approvePost, draftPost, pendingApprovals, submitPost } from "./index.ts";

const clock = new StoryClock();
let beat: TestBeat;
let [boyd, ames, harlan, otis]: Ctx[] = [];
let website = "";
const beats = ["018f0000-0000-7000-8000-00000000000a", "018f0000-0000-7000-8000-00000000000b"];

/** Otis approves everyday posts; a death is for command alone, and command is one woman on a river. */
before(async () => {
  beat = await openTestBeat();
  const ctx = { ...beat.assembly.ctx, clock };
  const agencyId = await seedTinyCounty({ ...beat.assembly, ctx });
  await transact(asSystem(ctx, "test", agencyId), (tx) =>
    addPerson(tx, { email: "otis@tinycounty.example", name: "Otis Reed", roles: ["approver"] }),
  );
  const of = (name: string) => as(ctx, agencyId, `${name}@tinycounty.example`);
  [boyd, ames, harlan, otis] = [
    await of("boyd"),
    await of("ames"),
    await of("harlan"),
    await of("otis"),
  ];
  await makeReady(otis, ames, 1);
  website = (await openChannels(boyd))[0]?.id ?? "";
});

function the(person: Ctx | undefined): Ctx {
  assert.ok(person);
  return person;
}

async function death(about: string[] = []) {
  const content = { title: "Death", text: "A man died", class: "death", channels: [website] };
  const made = await draftPost(the(boyd), { ...content, beats: about });
  await submitPost(the(boyd), beat.assembly.networks, made.post.id);
  return { postId: made.post.id, hash: made.hash };
}

async function proposed(more: object = {}) {
  return proposeDelegation(the(ames), {
    class: "death",
    role: "command",
    people: [personOf(the(otis)).personId],
    beats: [],
    startsAt: clock.now().add({ hours: 1 }).toString(),
    endsAt: clock.now().add({ hours: 9 }).toString(),
    reason: "The sheriff is at the river tonight.",
    ...more,
  });
}

const denied = (code: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code;

test("A5: a delegation lends nothing before it is approved, begun, or for another class, and nothing once it is over", async () => {
  const post = await death();
  const { id } = await proposed();
  await assert.rejects(approvePost(the(otis), post), denied("not-your-step"), "asked for only");
  await approveDelegation(the(harlan), id);
  await assert.rejects(approvePost(the(otis), post), denied("not-your-step"), "not begun");
  clock.advance(2 * 3_600_000);
  const [waiting] = await pendingApprovals(the(otis));
  assert.equal(waiting?.whyNotMe, null, "the approver's screen offers it");
  const other = await draftPost(the(boyd), {
    text: "Two deputies shot",
    class: "officer-involved",
    channels: [website],
  });
  await submitPost(the(boyd), beat.assembly.networks, other.post.id);
  await assert.rejects(
    approvePost(the(otis), { postId: other.post.id, hash: other.hash }),
    denied("not-your-step"),
  );
  assert.equal((await approvePost(the(otis), post)).complete, true);
  const late = await death();
  clock.advance(8 * 3_600_000);
  await assert.rejects(approvePost(the(otis), late), denied("not-your-step"), "over");
});

test("A5: nobody approves a delegation that he or she asked for or gains by", async () => {
  const { id } = await proposed({ people: [personOf(the(harlan)).personId] });
  await assert.rejects(approveDelegation(the(harlan), id), denied("own-delegation"));
  await assert.rejects(approveDelegation(the(otis), id), Refusal);
  await assert.rejects(approveDelegation(the(ames), id), Refusal);
});

test("A5: a delegation for one beat lends nothing for another, nor for the whole county", async () => {
  const { id } = await proposed({ beats: beats.slice(0, 1), startsAt: clock.now().toString() });
  await approveDelegation(the(harlan), id);
  clock.advance(1_000);
  const everywhere = await death();
  await assert.rejects(approvePost(the(otis), everywhere), denied("not-your-step"));
  const both = await death(beats);
  await assert.rejects(approvePost(the(otis), both), denied("not-your-step"));
  const there = await death(beats.slice(0, 1));
  assert.equal((await approvePost(the(otis), there)).complete, true);
  await endDelegation(the(ames), id, "The sheriff is back");
  const later = await death(beats.slice(0, 1));
  await assert.rejects(approvePost(the(otis), later), denied("not-your-step"), "ended");
  const [shown] = (await delegationsOf(the(ames))).filter((one) => one.id === id);
  assert.deepEqual([shown?.state, shown?.peopleNames], ["ended", ["Otis Reed"]]);
});

test("A2: a delegation never lets an author approve the own words", async () => {
  const { id } = await proposed({
    people: [personOf(the(boyd)).personId],
    startsAt: clock.now().toString(),
  });
  await approveDelegation(the(harlan), id);
  clock.advance(1_000);
  const post = await death();
  await assert.rejects(approvePost(the(boyd), post), Refusal);
});

test("a delegation has an end, and not one beyond a season", async () => {
  const endsAt = clock
    .now()
    .add({ hours: 24 * 93 })
    .toString();
  await assert.rejects(proposed({ endsAt }), denied("too-long"));
  await assert.rejects(proposed({ endsAt: clock.now().toString() }), denied("wrong-span"));
  await assert.rejects(proposed({ class: "no-such" }), denied("unknown-class"));
});

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { openChannels } from "#channels";
import { searchArchive, recordsOf } from "#archive";
import type { Ctx } from "#platform/context.ts";
import { Refusal } from "#platform/refusal.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import {
  approvePost,
  draftPost,
  editPost,
  keepDraft,
  postVersion,
  settleLeftDrafts,
  submitPost,
} from "./index.ts";
import { postPage } from "./post-page.ts";

const clock = new StoryClock();
let beat: TestBeat;
let boyd: Ctx;
let ames: Ctx;
let harlan: Ctx;
let channelId = "";

const say = (text: string) => ({ title: "Notice", text, channels: [channelId] });

before(async () => {
  beat = await openTestBeat({ clock });
  const agencyId = await seedTinyCounty(beat.assembly);
  const person = (name: string) => as(beat.assembly.ctx, agencyId, `${name}@tinycounty.example`);
  boyd = await person("boyd");
  ames = await person("ames");
  harlan = await person("harlan");
  channelId = (await openChannels(boyd))[0]?.id ?? "";
});

function refused(code: string) {
  return (error: unknown) => error instanceof Refusal && error.code === code;
}

async function kindsOf(postId: string): Promise<string[]> {
  const records = await recordsOf(harlan, { kind: "post", id: postId });
  return records.map(({ kind }) => kind);
}

test("typing on is one version and one record; the pause after it is the next", async () => {
  const first = await draftPost(boyd, say("The"));
  let last = first.hash;
  for (const text of ["The bridge", "The bridge is", "The bridge is closed."]) {
    const saved = await keepDraft(boyd, first.post.id, say(text), last);
    assert.deepEqual([saved.version, saved.isVersion], [1, false]);
    last = saved.hash;
  }
  assert.equal((await postVersion(boyd, first.post.id)).content.text, "The");
  const left = await editPost(boyd, first.post.id, say("The bridge is closed."), last);
  assert.deepEqual([left.version, left.content.text], [2, "The bridge is closed."]);
  assert.equal(left.hash, last, "what was typed and what is kept are one text");
  assert.equal((await kindsOf(first.post.id)).length, 2);
});

test("typing past the window is a version of its own", async () => {
  const first = await draftPost(boyd, say("One"));
  clock.advance(121_000);
  const later = await keepDraft(boyd, first.post.id, say("One and two"), first.hash);
  assert.deepEqual([later.version, later.isVersion], [2, true]);
});

test("nobody but its author is shown what is being typed", async () => {
  const first = await draftPost(boyd, say("Public words"));
  await keepDraft(boyd, first.post.id, say("Half a thought"), first.hash);
  assert.equal((await postPage(boyd, first.post.id)).typed?.content.text, "Half a thought");
  const seen = await postPage(ames, first.post.id);
  assert.deepEqual([seen.typed, seen.content.text], [null, "Public words"]);
});

test("R1: what was typed and left is on the record within the window, though the page was closed", async () => {
  const first = await draftPost(boyd, say("Closed until"));
  await keepDraft(boyd, first.post.id, say("Closed until noon quagmire"), first.hash);
  assert.equal(await settleLeftDrafts(beat.assembly.ctx), 0, "the author may still be typing");
  clock.advance(121_000);
  await settleLeftDrafts(beat.assembly.ctx);
  const kept = await postVersion(boyd, first.post.id);
  assert.deepEqual([kept.version, kept.content.text], [2, "Closed until noon quagmire"]);
  assert.equal((await searchArchive(harlan, { words: "quagmire" })).results.length, 1);
});

test("a page that slept while its draft was settled goes on without a quarrel", async () => {
  const first = await draftPost(boyd, say("Sleep"));
  const typed = await keepDraft(boyd, first.post.id, say("Sleep well"), first.hash);
  clock.advance(121_000);
  await settleLeftDrafts(beat.assembly.ctx);
  const next = await keepDraft(boyd, first.post.id, say("Sleep well tonight"), typed.hash);
  assert.equal(next.isVersion, false);
});

test("A1: submitting asks for approval of the last typed text, made a version first", async () => {
  const first = await draftPost(boyd, say("Road"));
  const typed = await keepDraft(boyd, first.post.id, say("Road closed"), first.hash);
  await submitPost(boyd, beat.assembly.networks, first.post.id);
  await assert.rejects(
    approvePost(ames, { postId: first.post.id, hash: first.hash }),
    refused("changed-meanwhile"),
  );
  await approvePost(ames, { postId: first.post.id, hash: typed.hash });
});

test("A3: typing in what waits for approval is a new version at once and voids what was asked", async () => {
  const first = await draftPost(boyd, say("As asked"));
  await submitPost(boyd, beat.assembly.networks, first.post.id);
  const saved = await keepDraft(boyd, first.post.id, say("As asked, changed"), first.hash);
  assert.equal(saved.isVersion, true);
  await assert.rejects(
    approvePost(ames, { postId: first.post.id, hash: first.hash }),
    refused("changed-meanwhile"),
  );
});

test("two tabs of one author do not write over each other", async () => {
  const first = await draftPost(boyd, say("Tab"));
  await keepDraft(boyd, first.post.id, say("Tab one"), first.hash);
  await assert.rejects(
    keepDraft(boyd, first.post.id, say("Tab two"), first.hash),
    refused("edited-meanwhile"),
  );
});

test("R1: what somebody was typing when another person's text took its place is captured as it was", async () => {
  const first = await draftPost(boyd, say("Base"));
  const typed = await keepDraft(boyd, first.post.id, say("Base by Boyd platypus"), first.hash);
  await editPost(harlan, first.post.id, say("Base by Harlan"), first.version);
  assert.ok((await kindsOf(first.post.id)).includes("publish.draft-left"));
  assert.equal((await searchArchive(harlan, { words: "platypus" })).results.length, 1);
  await assert.rejects(
    keepDraft(boyd, first.post.id, say("Base by Boyd, more"), typed.hash),
    refused("edited-meanwhile"),
  );
});

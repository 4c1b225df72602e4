import assert from "node:assert/strict";
import { test } from "node:test";
import { instantOf } from "#platform/clock.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { openPracticeDesk } from "#test/worlds/practice-desk.ts";
import { deliveriesOf, draftPost, editPost, recallPost, submitPost } from "./index.ts";
import { liveStateOf, streamKeyOf } from "./live.ts";

/** A press conference that is announced as a live stream: approved, sent once, edited and recalled like any post. */
const desk = await openPracticeDesk();
const { author, approver, network, networks, keyless, clock, dispatcher } = desk;
const zone = "America/Chicago";

/** The wall clock of the agency, so many hours ahead. */
function local(hours: number): string {
  const at = clock.now().add({ hours }).toZonedDateTimeISO(zone);
  return at.toPlainDateTime().toString({ smallestUnit: "minute" });
}

const live = (hours: number, channels = [keyless.id]) => ({
  live: { local: local(hours), zone, channels },
});
const onNetwork = (text: string) =>
  [...network.state.posts.values()].find((post) => post.text === text);

async function announced(text: string, hours = 24): Promise<string> {
  const id = await desk.approved(text, live(hours));
  await dispatcher().once();
  return id;
}

test("a live stream goes out once with the start that was approved, as the zone's clocks show it", async () => {
  const text = "The sheriff answers questions tomorrow.";
  const wanted = local(24);
  const id = await announced(text);
  const { state } = await desk.newest(id);
  assert.equal(state, "sent");
  const shown = instantOf(onNetwork(text)?.live?.startsAt ?? "").toZonedDateTimeISO(zone);
  assert.equal(shown.toPlainDateTime().toString({ smallestUnit: "minute" }), wanted);
  assert.equal(desk.standing(text), 1);
});

test("A3: another start is another version, and voids the approval", async () => {
  const { post, hash } = await draftPost(author, {
    title: "Notice",
    text: "Moved",
    channels: [keyless.id],
    ...live(24),
  });
  const moved = await editPost(author, post.id, {
    title: "Notice",
    text: "Moved",
    channels: [keyless.id],
    ...live(30),
  });
  assert.notEqual(moved.hash, hash);
});

test("an edit moves the announcement that stands, and a recall takes it away", async () => {
  const id = await announced("Press conference at ten.");
  const content = { title: "Notice", text: "Press conference at noon.", channels: [keyless.id] };
  const moved = await editPost(author, id, { ...content, ...live(26) });
  await desk.approve(id, moved.hash);
  await dispatcher().once();
  assert.equal(onNetwork("Press conference at ten."), undefined);
  assert.ok(onNetwork("Press conference at noon.")?.live);
  await recallPost(approver, id, "The conference is called off");
  await desk.recall();
  assert.equal(onNetwork("Press conference at noon."), undefined);
});

test("a start that passes before it is announced is not handed in; one already announced can be put right", async () => {
  const content = { title: "Notice", text: "Too late", channels: [keyless.id] };
  const late = await draftPost(author, { ...content, ...live(-1) });
  await assert.rejects(submitPost(author, networks, late.post.id), { code: "live-passed" });
  const at = local(30);
  const first = await draftPost(author, {
    ...content,
    ...live(24),
    publish: { when: "at", local: at, zone },
  });
  await assert.rejects(submitPost(author, networks, first.post.id), { code: "live-passed" });
  const far = await draftPost(author, { ...content, ...live(24 * 380) });
  await assert.rejects(submitPost(author, networks, far.post.id), { code: "live-too-far" });

  const same = live(2);
  const id = await desk.approved("The recording stays.", same);
  await dispatcher().once();
  clock.advance(5 * 3_600_000);
  const fixed = await editPost(author, id, { ...content, text: "It stays for good.", ...same });
  await desk.approve(id, fixed.hash);
  await dispatcher().once();
  assert.ok(onNetwork("It stays for good."));
});

test("a channel without live streams keeps it from being handed in, or gets the plain words", async () => {
  const fediverse = await desk.connect("fediverse", { actor: "news" });
  const channels = [keyless.id, fediverse.id];
  const content = { title: "Notice", text: "Watch us", channels };
  const wrong = await draftPost(author, { ...content, ...live(24, channels) });
  await assert.rejects(submitPost(author, networks, wrong.post.id), /no live streams/);
  const { post, hash } = await draftPost(author, { ...content, ...live(24) });
  await desk.approve(post.id, hash);
  const rows = await deliveriesOf(author, post.id);
  const isLive = (channelId: string) =>
    "live" in Object(rows.find((row) => row.channelId === channelId)?.payload);
  assert.deepEqual(channels.map(isLive), [true, false]);
});

test("where it stands is the network's word", async () => {
  const id = await announced("Tomorrow at the town hall.");
  const { id: delivery } = await desk.newest(id);
  const state = async () => (await liveStateOf(author, networks, delivery)).state;
  assert.equal(await state(), "upcoming");
  clock.advance(24 * 3_600_000 + 60_000);
  assert.equal(await state(), "live");
  clock.advance(2 * 3_600_000);
  assert.equal(await state(), "ended");
  network.state.posts.clear();
  assert.equal(await state(), "gone");
});

test("P4: the stream's key is for the PIO behind a fresh proof, each look is audited, nothing keeps it", async () => {
  const id = await announced("Live from the mill.");
  const { id: delivery } = await desk.newest(id);
  const { key, url } = await streamKeyOf(author, networks, delivery);
  assert.match(url, /^rtmp:/);
  const refused = { code: "not-your-role" };
  await assert.rejects(streamKeyOf(approver, networks, delivery), refused);
  await assert.rejects(streamKeyOf(unproved(author), networks, delivery), {
    code: "step-up-needed",
  });
  const kept = await read(asSystem(desk.ctx, "test", approver.actor.agencyId), (tx) =>
    tx.tx.raw<{ row: string }>(
      `select to_jsonb(d)::text as row from deliveries d union all
       select to_jsonb(a)::text from audit_events a union all
       select to_jsonb(i)::text from inbound_items i`,
    ),
  );
  const all = kept.map(({ row }) => row).join("\n");
  assert.match(all, /read the key of a live stream/);
  assert.ok(!all.includes(key), "the key is in the database");
});

test("a post that is no live stream, or not sent yet, has neither state nor key", async () => {
  const none = { code: "no-live-stream" };
  const plain = await desk.approved("Only words");
  await dispatcher().once();
  await assert.rejects(liveStateOf(author, networks, (await desk.newest(plain)).id), none);
  const waiting = await desk.approved("Not yet", live(24));
  await assert.rejects(streamKeyOf(author, networks, (await desk.newest(waiting)).id), none);
});

/** The same person in a browser whose last proof is long ago. */
function unproved(ctx: Ctx): Ctx {
  const { actor } = ctx;
  assert.equal(actor.kind, "person");
  return { ...ctx, actor: { ...actor, via: "session" } };
}

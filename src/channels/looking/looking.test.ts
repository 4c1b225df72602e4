import assert from "node:assert/strict";
import { test } from "node:test";
import { recordsOf, verifyArchive } from "#archive";
import { asSystem } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { atEnd } from "#test/openbeat.ts";
import { startMastodon } from "#test/networks/mastodon.ts";
import { openPracticeDesk } from "#test/worlds/practice-desk.ts";
import { recordById } from "../../archive/records.ts";
import { eraseInbound } from "../erasing.ts";
import { receiveChannel } from "../receiving.ts";
import { lookAgain } from "./looking.ts";
import { fetchDue } from "./media.ts";

/** What stands on the practice network, and on a Mastodon server, changes after it came in. */
const mastodon = await startMastodon();
const desk = await openPracticeDesk([mastodon.host]);
atEnd(async () => mastodon[Symbol.asyncDispose]());
const { ctx, networks, clock, network, chief } = desk;
const { agencyId, id } = desk.keyless;
const system = asSystem(ctx, "test", agencyId);
const minute = 60_000;
const token = [...network.state.accounts.values()][0]?.token ?? "";

async function say(path: string, body: object, by = token): Promise<string> {
  const answer = await fetch(`${network.url}/api/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${by}` },
    body: JSON.stringify(body),
  });
  assert.ok(answer.ok);
  return ((await answer.json()) as { id: string }).id;
}

async function look(channelId = id, minutes = 61) {
  clock.advance(minutes * minute);
  await receiveChannel(system, networks, channelId);
  await lookAgain(system, networks, channelId);
}

interface Row {
  [column: string]: unknown;
  id: string;
  kind: string;
  version: string;
  text: string;
}

async function itemsOf(remoteId: string, channelId = id): Promise<Row[]> {
  return read(system, (tx) =>
    tx.tx.raw<Row>(
      `select id, kind, version, text from inbound_items
       where agency_id = $1 and channel_id = $2 and remote_id = $3 order by captured_at, id`,
      [agencyId, channelId, remoteId],
    ),
  );
}

async function recordsAbout(remoteId: string, kind: string, channelId = id) {
  const items = await itemsOf(remoteId, channelId);
  const all = [];
  for (const item of items)
    all.push(...(await recordsOf(chief, { kind: "inbound-item", id: item.id })));
  return all.filter((one) => one.kind === kind).toSorted((a, b) => a.id.localeCompare(b.id));
}

test("a comment that disappeared leaves a deleted version with the words that were there, once", async () => {
  const postId = await say("posts", { text: "Road closed." });
  const commentId = await say(`posts/${postId}/comments`, { author: "Ann", text: "Which road?" });
  await look();
  network.state.posts.delete(commentId);
  await look();
  await look();
  const rows = await itemsOf(commentId);
  assert.deepEqual(
    rows.map(({ kind, text }) => [kind, text]),
    [
      ["comment", "Which road?"],
      ["deleted", "Which road?"],
    ],
  );
  assert.equal((await recordsAbout(commentId, "channels.deleted-received")).length, 1);
  assert.equal((await itemsOf(postId)).length, 1, "what still stands is not told again");
});

test("a deletion that the network tells and one that we saw are the same one", async () => {
  const postId = await say("posts", { text: "Soon gone." });
  await look();
  const post = network.state.posts.get(postId);
  assert.ok(post);
  network.state.posts.delete(postId);
  clock.advance(61 * minute);
  await lookAgain(system, networks, id);
  network.state.tell(post.accountId, "deleted", ctx.clock.now().toString(), post);
  await receiveChannel(system, networks, id);
  const kinds = (await itemsOf(postId)).map(({ kind }) => kind);
  assert.deepEqual(kinds, ["post", "deleted"]);
});

test("a comment that its writer changed comes in as another version, though the network told nobody", async () => {
  const postId = await say("posts", { text: "The fair is on." });
  const commentId = await say(`posts/${postId}/comments`, { author: "Bob", text: "At nine?" });
  await look();
  const comment = network.state.posts.get(commentId);
  assert.ok(comment);
  network.state.posts.set(commentId, { ...comment, text: "At ten?", version: 2 });
  await look();
  const rows = await itemsOf(commentId);
  assert.deepEqual(
    rows.map(({ kind, text }) => [kind, text]),
    [
      ["comment", "At nine?"],
      ["comment", "At ten?"],
    ],
  );
});

test("reactions are on the record only when they changed, and at most once an hour", async () => {
  const postId = await say("posts", { text: "Found dog." });
  const like = (likes: number) => {
    const post = network.state.posts.get(postId);
    assert.ok(post);
    network.state.posts.set(postId, { ...post, likes });
  };
  await look();
  const counted = () => recordsAbout(postId, "channels.reactions-counted");
  assert.equal((await counted()).length, 0, "none yet is no news");
  like(3);
  await look();
  await look();
  assert.equal((await counted()).length, 1);
  like(4);
  await look(id, 10);
  assert.equal((await counted()).length, 1, "not within the hour");
  await look();
  const last = (await counted()).at(-1);
  assert.equal((await counted()).length, 2);
  const { payload } = await recordById(chief, last?.id ?? "");
  assert.deepEqual(payload, { remoteId: postId, counts: { likes: 4 }, before: { likes: 3 } });
});

test("two processes that look at once leave each change once", async () => {
  const postId = await say("posts", { text: "Twice." });
  await look();
  const post = network.state.posts.get(postId);
  assert.ok(post);
  network.state.posts.set(postId, { ...post, likes: 9 });
  clock.advance(61 * minute);
  await Promise.all([1, 2].map(() => lookAgain(system, networks, id)));
  assert.equal((await recordsAbout(postId, "channels.reactions-counted")).length, 1);
});

test("what an item of ours answers is fetched once and kept as its context", async () => {
  const neighbour = network.createAccount("neighbour", "Neighbour County");
  const theirs = await say("posts", { text: "Is the bridge open?" }, neighbour.token);
  await say("posts", { text: "It is.", inReplyTo: theirs });
  await look();
  await look();
  assert.deepEqual(
    (await itemsOf(theirs)).map(({ kind, text }) => [kind, text]),
    [["context", "Is the bridge open?"]],
  );
});

test("how the account presents itself is on the record at first and when it changed", async () => {
  const seen = async () =>
    (await recordsOf(chief, { kind: "channel", id })).filter(
      ({ kind }) => kind === "channels.profile-seen",
    );
  assert.equal((await seen()).length, 1);
  await look(id, 7 * 60);
  assert.equal((await seen()).length, 1);
  const account = network.state.accounts.get(token);
  assert.ok(account);
  account.name = "Tiny County Sheriff";
  await look(id, 7 * 60);
  const [, second] = (await seen()).toSorted((a, b) => a.id.localeCompare(b.id));
  assert.match((await recordById(chief, second?.id ?? "")).text, /Tiny County Sheriff/);
});

test("a picture that came in is on the record with its bytes; one that is away is named, and tried again", async () => {
  const png = Buffer.from("89504e470d0a1a0a0000", "hex");
  const uploaded = await fetch(`${network.url}/api/media`, {
    method: "POST",
    headers: { "content-type": "image/png", authorization: `Bearer ${token}` },
    body: png,
  });
  const { id: picture } = (await uploaded.json()) as { id: string };
  const postId = await say("posts", { text: "See.", media: [{ id: picture, alt: "A brown dog" }] });
  const bytes = network.state.media.get(picture);
  assert.ok(bytes);
  network.state.media.delete(picture);
  await receiveChannel(system, networks, id);
  await fetchDue(system, networks);
  const missing = () => recordsAbout(postId, "channels.media-missing");
  const [first] = await missing();
  const { payload } = await recordById(chief, first?.id ?? "");
  assert.match(JSON.stringify(payload), /answered 404/);
  await fetchDue(system, networks);
  clock.advance(31 * minute);
  await fetchDue(system, networks);
  assert.equal((await missing()).length, 1, "said once, not at every try");
  network.state.media.set(picture, bytes);
  clock.advance(61 * minute);
  await Promise.all([1, 2].map(() => fetchDue(system, networks)));
  const [kept, ...more] = await recordsAbout(postId, "channels.media-kept");
  assert.deepEqual(more, []);
  const { media, text } = await recordById(chief, kept?.id ?? "");
  assert.equal(text, "A brown dog");
  assert.deepEqual(await ctx.blobs.get(media[0]?.sha256 ?? ""), png);
});

test("what was destroyed here is neither fetched nor looked at again", async () => {
  const postId = await say("posts", { text: "To be destroyed." });
  await look();
  const [item] = await itemsOf(postId);
  await transact(system, (tx) => eraseInbound(tx, [item?.id ?? ""]));
  const post = network.state.posts.get(postId);
  assert.ok(post);
  network.state.posts.set(postId, { ...post, text: "Changed.", version: 2 });
  await look();
  assert.equal((await itemsOf(postId)).length, 1);
});

test("on Mastodon a mention that was changed, liked and deleted leaves each state", async () => {
  const us = mastodon.createUser("tinycounty");
  const them = mastodon.createUser("resident");
  const channel = await desk.connect("mastodon", { url: mastodon.url, token: us.token });
  mastodon.mention(them, "@tinycounty is the bridge open?");
  await look(channel.id);
  const status = [...mastodon.statuses.values()].at(-1);
  assert.ok(status);
  const editedAt = new Date().toISOString();
  mastodon.statuses.set(status.id, {
    ...status,
    text: "@tinycounty is the old bridge open?",
    editedAt,
    favourites: 2,
  });
  await look(channel.id);
  mastodon.statuses.delete(status.id);
  await look(channel.id);
  const rows = await itemsOf(status.id, channel.id);
  assert.deepEqual(
    rows.map(({ kind, text }) => [kind, /old/.test(text)]),
    [
      ["mention", false],
      ["mention", true],
      ["deleted", true],
    ],
  );
  const counted = await recordsAbout(status.id, "channels.reactions-counted", channel.id);
  assert.equal(counted.length, 1);
});

test("all of it is in the log", async () => {
  const { signer, logFolder, attestation } = desk.beat.assembly;
  const own = asSystem(ctx, "verify", agencyId);
  const verdict = await verifyArchive(own, signer, logFolder, () => undefined, attestation);
  assert.deepEqual(verdict.faults, []);
});

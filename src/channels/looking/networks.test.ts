import assert from "node:assert/strict";
import { test } from "node:test";
import { recordsOf, searchArchive } from "#archive";
import { asSystem } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { startDiscord } from "#test/networks/discord.ts";
import { startFacebook } from "#test/networks/facebook.ts";
import { startInstagram } from "#test/networks/instagram.ts";
import { startLinkedin } from "#test/networks/linkedin.ts";
import { startNextdoor } from "#test/networks/nextdoor.ts";
import { startThreads } from "#test/networks/threads.ts";
import { startTiktok } from "#test/networks/tiktok.ts";
import { startX } from "#test/networks/x.ts";
import { startYoutube } from "#test/networks/youtube.ts";
import { atEnd } from "#test/openbeat.ts";
import { openPracticeDesk } from "#test/worlds/practice-desk.ts";
import { recordById } from "../../archive/records.ts";
import { completeness } from "../completeness/figure.ts";
import { consentedForm } from "../contract-server.ts";
import { receiveChannel } from "../receiving.ts";
import { hiddenItems } from "./hidden-items.ts";
import { lookAgain } from "./looking.ts";

/** What is deleted, hidden or edited at each network is on the record here, through the whole loop. */
const servers = {
  discord: await startDiscord(),
  facebook: await startFacebook(),
  instagram: await startInstagram(),
  linkedin: await startLinkedin(),
  nextdoor: await startNextdoor(),
  threads: await startThreads(),
  tiktok: await startTiktok(),
  x: await startX(),
  youtube: await startYoutube(),
};
const desk = await openPracticeDesk(Object.values(servers).map(({ host }) => host));
for (const server of Object.values(servers)) atEnd(async () => server[Symbol.asyncDispose]());
const { ctx, networks, clock, chief } = desk;
const { agencyId } = desk.keyless;
const system = asSystem(ctx, "test", agencyId);
const minute = 60_000;
const hour = 60 * minute;

type Network = keyof typeof servers;

async function connect(network: Network, input: Record<string, string>): Promise<string> {
  const { url: endpoint } = servers[network];
  return (await desk.connect(network, { endpoint, ...input })).id;
}

function consented(network: "linkedin" | "nextdoor" | "tiktok" | "x" | "youtube") {
  const server = servers[network];
  const { url: endpoint, clientId, clientSecret } = server;
  const connector = networks.connector(chief, network);
  return consentedForm(connector, server, { endpoint, clientId, clientSecret });
}

async function look(channelId: string, waitMs = 61 * minute): Promise<void> {
  clock.advance(waitMs);
  await receiveChannel(system, networks, channelId);
  await lookAgain(system, networks, channelId);
}

async function itemsOf(channelId: string, remoteId: string) {
  return read(system, (tx) =>
    tx.tx.raw<{ [column: string]: unknown; id: string; kind: string; text: string }>(
      `select id, kind, text from inbound_items where agency_id = $1 and channel_id = $2 and remote_id = $3
       order by captured_at, id`,
      [agencyId, channelId, remoteId],
    ),
  );
}

async function statesOf(channelId: string, remoteId: string) {
  return (await itemsOf(channelId, remoteId)).map(({ kind, text }) => [kind, text]);
}

async function told(channelId: string, remoteId: string, kind: string): Promise<unknown[]> {
  const payloads = [];
  for (const { id } of await itemsOf(channelId, remoteId))
    for (const record of await recordsOf(chief, { kind: "inbound-item", id }))
      if (record.kind === kind) payloads.push((await recordById(chief, record.id)).payload);
  return payloads;
}

test("on Facebook a deleted comment is on the record though no webhook told it", async () => {
  const server = servers.facebook;
  const { appId, appSecret, userToken: token } = server;
  const id = await connect("facebook", { appId, appSecret, token });
  const made = Date.now();
  const post = `${server.page}_77`;
  server.posts.set(post, {
    id: post,
    message: "Road closed",
    madeMs: made,
    updatedMs: made,
    photos: [],
    link: "",
    from: { id: server.page, name: "Us" },
    parent: undefined,
    isVideo: false,
    captions: [],
    places: [],
  });
  const comment = server.comment(post, "Ann", "Which road?");
  await look(id);
  server.posts.delete(comment.id);
  await look(id);
  await look(id);
  assert.deepEqual(await statesOf(id, comment.id), [
    ["comment", "Which road?"],
    ["deleted", "Which road?"],
  ]);
  assert.deepEqual(await statesOf(id, post), [["post", "Road closed"]]);
});

test("on Instagram a hidden comment is told, and one that is deleted with the comment it stood under", async () => {
  const server = servers.instagram;
  const { appId, appSecret, userToken: token } = server;
  const id = await connect("instagram", { appId, appSecret, token });
  const post = {
    id: "17900",
    caption: "Found dog",
    alts: [],
    madeMs: Date.now(),
    username: "riversidepd",
    from: server.account,
    parent: "",
  };
  server.media.set(post.id, post);
  const comment = server.comment(post.id, "ann", "Mine!");
  const answer = server.comment(comment.id, "bo", "No, mine.");
  await look(id);
  Object.assign(comment, { isHidden: true, likes: 2 });
  server.comments.delete(answer.id);
  await look(id);
  assert.deepEqual(await statesOf(id, answer.id), [
    ["comment", "No, mine."],
    ["deleted", "No, mine."],
  ]);
  assert.equal((await told(id, comment.id, "channels.item-hidden")).length, 1);
  const found = await searchArchive(
    chief,
    { words: "mine", hidden: true },
    { hidden: hiddenItems },
  );
  assert.deepEqual(
    found.results.map(({ text }) => text),
    ["ann @ann\nMine!"],
  );
  const [counted] = await told(id, comment.id, "channels.reactions-counted");
  assert.match(JSON.stringify(counted), /"like_count":2/);
});

test("on Threads an answer that was hidden is told, and one that was deleted", async () => {
  const server = servers.threads;
  const { appId, appSecret } = server;
  const id = await connect("threads", { appId, appSecret, token: server.token() });
  const post = server.write("riversidepd", "The fair is on.");
  const [hidden, gone] = [server.write("ann", "Rude", post.id), server.write("bo", "Hi", post.id)];
  await look(id);
  hidden.hideStatus = "HIDDEN";
  server.posts.delete(gone.id);
  await look(id);
  assert.equal((await told(id, hidden.id, "channels.item-hidden")).length, 1);
  assert.deepEqual(
    (await statesOf(id, gone.id)).map(([kind]) => kind),
    ["comment", "deleted"],
  );
});

test("on X each look is paid for: every other day, and no more a day than was declared", async () => {
  const server = servers.x;
  const id = await connect("x", consented("x"));
  const posts = ["One", "Two", "Three"].map((text) => server.write("ann", `@riversidepd ${text}`));
  const [gone, edited, hidden] = posts;
  assert.ok(gone && edited && hidden);
  await look(id, minute);
  const read0 = server.postsRead();
  await look(id, 24 * hour);
  assert.equal(server.postsRead(), read0, "nothing is looked at within the first two days");
  server.posts.delete(gone.id);
  server.editInApp(edited.id, "@riversidepd Two, again");
  Object.assign(edited, { likes: 9 });
  server.protect(hidden.id);
  await look(id, 25 * hour);
  const kinds = async (remoteId: string) => (await statesOf(id, remoteId)).map(([kind]) => kind);
  assert.deepEqual(await kinds(gone.id), ["mention", "deleted"]);
  assert.deepEqual((await statesOf(id, edited.id)).at(-1), ["mention", "@riversidepd Two, again"]);
  assert.deepEqual(await kinds(hidden.id), ["mention"], "a protected account deleted nothing");
  const read1 = server.postsRead();
  await look(id, 24 * hour);
  assert.equal(server.postsRead(), read1);
  for (let count = 0; count < 120; count += 1) server.write("bo", `@riversidepd ${count}?`);
  await look(id, minute);
  const read2 = server.postsRead();
  await look(id, 49 * hour);
  for (let turn = 0; turn < 4; turn += 1) await look(id, minute);
  assert.equal(server.postsRead() - read2, 100);
});

test("on YouTube a video made private is hidden, a comment held back too, a deleted one gone", async () => {
  const server = servers.youtube;
  const id = await connect("youtube", consented("youtube"));
  const video = {
    id: "vid0000000a",
    title: "Snow",
    description: "Stay home",
    privacy: "public",
    madeMs: Date.now(),
    captions: [],
  };
  server.videos.set(video.id, video);
  const [held, gone, stays] = ["Spam", "Bye", "Thanks"].map((text) =>
    server.comment(video.id, "ann", text),
  );
  assert.ok(held && gone && stays);
  await look(id, minute);
  video.privacy = "private";
  held.moderation = "heldForReview";
  Object.assign(stays, { likes: 3 });
  server.comments.delete(gone.id);
  const asked = () => server.visits.filter(({ path }) => path === "/youtube/v3/comments").length;
  const before = asked();
  await look(id, 7 * hour);
  assert.ok(asked() - before <= 5, "the missing one is found by halves");
  assert.equal((await told(id, video.id, "channels.item-hidden")).length, 1);
  assert.equal((await told(id, held.id, "channels.item-hidden")).length, 1);
  assert.deepEqual(
    (await statesOf(id, gone.id)).map(([kind]) => kind),
    ["comment", "deleted"],
  );
  assert.match(
    JSON.stringify(await told(id, stays.id, "channels.reactions-counted")),
    /"likeCount":3/,
  );
  await look(id, hour);
  assert.equal((await statesOf(id, gone.id)).length, 2);
});

test("on LinkedIn a comment that is gone is told, and reactions by kind", async () => {
  const server = servers.linkedin;
  const id = await connect("linkedin", consented("linkedin"));
  const post = server.comment("", server.page, "We are hiring");
  const comment = server.comment(post.id, "urn:li:person:9", "How?");
  await look(id, minute);
  server.posts.delete(comment.id);
  Object.assign(post, { likes: 5 });
  await look(id, 4 * hour);
  assert.deepEqual(
    (await statesOf(id, comment.id)).map(([kind]) => kind),
    ["comment", "deleted"],
  );
  const [counted] = await told(id, post.id, "channels.reactions-counted");
  assert.match(JSON.stringify(counted), /"like":5/);
});

test("on Nextdoor what is missing among the newest posts is gone, what lies behind them is not", async () => {
  const server = servers.nextdoor;
  const id = await connect("nextdoor", consented("nextdoor"));
  const put = (own: string, body: string) =>
    server.posts.set(own, {
      id: own,
      body,
      url: `https://nextdoor.com/p/${own}`,
      madeMs: Date.now(),
      media: [],
      groups: [],
      smartlink: "",
      comments: [],
    });
  put("1", "Old");
  put("2", "New");
  const comment = server.comment("2", "551", "When?");
  await look(id);
  server.posts.get("2")?.comments.splice(0);
  await look(id);
  const name = `2/${comment.id}`;
  assert.deepEqual(
    (await statesOf(id, name)).map(([kind]) => kind),
    ["comment", "deleted"],
  );
  for (let count = 0; count < 50; count += 1) put(`9${count}`, `Later ${count}`);
  await look(id);
  assert.deepEqual(await statesOf(id, "1"), [["post", "Old"]]);
});

test("on TikTok a video that is public no more is gone, and likes are counted", async () => {
  const server = servers.tiktok;
  const form = { ...consented("tiktok"), visibility: "everyone" };
  const id = await connect("tiktok", form);
  const put = (postId: string, text: string) => {
    const made = {
      id: `v${postId}`,
      kind: "video" as const,
      text,
      title: "",
      size: 1,
      pieceSize: 1,
      level: "PUBLIC_TO_EVERYONE",
      pieces: 1,
      bytes: [],
      photos: 0,
      rules: {},
      failReason: "",
      status: "PUBLISH_COMPLETE" as const,
      pollsLeft: 0,
      postId,
      madeMs: Date.now(),
    };
    server.sendings.set(made.id, made);
    return made;
  };
  const [stays, gone] = [put("7001", "Snow"), put("7002", "Ice")];
  await look(id);
  Object.assign(gone, { level: "SELF_ONLY" });
  Object.assign(stays, { likes: 8 });
  await look(id);
  assert.deepEqual(
    (await statesOf(id, "7002")).map(([kind]) => kind),
    ["post", "deleted"],
  );
  const [counted] = await told(id, "7001", "channels.reactions-counted");
  assert.match(JSON.stringify(counted), /"like_count":8/);
});

test("on Discord a deleted message is gone; a bot that lost the history sees nothing deleted", async () => {
  const server = servers.discord;
  const { token, channel } = server;
  const id = await connect("discord", { token, channel });
  server.write("ann", "First");
  server.write("bo", "Second");
  const [first, second] = [...server.messages.values()];
  assert.ok(first && second);
  await look(id);
  server.messages.delete(first.id);
  second.reactions = [{ count: 2, emoji: { id: null, name: "👍" } }];
  await look(id);
  assert.deepEqual(
    (await statesOf(id, first.id)).map(([kind]) => kind),
    ["comment", "deleted"],
  );
  const [counted] = await told(id, second.id, "channels.reactions-counted");
  assert.match(JSON.stringify(counted), /"👍":2/u);
  server.closeHistory();
  await assert.rejects(look(id), /Missing Permissions/);
  assert.equal((await statesOf(id, second.id)).length, 1);
});

test("the completeness page says what each network does not tell", async () => {
  const { accounts } = await completeness(chief, networks);
  const of = (network: string) => accounts.find((account) => account.network === network);
  assert.deepEqual(of("tiktok")?.untold, ["posts-edits", "comments", "messages-untold"]);
  for (const network of ["discord", "linkedin", "nextdoor", "threads"] as const)
    assert.equal(of(network)?.untold.at(-1), "messages-untold", network);
  assert.deepEqual(of("youtube")?.untold, [], "it has no direct messages");
  assert.deepEqual(of("x")?.untold, ["messages-edits", "messages-deletions", "messages-encrypted"]);
  assert.deepEqual(of("facebook")?.untold, ["messages-deletions"]);
  assert.deepEqual(of("x")?.looks, { minutesMin: 2_880, perDayMax: 100 });
  assert.deepEqual(of("discord")?.looks, { minutesMin: 60, perDayMax: null });
});

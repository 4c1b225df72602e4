import assert from "node:assert/strict";
import { before, test } from "node:test";
import { connectChannel, openChannels, websiteIndex } from "#channels";
import type { Ctx } from "#platform/context.ts";
import { openSandboxNetwork, type SandboxNetwork } from "../channels/sandbox/network.ts";
import { atEnd, openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import {
  approvePost,
  claimAndSend,
  draftPost,
  editPost,
  listPosts,
  placeHold,
  liftHold,
  recallPost,
  submitPost,
} from "./index.ts";
import { postAuthors } from "./post-list.ts";
import { postPage } from "./post-page.ts";

let beat: TestBeat;
let network: SandboxNetwork;
let boyd: Ctx;
let ames: Ctx;
let harlan: Ctx;
let site = "";
let practice = "";

before(async () => {
  network = await openSandboxNetwork();
  atEnd(async () => network[Symbol.asyncDispose]());
  beat = await openTestBeat({ allowPrivate: [network.host] });
  const agencyId = await seedTinyCounty(beat.assembly);
  const person = (name: string) => as(beat.assembly.ctx, agencyId, `${name}@tinycounty.example`);
  boyd = await person("boyd");
  ames = await person("ames");
  harlan = await person("harlan");
  const { networks } = beat.assembly;
  const { id } = await connectChannel(
    harlan,
    networks.net(harlan, AbortSignal.timeout(5_000)),
    networks.connector(harlan, "sandbox"),
    {
      network: "sandbox",
      name: "Practice",
      isPublic: true,
      input: { url: network.url, token: network.createAccount("tiny", "Tiny").token, keys: "yes" },
    },
  );
  practice = id;
  site = (await openChannels(boyd)).find((one) => one.network === "website")?.id ?? "";
});

async function send(): Promise<void> {
  await claimAndSend(beat.assembly.ctx, beat.assembly.networks, beat.assembly.sender);
}

async function approved(text: string, channels = [site, practice], more: object = {}) {
  const drafted = await draftPost(boyd, { title: text, text, channels, ...more });
  await submitPost(boyd, beat.assembly.networks, drafted.post.id);
  await approvePost(ames, { postId: drafted.post.id, hash: drafted.hash });
  return drafted.post.id;
}

async function standing(id: string) {
  const { standing: word, counts } = await postPage(boyd, id);
  const listed = (await listPosts(boyd, {})).posts.find((one) => one.id === id);
  assert.deepEqual([listed?.standing, listed?.counts], [word, counts], "list and page agree");
  return [word, counts];
}

test("a post is a draft, waits for approval, waits to go out and is sent, in one word each", async () => {
  const drafted = await draftPost(boyd, { title: "Life", text: "Life", channels: [site] });
  const { id } = drafted.post;
  assert.deepEqual(await standing(id), ["draft", {}]);
  await submitPost(boyd, beat.assembly.networks, id);
  assert.deepEqual(await standing(id), ["submitted", {}]);
  await approvePost(ames, { postId: id, hash: drafted.hash });
  assert.deepEqual(await standing(id), ["waiting", { waiting: 1 }]);
  await send();
  assert.deepEqual(await standing(id), ["sent", { sent: 1 }]);
  await recallPost(boyd, id, "Over.");
  assert.equal((await standing(id))[0], "recalling");
  await send();
  assert.deepEqual(await standing(id), ["recalled", { recalled: 1 }]);
});

test("one channel that refuses asks for a person, though the other has sent", async () => {
  network.control({ expireTokens: true });
  const id = await approved("Refused on one");
  await send();
  network.control({ expireTokens: false });
  const [word, counts] = await standing(id);
  assert.equal(word, "needs-person");
  assert.equal((counts as Record<string, number>)["sent"], 1);
});

test("what a hold stopped asks for a person; an edit of what stands is a draft that still stands", async () => {
  const later = { publish: { when: "at", local: "2027-01-05T09:00", zone: "America/Chicago" } };
  const held = await approved("Held", [site], later);
  const { hold } = await placeHold(harlan, { scope: "agency", exceptions: [], reason: "Quiet" });
  assert.deepEqual(await standing(held), ["needs-person", { held: 1 }]);
  await liftHold(harlan, hold.id);
  const stands = await approved("Stands", [site]);
  await send();
  await editPost(boyd, stands, { title: "Stands", text: "Stands, edited", channels: [site] });
  assert.deepEqual(await standing(stands), ["draft", { sent: 1 }]);
});

test("the list is narrowed by state, channel, class, author and the words of the text", async () => {
  const { post } = await draftPost(harlan, {
    title: "Plain headline",
    text: "An armadillo crossed Creek Rd.",
    channels: [practice],
    class: "traffic",
  });
  const ids = async (filter: object) => (await listPosts(boyd, filter)).posts.map(({ id }) => id);
  const me = harlan.actor.kind === "person" ? harlan.actor.personId : "";
  assert.deepEqual(await ids({ text: "armadillo" }), [post.id]);
  assert.deepEqual(await ids({ author: me }), [post.id]);
  assert.deepEqual(await ids({ class: "traffic" }), [post.id]);
  assert.ok((await ids({ channel: practice })).includes(post.id));
  assert.ok(!(await ids({ channel: site })).includes(post.id));
  assert.ok((await ids({ state: "draft" })).includes(post.id));
  assert.ok(!(await ids({ state: "sent" })).includes(post.id));
  assert.deepEqual(
    (await postAuthors(boyd)).map(({ name }) => name),
    ["Deputy Ray Boyd", "Sheriff June Harlan"],
  );
});

test("posts are found by the beat that they are about, and the website is told which", async () => {
  const beat3 = "018f0000-0000-7000-8000-00000000000c";
  const about = await draftPost(boyd, {
    title: "Here",
    text: "Here",
    channels: [site],
    beats: [beat3],
  });
  await draftPost(boyd, { title: "Everywhere", text: "Everywhere", channels: [site] });
  const { posts } = await listPosts(boyd, { beat: beat3 });
  assert.deepEqual(
    posts.map(({ id }) => id),
    [about.post.id],
  );
  await submitPost(boyd, beat.assembly.networks, about.post.id);
  await approvePost(ames, { postId: about.post.id, hash: about.hash });
  await send();
  const shown = (await websiteIndex(boyd)).find(({ title }) => title === "Here");
  assert.deepEqual(shown?.beats, [beat3]);
});

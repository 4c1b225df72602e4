import assert from "node:assert/strict";
import { test } from "node:test";
import { openChannels } from "#channels";
import { openPracticeDesk } from "#test/worlds/practice-desk.ts";
import {
  deliveriesOf,
  draftPost,
  editPost,
  liftHold,
  oldFacts,
  placeHold,
  recallPost,
  submitPost,
} from "./index.ts";

/** Threads, our first comment, polls and campaigns: one approval, several messages, each exactly once. */
const desk = await openPracticeDesk();
const { author, network, networks, keyless, clock, dispatcher } = desk;

const thread = (...texts: string[]) => ({
  thread: { parts: texts.map((text) => ({ text })), channels: [keyless.id] },
});

/** What stands on the network, oldest first, each with the words that it answers. */
function conversation(): string[] {
  const posts = [...network.state.posts.values()];
  const words = new Map(posts.map(({ id, text }) => [id, text]));
  return posts.map(({ text, inReplyTo }) =>
    inReplyTo ? `${text} ← ${words.get(inReplyTo) ?? "?"}` : text,
  );
}

async function states(postId: string): Promise<string[]> {
  return (await deliveriesOf(author, postId)).map(
    ({ version, part, state }) => `${version}.${part} ${state}`,
  );
}

test("a thread goes out in its order, each post under the one before", async () => {
  network.state.posts.clear();
  const id = await desk.approved("Flood watch", thread("Roads", "Shelters"));
  assert.deepEqual(await states(id), ["1.0 waiting", "1.1 waiting", "1.2 waiting"]);
  await dispatcher().once();
  assert.deepEqual(await states(id), ["1.0 sent", "1.1 waiting", "1.2 waiting"]);
  await dispatcher().once();
  await dispatcher().once();
  assert.deepEqual(conversation(), ["Flood watch", "Roads ← Flood watch", "Shelters ← Roads"]);
});

test("D3: an answer lost in the middle of a thread is looked up, and the rest follows once", async () => {
  network.state.posts.clear();
  const id = await desk.approved("First", thread("Second", "Third"));
  await dispatcher().once();
  network.control({ gatewayErrorAfterAcceptRate: 1 });
  await dispatcher().once();
  network.control({ gatewayErrorAfterAcceptRate: 0 });
  assert.deepEqual(await states(id), ["1.0 sent", "1.1 unconfirmed", "1.2 waiting"]);
  await dispatcher().once();
  assert.deepEqual(await states(id), ["1.0 sent", "1.1 unconfirmed", "1.2 waiting"]);
  await desk.settle();
  await dispatcher().once();
  assert.deepEqual(conversation(), ["First", "Second ← First", "Third ← Second"]);
});

test("what follows a post that never went out does not go out alone", async () => {
  network.state.posts.clear();
  const id = await desk.approved("Refused", { ...thread("Alone"), ...comment("Under it") });
  network.control({ expireTokens: true });
  await dispatcher().once();
  network.control({ expireTokens: false });
  await dispatcher().once();
  assert.deepEqual(await states(id), ["1.0 refused", "1.1 waiting", "1.99 waiting"]);
  clock.advance(25 * 3_600_000);
  await dispatcher().once();
  assert.deepEqual(await states(id), ["1.0 refused", "1.1 expired", "1.99 expired"]);
  assert.deepEqual(conversation(), []);
});

test("D4: a hold in the middle of a thread stops the rest, and a new approval lets it go on", async () => {
  network.state.posts.clear();
  const content = { title: "Notice", text: "One", channels: [keyless.id], ...thread("Two") };
  const { post, hash } = await draftPost(author, content);
  await desk.approve(post.id, hash);
  await dispatcher().once();
  const reason = "An officer was hurt";
  const { hold } = await placeHold(desk.chief, { scope: "agency", exceptions: [], reason });
  await dispatcher().once();
  assert.deepEqual(await states(post.id), ["1.0 sent", "1.1 held"]);
  await liftHold(desk.chief, hold.id);
  await dispatcher().once();
  assert.deepEqual(conversation(), ["One"]);
  await desk.approve(post.id, hash);
  await dispatcher().once();
  assert.deepEqual(conversation(), ["One", "Two ← One"]);
});

test("a recall takes back the whole thread, our comment too", async () => {
  network.state.posts.clear();
  const id = await desk.approved("Wrong", { ...thread("Also wrong"), ...comment("And this") });
  await turns(3);
  assert.deepEqual(conversation(), ["Wrong", "Also wrong ← Wrong", "And this ← Also wrong"]);
  await recallPost(author, id, "Wrong street");
  await desk.recall();
  assert.deepEqual(conversation(), []);
});

test("a correction edits each post of a thread where it stands, and takes back those it no longer has", async () => {
  network.state.posts.clear();
  const content = { title: "", text: "Elm St", channels: [keyless.id] };
  const first = await draftPost(author, { ...content, ...thread("closed", "until noon") });
  await desk.approve(first.post.id, first.hash);
  await turns(3);
  const second = await editPost(author, first.post.id, {
    ...content,
    text: "Oak St",
    ...thread("closed"),
  });
  await desk.approve(first.post.id, second.hash);
  await turns(2);
  await desk.recall();
  assert.deepEqual(conversation(), ["Oak St", "closed ← Oak St"]);
  assert.equal((await oldFacts(author, first.post.id)).length, 0);
});

test("where a network has no threads, all of it is one message", async () => {
  const website = await newsroom();
  const content = {
    title: "Flood",
    text: "Watch",
    channels: [keyless.id, website],
    ...thread("Roads", "Shelters"),
  };
  const { post, hash } = await draftPost(author, content);
  await desk.approve(post.id, hash);
  const rows = (await deliveriesOf(author, post.id)).filter((row) => row.channelId === website);
  assert.equal(rows.length, 1);
  assert.equal((rows[0]!.payload as { text: string }).text, "Watch\n\nRoads\n\nShelters");
});

test("a thread or a poll where there is none, and a comment that cannot be, keep a post from being handed in", async () => {
  const website = await newsroom();
  const channels = [website];
  for (const [part, says] of [
    [{ thread: { parts: [{ text: "x" }], channels } }, /no threads/],
    [{ firstComment: { text: "x", channels } }, /no comments/],
    [{ poll: { options: ["a", "b"], minutes: 60, channels } }, /no polls/],
  ] satisfies [object, RegExp][]) {
    const { post } = await draftPost(author, { title: "T", text: "Words", channels, ...part });
    await assert.rejects(submitPost(author, networks, post.id), says);
  }
});

test("the policy's lint reads the whole thread, the comment and the poll", async () => {
  const secret = "SSN 219-09-9999";
  for (const part of [
    thread(secret),
    comment(secret),
    { poll: { options: [secret, "no"], minutes: 60, channels: [] } },
  ]) {
    const content = { title: "", text: "Words", channels: [keyless.id], ...part };
    const { post } = await draftPost(author, content);
    await assert.rejects(submitPost(author, networks, post.id), { code: "policy-findings" });
  }
});

test("links of a campaign say where a reader came from, on its own hosts alone", async () => {
  const text =
    "See https://riverside.example/join?a=1, (https://other.example/x) and https://riverside.example/y?utm_source=z.";
  const campaign = { name: "join-us", hosts: ["riverside.example"] };
  const id = await desk.approved(text, { campaign });
  const said = ((await desk.newest(id)).payload as { text: string }).text;
  const tags = "utm_source=sandbox&utm_medium=social&utm_campaign=join-us";
  assert.equal(said, text.replace("join?a=1,", `join?a=1&${tags},`));
});

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await dispatcher().once();
}

function comment(text: string) {
  return { firstComment: { text, channels: [keyless.id] } };
}

async function newsroom(): Promise<string> {
  const found = (await openChannels(author)).find((one) => one.network === "website");
  assert.ok(found);
  return found.id;
}

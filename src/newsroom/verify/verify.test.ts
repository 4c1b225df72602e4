import assert from "node:assert/strict";
import { test } from "node:test";
import { draftPost, recallPost } from "#publish";
import { openPracticeDesk } from "#test/worlds/practice-desk.ts";
import { outerApp } from "#platform/http/server.ts";
import { rateLimiter } from "#platform/http/security.ts";
import { openNote, parseVkey } from "../../archive/log/note.ts";
import { Verifier } from "./verifier.ts";
import { verifyRoutes } from "./verify-routes.ts";

/** `/verify` as the public asks it, over posts that went through approval and out. */
const desk = await openPracticeDesk();
const { signer } = desk.beat.assembly;
const { author, approved, dispatcher, recall, clock } = desk;
const origin = "http://localhost:4400";
const app = outerApp({
  ctx: desk.ctx,
  https: false,
  trustProxy: false,
  origins: () => [origin],
  ready: async () => true,
});
const limiter = rateLimiter({ now: () => desk.clock.now().epochMilliseconds });
app.route("/", verifyRoutes(new Verifier(origin, signer), limiter, origin));
let visitor = 0;

interface Answer {
  ours: boolean;
  posts: {
    id: string;
    title: string;
    text: string;
    record: string;
    channels: { url: string }[];
    recalledAt: string | null;
    correctedAt: string | null;
  }[];
}

async function get(path: string, accept = "application/json", from?: string) {
  clock.advance(3_000);
  const address = from ?? `203.0.113.${(visitor += 1)}`;
  const env = { incoming: { headers: {}, socket: { remoteAddress: address } } };
  return app.fetch(new Request(origin + path, { headers: { accept } }), env);
}

async function ask(question: string): Promise<Answer> {
  const response = await get(`/verify?q=${encodeURIComponent(question)}`);
  assert.equal(response.status, 200);
  return (await response.json()) as Answer;
}

const words =
  "The bridge on Ford Rd is closed until Monday at 6 a.m. after an inspection. Use Mill Ln.";

let drafted: Awaited<ReturnType<typeof draftPost>>;

test("a draft, and what waits for its approval, is nobody's: nothing leaks before it is published", async () => {
  drafted = await draftPost(author, { title: "Bridge", text: words, channels: [desk.keyless.id] });
  assert.deepEqual(await ask(words), { ours: false, posts: [] });
});

test("a post is found by its words and its link; the record is signed and says nothing else is", async () => {
  const postId = drafted.post.id;
  await desk.approve(postId, drafted.hash);
  await dispatcher().once();
  const answer = await ask(words);
  assert.equal(answer.ours, true);
  const [post] = answer.posts;
  assert.equal(post?.id, postId);
  assert.deepEqual(Object.keys(answer), ["ours", "posts"]);
  const byLink = await ask(post?.channels[0]?.url ?? "");
  assert.equal(byLink.posts[0]?.id, postId);
  const key = parseVkey((await (await get("/verify/key")).text()).trim());
  assert.match(key.name, /^openbeat\//);
  assert.equal(await signer.publicKey(key.name), (await (await get("/verify/key")).text()).trim());
  const note = await (await get(`/verify/posts/${postId}`)).text();
  assert.match(openNote(note, [key]).text, new RegExp(postId));
  const altered = note.replace('"publishedAt":"2', '"publishedAt":"1');
  assert.throws(() => openNote(altered, [key]), /not good/);
});

test("a page says it in two languages, without script, and takes long texts by post", async () => {
  const page = await (await get(`/verify?q=${encodeURIComponent(words)}`, "text/html")).text();
  assert.match(page, /Yes, this is ours/);
  const spanish = await (await get("/es/verify?q=Gane+un+premio+hoy", "text/html")).text();
  assert.match(spanish, /No está entre nuestras publicaciones/);
  assert.doesNotMatch(page, /<script/);
  const body = new URLSearchParams({ q: `<b>${"x".repeat(3_000)}</b>` });
  const posted = await app.fetch(new Request(`${origin}/verify`, { method: "POST", body }), {
    incoming: { headers: {}, socket: { remoteAddress: "203.0.113.250" } },
  });
  assert.equal(posted.status, 200);
  assert.match(await posted.text(), /&lt;b&gt;xxx/);
});

test("a recalled post was ours, and its words are not said again", async () => {
  const text =
    "Wanted: a blue van with a ladder on its roof, seen at the depot on Ford Rd at noon.";
  const postId = await approved(text);
  await dispatcher().once();
  await recallPost(author, postId, "Wrong van");
  await recall();
  const { ours, posts } = await ask(text);
  assert.equal(ours, true);
  assert.ok(posts[0]?.recalledAt);
  assert.deepEqual([posts[0]?.title, posts[0]?.text, posts[0]?.channels], ["", "", []]);
  const note = await (await get(`/verify/posts/${postId}`)).text();
  assert.doesNotMatch(note, /blue van/);
});

test("one network asks sixty times a minute and no more", async () => {
  const statuses = [];
  for (let count = 0; count < 90; count++) {
    const env = { incoming: { headers: {}, socket: { remoteAddress: "198.51.100.9" } } };
    statuses.push((await app.fetch(new Request(`${origin}/verify?q=x`), env)).status);
  }
  assert.ok(statuses.includes(429));
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { systemClock } from "#platform/clock.ts";
import { startX, type XServer } from "#test/networks/x.ts";
import { connectedWorld, consentedForm } from "../contract-server.ts";
import { assertNoSecret } from "../contract-world.ts";
import type { Connector } from "../connector.ts";
import type { Received } from "../inbound.ts";
import { reachedIn, wordOf } from "./reached.ts";
import { x } from "./x.ts";

function formOf(server: XServer, connector: Connector = x) {
  const { url: endpoint, clientId, clientSecret } = server;
  return consentedForm(connector, server, { endpoint, clientId, clientSecret });
}

async function world() {
  const server = await startX();
  const all = await connectedWorld(x, server, formOf(server));
  /** One poll by a clock that stands so many minutes ahead. */
  const poll = (cursor?: string, minutes = 0): Promise<Received> => {
    const net = { ...all.net, now: () => systemClock.now().add({ minutes }) };
    return x.receive?.(net, all.account, cursor) ?? assert.fail("X is read");
  };
  const asked = () => server.visits.filter(({ path }) => path === "/2/dm_events").length;
  return Object.assign(all, { poll, asked, messages: server.messages });
}

/** An account from before messages were read: its consent was asked for without them. */
const earlier: Connector = {
  ...x,
  consentUrl: (input, asked) =>
    (x.consentUrl?.(input, asked) ?? "").replace("dm.read+", "").replace("dm.read%20", ""),
};

const textsOf = (received: Received) =>
  received.items.filter(({ kind }) => kind === "message").map(({ text }) => text);

test("what a resident writes and what staff answer comes once, whoever reads on from the cursor", async () => {
  await using all = await world();
  const { poll, messages, server } = all;
  server.write("ana", "@riversidepd hello");
  messages.say("ana", "Is the bridge open?");
  const first = await poll();
  assert.deepEqual(
    first.items.map(({ kind, text, author }) => [kind, text, author.handle]),
    [
      ["mention", "@riversidepd hello", "ana"],
      ["message", "Is the bridge open?", "ana"],
    ],
  );
  messages.say("riversidepd", "From six on.", { to: "ana" });
  const second = await poll(first.cursor);
  const answers = second.items.filter(({ text }) => text === "From six on.");
  assert.deepEqual(
    answers.map(({ author, version }) => [author.handle, author.remoteId, version]),
    [["riversidepd", all.account.remoteId, "1"]],
  );
  assert.deepEqual((await poll(second.cursor)).items, []);
});

test("an account to which nobody writes costs one event a poll, and that the same one all day", async () => {
  await using all = await world();
  const { poll, messages, asked } = all;
  for (let count = 0; count < 30; count += 1) messages.say("ana", `${count}`);
  const first = await poll();
  const [read, questions] = [messages.eventsRead(), asked()];
  assert.equal((await poll(first.cursor)).cursor, first.cursor);
  assert.deepEqual([messages.eventsRead() - read, asked() - questions], [1, 1]);
  messages.say("ana", "And now?");
  const before = messages.eventsRead();
  assert.ok(textsOf(await poll(first.cursor)).includes("And now?"));
  assert.equal(messages.eventsRead() - before, 21, "the look, and a small page");
});

test("more pages than a poll asks for are read on by the next polls, each message once and none left out", async () => {
  await using all = await world();
  const { poll, messages, asked } = all;
  for (let count = 0; count < 650; count += 1) messages.say("ana", `message ${count}`);
  let cursor: string | undefined;
  const seen: string[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    const questions = asked();
    const received = await poll(cursor);
    assert.ok(asked() - questions <= 3);
    seen.push(...textsOf(received));
    cursor = received.cursor;
    // What is written meanwhile waits until the way is at its end.
    if (turn === 1) messages.say("ana", "meanwhile");
  }
  assert.equal(new Set(seen).size, 650);
  assert.equal(seen.length, 650);
  const later = textsOf(await poll(cursor));
  assert.equal(later.at(-1), "meanwhile", "in the order in which they were written");
  assert.equal(new Set([...seen, ...later]).size, 651);
});

test("a rate limit in the middle loses nothing, is waited for, and stops no posts", async () => {
  await using all = await world();
  const { poll, messages, asked, server } = all;
  for (let count = 0; count < 250; count += 1) messages.say("ana", `message ${count}`);
  messages.nextWindow(2);
  server.write("jo", "@riversidepd one");
  const first = await poll();
  assert.deepEqual([textsOf(first).length, first.items.length], [200, 201]);
  const questions = asked();
  server.write("jo", "@riversidepd two");
  messages.nextWindow();
  const resting = await poll(first.cursor, 10);
  assert.deepEqual(
    resting.items.map(({ text }) => text),
    ["@riversidepd two"],
  );
  assert.equal(asked(), questions, "X named the time until which it is left alone");
  const rest = await poll(resting.cursor, 16);
  assert.deepEqual([textsOf(rest).length, rest.isLost], [50, false]);
  assert.equal(new Set([...textsOf(first), ...textsOf(rest)]).size, 250);
});

test("an answer about messages that is broken stops no posts, and is asked for again", async () => {
  await using all = await world();
  const { poll, messages, server, net, account } = all;
  messages.say("ana", "Hello?");
  server.write("ana", "@riversidepd hello");
  messages.breakNext(500);
  const first = await poll();
  assert.deepEqual([first.items.length, textsOf(first)], [1, []]);
  messages.breakNext(403, "client-forbidden");
  const second = await poll(first.cursor, 1);
  assert.deepEqual(textsOf(second), []);
  messages.breakNext(402, "credits");
  assert.match((await x.health(net, account)).says, /cannot be read now: The app's credit/);
  assert.deepEqual(textsOf(await poll(second.cursor, 1)), ["Hello?"]);
});

test("where X takes back the place the way begins anew, and twice taken back it is told as lost", async () => {
  await using all = await world();
  const { poll, messages } = all;
  for (let count = 0; count < 350; count += 1) messages.say("ana", `message ${count}`);
  const first = await poll();
  messages.forgetPlaces();
  const taken = await poll(first.cursor);
  assert.deepEqual([textsOf(taken), taken.isLost], [[], false]);
  const anew = await poll(taken.cursor);
  assert.equal(new Set([...textsOf(first), ...textsOf(anew)]).size, 350);
  assert.equal(anew.isLost, false);

  for (let count = 0; count < 1_100; count += 1) messages.say("bo", `further ${count}`);
  messages.nextWindow();
  const second = await poll(anew.cursor);
  messages.forgetPlaces();
  const takenBack = await poll(second.cursor);
  messages.nextWindow();
  const again = await poll(takenBack.cursor);
  messages.forgetPlaces();
  messages.nextWindow();
  const lost = await poll(again.cursor);
  assert.deepEqual([textsOf(lost), lost.isLost], [[], true]);
  messages.say("bo", "Still there?");
  const later = await poll(lost.cursor);
  assert.equal(textsOf(later).at(-1), "Still there?");
  assert.equal(later.isLost, false);
});

test("a cursor from before messages were read goes on, and ids are compared as the numbers they are", async () => {
  await using all = await world();
  const { poll, messages, server } = all;
  const known = server.write("ana", "@riversidepd known");
  messages.say("ana", "Hello");
  const first = await poll(` ${known.id}`);
  assert.deepEqual(textsOf(first), ["Hello"]);
  assert.deepEqual(first.items.length, 1, "the mention was known");
  for (const word of ["", "1", "9/10/A%2FB/again/1795000000", "9////7"])
    assert.equal(wordOf(reachedIn(word)), word);
  // Longer than a double holds, and of unlike lengths.
  messages.say("ana", "last", { id: "9223372036854775807" });
  messages.say("ana", "last but one", { id: "9223372036854775806" });
  const next = await poll(first.cursor);
  assert.deepEqual(textsOf(next).slice(-2), ["last but one", "last"]);
  assert.match(next.cursor ?? "", / 9223372036854775807$/);
});

test("an account whose consent is older reads posts as before, and its health says what to do", async () => {
  const server = await startX();
  await using all = await connectedWorld(earlier, server, formOf(server, earlier));
  server.messages.say("ana", "Nobody sees this");
  server.write("ana", "@riversidepd hello");
  const received = await x.receive?.(all.net, all.account, undefined);
  assert.deepEqual(
    received?.items.map(({ kind }) => kind),
    ["mention"],
  );
  const health = await x.health(all.net, all.account);
  assert.deepEqual([health.state, health.untold], ["degraded", ["messages"]]);
  assert.match(`${health.says} ${health.fix}`, /not read: the consent.*Connect the account again/);
  assert.equal(server.messages.eventsRead(), 0);

  await using again = await connectedWorld(x, server, formOf(server));
  const whole = await x.receive?.(again.net, again.account, received?.cursor);
  assert.deepEqual(whole && textsOf(whole), ["Nobody sees this"]);
  assert.equal((await x.health(again.net, again.account)).state, "healthy");
});

test("health is not paid for, and a rate limit is no illness", async () => {
  await using all = await world();
  const { messages } = all;
  messages.say("ana", "Hello");
  assert.equal((await x.health(all.net, all.account)).state, "healthy");
  assert.equal(messages.eventsRead(), 0);
  messages.nextWindow(0);
  assert.equal((await x.health(all.net, all.account)).state, "healthy");
});

test("a message is told as it was written, with who took part and the posts that it shares", async () => {
  await using all = await world();
  const { poll, messages, account } = all;
  const hostile = ' <script>alert("1")</script> &lt;b&gt; $& \0 \u202Etxt ';
  messages.say("ana", hostile);
  messages.say("ana", "Look https://t.co/a $& https://t.co/m", {
    shared: ["1900000000000000777"],
    links: [
      { url: "https://t.co/a", expanded_url: "https://x.com/jo/status/1900000000000000777?a=$&" },
      { url: "https://t.co/m", expanded_url: "https://twitter.com/messages/media/19000001" },
    ],
  });
  const { items } = await poll();
  const [plain, sharing] = items;
  assert.equal(plain?.text, hostile);
  assert.equal(sharing?.text, "Look https://x.com/jo/status/1900000000000000777?a=$& $&");
  const native = JSON.stringify(sharing?.native);
  assert.match(native, /"url":"https:\/\/x\.com\/i\/status\/1900000000000000777"/);
  assert.match(native, new RegExp(`"participants":\\["\\d+","${account.remoteId}"\\]`));
  for (const item of items) assertNoSecret(item, account);
});

test("who joins a group and who leaves it is on the record, by whom and when", async () => {
  await using all = await world();
  const { poll, messages } = all;
  const group = "1578398451921985538";
  messages.join(group, "riversidepd", "ana");
  messages.join(group, "jo", "ana");
  messages.say("jo", "Hi all", { group });
  messages.leave(group, "jo");
  const { items } = await poll();
  assert.deepEqual(
    items.map(({ text, author }) => [author.handle, text]),
    [
      ["ana", "@riversidepd joined the conversation."],
      ["ana", "@jo joined the conversation."],
      ["jo", "Hi all"],
      ["jo", "@jo left the conversation."],
    ],
  );
  const kinds = items.map(({ native }) => /"event_type":"(\w+)"/.exec(JSON.stringify(native))?.[1]);
  assert.deepEqual(kinds, [
    "ParticipantsJoin",
    "ParticipantsJoin",
    "MessageCreate",
    "ParticipantsLeave",
  ]);
  assert.ok(items.every(({ native }) => JSON.stringify(native).includes(group)));
});

test("a request to talk that staff accepted late comes with their answer", async () => {
  await using all = await world();
  const { poll, messages } = all;
  const { id } = messages.say("ana", "Known");
  const first = await poll();
  messages.say("jo", "Help", { id: String(BigInt(id) - 1n) });
  messages.say("riversidepd", "We are here.", { to: "jo" });
  const { items } = await poll(first.cursor);
  assert.ok(items.some(({ text }) => text === "Help"));
});

test("what is older than thirty days X tells nobody", async () => {
  await using all = await world();
  const { poll, messages } = all;
  messages.say("ana", "Long ago", { daysAgo: 31 });
  messages.say("ana", "Lately", { daysAgo: 29 });
  assert.deepEqual(textsOf(await poll()), ["Lately"]);
});

test("the account's token goes to X's own addresses alone, and where it is not needed to none", async () => {
  await using all = await world();
  const { net, account, server } = all;
  const place = (url: string) => x.mediumAt?.(net, account, { remoteId: "1", url, tries: 0 });
  const headers = { authorization: `Bearer ${account.credential["token"]}` };
  assert.deepEqual(await place("https://ton.twitter.com/1.1/ton/data/dm/12/34/oP5p359h.jpg"), {
    url: `${server.url}/2/dm_conversations/media/12/34/oP5p359h.jpg`,
    headers,
  });
  const film = "https://video.twimg.com/dm_video/12/vid/720x1280/a.mp4?tag=1";
  assert.deepEqual(await place(film), { url: film, headers });
  for (const url of [
    "https://pbs.twimg.com/media/abc.jpg",
    "https://ton.twitter.com.evil.example/1.1/ton/data/dm/12/34/a.jpg",
    "https://evil.example/1.1/ton/data/dm/12/34/a.jpg",
    "https://evil.example/dm_video/1.mp4",
    "3_1900000000000000001",
  ])
    assert.equal(await place(url), undefined, url);
  await assert.rejects(
    async () => place("http://video.twimg.com/dm_video/12/a.mp4"),
    /not its own/,
    "never without TLS",
  );
  const odd = await place("https://ton.twitter.com/1.1/ton/data/dm/12/34/..%2f..%2fusers");
  assert.match(odd?.url ?? "", /^https:\/\/ton\.twitter\.com\//, "no path of ours is made of it");
});

test("the played server holds to X's own bounds", async () => {
  await using all = await world();
  const { server, account, messages } = all;
  messages.say("ana", "One");
  messages.say("ana", "Two");
  const ask = async (query: string, token = account.credential["token"] ?? "") => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${server.url}/2/dm_events?${query}`, { headers });
    return answer.status;
  };
  const wrong = ["max_results=0", "max_results=101", "since_id=1", "dm_event.fields=likes"];
  for (const query of [...wrong, "event_types=Typing", "expansions=author_id"])
    assert.equal(await ask(query), 400, query);
  assert.equal(await ask("pagination_token=1"), 400);
  assert.equal(await ask("", "no-token"), 401);
  for (let count = 8; count < 16; count += 1) assert.equal(await ask("max_results=1"), 200);
  assert.equal(await ask(""), 429, "fifteen questions in fifteen minutes");
});

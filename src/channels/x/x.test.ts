import assert from "node:assert/strict";
import { test } from "node:test";
import { allFaults } from "#test/networks/loopback.ts";
import { signedByX, startX, xRow, type XServer } from "#test/networks/x.ts";
import { describeConnector } from "../contract.suite.ts";
import { connectedWorld, consentedForm, contractServer } from "../contract-server.ts";
import { filmMedia, freshAttempt, plainMessage } from "../contract-world.ts";
import { hook } from "./hook.ts";
import { weightOf } from "./weight.ts";
import { x } from "./x.ts";

/** What the form and a consent that was just given come to. */
function settingsFor(server: XServer, secret = server.clientSecret) {
  const { url: endpoint, clientId } = server;
  const form = { endpoint, clientId, clientSecret: secret, consumerSecret: "x-consumer-secret" };
  return consentedForm(x, server, form);
}

async function start() {
  const server = await startX();
  const withText = (text: string) =>
    [...server.posts.values()].filter((post) => post.text === text);
  return contractServer(server, {
    goodSettings: settingsFor(server),
    badSettings: settingsFor(server, "not-the-client-secret"),
    faults: allFaults,
    texts: async () => [...server.posts.values()].map(({ text }) => text),
    alts: async (_account, text) =>
      withText(text).flatMap(({ media }) => media.map((id) => server.media.get(id)?.alt ?? "")),
    captions: async (_account, text) =>
      withText(text).flatMap(({ media }) =>
        media.flatMap((id) => server.media.get(id)?.subtitles ?? []),
      ),
    polls: async (_account, text) => withText(text).flatMap(({ poll }) => poll ?? []),
    tamper: (text, now) => {
      const [post] = withText(text);
      assert.ok(post);
      if (now === undefined) server.deleteInApp(post.id);
      else server.editInApp(post.id, now);
    },
    playError: ({ status, code }) => server.answerNext(xRow(status, code)),
  });
}

describeConnector(x, start);

async function world() {
  const server = await startX();
  return connectedWorld(x, server, settingsFor(server));
}

test("a rotated pair of tokens is renewed once, however many posts ask at the same time", async () => {
  await using all = await world();
  const { server, net, account } = all;
  await account.renewed({ ...account.credential, expiresAt: net.now().toString() });
  const before = server.tokensGiven();
  const texts = ["One", "Two", "Three"];
  await Promise.all(
    texts.map((text) => x.publish(net, account, plainMessage(text), freshAttempt())),
  );
  assert.equal(server.tokensGiven() - before, 1);
  await account.renewed({ ...account.credential, expiresAt: net.now().toString() });
  await x.publish(net, account, plainMessage("Four"), freshAttempt());
  assert.equal(server.posts.size, 4);
});

test("weights are X's own", () => {
  const cases: [string, number][] = [
    ["x".repeat(280), 280],
    ["día", 3],
    ["日本", 4],
    ["🚧", 2],
    ["👩‍👩‍👧‍👦", 2],
    ["🇺🇸", 2],
    ["See https://riversidefalls.example/a/very/long/path?x=1", 27],
    ["See riversidefalls.gov/news.", 28],
    ["mail@riversidefalls.gov", 23],
    ["…", 2],
    ["“quoted”", 8],
  ];
  for (const [text, weight] of cases) assert.equal(weightOf(text), weight, text);
});

test("what a post costs is shown before it is sent, with and without a link", async () => {
  await using all = await world();
  const { account } = all;
  assert.equal(x.measure(plainMessage("Road closed"), account).cost?.micros, 15_000);
  const linked = plainMessage("Road closed https://riversidefalls.example/1");
  assert.equal(x.measure(linked, account).cost?.micros, 200_000);
});

test("an answer goes to whoever mentioned the account, and to nobody else", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const asked = server.write("ana", "@riversidepd is the bridge open?");
  const other = server.write("jo", "The bridge is a mess");
  const reply = (id: string) =>
    x.publish(net, account, { ...plainMessage(`It is. ${id}`), replyTo: { id } }, freshAttempt());
  assert.notEqual((await reply(asked.id)).id, "");
  await assert.rejects(reply(other.id), { class: "refused", message: /X's own app/ });
});

test("a text with links, signs and a picture is found again as it was written", async () => {
  await using all = await world();
  const { net, account } = all;
  const attempt = freshAttempt();
  const message = plainMessage("A & B <closed>: https://riversidefalls.example/1?a=1");
  const published = await x.publish(net, account, message, attempt);
  const finding = await x.find?.(net, account, message, attempt);
  assert.equal(finding?.found && finding.remote.id, published.id);
});

test("the same words again: no for good at first, a look at the timeline for a second try", async () => {
  await using all = await world();
  const { net, account } = all;
  const first = freshAttempt();
  await x.publish(net, account, plainMessage("All clear"), first);
  const fresh = x.publish(net, account, plainMessage("All clear"), freshAttempt());
  await assert.rejects(fresh, { class: "refused" });
  const second = x.publish(net, account, plainMessage("All clear"), { ...first, number: 2 });
  await assert.rejects(second, { class: "unknown" });
});

test("a video that broke off goes on with the same upload and is waited for", async () => {
  await using all = await world();
  const { server, net, account } = all;
  let progress: unknown;
  const attempt = { ...freshAttempt(), keep: async (kept: unknown) => void (progress = kept) };
  const message = { ...plainMessage("A statement"), media: [filmMedia] };
  server.breakUploads(true);
  await assert.rejects(x.publish(net, account, message, attempt), { class: "later" });
  server.breakUploads(false);
  server.workFor(2);
  await x.publish(net, account, message, { ...attempt, number: 2, progress });
  const videos = [...server.media.values()].filter(({ category }) => category === "tweet_video");
  assert.equal(videos.length, 1);
  assert.equal(videos[0]?.alt, filmMedia.alt);
});

test("mentions are read once and paid for once", async () => {
  await using all = await world();
  const { server, net, account } = all;
  server.write("ana", "@riversidepd thanks &amp; bye");
  const first = await x.receive?.(net, account, undefined);
  assert.deepEqual(
    first?.items.map(({ kind, author }) => `${kind} by ${author.handle}`),
    ["mention by ana"],
  );
  const next = await x.receive?.(net, account, first?.cursor);
  assert.deepEqual(next?.items, []);
});

test("an edit in X's own app is a further version of the same post, and costs one more reading", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const message = plainMessage("Mill Street is closed. https://riversidefalls.example/1");
  const { id } = await x.publish(net, account, message, freshAttempt());
  const first = await x.receive?.(net, account, undefined);
  server.editInApp(id, "Claim your prize");
  const again = server.editInApp(id, "Claim your prize today");
  const next = await x.receive?.(net, account, first?.cursor);
  assert.deepEqual(
    [...(first?.items ?? []), ...(next?.items ?? [])].map((item) => [item.remoteId, item.version]),
    [
      [id, "1"],
      [id, again.id],
    ],
  );
  const before = server.visits.length;
  const changed = await x.shown?.(net, account, { id }, message);
  assert.deepEqual(changed, { state: "changed", text: "Claim your prize today" });
  assert.equal(server.visits.length - before, 2);
});

test("X's question is answered with the app's secret, and its news must be signed with it", async () => {
  await using all = await world();
  const request = (method: "GET" | "POST", query: string, body: string, signature: string) => ({
    method,
    url: `https://beat.example/hooks/x/channel-1?${query}`,
    headers: new Headers({ "x-twitter-webhooks-signature": signature }),
    query: new URLSearchParams(query),
    body: Buffer.from(body),
  });
  const question = hook.challenge?.(all.account, request("GET", "crc_token=abc", "", ""));
  assert.deepEqual(JSON.parse(question?.body ?? ""), {
    response_token: signedByX("x-consumer-secret", "abc"),
  });
  const good = request("POST", "", "{}", signedByX("x-consumer-secret", "{}"));
  assert.match(hook.verify(all.account, good).replayKey, /^[0-9a-f]{64}$/);
  const bad = request("POST", "", "{ }", signedByX("x-consumer-secret", "{}"));
  assert.throws(() => hook.verify(all.account, bad), /signature/);
});

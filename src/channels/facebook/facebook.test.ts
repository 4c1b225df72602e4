import assert from "node:assert/strict";
import { test } from "node:test";
import { type FacebookServer, startFacebook } from "#test/networks/facebook.ts";
import { signedByMeta, graphRow } from "#test/networks/graph.ts";
import { allFaults } from "#test/networks/loopback.ts";
import { describeConnector } from "../contract.suite.ts";
import { connectedWorld, contractServer, tamperer } from "../contract-server.ts";
import { filmMedia, freshAttempt, jpegMedia, pixelMedia, plainMessage } from "../contract-world.ts";
import { facebook } from "./facebook.ts";
import { hook } from "./hook.ts";

function settingsFor(server: FacebookServer) {
  const { url: endpoint, appId, appSecret, userToken: token } = server;
  return { endpoint, appId, appSecret, token, verifyToken: "our-verify-word" };
}

async function start() {
  const server = await startFacebook();
  const withText = (text: string) =>
    [...server.posts.values()].filter(({ message }) => message === text);
  return contractServer(server, {
    goodSettings: settingsFor(server),
    badSettings: { ...settingsFor(server), token: "EAAG-not-a-token-of-this-app" },
    faults: allFaults,
    texts: async () => [...server.posts.values()].map(({ message }) => message),
    alts: async (_account, text) => withText(text).flatMap(({ photos }) => photos),
    captions: async (_account, text) => withText(text).flatMap(({ captions }) => captions),
    places: async (_account, text) => withText(text).map(({ places }) => places),
    placeWords: "Riverside F",
    tamper: tamperer(server.posts, "message"),
    playError: (row) => server.answerNext(graphRow(row)),
  });
}

describeConnector(facebook, start);

async function world() {
  const server = await startFacebook();
  return connectedWorld(facebook, server, settingsFor(server));
}

test("a page is connected by its owner's consent; a code is good once, with its own verifier", async () => {
  await using all = await world();
  const { server, net } = all;
  const { token: _none, ...form } = settingsFor(server);
  const { freshProof } = await import("../oauth.ts");
  const { verifier, challenge } = freshProof();
  const redirectUri = "https://beat.example/console/channels/consented";
  const url = facebook.consentUrl?.(form, { state: "s", challenge, redirectUri }) ?? "";
  assert.ok(url.startsWith(`${server.url}/v25.0/dialog/oauth?`));
  const { code, state } = server.consents.approve(url);
  assert.equal(state, "s");
  const given = { ...form, code, verifier, redirectUri };
  const authorized = await facebook.authorize(net, given);
  assert.equal(authorized.handle, "@riversidepd");
  assert.ok(!JSON.stringify(authorized.settings).includes(server.appSecret));
  await assert.rejects(facebook.authorize(net, given), { class: "expired" });
  const again = server.consents.approve(url);
  await assert.rejects(
    facebook.authorize(net, { ...given, code: again.code, verifier: freshProof().verifier }),
    { class: "expired" },
  );
});

test("without its secret's proof no call is taken", async () => {
  await using all = await world();
  const { server, net } = all;
  await assert.rejects(
    facebook.authorize(net, { ...settingsFor(server), appSecret: "another-secret" }),
    /appsecret_proof/,
  );
});

test("pictures that arrived before a lost answer are not brought again", async () => {
  await using all = await world();
  const { server, net, account } = all;
  let progress: unknown;
  const attempt = { ...freshAttempt(), keep: async (kept: unknown) => void (progress = kept) };
  const message = { ...plainMessage("Two views"), media: [pixelMedia, jpegMedia] };
  server.fail("out-of-order");
  await assert.rejects(facebook.publish(net, account, message, attempt), { class: "later" });
  server.fail(undefined);
  const brought = server.visits.filter(({ path }) => path.endsWith("/photos")).length;
  await facebook.publish(net, account, message, { ...attempt, number: 2, progress });
  assert.equal(server.visits.filter(({ path }) => path.endsWith("/photos")).length, brought);
});

test("a video goes on where its upload broke", async () => {
  await using all = await world();
  const { server, net, account } = all;
  let progress: unknown;
  const attempt = { ...freshAttempt(), keep: async (kept: unknown) => void (progress = kept) };
  const message = { ...plainMessage("A long statement"), media: [filmMedia] };
  server.breakUploadAfter(2);
  await assert.rejects(facebook.publish(net, account, message, attempt), { class: "later" });
  assert.match(JSON.stringify(progress), / 2000 3000"/);
  server.breakUploadAfter(10);
  const published = await facebook.publish(net, account, message, {
    ...attempt,
    number: 2,
    progress,
  });
  assert.equal(published.extra?.["captions"], "sent");
  const finding = await facebook.find?.(net, account, message, { ...attempt, progress });
  assert.equal(finding?.found && finding.remote.id, published.id);
});

test("the same words again: no for good at first, a look at the page for a second try", async () => {
  await using all = await world();
  const { net, account } = all;
  const first = freshAttempt();
  await facebook.publish(net, account, plainMessage("All clear"), first);
  await assert.rejects(facebook.publish(net, account, plainMessage("All clear"), freshAttempt()), {
    class: "refused",
  });
  const second = facebook.publish(net, account, plainMessage("All clear"), { ...first, number: 2 });
  await assert.rejects(second, { class: "unknown" });
});

test("comments come in by poll and by hook as one and the same item", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const post = await facebook.publish(net, account, plainMessage("Road closed"), freshAttempt());
  const made = server.comment(post.id, "Ana", "Until when?");
  const received = await facebook.receive?.(net, account, undefined);
  const polled = received?.items.find(({ remoteId }) => remoteId === made.id);
  assert.deepEqual([polled?.kind, polled?.inReplyTo], ["comment", post.id]);
  const body = JSON.stringify({
    object: "page",
    entry: [
      { id: "another-page", time: 1, changes: [{ field: "feed", value: { item: "post" } }] },
      {
        id: server.page,
        time: 1,
        changes: [
          {
            field: "feed",
            value: {
              item: "comment",
              verb: "add",
              comment_id: made.id,
              post_id: post.id,
              parent_id: post.id,
              message: "Until when?",
              from: made.from,
              created_time: Math.floor(made.madeMs / 1_000),
            },
          },
        ],
      },
    ],
  });
  const request = (signature: string) => ({
    method: "POST" as const,
    url: "https://beat.example/hooks/facebook/channel-1",
    headers: new Headers({ "x-hub-signature-256": signature }),
    query: new URLSearchParams(),
    body: Buffer.from(body),
  });
  const good = request(signedByMeta(server.appSecret, body));
  hook.verify(account, good);
  const [heard, ...others] = hook.read(account, good).items;
  assert.equal(others.length, 0);
  assert.deepEqual([heard?.remoteId, heard?.version], [polled?.remoteId, polled?.version]);
  for (const bad of ["", "sha256=00", signedByMeta("another", body)])
    assert.throws(() => hook.verify(account, request(bad)), /signature/);
});

test("the webhook's question is answered to whoever knows our word", async () => {
  await using all = await world();
  const ask = (word: string) =>
    hook.challenge?.(all.account, {
      method: "GET",
      url: "https://beat.example/hooks/facebook/channel-1",
      headers: new Headers(),
      query: new URLSearchParams({
        "hub.mode": "subscribe",
        "hub.verify_token": word,
        "hub.challenge": "1158201444",
      }),
      body: new Uint8Array(),
    });
  assert.deepEqual(
    [ask("our-verify-word")?.status, ask("our-verify-word")?.body],
    [200, "1158201444"],
  );
  assert.equal(ask("guessed")?.status, 403);
});

test("a video is kept to its places too, and towns of one name are told apart", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const found = (await facebook.placing?.search(net, account, "Riverside")) ?? [];
  assert.deepEqual(
    found.map(({ name }) => name),
    [
      "Riverside Falls, California, US",
      "Riverside, Missouri, US",
      "92501, Riverside Falls, US",
      "92507, Riverside Falls, US",
    ],
  );
  const places = found.filter(({ kind }) => kind === "postcode");
  const message = { ...plainMessage("A statement"), media: [filmMedia], places };
  await facebook.publish(net, account, message, freshAttempt());
  assert.deepEqual([...server.posts.values()][0]?.places, ["zip:US:92501", "zip:US:92507"]);
});

test("a look tells hidden comments and reactions, and a deletion only where the list still told lacks it", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const { id } = await facebook.publish(net, account, plainMessage("Road closed"), freshAttempt());
  const [comment, other] = [server.comment(id, "Ann", "Which?"), server.comment(id, "Bo", "Ours.")];
  Object.assign(comment, { isHidden: true, reactions: 4 });
  const asked = [comment, other].map(({ id: remoteId }) => ({
    remoteId,
    kind: "comment" as const,
    inReplyTo: id,
  }));
  const look = async () =>
    ((await facebook.look?.(net, account, asked)) ?? []).map((one) => [
      [one.remoteId, one.state, one.isHidden],
      [one.counts, one.item?.text],
    ]);
  const told = [
    [comment.id, "there", true],
    [{ reactions: 4 }, "Which?"],
  ];
  server.posts.delete(other.id);
  assert.deepEqual(await look(), [
    told,
    [
      [other.id, "gone", undefined],
      [undefined, undefined],
    ],
  ]);
  server.hideComments();
  assert.deepEqual(await look(), [], "what may not be seen any more is no deletion");
  server.posts.delete(id);
  const under = [{ remoteId: id, kind: "post" as const }, ...asked];
  const after = await facebook.look?.(net, account, under);
  assert.deepEqual(
    after?.map(({ state }) => state),
    ["gone", "gone", "gone"],
  );
});

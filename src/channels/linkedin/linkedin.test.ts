import assert from "node:assert/strict";
import { test } from "node:test";
import { assert as check, property, string } from "fast-check";
import { type LinkedinServer, startLinkedin } from "#test/networks/linkedin.ts";
import { linkedinNo } from "#test/networks/linkedin-text.ts";
import { allFaults } from "#test/networks/loopback.ts";
import { describeConnector } from "../contract.suite.ts";
import { connectedWorld, consentedForm, contractServer, tamperer } from "../contract-server.ts";
import { filmMedia, freshAttempt, jpegMedia, pixelMedia, plainMessage } from "../contract-world.ts";
import { linkedin } from "./linkedin.ts";
import { littleText, plainWords } from "./words.ts";

function settingsFor(server: LinkedinServer, clientSecret = server.clientSecret) {
  const form = { endpoint: server.url, clientId: server.clientId, clientSecret };
  return consentedForm(linkedin, server, form);
}

async function start() {
  const server = await startLinkedin();
  const withText = (text: string) =>
    [...server.posts.values()].filter(({ commentary }) => commentary === text);
  return contractServer(server, {
    goodSettings: settingsFor(server),
    badSettings: settingsFor(server, "not-the-client-secret"),
    faults: allFaults,
    texts: async () => [...server.posts.values()].map(({ commentary }) => commentary),
    alts: async (_account, text) => withText(text).flatMap(({ alts }) => alts),
    captions: async (_account, text) =>
      withText(text).flatMap(({ media }) =>
        media.flatMap((urn) => server.assets.get(urn)?.captions ?? []),
      ),
    polls: async (_account, text) => withText(text).flatMap(({ poll }) => poll ?? []),
    places: async (_account, text) => withText(text).map(({ geos }) => geos),
    placeWords: "Riverside",
    tamper: tamperer(server.posts, "commentary", (one) => ({ changedMs: one.changedMs + 1 })),
    playError: ({ status, code }) => server.answerNext(linkedinNo(status, code)),
  });
}

describeConnector(linkedin, start);

async function world() {
  const server = await startLinkedin();
  return connectedWorld(linkedin, server, settingsFor(server));
}

test("whatever signs a text holds, readers see it as it was written", () => {
  check(
    property(string({ unit: "grapheme", maxLength: 60 }), (text) => {
      assert.equal(plainWords(littleText(text)), text);
    }),
  );
  assert.equal(
    littleText("(1) #RoadClosed_A <now>"),
    "\\(1\\) {hashtag|\\#|RoadClosed_A} \\<now\\>",
  );
});

test("a text full of signs goes out, is found and is read back", async () => {
  await using all = await world();
  const { net, account } = all;
  const attempt = freshAttempt();
  const message = plainMessage("Mill St. (north) *closed* until 6 @ the bridge | #RoadClosed_6");
  const published = await linkedin.publish(net, account, message, attempt);
  const finding = await linkedin.find?.(net, account, message, attempt);
  assert.equal(finding?.found && finding.remote.id, published.id);
  const received = await linkedin.receive?.(net, account, undefined);
  assert.equal(received?.items[0]?.text, message.text);
});

test("several pictures go as one post with their descriptions", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const media = [pixelMedia, { ...jpegMedia, alt: "South" }];
  await linkedin.publish(net, account, { ...plainMessage("Both"), media }, freshAttempt());
  assert.deepEqual([...server.posts.values()][0]?.alts, [pixelMedia.alt, "South"]);
});

test("a video goes on with the pieces that are still missing, and is waited for", async () => {
  await using all = await world();
  const { server, net, account } = all;
  let progress: unknown;
  const attempt = { ...freshAttempt(), keep: async (kept: unknown) => void (progress = kept) };
  const message = { ...plainMessage("A statement"), media: [filmMedia] };
  server.breakUploadAfter(2);
  await assert.rejects(linkedin.publish(net, account, message, attempt), { class: "later" });
  server.breakUploadAfter(1);
  server.workFor(1);
  await linkedin.publish(net, account, message, { ...attempt, number: 2, progress });
  assert.equal(server.assets.size, 1);
  assert.equal(server.posts.size, 1);
});

test("a place where fewer than 300 people are is told with its followers, and refused in LinkedIn's words", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const [bank] = (await linkedin.placing?.search(net, account, "North Bank")) ?? [];
  assert.equal(bank?.people, 120);
  const message = { ...plainMessage("Car break-ins"), places: bank ? [bank] : [] };
  const sending = linkedin.publish(net, account, message, freshAttempt());
  await assert.rejects(sending, { class: "refused", message: /fewer than 300 members/ });
  assert.equal(server.posts.size, 0);
});

test("a consent that ends without a renewal needs a person", async () => {
  await using all = await world();
  const { net, account } = all;
  await account.renewed({ ...account.credential, expiresAt: net.now().toString() });
  const sending = linkedin.publish(net, account, plainMessage("x"), freshAttempt());
  await assert.rejects(sending, { class: "expired", message: /sixty days/ });
  assert.equal((await linkedin.health(net, account)).state, "broken");
});

test("the same words again: no for good at first, a look at the page for a second try", async () => {
  await using all = await world();
  const { net, account } = all;
  const first = freshAttempt();
  await linkedin.publish(net, account, plainMessage("All clear"), first);
  const fresh = linkedin.publish(net, account, plainMessage("All clear"), freshAttempt());
  await assert.rejects(fresh, { class: "refused" });
  const second = linkedin.publish(net, account, plainMessage("All clear"), { ...first, number: 2 });
  await assert.rejects(second, { class: "unknown" });
});

test("comments of others come in under the post they answer", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const post = await linkedin.publish(net, account, plainMessage("We hire"), freshAttempt());
  server.comment(post.id, "urn:li:person:ana", "Where do I apply?");
  const received = await linkedin.receive?.(net, account, undefined);
  const comment = received?.items.find(({ kind }) => kind === "comment");
  assert.deepEqual([comment?.text, comment?.inReplyTo], ["Where do I apply?", post.id]);
});

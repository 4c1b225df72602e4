import assert from "node:assert/strict";
import { test } from "node:test";
import { allFaults } from "#test/networks/loopback.ts";
import { nextdoorNo, type NextdoorServer, startNextdoor } from "#test/networks/nextdoor.ts";
import type { OutboundMessage } from "../outbound.ts";
import { describeConnector } from "../contract.suite.ts";
import { connectedWorld, consentedForm, contractServer, tamperer } from "../contract-server.ts";
import { filmMedia, freshAttempt, jpegMedia, pixelMedia, plainMessage } from "../contract-world.ts";
import { nextdoor } from "./nextdoor.ts";

function settingsFor(server: NextdoorServer, more: Readonly<Record<string, string>> = {}) {
  const { url: endpoint, clientId, clientSecret } = server;
  return consentedForm(nextdoor, server, { endpoint, clientId, clientSecret, ...more });
}

async function start() {
  const server = await startNextdoor();
  return contractServer(server, {
    goodSettings: settingsFor(server),
    badSettings: settingsFor(server, { clientSecret: "not-the-client-secret" }),
    faults: allFaults,
    texts: async () =>
      [...server.posts.values()].flatMap(({ body, comments }) => [
        body,
        ...comments.map((each) => each.body),
      ]),
    places: async (_account, text) =>
      [...server.posts.values()]
        .filter(({ body }) => body === text)
        .map(({ groups }) => groups.map(String)),
    placeWords: "bank",
    tamper: tamperer(server.posts, "body"),
    playError: ({ status, code }) => server.answerNext(nextdoorNo(status, code)),
  });
}

describeConnector(nextdoor, start);

async function world(more: Readonly<Record<string, string>> = {}) {
  const server = await startNextdoor();
  return connectedWorld(nextdoor, server, settingsFor(server, more));
}

test("a channel for two neighborhoods speaks to these two alone, and health says so", async () => {
  await using all = await world({ areas: "old town\n4101" });
  const { server, net, account } = all;
  await nextdoor.publish(net, account, plainMessage("Water main broke"), freshAttempt());
  assert.deepEqual([...server.posts.values()][0]?.groups, [4_103, 4_101]);
  const { says } = await nextdoor.health(net, account);
  assert.equal(says, "Posts as Riverside Falls Police Department to 2 of its areas.");
});

test("a channel for two neighborhoods names no place beyond them", async () => {
  await using all = await world({ areas: "old town\n4101" });
  const { server, net, account } = all;
  const places = (await nextdoor.placing?.search(net, account, "")) ?? [];
  assert.deepEqual(
    places.map(({ name }) => name),
    ["Mill District", "Old Town"],
  );
  assert.deepEqual(await nextdoor.placing?.known(net, account, ["4102"]), []);
  const [mill] = places;
  const message = { ...plainMessage("Water main broke"), places: mill ? [mill] : [] };
  await nextdoor.publish(net, account, message, freshAttempt());
  assert.deepEqual([...server.posts.values()][0]?.groups, [4_101]);
});

test("an area that is none of the agency's is refused with the list of those that are", async () => {
  const connecting = world({ areas: "Elsewhere" });
  await assert.rejects(connecting, { class: "refused", message: /Mill District, North Bank, Old/ });
});

test("a person who speaks for no agency cannot connect", async () => {
  await using server = await startNextdoor();
  server.leaveAgency();
  const connecting = connectedWorld(nextdoor, server, settingsFor(server));
  await assert.rejects(connecting, { class: "refused", message: /no public agency/ });
});

test("a post whose id could not be read is published all the same, and can be changed later", async () => {
  await using all = await world();
  const { server, net, account } = all;
  server.breakList(true);
  const first = await nextdoor.publish(net, account, plainMessage("Closed"), freshAttempt());
  assert.match(first.id, /^https:\/\/nextdoor\.com\/p\//);
  server.breakList(false);
  const open = plainMessage("Open again");
  const edited = await nextdoor.edit?.(net, account, first, open, freshAttempt());
  const [post] = server.posts.values();
  assert.deepEqual([edited?.id, post?.body], [post?.id, "Open again"]);
  await nextdoor.remove?.(net, account, first);
  assert.equal(server.posts.size, 0);
  const again = nextdoor.remove?.(net, account, first);
  await assert.rejects(again ?? Promise.resolve(), { class: "refused", message: /by hand/ });
});

test("pictures and a video are fetched from here, and a link becomes the network's card", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const link = { url: "https://riversidefalls.example/detour", title: "Detour", description: "" };
  const media = [pixelMedia, jpegMedia, filmMedia];
  await nextdoor.publish(net, account, { ...plainMessage("Detour"), media, link }, freshAttempt());
  const [post] = server.posts.values();
  assert.deepEqual([post?.media.length, post?.smartlink], [3, link.url]);
});

test("eleven attachments are found before they are sent", async () => {
  await using all = await world();
  const media = Array.from({ length: 6 }, () => [jpegMedia, filmMedia]).flat();
  const { findings } = nextdoor.measure({ ...plainMessage("x"), media }, all.account);
  assert.deepEqual(
    findings.map(({ code }) => code),
    ["too-many-media"],
  );
});

test("a neighbor's comment comes in by a number, and the answer goes under it", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const post = await nextdoor.publish(net, account, plainMessage("We hire"), freshAttempt());
  server.comment(post.id, "5512", "Where do I apply?");
  const received = await nextdoor.receive?.(net, account, undefined);
  const heard = received?.items.find(({ kind }) => kind === "comment");
  assert.deepEqual(
    [heard?.text, heard?.inReplyTo, heard?.author.handle],
    ["Where do I apply?", post.id, "Neighbor 5512"],
  );
  const message: OutboundMessage = {
    ...plainMessage("At the front desk"),
    replyTo: { id: heard?.remoteId ?? "" },
  };
  const attempt = freshAttempt();
  const answer = await nextdoor.publish(net, account, message, attempt);
  const [asked, ours] = server.posts.get(post.id)?.comments ?? [];
  assert.deepEqual([ours?.body, ours?.parent], ["At the front desk", String(asked?.id)]);
  const finding = await nextdoor.find?.(net, account, message, attempt);
  assert.equal(finding?.found && finding.remote.id, answer.id);
  await nextdoor.remove?.(net, account, answer);
  assert.equal(server.posts.get(post.id)?.comments.length, 1);
});

test("behind fifty newer posts nothing is proved, and a person looks", async () => {
  await using all = await world();
  const { server, net, account } = all;
  const attempt = freshAttempt();
  const other = await nextdoor.publish(net, account, plainMessage("Other"), freshAttempt());
  const post = server.posts.get(other.id);
  assert.ok(post);
  for (let index = 0; index < 50; index += 1)
    server.posts.set(`x${index}`, { ...post, id: `x${index}`, body: `Other ${index}` });
  const finding = await nextdoor.find?.(net, account, plainMessage("Never seen"), attempt);
  assert.ok(finding?.found === false && !finding.absent);
});

test("a token that ends is renewed in time", async () => {
  await using all = await world();
  const { net, account } = all;
  await account.renewed({ ...account.credential, expiresAt: net.now().toString() });
  await nextdoor.publish(net, account, plainMessage("Still here"), freshAttempt());
  assert.match(account.credential["token"] ?? "", /renewed/);
});

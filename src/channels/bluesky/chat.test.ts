import assert from "node:assert/strict";
import { test } from "node:test";
import {
  appPassword,
  type BlueskyAccount,
  hasBlueskyPds,
  startBlueskyPds,
} from "#test/networks/bluesky.ts";
import { startBlueskyChat } from "#test/networks/bluesky-chat.ts";
import { startLoopback } from "#test/networks/loopback.ts";
import { systemClock } from "#platform/clock.ts";
import { openSafeClient } from "#platform/http/safe-client.ts";
import type { InboundItem } from "../inbound.ts";
import {
  accountOf,
  assertNoSecret,
  contractNet,
  freshAttempt,
  plainMessage,
} from "../contract-world.ts";
import { bluesky } from "./bluesky.ts";

const skip = hasBlueskyPds ? false : "run: node test/peers/install.mjs";
const [ana, jo] = ["did:plc:ana2222222222222222222aa", "did:plc:jo22222222222222222222aa"];

/** Kind, words and author of each message, in the order in which they are told. */
function toldOf(items: readonly InboundItem[]) {
  return items
    .filter(({ kind }) => kind === "message" || kind === "deleted")
    .map(({ kind, text, author }) => [kind, text, author.handle]);
}

function keysOf(items: readonly InboundItem[]): string[] {
  return items.map(({ remoteId, version }) => `${remoteId} ${version}`);
}

test(
  "direct messages of an account on a true server, through the chat behind it",
  { skip },
  async (t) => {
    await using pds = await startBlueskyPds();
    await using chat = await startBlueskyChat();
    chat.know(ana, "ana.test", "Ana Flores");
    chat.know(jo, "jo.test");
    const client = openSafeClient({ clock: systemClock, allowPrivate: [pds.host] });
    const net = contractNet(client, 20_000);

    const connect = async (owner: BlueskyAccount, more: Record<string, string> = {}) => {
      chat.know(owner.did, owner.handle);
      const { handle: identifier, password } = owner;
      const chatService = chat.service;
      const input = { service: pds.url, chatService, identifier, password, ...more };
      return accountOf(await bluesky.authorize(net, input));
    };
    /** An account of its own, and its polls one after another, each from the cursor that was kept. */
    const fresh = async (name: string, more: Record<string, string> = {}) => {
      chat.be({});
      chat.fail(undefined);
      const owner = await pds.createAccount(name);
      const account = await connect(owner, more);
      let cursor: string | undefined;
      const poll = async (hoursOn = 0) => {
        const now = () => systemClock.now().add({ hours: hoursOn });
        const received = await bluesky.receive?.({ ...net, now }, account, cursor);
        assert.ok(received);
        assertNoSecret(received.items, account);
        ({ cursor } = received);
        return received.items;
      };
      return {
        owner,
        account,
        poll,
        cursor: () => cursor,
        from: (word: string) => (cursor = word),
      };
    };

    await t.test(
      "what a resident writes and what staff answer comes in once, with both names",
      async () => {
        const { owner, poll, cursor, from } = await fresh("once");
        const { did } = owner;
        const first = chat.write({ from: ana, to: did, text: "I saw the car" });
        chat.write({ from: did, to: ana, text: "Where?", replyTo: first.id });
        const items = await poll();
        assert.deepEqual(toldOf(items), [
          ["message", "Where?", "once.test"],
          ["message", "I saw the car", "ana.test"],
        ]);
        const [answer, question] = items;
        assert.equal(question?.author.displayName, "Ana Flores");
        assert.equal(answer?.inReplyTo, question?.remoteId);
        assert.match(JSON.stringify(answer?.native), /ana\.test/, "to whom it went");
        const kept = cursor() ?? "";
        assert.deepEqual(toldOf(await poll()), [], "nothing is told twice");
        chat.write({ from: ana, to: did, text: "On Mill Street" });
        const [again] = await poll();
        assert.equal(again?.text, "On Mill Street");
        from(kept);
        assert.deepEqual(
          keysOf(await poll()),
          keysOf(again ? [again] : []),
          "after a restart the same",
        );
        const chatVisits = chat.visits.filter(({ path }) => path.includes("chat.bsky"));
        assert.ok(
          chatVisits.every(({ method }) => method === "GET"),
          "nothing is marked as read",
        );
      },
    );

    await t.test("a history of more messages than a page is read to its beginning", async () => {
      const { owner, poll } = await fresh("longtalk");
      for (let n = 1; n <= 230; n += 1) chat.write({ from: ana, to: owner.did, text: `No. ${n}` });
      chat.write({ from: owner.did, to: jo, text: "Are you well?" });
      const texts = (await poll()).map(({ text }) => text);
      assert.equal(new Set(texts).size, 231);
      assert.ok(texts.includes("No. 1") && texts.includes("Are you well?"));
      for (let n = 1; n <= 50; n += 1) chat.write({ from: jo, to: owner.did, text: `Log ${n}` });
      assert.equal((await poll()).length, 50, "the log has pages too");
    });

    await t.test("more conversations than a poll may ask after come in poll by poll", async () => {
      const { owner, poll } = await fresh("many");
      for (let n = 0; n < 130; n += 1) {
        const resident = `did:plc:resident${n}`;
        chat.know(resident, `resident${n}.test`);
        chat.write({ from: resident, to: owner.did, text: `Question ${n}` });
      }
      const first = await poll();
      chat.write({ from: "did:plc:resident0", to: owner.did, text: "One more" });
      const rest = [];
      for (let n = 0; n < 4; n += 1) rest.push(...(await poll()));
      assert.ok(first.length > 40 && first.length < 60, String(first.length));
      assert.equal(new Set(keysOf([...first, ...rest])).size, 131);
      assert.deepEqual(await poll(), []);
    });

    await t.test(
      "a first message is a request, and comes in wherever the network lists it",
      async () => {
        for (const [name, settings] of [
          ["together", {}],
          ["apart", { listsApart: true }],
          ["before", { hasNoRequests: true }],
        ] as const) {
          const { owner, poll } = await fresh(name);
          chat.be(settings);
          const { room } = chat.write({ from: jo, to: owner.did, text: "Hello?" });
          assert.deepEqual(toldOf(await poll()), [["message", "Hello?", "jo.test"]], name);
          chat.write({ from: ana, to: owner.did, text: "By the log" });
          assert.deepEqual(toldOf(await poll()), [["message", "By the log", "ana.test"]], name);
          chat.accept(owner.did, room);
          assert.deepEqual(new Set(keysOf(await poll())).size, 1, "read again, the same version");
        }
      },
    );

    await t.test(
      "what staff delete is told as deleted; what a resident deletes stays with us",
      async () => {
        const { owner, poll } = await fresh("gone");
        const { did } = owner;
        const seen = chat.write({ from: ana, to: did, text: "My number is 555-0100" });
        const kept = chat.write({ from: ana, to: did, text: "Thank you" });
        await poll();
        chat.remove(did, seen.room, seen.id);
        chat.remove(ana, kept.room, kept.id);
        const between = chat.write({ from: ana, to: did, text: "Never mind" });
        chat.remove(did, between.room, between.id);
        const gone = await poll();
        assert.deepEqual(
          gone.map(({ kind, version, remoteId }) => [kind, version, remoteId]),
          [
            ["deleted", "deleted", `${seen.room}/${seen.id}`],
            ["deleted", "deleted", `${between.room}/${between.id}`],
          ],
        );
        assert.equal(gone[1]?.author.handle, "ana.test");
      },
    );

    await t.test(
      "a reaction, and that it was taken back, are versions; a shared post is named",
      async () => {
        const { owner, account, poll, from, cursor } = await fresh("signs");
        const { did } = owner;
        const uri = `at://${did}/app.bsky.feed.post/3kabc`;
        const post = { $type: "app.bsky.embed.record#viewNotFound", uri, notFound: true };
        const embed = { $type: "app.bsky.embed.record#view", record: post };
        const { room, id } = chat.write({ from: ana, to: did, text: "Is this you?", embed });
        const [plain] = await poll();
        assert.equal(plain?.text, `Is this you?\n\nhttps://bsky.app/profile/${did}/post/3kabc`);
        const before = cursor() ?? "";
        chat.react(did, room, id, "👍");
        const [liked] = await poll();
        chat.unreact(did, room, id);
        const [bare] = await poll();
        assert.equal(new Set(keysOf([plain, liked, bare].flatMap((one) => one ?? []))).size, 3);
        assert.match(JSON.stringify(liked?.native), /👍/);
        from(before);
        const again = keysOf(await poll());
        assert.deepEqual(again.slice(-1), keysOf(bare ? [bare] : []), "told again it is the same");
        const asked = [{ remoteId: `${room}/${id}`, kind: "context" as const }];
        assert.deepEqual(await bluesky.look?.(net, account, asked), [], "a look passes it over");
      },
    );

    await t.test("in a group the network's own lines say who was added and by whom", async () => {
      const { owner, poll } = await fresh("patrol");
      const room = chat.group("Mill Street watch", jo, [owner.did, ana]);
      const items = await poll();
      assert.deepEqual(toldOf(items), [
        ["message", "(add member: member ana.test, role standard, added by jo.test)", "jo.test"],
        ["message", "(add member: member patrol.test, role standard, added by jo.test)", "jo.test"],
      ]);
      assert.match(JSON.stringify(items[0]?.native), /Mill Street watch/);
      chat.leave(owner.did, room);
      assert.deepEqual(await poll(), [], "a conversation that was left ends");
    });

    await t.test("an account that was read before picks its direct messages up", async () => {
      const { owner, account, poll, from, cursor } = await fresh("older");
      await bluesky.publish(net, account, plainMessage("Read before"), freshAttempt());
      chat.write({ from: ana, to: owner.did, text: "Written long ago" });
      from("3zzzzzzzzzzzz 2026-11-20T00:00:00.000Z");
      assert.deepEqual(toldOf(await poll()), [["message", "Written long ago", "ana.test"]]);
      assert.match(cursor() ?? "", /^\S+ 2026-11-20T00:00:00\.000Z \S+$/);
    });

    await t.test(
      "an app password without the right to them reads posts still, and says so",
      async () => {
        const { owner, account: whole, from, poll, cursor } = await fresh("bare");
        chat.write({ from: ana, to: owner.did, text: "Not for everybody" });
        const post = await bluesky.publish(
          net,
          whole,
          plainMessage("For everybody"),
          freshAttempt(),
        );
        const account = await connect(owner, { password: await appPassword(pds, owner, false) });
        const received = await bluesky.receive?.(net, account, undefined);
        assert.deepEqual(
          received?.items.map(({ remoteId }) => remoteId),
          [post.id],
        );
        const health = await bluesky.health(net, account);
        assert.deepEqual([health.state, health.untold], ["degraded", ["messages"]]);
        assert.match(health.says, /the app password does not allow it/);
        assert.match(health.fix ?? "", /Allow access to your direct messages/);

        await poll();
        const before = cursor() ?? "";
        const worse = await bluesky.receive?.(net, account, before);
        const allowed = await connect(owner, { password: await appPassword(pds, owner, true) });
        const later = await bluesky.receive?.(net, allowed, worse?.cursor);
        assert.deepEqual(toldOf(later?.items ?? []), [
          ["message", "Not for everybody", "ana.test"],
        ]);
        assert.equal((await bluesky.health(net, allowed)).state, "healthy");
        from(before);
      },
    );

    await t.test("while the chat is down posts are read, and it goes on where it was", async () => {
      const { owner, account, poll, cursor } = await fresh("down");
      await poll();
      const [, , before] = (cursor() ?? "").split(" ");
      assert.ok(before);
      chat.write({ from: ana, to: owner.did, text: "Is anybody there?" });
      for (const fault of [
        "out-of-order",
        "gateway-error-after-accept",
        "reset-before-accept",
      ] as const) {
        chat.fail(fault);
        const post = await bluesky.publish(net, account, plainMessage(fault), freshAttempt());
        const items = await poll();
        assert.ok(items.some(({ remoteId }) => remoteId === post.id));
        assert.deepEqual(toldOf(items), []);
        assert.equal((cursor() ?? "").split(" ")[2], before, "its place has not moved");
        const health = await bluesky.health(net, account);
        assert.match(`${health.state}: ${health.says}`, /^degraded: .*does not answer/);
      }
      chat.fail(undefined);
      assert.deepEqual(toldOf(await poll()), [["message", "Is anybody there?", "ana.test"]]);
    });

    await t.test(
      "a conversation that cannot be shown now holds up no other and is asked for again",
      async () => {
        const { owner, poll } = await fresh("stuck");
        const { room } = chat.write({ from: jo, to: owner.did, text: "Stuck" });
        chat.write({ from: ana, to: owner.did, text: "Free" });
        chat.be({ refuses: room });
        assert.deepEqual(toldOf(await poll()), [["message", "Free", "ana.test"]]);
        assert.deepEqual(toldOf(await poll()), []);
        chat.be({});
        assert.deepEqual(toldOf(await poll()), [["message", "Stuck", "jo.test"]]);
        assert.deepEqual(toldOf(await poll()), []);
      },
    );

    await t.test(
      "what the log lost is found in the histories: at once, or within a day",
      async () => {
        const { owner, poll } = await fresh("lost");
        chat.write({ from: jo, to: owner.did, text: "Known" });
        await poll();
        chat.write({ from: ana, to: owner.did, text: "Lost silently" });
        chat.forgetLog();
        assert.deepEqual(await poll(), []);
        assert.deepEqual(toldOf(await poll(25)), [["message", "Lost silently", "ana.test"]]);
        chat.write({ from: ana, to: owner.did, text: "Lost openly" });
        chat.be({ forgot: true });
        assert.deepEqual(await poll(25), []);
        const texts = (await poll(25)).map(({ text }) => text);
        assert.deepEqual(texts.toSorted(), ["Known", "Lost openly", "Lost silently"]);
      },
    );

    await t.test("hostile words come in as they were written", async () => {
      const { owner, poll } = await fresh("hostile");
      const words = [
        `<script>alert("x")</script>&amp;<img src=x onerror=alert(1)>`,
        "before\u0000after",
        "\u202eReversed 👩‍👩‍👧‍👦 \ud83d",
        "👩‍👩‍👧‍👦".repeat(400),
        "'; drop table inbound_items; --",
      ];
      for (const text of words) chat.write({ from: ana, to: owner.did, text });
      const texts = (await poll()).map(({ text }) => text);
      assert.deepEqual(texts.toReversed(), words);
    });

    assert.deepEqual(chat.wrongs, [], "nothing was asked or answered against the lexicons");
    client.close();
  },
);

test("without a setting the chat is the network's own", async () => {
  const proxies: unknown[] = [];
  await using server = await startLoopback({
    answer: ({ path, request }) => {
      if (path.includes("chat.bsky")) proxies.push(request.headers["atproto-proxy"]);
      return { status: 200, body: { records: [], notifications: [], logs: [] } };
    },
    isAct: () => false,
    tooMany: { status: 429 },
    outOfOrder: { status: 503 },
    expired: { status: 400 },
  });
  const client = openSafeClient({ clock: systemClock, allowPrivate: [server.host] });
  const account = accountOf({
    remoteId: "did:plc:riverside",
    handle: "riverside",
    displayName: "Riverside",
    profileUrl: "",
    credential: { accessJwt: "a.b.c", refreshJwt: "d.e.f" },
    settings: { service: server.url },
  });
  const received = await bluesky.receive?.(contractNet(client), account, undefined);
  assert.equal(received?.cursor, undefined, "a chat that names no place is read anew");
  assert.deepEqual([...new Set(proxies)], ["did:web:api.bsky.chat#bsky_chat"]);
  client.close();
});

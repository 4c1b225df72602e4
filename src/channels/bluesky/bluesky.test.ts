import assert from "node:assert/strict";
import { after, test } from "node:test";
import { RichText } from "@atproto/api";
import { assert as check, property, string, uuid } from "fast-check";
import { type BlueskyPds, hasBlueskyPds, startBlueskyPds } from "#test/networks/bluesky.ts";
import { openBlueskyFront } from "#test/networks/bluesky-front.ts";
import { recordsOf, tampered, tracksOf } from "#test/networks/bluesky-records.ts";
import { startBlueskyChat } from "#test/networks/bluesky-chat.ts";
import { startBlueskyVideo } from "#test/networks/bluesky-video.ts";
import { systemClock } from "#platform/clock.ts";
import { openSafeClient } from "#platform/http/safe-client.ts";
import { describeConnector } from "../contract.suite.ts";
import {
  accountOf,
  contractNet,
  type ContractServer,
  freshAttempt,
  pixelMedia,
  plainMessage,
} from "../contract-world.ts";
import { bluesky } from "./bluesky.ts";
import { graphemes } from "./limits.ts";
import { recordKey } from "./tid.ts";

test("a delivery's record key is a valid TID, the same for every try", () => {
  check(
    property(uuid({ version: 7 }), string(), (key, other) => {
      for (const each of [key, other]) {
        assert.match(recordKey(each), /^[234567abcdefghij][2-7a-z]{12}$/);
        assert.equal(recordKey(each), recordKey(each));
      }
    }),
  );
  assert.notEqual(recordKey("a"), recordKey("b"));
  assert.ok(
    recordKey("01990000-0000-7000-8000-000000000000") <
      recordKey("01990000-0002-7000-8000-000000000000"),
  );
});

test("graphemes are counted as the network's own library counts them", () => {
  check(
    property(string({ unit: "grapheme" }), (text) => {
      assert.equal(graphemes(text), new RichText({ text }).graphemeLength);
    }),
  );
  assert.equal(graphemes("👩‍👩‍👧‍👦é"), 2);
});

test("three hundred families of four are too many bytes", () => {
  const message = plainMessage("👩‍👩‍👧‍👦".repeat(300));
  const { count, findings } = bluesky.measure(message, account0);
  assert.deepEqual([count, findings.map((each) => each.code)], [300, ["text-too-large"]]);
});

test("a link beside pictures is counted, because it stands in the text", () => {
  const link = { url: "https://riversidefalls.example/mill-st", title: "", description: "" };
  const alone = { ...plainMessage("x".repeat(300)), link };
  assert.deepEqual(bluesky.measure(alone, account0).findings, [], "a card takes no room");
  const { count, findings } = bluesky.measure({ ...alone, media: [pixelMedia] }, account0);
  assert.deepEqual([count, findings[0]?.code], [300 + 2 + link.url.length, "text-too-long"]);
  const named = { ...plainMessage(`See ${link.url}`), link, media: [pixelMedia] };
  assert.equal(bluesky.measure(named, account0).count, 4 + link.url.length, "never twice");
});

const account0 = { id: "", remoteId: "", handle: "", settings: {}, limits: {} };

if (!hasBlueskyPds) {
  test(
    "Bluesky against the true server",
    { skip: "run: node test/peers/install.mjs" },
    () => undefined,
  );
} else {
  // One server for all rows: they never reach it.
  let shared: Promise<BlueskyPds> | undefined;
  let accounts = 0;
  after(async () => (await shared)?.[Symbol.asyncDispose]());
  const startForErrors = async () => {
    shared ??= startBlueskyPds();
    accounts += 1;
    return frontOf(await shared, `row${accounts}`);
  };
  const start = async () => {
    const pds = await startBlueskyPds();
    return frontOf(pds, "riverside", () => Promise.resolve(pds[Symbol.asyncDispose]()));
  };
  async function frontOf(
    pds: BlueskyPds,
    name: string,
    end?: () => Promise<void>,
  ): Promise<ContractServer> {
    const front = await openBlueskyFront(pds);
    const films = await startBlueskyVideo(pds);
    const chat = await startBlueskyChat();
    const made = await pds.createAccount(name);
    const { handle: identifier, password } = made;
    return {
      hosts: [front.host, films.host],
      goodSettings: {
        service: front.url,
        videoEndpoint: films.url,
        chatService: chat.service,
        identifier,
        password,
      },
      badSettings: { service: front.url, identifier, password: "not-the-password" },
      faults: [
        "reset-after-accept",
        "reset-before-accept",
        "slow",
        "too-many-requests",
        "out-of-order",
        "expired-token",
      ],
      fail: front.fail,
      playError: front.play,
      countsNothing: true,
      tamper: (text, now) => tampered(pds, made, text, now),
      texts: async (account) => (await recordsOf(pds, account.remoteId)).map((each) => each.text),
      alts: async (account, text) =>
        (await recordsOf(pds, account.remoteId))
          .filter((each) => each.text === text)
          .flatMap((each) => each.embed?.images?.map((image) => image.alt) ?? []),
      captions: (account, text) => tracksOf(pds, account.remoteId, text),
      async [Symbol.asyncDispose]() {
        await films[Symbol.asyncDispose]();
        await chat[Symbol.asyncDispose]();
        await front[Symbol.asyncDispose]();
        await end?.();
      },
    };
  }
  describeConnector(bluesky, start, startForErrors);

  test("a true server: facets, threads, renewal, and keys that cannot double", async (t) => {
    await using pds = await startBlueskyPds();
    const owner = await pds.createAccount("eastgate");
    const client = openSafeClient({ clock: systemClock, allowPrivate: [pds.host] });
    const net = contractNet(client);
    const settings = { service: pds.url, identifier: owner.handle, password: owner.password };
    const authorized = await bluesky.authorize(net, settings);
    const account = accountOf(authorized);

    await t.test("links, tags and known handles are marked at byte offsets", async () => {
      const text =
        "Café ☕ with @eastgate.test and @nobody.test: https://riversidefalls.example/café #CoffeeWithACop";
      await bluesky.publish(net, account, plainMessage(text), freshAttempt());
      const [value] = await recordsOf(pds, account.remoteId);
      const { facets } = value as unknown as {
        facets: { index: { byteStart: number; byteEnd: number }; features: object[] }[];
      };
      const bytes = Buffer.from(text);
      const marked = facets.map((each) =>
        bytes.subarray(each.index.byteStart, each.index.byteEnd).toString(),
      );
      assert.deepEqual(marked.sort(), [
        "#CoffeeWithACop",
        "@eastgate.test",
        "https://riversidefalls.example/café",
      ]);
      assert.ok(JSON.stringify(facets).includes(owner.did));
    });

    await t.test("a link beside pictures stands in the text and is marked as one", async () => {
      const link = { url: "https://riversidefalls.example/map", title: "Map", description: "" };
      const message = { ...plainMessage("Détour map"), link, media: [pixelMedia] };
      const attempt = freshAttempt();
      const { id } = await bluesky.publish(net, account, message, attempt);
      // Keys are drawn by chance, and records are listed by key.
      const text = `Détour map\n\n${link.url}`;
      const value = (await recordsOf(pds, account.remoteId)).find((each) => each.text === text);
      assert.equal(value?.embed?.images?.length, 1);
      assert.ok(JSON.stringify(value).includes(`"uri":"${link.url}"`), "the facet names it");
      const finding = await bluesky.find?.(net, account, message, attempt);
      assert.ok(finding?.found && finding.remote.id === id, "a lost answer is found by it");
    });

    await t.test("a post that was deleted on the server is gone, the others stand", async () => {
      const [kept, gone] = [
        await bluesky.publish(net, account, plainMessage("Stays"), freshAttempt()),
        await bluesky.publish(net, account, plainMessage("Goes"), freshAttempt()),
      ];
      await bluesky.remove?.(net, account, gone);
      const looked = await bluesky.look?.(
        net,
        account,
        [kept.id, gone.id].map((remoteId) => ({ remoteId, kind: "post" as const })),
      );
      assert.deepEqual(
        looked?.map(({ remoteId, state, item }) => [remoteId, state, item?.text]),
        [
          [kept.id, "there", "Stays"],
          [gone.id, "gone", undefined],
        ],
      );
      const { items = [] } = (await bluesky.receive?.(net, account, undefined)) ?? {};
      const told = items.find(({ remoteId }) => remoteId === kept.id);
      assert.equal(looked?.[0]?.item?.version, told?.version, "the same version by both ways");
    });

    await t.test("an answer to an answer names the conversation's first post", async () => {
      const root = await bluesky.publish(net, account, plainMessage("First"), freshAttempt());
      const second = await bluesky.publish(
        net,
        account,
        { ...plainMessage("Second"), replyTo: root },
        freshAttempt(),
      );
      await bluesky.publish(
        net,
        account,
        { ...plainMessage("Third"), replyTo: second },
        freshAttempt(),
      );
      const third = (await recordsOf(pds, account.remoteId)).find((each) => each.text === "Third");
      const { reply } = third as unknown as {
        reply: { root: { uri: string }; parent: { uri: string } };
      };
      assert.deepEqual([reply.root.uri, reply.parent.uri], [root.id, second.id]);
    });

    await t.test("eight tries at once with one key are one post", async () => {
      const attempt = freshAttempt();
      const tries = Array.from({ length: 8 }, () =>
        bluesky.publish(net, account, plainMessage("Once only"), attempt),
      );
      const ids = new Set((await Promise.all(tries)).map((each) => each.id));
      assert.equal(ids.size, 1);
      const seen = (await recordsOf(pds, account.remoteId)).filter(
        (each) => each.text === "Once only",
      );
      assert.equal(seen.length, 1);
    });

    await t.test("a session that has ended is renewed and the new tokens are kept", async () => {
      const [head, , signature] = (account.credential["accessJwt"] ?? "").split(".");
      const ended = Buffer.from(JSON.stringify({ exp: 1 })).toString("base64url");
      const stale = {
        ...authorized,
        credential: { ...account.credential, accessJwt: `${head}.${ended}.${signature}` },
      };
      const old = accountOf(stale);
      await bluesky.publish(net, old, plainMessage("After renewal"), freshAttempt());
      assert.notEqual(old.credential["accessJwt"], stale.credential.accessJwt);
      assert.notEqual(old.credential["refreshJwt"], authorized.credential["refreshJwt"]);
    });

    await t.test("a changed text under the same key is for a person to look at", async () => {
      const attempt = freshAttempt();
      await bluesky.publish(net, account, plainMessage("As approved"), attempt);
      const finding = await bluesky.find?.(net, account, plainMessage("Something else"), attempt);
      assert.ok(finding && !finding.found && !finding.absent);
    });
    client.close();
  });
}

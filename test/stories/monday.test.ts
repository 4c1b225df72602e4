import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import sharp from "sharp";
import { connectChannel, openChannels, type Channel } from "#channels";
import { LogKeeper, recordsOf, searchArchive, verifyArchive } from "#archive";
import { addMedia } from "#media";
import {
  approvePost,
  claimAndSend,
  deliveriesOf,
  draftPost,
  placeHold,
  liftHold,
  recallPost,
  submitPost,
} from "#publish";
import { asSystem, type Ctx } from "#platform/context.ts";
import { rebuildSite } from "../../src/slices.ts";
import { type BlueskyAccount, hasBlueskyPds } from "../networks/bluesky.ts";
import { openTestBeat, type TestBeat } from "../openbeat.ts";
import { seedTinyCounty } from "../worlds/tiny-county.ts";
import { as } from "../worlds/world.ts";
import { openNewsroom, openPeers, type Peers, shownOn } from "./what-stands.ts";

/** One day through the whole program, on a true Bluesky server, a Mastodon, a mail relay, the practice network and our own site. */
let beat: TestBeat;
let peers: Peers;
let account: BlueskyAccount;
let newsroom: (path: string) => Promise<string>;
let agencyId: string;
let [writer, sergeant, chief]: Ctx[] = [];
let channels: Channel[] = [];

const skip = hasBlueskyPds ? false : "the Bluesky servers of test/peers are not installed";

function person(ctx: Ctx | undefined): Ctx {
  assert.ok(ctx);
  return ctx;
}

before(async () => {
  if (skip) return;
  peers = await openPeers();
  const { pds, mastodon, smtp, practice } = peers;
  beat = await openTestBeat({
    allowPrivate: [
      pds.host,
      new URL(mastodon.url).host,
      `${smtp.host}:${smtp.port}`,
      practice.host,
    ],
  });
  newsroom = await openNewsroom(beat.assembly.site);
  agencyId = await seedTinyCounty(beat.assembly);
  [writer, sergeant, chief] = await Promise.all(
    ["boyd", "ames", "harlan"].map((name) =>
      as(beat.assembly.ctx, agencyId, `${name}@tinycounty.example`),
    ),
  );
  account = await pds.createAccount("tiny");
  const { networks } = beat.assembly;
  const connect = (network: string, input: Record<string, string>) =>
    connectChannel(
      person(chief),
      networks.net(person(chief), AbortSignal.timeout(15_000)),
      networks.connector(person(chief), network),
      { network, name: network, isPublic: true, input },
    );
  await connect("bluesky", {
    service: pds.url,
    identifier: account.handle,
    password: account.password,
  });
  await connect("mastodon", { url: mastodon.url, token: mastodon.createUser("tiny").token });
  await connect("email", {
    security: "none",
    from: "news@tinycounty.example",
    name: "Tiny County Sheriff",
    unsubscribe: "https://tinycounty.example/unsubscribe?who={recipient}",
    host: smtp.host,
    port: String(smtp.port),
    user: smtp.user,
    password: smtp.password,
    recipients: "ana@example.test\njo@example.test",
  });
  await connect("sandbox", {
    url: practice.url,
    token: practice.createAccount("tiny", "Tiny County").token,
    keys: "no",
  });
  channels = await openChannels(person(chief));
});

async function send(): Promise<void> {
  await claimAndSend(beat.assembly.ctx, beat.assembly.networks, beat.assembly.sender);
}

function rebuild(): Promise<void> {
  const { ctx, networks, site } = beat.assembly;
  return rebuildSite(ctx, networks, site, "http://localhost:4400");
}

test(
  "Monday: one message, approved, stands everywhere, can be recalled, and is on the record",
  { skip },
  async () => {
    assert.equal(channels.length, 5);
    const bytes = await sharp({
      create: { width: 320, height: 200, channels: 3, background: "#446688" },
    })
      .jpeg()
      .toBuffer();
    const picture = await addMedia(person(writer), { name: "bridge.jpg", bytes });
    const drafted = await draftPost(person(writer), {
      title: "Mill St bridge closed",
      text: "The Mill St bridge is closed until noon. Use River Rd. https://tinycounty.example/roads",
      channels: channels.map(({ id }) => id),
      media: [{ sha256: picture.sha256, alt: "The empty bridge in fog" }],
      class: "traffic",
    });
    await submitPost(person(writer), beat.assembly.networks, drafted.post.id);
    await approvePost(person(sergeant), { postId: drafted.post.id, hash: drafted.hash });
    await send();
    const rows = await deliveriesOf(person(writer), drafted.post.id);
    assert.deepEqual(
      rows.map(({ state, reason }) => [state, reason]),
      channels.map(() => ["sent", null]),
    );
    assert.ok(
      rows.every(({ remoteId }) => remoteId),
      "D2: every network gave its id",
    );

    await rebuild();
    const said =
      "The Mill St bridge is closed until noon. Use River Rd. https://tinycounty.example/roads";
    const alts = ["The empty bridge in fog"];
    const shown = await shownOn(peers, account);
    assert.deepEqual(
      [shown.bluesky, shown.mastodon, shown.sandbox],
      [[{ text: said, alts }], [{ text: said, alts }], [{ text: said, alts }]],
    );
    assert.deepEqual([...shown.mail.keys()].sort(), ["ana@example.test", "jo@example.test"]);
    for (const letter of shown.mail.values()) {
      assert.ok(letter.text.startsWith(said));
      assert.deepEqual(letter.alts, alts);
    }
    const home = await newsroom("/");
    const [, path = ""] = /href="(\/news\/mill-st-[^"]+)"/.exec(home) ?? [];
    assert.match(await newsroom(path), /Use River Rd\.[^]*alt="The empty bridge in fog"/);

    await recallPost(person(writer), drafted.post.id, "The bridge is open again.");
    await send();
    const after = await deliveriesOf(person(writer), drafted.post.id);
    const email = channels.find(({ network }) => network === "email");
    for (const row of after) {
      assert.equal(row.state, row.channelId === email?.id ? "sent" : "recalled", row.reason ?? "");
      if (row.channelId === email?.id) assert.match(row.reason ?? "", /cannot|still stands/);
    }

    await rebuild();
    const left = await shownOn(peers, account);
    assert.deepEqual([left.bluesky, left.mastodon, left.sandbox], [[], [], []]);
    assert.equal(left.mail.size, 2, "a letter cannot be taken back, and nobody got another");
    assert.doesNotMatch(await newsroom("/"), /Mill St/);
    const notice = await newsroom(path);
    assert.match(notice, /This notice was withdrawn/);
    assert.doesNotMatch(notice, /River Rd/);
  },
);

test(
  "Monday afternoon: a hold stops the next one, and the record holds all of it",
  { skip },
  async () => {
    const { hold } = await placeHold(person(chief), {
      scope: "agency",
      exceptions: [],
      reason: "Incident on Falls Pkwy",
    });
    const drafted = await draftPost(person(writer), {
      title: "Coffee",
      text: "Coffee with a deputy on Friday.",
      channels: channels.map(({ id }) => id),
    });
    await submitPost(person(writer), beat.assembly.networks, drafted.post.id);
    await approvePost(person(sergeant), { postId: drafted.post.id, hash: drafted.hash });
    await send();
    assert.ok(
      (await deliveriesOf(person(writer), drafted.post.id)).every(({ state }) => state === "held"),
    );
    const shown = await shownOn(peers, account);
    assert.deepEqual([shown.bluesky, shown.mastodon, shown.sandbox], [[], [], []]);
    assert.ok([...shown.mail.values()].every(({ text }) => !text.includes("Coffee")));
    await liftHold(person(chief), hold.id);

    const { signer, logFolder, ctx } = beat.assembly;
    const system = asSystem(ctx, "test", agencyId);
    while ((await new LogKeeper(system, signer, join(logFolder, agencyId)).turn()) > 0);
    const verdict = await verifyArchive(system, signer, logFolder);
    assert.deepEqual(verdict.faults, []);
    const kinds = (await recordsOf(person(sergeant), { kind: "post", id: drafted.post.id })).map(
      ({ kind }) => kind,
    );
    assert.deepEqual(kinds, [
      "publish.post-drafted",
      "publish.post-submitted",
      "publish.post-approved",
    ]);
    const found = await searchArchive(person(sergeant), {
      words: '"bridge is closed"',
      direction: "out",
    });
    assert.ok(found.results.length >= 5, "each delivery is found by its words");
  },
);

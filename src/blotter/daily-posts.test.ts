import assert from "node:assert/strict";
import { before, test } from "node:test";
import { addBeat, allBeats } from "#agency";
import { connectChannel } from "#channels";
import { approvePost, claimAndSend, postVersion } from "#publish";
import { systemClock } from "#platform/clock.ts";
import { type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { relayOnce } from "#platform/happenings.ts";
import { Refusal } from "#platform/refusal.ts";
import { hasBlueskyPds, startBlueskyPds, type BlueskyAccount } from "#test/networks/bluesky.ts";
import { recordsOf } from "#test/networks/bluesky-records.ts";
import { atEnd, openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import { setSpeaking } from "../channels/speaking.ts";
import { beatFacts } from "../newsroom/beats/beat-facts.ts";
import { makeDailyPosts } from "./daily-posts.ts";
import { adoptBlotterPolicy } from "./policies.ts";
import { modelBlotterPolicy } from "./rules/model-policy.ts";
import { settleCalls } from "./settling.ts";
import { takeCalls } from "./taking.ts";

const skip = hasBlueskyPds ? false : "run: node test/peers/install.mjs";
const clock = new StoryClock(systemClock.now().subtract({ hours: 5 }));
let beat: TestBeat;
let sheriff: Ctx;
let deputy: Ctx;
let approver: Ctx;
let pds: Awaited<ReturnType<typeof startBlueskyPds>>;
let account: BlueskyAccount;
let channelId: string;

before(async () => {
  if (skip) return;
  pds = await startBlueskyPds();
  atEnd(async () => pds[Symbol.asyncDispose]());
  account = await pds.createAccount("beat3");
  beat = await openTestBeat({ clock, allowPrivate: [pds.host] });
  const { ctx, networks } = beat.assembly;
  const agencyId = await seedTinyCounty(beat.assembly);
  const person = (name: string) => as(ctx, agencyId, `${name}@tinycounty.example`);
  [sheriff, deputy, approver] = [
    await person("harlan"),
    await person("boyd"),
    await person("ames"),
  ];
  await addBeat(sheriff, { code: "3", name: "Eastgate" });
  await addBeat(sheriff, { code: "4", name: "Farms" });
  const { handle: identifier, password } = account;
  const connected = await connectChannel(
    sheriff,
    networks.net(sheriff, AbortSignal.timeout(15_000)),
    networks.connector(sheriff, "bluesky"),
    {
      network: "bluesky",
      name: "Beat 3",
      isPublic: true,
      input: { service: pds.url, identifier, password },
    },
  );
  channelId = connected.id;
  // A zone in which it is half past eight, or so, when the post is due.
  const hour = systemClock.now().toZonedDateTimeISO("UTC").hour;
  const offset = 9 - hour < -12 ? 9 - hour + 24 : 9 - hour;
  const zone = offset === 0 ? "UTC" : `Etc/GMT${offset > 0 ? "-" : "+"}${Math.abs(offset)}`;
  await transact(sheriff, (tx) => tx.tx.raw("update agencies set time_zone = $1", [zone]));
});

const call = (number: string, type: string) => ({
  number,
  type,
  initialType: type,
  takenAt: clock.now().toString(),
  closedAt: clock.now().toString(),
  beat: "3",
});
const make = () =>
  makeDailyPosts(beat.assembly.ctx, {
    networks: beat.assembly.networks,
    origin: "https://news.example",
  });
const made = () =>
  transact(sheriff, (tx) =>
    tx.tx.raw<{ post_id: string; error: string | null }>("select post_id, error from call_posts"),
  );

test(
  "an administrator binds an account to a beat, whose page names it; nobody else does",
  { skip },
  async () => {
    const [eastgate] = await allBeats(sheriff);
    await assert.rejects(
      setSpeaking(deputy, channelId, eastgate?.id ?? ""),
      (error) => error instanceof Refusal && error.code === "not-your-role",
    );
    await setSpeaking(sheriff, channelId, eastgate?.id ?? "");
    const facts = await beatFacts(sheriff, beat.assembly.networks);
    assert.deepEqual(
      facts.map(({ code, accounts }) => [
        code,
        accounts.map(({ handle }) => handle.replace(/^@/, "")),
      ]),
      [
        ["3", [account.handle]],
        ["4", []],
      ],
    );
  },
);

test(
  "without the policy's word no post is made; with it one a day, and none twice",
  { skip },
  async () => {
    await adoptBlotterPolicy(sheriff, { content: modelBlotterPolicy, why: "as the council asked" });
    const disturbance = call("1", "DISTURBANCE - OTHER");
    await takeCalls(sheriff, "cad", [
      disturbance,
      call("2", "THEFT - CAR PROWL"),
      call("3", "DV - ARGUMENTS"),
    ]);
    clock.advance(61 * 60_000);
    await settleCalls(beat.assembly.ctx);
    clock.set(systemClock.now());
    await make();
    assert.deepEqual(await made(), []);
    await adoptBlotterPolicy(sheriff, {
      content: { ...modelBlotterPolicy, dailyPosts: true },
      why: "one a day",
    });
    await make();
    await make();
    const [row, ...others] = await made();
    assert.deepEqual([row?.error, others.length], [null, 0]);
  },
);

test(
  "approved, it stands on the beat's Bluesky account; with a call that is taken back it goes there too",
  { skip },
  async () => {
    const [row] = await made();
    const postId = row?.post_id ?? "";
    const { hash, content } = await postVersion(sheriff, postId);
    assert.match(
      content.text,
      /in the last day: 2\. Disturbance 1, Car break-in 1|in the last day: 2\. Car break-in 1, Disturbance 1/,
    );
    await approvePost(approver, { postId, hash });
    const { ctx, networks, sender } = beat.assembly;
    await claimAndSend(ctx, networks, sender);
    assert.equal((await recordsOf(pds, account.did)).length, 1);
    await takeCalls(sheriff, "cad", [
      { ...call("1", "DV - ASSAULT"), initialType: "DISTURBANCE - OTHER" },
    ]);
    for (const { on } of beat.assembly.slices)
      for (const one of on ?? []) if (!one.onServer) while ((await relayOnce(ctx, [one])) > 0);
    await claimAndSend(ctx, networks, sender);
    assert.equal((await recordsOf(pds, account.did)).length, 0);
  },
);

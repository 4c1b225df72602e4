import assert from "node:assert/strict";
import { before, test } from "node:test";
import { connectChannel, type Channel } from "#channels";
import { startThreads, type ThreadsServer } from "#test/networks/threads.ts";
import { atEnd, openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import type { Ctx } from "#platform/context.ts";
import { openAccount } from "./accounts.ts";
import { budgetsOf } from "./budget.ts";
import { checkChannel } from "./health.ts";
import { channelMeters, setReserve } from "./meter.ts";
import { takeUse } from "./uses.ts";

const clock = new StoryClock();
let server: ThreadsServer;
let beat: TestBeat;
let sheriff: Ctx;
let deputy: Ctx;
let channel: Channel;

before(async () => {
  server = await startThreads();
  atEnd(async () => server[Symbol.asyncDispose]());
  beat = await openTestBeat({ clock, allowPrivate: [server.host] });
  const { ctx, networks } = beat.assembly;
  const agencyId = await seedTinyCounty(beat.assembly);
  sheriff = await as(ctx, agencyId, "harlan@tinycounty.example");
  deputy = await as(ctx, agencyId, "boyd@tinycounty.example");
  const { url: endpoint, appId, appSecret } = server;
  channel = await connectChannel(
    sheriff,
    networks.net(sheriff, AbortSignal.timeout(5_000)),
    networks.connector(sheriff, "threads"),
    {
      network: "threads",
      name: "Threads",
      isPublic: true,
      input: { endpoint, appId, appSecret, token: server.token() },
    },
  );
});

async function meter() {
  const all = await channelMeters(sheriff, beat.assembly.networks);
  const own = all.find(({ channelId }) => channelId === channel.id);
  return { own, posts: own?.budgets.find(({ what }) => what === "posts") };
}

async function post(isLifeSafety = false): Promise<void> {
  const { account } = await openAccount(sheriff, channel.id);
  const { capabilities } = beat.assembly.networks.connector(sheriff, "threads");
  const budgets = budgetsOf(capabilities.budgets ?? [], account);
  await takeUse(sheriff, channel.id, { budgets, what: "posts", isLifeSafety });
}

test("what was used here stands beside what the network reports, with the reserve of the network", async () => {
  await post();
  server.setQuota(7);
  await checkChannel(sheriff, beat.assembly.networks, channel.id);
  const { own, posts } = await meter();
  assert.deepEqual([posts?.used, posts?.of, posts?.kept, posts?.reservePercent], [1, 250, 25, 10]);
  assert.deepEqual(own?.reported, { used: 7, of: 250 });
  assert.equal(posts?.waitsUntil, undefined);
  assert.match(posts?.freesAt ?? "", /Z$/);
});

test("command sets the reserve within bounds; nobody else does", async () => {
  const { networks } = beat.assembly;
  const draft = { channelId: channel.id, what: "posts", percent: 80, why: "Fire season." };
  await assert.rejects(setReserve(deputy, networks, draft), { code: "not-your-role" });
  for (const percent of [4, 81, 10.5])
    await assert.rejects(setReserve(sheriff, networks, { ...draft, percent }), {
      code: "reserve-out-of-bounds",
    });
  await assert.rejects(setReserve(sheriff, networks, { ...draft, what: "uploads" }), {
    code: "no-such-budget",
  });
  await setReserve(sheriff, networks, draft);
  const { posts } = await meter();
  assert.deepEqual([posts?.kept, posts?.isOwnReserve], [200, true]);
});

test("once the ordinary share is used up ordinary posts wait until a named time, and life safety goes", async () => {
  for (let index = 1; index < 50; index += 1) await post();
  await assert.rejects(post(), /The last 200 are kept for life safety/);
  const { posts } = await meter();
  assert.equal(posts?.used, 50);
  assert.equal(posts?.waitsUntil, posts?.freesAt, "when the oldest use leaves the window");
  await post(true);
  clock.advance(86_400_000 + 1_000);
  const later = (await meter()).posts;
  assert.deepEqual([later?.used, later?.waitsUntil], [0, undefined]);
});

import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";
import { addBeat } from "#agency";
import { liftHold, placeHold, recallPost, sendRested } from "#publish";
import { transact } from "#platform/db/database.ts";
import { seedReaders } from "#test/worlds/many-readers.ts";
import { openReaderWorld, stateOf, type ReaderWorld } from "#test/worlds/readers.ts";
import { audienceCounts } from "./counts.ts";
import { readership } from "./fan-out.ts";
import { afterQuiet } from "./tidying.ts";

const origin = "http://localhost:4400";
let world: ReaderWorld;
let beatId: string;

before(async () => {
  world = await openReaderWorld();
  beatId = (await addBeat(world.harlan, { code: "3", name: "Eastgate" })).id;
});

beforeEach(async () => {
  world.relay.fail({});
  await transact(world.system, (tx) => tx.tx.raw("delete from audience_subscribers"));
  world.relay.letters.length = 0;
  world.clock.advance(60_000);
});

const reached = () => world.relay.letters.map(({ to }) => to.split("@")[0] ?? "").sort();

async function joinedAs(name: string, fields: Record<string, string | string[]> = {}) {
  const link = await world.joined(`${name}@readers.example`, fields);
  world.relay.letters.length = 0;
  return link;
}

async function countsOf(id: string) {
  const { fanOuts } = await audienceCounts(world.boyd);
  return fanOuts.find((one) => one.id === id)?.counts;
}

test("a post goes to those who chose its beat, its kind and its language, and to no others", async () => {
  await joinedAs("all");
  await joinedAs("beat3", { beat: beatId, whole: "" });
  await joinedAs("both", { beat: beatId, whole: "yes" });
  await joinedAs("jobs", { kind: "recruit" });
  await joinedAs("spanish", { language: "es" });
  world.relay.letters.length = 0;
  const about = { purpose: "inform", language: "en" };
  await world.published("Coffee with a deputy.", about);
  assert.deepEqual(reached(), ["all", "both"]);
  assert.equal(world.relay.letters[0]?.from, "news@tinycounty.example", "no other return path");
  assert.deepEqual(world.relay.letters[0]?.asks, {});
  world.relay.letters.length = 0;
  await world.published("A street in Eastgate is closed.", { ...about, beats: [beatId] });
  assert.deepEqual(reached(), ["all", "beat3", "both"]);
  world.relay.letters.length = 0;
  await world.published("We are hiring.", { ...about, purpose: "recruit" });
  assert.deepEqual(reached(), ["all", "both", "jobs"]);
  world.relay.letters.length = 0;
  await world.published("Café con un agente.", { ...about, language: "es", title: "Café" });
  assert.deepEqual(reached(), ["all", "both", "spanish"]);
  const { fanOuts } = await audienceCounts(world.boyd);
  assert.deepEqual(fanOuts.map(({ sort, title }) => `${sort}: ${title}`).sort(), [
    "post: Café",
    "post: Notice",
    "post: Notice",
    "post: Notice",
  ]);
});

test("D3: a lost answer counts as unknown, is shown as such, and its reader is not written to again", async () => {
  for (const name of ["one", "two", "three"]) await joinedAs(name);
  world.relay.fail({ lost: ["two@readers.example"] });
  const id = await world.published("Boil-water notice.");
  assert.equal((await stateOf(world, id)).state, "sent");
  assert.match((await stateOf(world, id)).remote_id ?? "", /^Q\d+Z$/);
  const { accepted, unknown } = (await countsOf(id)) ?? {};
  assert.deepEqual([accepted, unknown], [2, 1]);
  assert.deepEqual(reached(), ["one", "three", "two"]);
});

test("a mailbox that is no more is suspended, one that refuses thrice too, and both are counted by reason", async () => {
  for (const name of ["gone", "choosy", "well"]) await joinedAs(name);
  for (let at = 0; at < 3; at += 1) {
    world.relay.letters.length = 0;
    world.relay.fail({ refused: ["gone@readers.example"], choosy: ["choosy@readers.example"] });
    await world.published(`Notice ${at}`);
  }
  assert.deepEqual(reached(), ["well"]);
  const { suspended, ways } = await audienceCounts(world.boyd);
  assert.deepEqual(suspended.map(({ why, readers }) => `${why} ${readers}`).sort(), [
    "no-mailbox 1",
    "refused-often 1",
  ]);
  assert.equal(ways[0]?.readers, 1);
  world.relay.fail({});
  await joinedAs("gone");
  await world.published("Back again.");
  assert.deepEqual(reached(), ["gone", "well"], "who subscribes anew is written to again");
});

test("a server that asks for patience is asked again later, and nobody else waits for it", async () => {
  for (const name of ["busy", "ready"]) await joinedAs(name);
  world.relay.fail({ later: ["busy@readers.example"] });
  const id = await world.published("Road work on Mill St.");
  assert.equal((await stateOf(world, id)).state, "waiting");
  assert.deepEqual(reached(), ["ready"]);
  world.relay.fail({});
  world.clock.advance(301_000);
  await world.send();
  assert.equal((await stateOf(world, id)).state, "sent");
  assert.deepEqual(reached(), ["busy", "ready"]);
});

test("what comes in somebody's quiet hours waits for their end; danger to life does not", async () => {
  const { hour, minute } = world.clock.now().toZonedDateTimeISO("America/Chicago");
  const now = hour * 60 + minute;
  const asleep = { quiet: `${(now + 1_430) % 1_440}-${(now + 60) % 1_440}` };
  await joinedAs("asleep", asleep);
  await joinedAs("awake");
  world.relay.letters.length = 0;
  const first = await world.published("Fair on Sunday.");
  const second = await world.published("Fair moved to Monday.");
  assert.deepEqual(reached(), ["awake", "awake"]);
  assert.equal((await stateOf(world, first)).state, "sent");
  assert.equal((await countsOf(first))?.resting, 1);
  const warning = await readership(origin).open(world.system, {
    key: world.beat.assembly.ctx.ids.uuid(),
    channelId: world.list.id,
    way: "email",
    message: { text: "Leave now.", media: [] },
    isLifeSafety: true,
  });
  assert.equal((await warning.exchange([], 5)).length, 2);
  world.clock.advance(70 * 60_000);
  world.relay.letters.length = 0;
  const { ctx, sender } = world.beat.assembly;
  await afterQuiet(ctx, sendRested(sender));
  assert.deepEqual(
    world.relay.letters.map(({ to, text }) => `${to.split("@")[0]} ${text.split("\n")[0]}`),
    ["asleep Fair on Sunday.", "asleep Fair moved to Monday."],
  );
  assert.deepEqual((await countsOf(second))?.accepted, 2);
});

test("what was recalled or held while somebody slept reaches them never", async () => {
  const { hour, minute } = world.clock.now().toZonedDateTimeISO("America/Chicago");
  const now = hour * 60 + minute;
  await joinedAs("asleep", { quiet: `${(now + 1_430) % 1_440}-${(now + 60) % 1_440}` });
  await joinedAs("awake");
  const [recalled, held] = [await world.published("Wrong."), await world.published("Right.")];
  const [row] = await world.raw<{ post_id: string }>(
    "select post_id from deliveries where id = $1",
    [recalled],
  );
  await recallPost(world.harlan, row?.post_id ?? "", "It was wrong.");
  const { hold } = await placeHold(world.harlan, {
    scope: "agency",
    exceptions: [],
    reason: "Incident",
  });
  await liftHold(world.harlan, hold.id);
  world.clock.advance(70 * 60_000);
  world.relay.letters.length = 0;
  const { ctx, sender } = world.beat.assembly;
  await afterQuiet(ctx, sendRested(sender));
  assert.deepEqual(reached(), []);
  for (const id of [recalled, held]) assert.equal((await countsOf(id))?.dropped, 1);
});

test("D6: whoever takes a fan-out up anew fences the earlier one out, whose copies count as unknown", async () => {
  for (const name of ["a", "b", "c"]) await joinedAs(name);
  const lists = readership(origin);
  const asked = {
    key: world.beat.assembly.ctx.ids.uuid(),
    channelId: world.list.id,
    way: "email" as const,
    message: { text: "x", media: [] },
    isLifeSafety: false,
  };
  const old = await lists.open(world.system, asked);
  const [one, two] = await old.exchange([], 2);
  assert.ok(one && two);
  const next = await lists.open(world.system, asked);
  assert.equal((await next.counts()).unknown, 2);
  assert.deepEqual(await old.exchange([{ id: one.id, state: "accepted", remoteId: "Q1" }], 5), []);
  const rest = await next.exchange([], 5);
  assert.equal(rest.length, 1, "nobody is taken twice");
  await next.exchange(
    rest.map(({ id }) => ({ id, state: "accepted" as const, remoteId: "Q2" })),
    0,
  );
  const { accepted, unknown, waiting } = await next.counts();
  assert.deepEqual([accepted, unknown, waiting], [2, 1, 0], "a late answer still tells the truth");
});

test("D8: while a warning of danger to life is on its way, every other fan-out stands back", async () => {
  for (const name of ["a", "b"]) await joinedAs(name);
  const lists = readership(origin);
  const { ids } = world.beat.assembly.ctx;
  const asked = (isLifeSafety: boolean) => ({
    key: ids.uuid(),
    channelId: world.list.id,
    way: "email" as const,
    message: { text: "x", media: [] },
    isLifeSafety,
  });
  const warning = await lists.open(world.system, asked(true));
  const news = await lists.open(world.system, asked(false));
  assert.deepEqual(await news.exchange([], 5), []);
  const taken = await warning.exchange([], 5);
  assert.equal(taken.length, 2);
  await warning.exchange(
    taken.map(({ id }) => ({ id, state: "accepted" as const, remoteId: "Q" })),
    0,
  );
  await warning.counts();
  world.clock.advance(1_000);
  assert.equal((await news.exchange([], 5)).length, 2);
});

test("D4: a hold in the middle of a fan-out stops the rest of it", async () => {
  await seedReaders(world.system, "email", 200, (at) => `reader${at}@readers.example`);
  let placing: ReturnType<typeof placeHold> | undefined;
  const stopAt = setInterval(() => {
    if (world.relay.letters.length < 10 || placing) return;
    placing = placeHold(world.harlan, { scope: "agency", exceptions: [], reason: "Incident" });
    void placing.then(() => world.clock.advance(1_000));
  }, 1);
  world.relay.fail({ slowMs: 20 });
  const id = await world.published("Coffee with a deputy.");
  clearInterval(stopAt);
  const stopped = await stateOf(world, id);
  assert.equal(stopped.state, "held", stopped.reason ?? "");
  assert.ok(world.relay.letters.length < 200);
  assert.ok(placing);
  await liftHold(world.harlan, (await placing).hold.id);
  world.clock.advance(5_000);
  await world.send();
  assert.equal((await stateOf(world, id)).state, "held", "D5: it needs a new approval");
  assert.equal(new Set(reached()).size, world.relay.letters.length);
  const { unknown, waiting } = (await countsOf(id)) ?? {};
  assert.deepEqual([unknown, (waiting ?? 0) + world.relay.letters.length], [0, 200]);
});

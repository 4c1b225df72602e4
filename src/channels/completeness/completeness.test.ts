import assert from "node:assert/strict";
import { test } from "node:test";
import { connectChannel } from "#channels";
import { recordsOf } from "#archive";
import { asSystem } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { openPracticeDesk } from "#test/worlds/practice-desk.ts";
import { as } from "#test/worlds/world.ts";
import { endChannel } from "../accounts.ts";
import { receiveAll, receiveChannel } from "../receiving.ts";
import { answerGap, unansweredGaps } from "./answering.ts";
import { completeness } from "./figure.ts";
import { completenessOf } from "./told.ts";
import { watchCapture } from "./watching.ts";

/** Tiny County polls its practice account by the minute; the clock, the network and the gaps are ours to make. */
const desk = await openPracticeDesk();
const { ctx, networks, clock, network, chief } = desk;
const { agencyId, id } = desk.keyless;
const system = asSystem(ctx, "test", agencyId);
const minute = 60_000;
const hour = 60 * minute;
const token = [...network.state.accounts.values()][0]?.token ?? "";

async function pollFor(minutes: number, every = 1): Promise<void> {
  for (let at = 0; at < minutes; at += every) {
    clock.advance(every * minute);
    await receiveAll(ctx, networks);
  }
}

async function post(text: string): Promise<void> {
  const answer = await fetch(`${network.url}/api/posts`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ text }),
  });
  assert.ok(answer.ok);
}

/** The start of an hour: what a test tells of hours is then the same at every time of day. */
do await pollFor(1);
while (clock.now().toZonedDateTimeISO("UTC").minute > 0);

const figure = async () => completeness(chief, networks);
const account = async (channelId = id) => {
  const found = (await figure()).accounts.find((one) => one.id === channelId);
  assert.ok(found);
  return found;
};
const gaps = async () => (await figure()).gaps.toSorted((a, b) => a.fromAt.localeCompare(b.fromAt));
const hours = async () =>
  read(system, (tx) =>
    tx.tx.raw<{ polls: number; failed: number; items: number; own: number; silent: number }>(
      `select polls, failed, items, own_posts as own, silent_seconds as silent from capture_hours
       where agency_id = $1 and channel_id = $2 order by hour`,
      [agencyId, id],
    ),
  );

test("every poll leaves a heartbeat, one row an hour, with what was new and what the network counts", async () => {
  await pollFor(2);
  await post("The fair is on.");
  await pollFor(3);
  const rows = await hours();
  assert.deepEqual(rows.at(-1), { polls: 6, failed: 0, items: 1, own: 1, silent: 60 });
  const { items, theirs, ours, coveredSeconds, connectedSeconds } = await account();
  assert.deepEqual([items, theirs, ours], [1, 1, 1]);
  assert.equal(coveredSeconds, connectedSeconds);
  assert.deepEqual(await gaps(), []);
});

test("two processes that poll the same account at once leave two heartbeats and no gap", async () => {
  clock.advance(11 * minute);
  const both = [1, 2].map(() => receiveChannel(system, networks, id));
  await Promise.all(both);
  assert.equal((await hours()).at(-1)?.polls, 8);
  assert.equal((await gaps()).length, 1, "one silence is one gap, whoever ends it");
});

test("a server that was down shows as a gap from the last heartbeat to the first after it, on the record and in the trail", async () => {
  const [gap] = await gaps();
  assert.ok(gap);
  assert.equal(gap.why, "server-down");
  assert.equal(Date.parse(gap.untilAt ?? "") - Date.parse(gap.fromAt), 11 * minute);
  const records = await recordsOf(chief, { kind: "capture-gap", id: gap.id });
  assert.deepEqual(records.map(({ kind }) => kind).toSorted(), [
    "channels.capture-gap-closed",
    "channels.capture-gap-opened",
  ]);
  const trail = await read(system, (tx) =>
    tx.tx.raw<{ n: number }>(
      "select count(*)::int as n from audit_events where kind like 'channels.capture-gap-%'",
    ),
  );
  assert.equal(trail[0]?.n, 2);
  const { coveredSeconds, connectedSeconds, unanswered } = await account();
  assert.equal(Math.round(connectedSeconds - coveredSeconds), (11 * minute) / 1_000);
  assert.equal(unanswered, 1);
});

test("a silence shorter than ten polls is no gap", async () => {
  clock.advance(9 * minute);
  await receiveAll(ctx, networks);
  assert.equal((await gaps()).length, 1);
});

test("a gap is an alarm until a person answers for it with a note; nobody answers twice", async () => {
  const [open] = await unansweredGaps(chief);
  assert.equal(open?.channel, "sandbox");
  const officer = await as(ctx, agencyId, "boyd@tinycounty.example");
  const answer = { id: open?.id ?? "", note: "The server was updated.", alike: false };
  await assert.rejects(answerGap(officer, answer), Refusal);
  assert.equal(await answerGap(chief, answer), 1);
  assert.deepEqual(await unansweredGaps(chief), []);
  assert.equal((await gaps())[0]?.by, "Sheriff June Harlan");
  await assert.rejects(answerGap(chief, answer), { code: "gap-answered" });
});

test("a dead token opens a gap with the network's words, which the first poll after reconnecting closes", async () => {
  await pollFor(1);
  network.control({ expireTokens: true });
  await pollFor(9);
  assert.equal((await gaps()).length, 1, "a token may fail for a moment");
  await pollFor(4);
  const open = (await gaps())[1];
  assert.deepEqual([open?.why, open?.untilAt], ["token-ended", null]);
  assert.ok(open?.detail.says);
  assert.ok((await hours()).some(({ failed }) => failed > 0));
  await pollFor(3);
  assert.equal((await gaps()).length, 2, "the same gap stays one");
  network.control({ expireTokens: false });
  await pollFor(1);
  const ended = (await gaps())[1];
  assert.equal(Date.parse(ended?.untilAt ?? "") - Date.parse(ended?.fromAt ?? ""), 17 * minute);
});

test("heartbeat and capture are one transaction: what cannot be kept leaves a poll that failed, and no other trace", async () => {
  const before = await account();
  const [known] = network.state.posts.values();
  assert.ok(known);
  const huge = { ...known, id: "huge", text: "x".repeat(4_500_000), author: "ana" };
  network.state.tell(known.accountId, "comment", clock.now().toString(), huge);
  clock.advance(minute);
  await assert.rejects(receiveChannel(system, networks, id));
  network.state.events().pop();
  const after = await account();
  assert.deepEqual([after.readAt, after.items], [before.readAt, before.items]);
  assert.deepEqual([after.polls, after.failed], [before.polls + 1, before.failed + 1]);
});

test("a clock put back makes no gap and stops no poll; a clock put forward looks like one", async () => {
  await pollFor(1);
  const told = (await gaps()).length;
  const { polls } = await account();
  clock.advance(-2 * minute);
  await receiveAll(ctx, networks);
  assert.equal((await account()).polls, polls + 1, "nobody waits for the time that the clock had");
  await pollFor(4);
  assert.equal((await gaps()).length, told);
  clock.advance(3 * hour);
  await receiveAll(ctx, networks);
  assert.equal((await gaps()).length, told + 1);
});

test("an account that nobody polls while others are polled is seen by the watch, as that", async () => {
  const second = network.createAccount("second", "Second");
  const other = await connectChannel(
    chief,
    networks.net(chief, AbortSignal.timeout(5_000)),
    networks.connector(chief, "sandbox"),
    {
      network: "sandbox",
      name: "Second",
      isPublic: true,
      input: { url: network.url, token: second.token, keys: "no" },
    },
  );
  for (let at = 0; at < 15; at++) {
    clock.advance(minute);
    await receiveChannel(system, networks, other.id);
  }
  await watchCapture(system, networks);
  const open = (await gaps()).findLast(({ channelId }) => channelId === id);
  assert.deepEqual([open?.why, open?.untilAt], ["not-polled", null]);
  await receiveAll(ctx, networks);
  await endChannel({ ...chief, clock }, other.id);
  clock.advance(2 * hour);
  await watchCapture(system, networks);
  assert.deepEqual(
    (await gaps()).filter(({ channelId }) => channelId === other.id),
    [],
    "an account that ended is not missed",
  );
});

test("what the network counts beyond what was captured is told once, when it has settled", async () => {
  await pollFor(2);
  const told = async () => (await gaps()).filter(({ why }) => why === "counter");
  await watchCapture(system, networks);
  assert.deepEqual(await told(), []);
  const [known] = network.state.posts.values();
  assert.ok(known);
  network.state.posts.set("unseen", { ...known, id: "unseen" });
  await pollFor(60, 5);
  await watchCapture(system, networks);
  assert.deepEqual(await told(), [], "a counter may run ahead of the timeline for a while");
  await pollFor(120, 5);
  await watchCapture(system, networks);
  await watchCapture(system, networks);
  const [ahead, ...more] = await told();
  assert.deepEqual(ahead?.detail, { theirs: 2, ours: 1 });
  assert.deepEqual(more, []);
});

test("one word answers for every account that the same cause silenced at the same time", async () => {
  for (const one of await unansweredGaps(chief))
    await answerGap(chief, { id: one.id, note: "Seen to.", alike: false });
  const net = networks.net(chief, AbortSignal.timeout(5_000));
  const { token: third } = network.createAccount("third", "Third");
  const input = { url: network.url, token: third, keys: "no" };
  const draft = { network: "sandbox", name: "Third", isPublic: true, input };
  await connectChannel(chief, net, networks.connector(chief, "sandbox"), draft);
  await pollFor(2);
  clock.advance(hour);
  await receiveAll(ctx, networks);
  const open = await unansweredGaps(chief);
  assert.equal(open.length, 2);
  const answer = { id: open[0]?.id ?? "", note: "The power was out.", alike: true };
  assert.equal(await answerGap(chief, answer), 2);
  assert.deepEqual(await unansweredGaps(chief), []);
});

test("the chart has a bar for each day since the first heartbeat, and no more covered than there was", async () => {
  await pollFor(26 * 60, 9);
  const { days, coveredSeconds, connectedSeconds, unknownSeconds } = await account();
  assert.ok(days.length >= 2);
  assert.ok(days.every(({ gapSeconds, connectedSeconds: all }) => gapSeconds <= all));
  assert.ok(days.some(({ gapSeconds }) => gapSeconds > 0));
  assert.ok(coveredSeconds <= connectedSeconds);
  assert.equal(unknownSeconds, 0);
});

test("an export says of each account how it was read, what its network counted, and each gap in the span", async () => {
  const whole = await completenessOf(system, { from: null, before: null });
  const told = whole.accounts.find((one) => one.id === id);
  assert.ok(told);
  const ofAccount = (await figure()).gaps.filter(({ channelId }) => channelId === id);
  assert.equal(told.gaps.length, ofAccount.length);
  assert.ok(told.gaps.some(({ why }) => why === "server-down"));
  assert.ok(
    told.gaps.some(({ why, theirs, ours }) => why === "counter" && theirs === 2 && ours === 1),
  );
  assert.ok(told.heartbeats.length > 24);
  assert.ok(told.highWater);
  const [first, last] = told.counters;
  assert.ok((first?.counts["posts"] ?? 9) < (last?.counts["posts"] ?? 0));
  const later = await completenessOf(system, { from: whole.asOf, before: null });
  assert.deepEqual(later.accounts.find((one) => one.id === id)?.gaps, []);
  assert.ok(later.accounts.every(({ endedAt }) => endedAt === null));
});

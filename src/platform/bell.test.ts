import assert from "node:assert/strict";
import { test } from "node:test";
import { asSystem } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { openTestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { Bell } from "./bell.ts";
import { systemClock } from "./clock.ts";
import { relayLoop, wireHappenings } from "./happenings.ts";

const beat = await openTestBeat({});
const { ctx: root } = beat.assembly;
const agencyId = await seedTinyCounty(beat.assembly);

/** Far longer than any test waits: what ends sooner was woken. */
const longMs = 600_000;
const quiet = new AbortController().signal;

test("a listener is woken by its own words alone", async () => {
  const bell = new Bell();
  using mine = bell.listen((word) => word === "mine");
  using other = bell.listen((word) => word === "other");
  const over = new AbortController();
  let isOtherWoken = false;
  const waiting = other.next(systemClock, longMs, over.signal).then(() => (isOtherWoken = true));
  const woken = mine.next(systemClock, longMs, quiet);
  bell.ring(root, ["mine"]);
  await woken;
  assert.equal(isOtherWoken, false);
  over.abort();
  await waiting;
});

test("what rang while nobody waited is not missed, and counts once", async () => {
  const bell = new Bell();
  using ear = bell.listen(() => true);
  bell.ring(root, ["a"]);
  bell.ring(root, ["b"]);
  await ear.next(systemClock, longMs, quiet);
  const over = new AbortController();
  let isOver = false;
  const second = ear.next(systemClock, longMs, over.signal).then(() => (isOver = true));
  await systemClock.sleep(60);
  assert.equal(isOver, false);
  over.abort();
  await second;
});

test("whoever is done listening is no longer told", async () => {
  const bell = new Bell();
  const heard: string[] = [];
  {
    using ear = bell.listen((word) => heard.push(word) > 0);
    bell.ring(root, ["first"]);
    assert.ok(ear.isFor("again"));
  }
  bell.ring(root, ["second"]);
  assert.deepEqual(heard, ["first", "again"]);
});

test("news reaches its subscriber when its verb commits, long before the next look; what is undone wakes nobody", async () => {
  const told = Promise.withResolvers<string>();
  const subscription = {
    name: "listener",
    kinds: ["test.told"],
    handle: async (_ctx: unknown, { subject }: { subject: { id: string } }) =>
      told.resolve(subject.id),
  };
  const happenings = wireHappenings([], [subscription]);
  const ctx = { ...asSystem(root, "test", agencyId), happenings };
  const rung: string[] = [];
  const listening = happenings.bell.listen((word) => rung.push(word) === 0);
  const over = new AbortController();
  const relaying = relayLoop({ ...ctx, clock: systemClock }, [subscription], over.signal, longMs);
  // Its first look, at nothing, is over before anything is told.
  await systemClock.sleep(200);
  const tell = (id: string, after: () => void) =>
    transact(ctx, async (tx) => {
      await tx.happenings.tell(tx, { kind: "test.told", subject: { kind: "test", id }, facts: {} });
      after();
    });
  const undone = new Error("undone");
  await assert.rejects(
    tell("1", () => {
      throw undone;
    }),
    undone,
  );
  assert.deepEqual(rung, []);
  await tell("2", () => assert.deepEqual(rung, [], "before the commit nobody is woken"));
  assert.equal(await told.promise, "2");
  assert.deepEqual(rung, ["listener"]);
  listening[Symbol.dispose]();
  over.abort();
  await relaying;
});

test("what another process rings is heard here, once; a line that breaks is laid again", async () => {
  const here = new Bell();
  const there = new Bell();
  const words: string[] = [];
  using ear = here.listen((word) => words.push(word) === 0);
  assert.ok(!ear.isFor("begin"));
  const over = new AbortController();
  const hearing = here.hearOthers({ ...root, clock: systemClock }, over.signal);
  const ringUntilHeard = async (word: string) => {
    while (!words.includes(word)) {
      there.ring(root, [word]);
      await systemClock.sleep(30);
    }
  };
  await ringUntilHeard('far\'s "news"');
  here.ring(root, ["own"]);
  await ringUntilHeard("after");
  assert.equal(words.filter((word) => word === "own").length, 1, "heard at once, and not again");
  const { rowCount } = await root.db.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen %'",
  );
  assert.equal(rowCount, 1);
  await ringUntilHeard("again");
  over.abort();
  await hearing;
});

import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";
import { addBeat } from "#agency";
import { adoptBlotterPolicy, modelBlotterPolicy, settleCalls, takeCalls } from "#blotter";
import { liftHold, placeHold, standingNews } from "#publish";
import { transact } from "#platform/db/database.ts";
import { openReaderWorld, type ReaderWorld } from "#test/worlds/readers.ts";
import { audienceCounts } from "../counts.ts";
import { afterQuiet } from "../tidying.ts";
import { restedOr, tellCalls } from "../index.ts";
import { slotsDue } from "./slots.ts";
import { Temporal } from "#platform/clock.ts";

const origin = "http://localhost:4400";
const minute = 60_000;
let world: ReaderWorld;
let beatId: string;
let isHeld = false;
let count = 0;

before(async () => {
  world = await openReaderWorld();
  beatId = (await addBeat(world.harlan, { code: "3", name: "Eastgate" })).id;
  await addBeat(world.harlan, { code: "4", name: "Farms" });
  await adoptBlotterPolicy(world.harlan, {
    content: modelBlotterPolicy,
    why: "as the council asked",
  });
});

/** To the next time that the agency's clock shows that hour. */
function until(hour: number): void {
  const now = world.clock.now().toZonedDateTimeISO("America/Chicago");
  let next = now.with({ hour, minute: 1, second: 0 });
  if (Temporal.ZonedDateTime.compare(next, now) <= 0) next = next.add({ days: 1 });
  world.clock.set(next.toInstant());
}

beforeEach(async () => {
  await transact(world.system, (tx) => tx.tx.raw("delete from audience_subscribers"));
  until(9);
  world.relay.letters.length = 0;
});

const outside = () => ({
  sender: world.beat.assembly.sender,
  origin,
  mayWrite: async () => !isHeld,
  standingNews,
});
const tell = () => tellCalls(world.beat.assembly.ctx, outside());
async function took(type: string, more: object = {}) {
  count += 1;
  const at = world.clock.now().toString();
  const call = {
    number: String(count),
    takenAt: at,
    closedAt: at,
    type,
    initialType: type,
    beat: "3",
    address: "1234 MILL ST",
    ...more,
  };
  await takeCalls(world.harlan, "cad", [call]);
  return call;
}
async function shownNow() {
  world.clock.advance(61 * minute);
  await settleCalls(world.beat.assembly.ctx);
}
async function joined(name: string, fields: Record<string, string>) {
  await world.joined(`${name}@readers.example`, fields);
  world.relay.letters.length = 0;
}
const letters = () =>
  world.relay.letters
    .map(({ to, text }) => ({ to: to.split("@")[0] ?? "", text }))
    .sort((a, b) => (a.to < b.to ? -1 : 1));

test("times of letters: in the morning for all, in the evening for whoever wants two, and none that is long past", () => {
  const at = (time: string) =>
    slotsDue(Temporal.Instant.from(time), "America/Chicago").map(
      ({ name, since, until: end }) => `${name} ${since.until(end).total("hours")}`,
    );
  assert.deepEqual(at("2026-11-20T14:00:00Z"), ["2026-11-20 daily 24", "2026-11-20 morning 14"]);
  assert.deepEqual(at("2026-11-20T13:59:59Z"), []);
  assert.deepEqual(at("2026-11-21T00:30:00Z"), ["2026-11-20 evening 10"]);
  assert.deepEqual(at("2026-11-20T21:00:00Z"), []);
  // The clock goes forward on 8 March 2026: that day has 23 hours.
  assert.deepEqual(at("2026-03-08T13:30:00Z"), ["2026-03-08 daily 23", "2026-03-08 morning 13"]);
});

test("a beat's calls come once a day to those who asked for that beat, in their language, and to nobody else", async () => {
  await joined("daily", { beat: beatId, whole: "", calls: "daily" });
  await joined("twice", { beat: beatId, whole: "", calls: "twice" });
  await joined("none", { beat: beatId, whole: "" });
  await joined("nowhere", { calls: "daily" });
  await took("THEFT - CAR PROWL");
  await took("DV - ARGUMENTS");
  await took("BURGLARY - RESIDENTIAL", { isHome: true });
  await shownNow();
  await took("NOISE - GENERAL");
  await tell();
  assert.deepEqual(letters(), []);
  until(18);
  await tell();
  assert.deepEqual(
    letters().map(({ to }) => to),
    ["twice"],
  );
  world.relay.letters.length = 0;
  until(8);
  await tell();
  await tell();
  const [letter, ...others] = letters();
  assert.deepEqual([letter?.to, others.length], ["daily", 0]);
  assert.match(letter?.text ?? "", /Car break-in, 1200 block of Mill St/);
  assert.match(letter?.text ?? "", /Burglary, in this beat/);
  assert.match(letter?.text ?? "", /localhost:4400\/beats\/3/);
  assert.doesNotMatch(letter?.text ?? "", /1234|Noise|violence|ARGUMENTS/);
  // What a letter told may be taken back by tomorrow: nothing of it stays with what became of its copies.
  const { fanOuts } = await audienceCounts(world.harlan);
  assert.deepEqual(
    fanOuts.map(({ sort, title }) => `${sort}: ${title}`),
    ["calls: ", "calls: "],
  );
});

test("what was taken back before the letter is not in it, and a letter of which nothing is left is not sent", async () => {
  await joined("daily", { beat: beatId, whole: "", calls: "daily" });
  const fight = await took("FIGHT - PHYSICAL");
  await took("THEFT - CAR PROWL");
  await shownNow();
  await takeCalls(world.harlan, "cad", [{ ...fight, type: "DV - ASSAULT" }]);
  until(8);
  await tell();
  assert.equal(letters().length, 1);
  assert.doesNotMatch(letters()[0]?.text ?? "", /Fight/);
  world.relay.letters.length = 0;
  until(9);
  const other = await took("FIGHT - PHYSICAL");
  await shownNow();
  await takeCalls(world.harlan, "cad", [{ ...other, type: "DV - ASSAULT" }]);
  until(8);
  await tell();
  assert.deepEqual(letters(), []);
});

test("whoever sleeps gets it when their hours are over, without what was taken back meanwhile", async () => {
  await joined("asleep", { beat: beatId, whole: "", calls: "daily", quiet: "1200-600" });
  await joined("awake", { beat: beatId, whole: "", calls: "daily" });
  const fight = await took("FIGHT - PHYSICAL");
  await took("THEFT - CAR PROWL");
  await shownNow();
  until(8);
  await tell();
  assert.deepEqual(
    letters().map(({ to }) => to),
    ["awake"],
  );
  assert.match(letters()[0]?.text ?? "", /Fight/);
  await takeCalls(world.harlan, "cad", [{ ...fight, type: "DV - ASSAULT" }]);
  world.relay.letters.length = 0;
  until(10);
  await afterQuiet(
    world.beat.assembly.ctx,
    restedOr(outside(), async () => "over"),
  );
  const [letter] = letters();
  assert.equal(letter?.to, "asleep");
  assert.match(letter.text, /Car break-in/);
  assert.doesNotMatch(letter.text, /Fight/);
});

test("while a hold is in force no letter goes out, and it goes once the hold is lifted", async () => {
  await joined("daily", { beat: beatId, whole: "", calls: "daily" });
  await took("THEFT - CAR PROWL");
  await shownNow();
  until(8);
  const { hold } = await placeHold(world.harlan, {
    scope: "agency",
    exceptions: [],
    reason: "Incident",
  });
  isHeld = true;
  await tell();
  assert.deepEqual(letters(), []);
  await liftHold(world.harlan, hold.id);
  isHeld = false;
  world.clock.advance(2 * minute);
  await tell();
  assert.equal(letters().length, 1);
});

test("a letter stands on the record, with its calls", async () => {
  const rows = await world.raw<{ n: number }>(
    "select count(*)::int as n from archive_records where kind = 'audience.calls-told'",
  );
  assert.ok((rows[0]?.n ?? 0) >= 4);
});

import assert from "node:assert/strict";
import { before, test } from "node:test";
import pg from "pg";
import { addBeat } from "#agency";
import { searchArchive } from "#archive";
import { asSystem, type Ctx } from "#platform/context.ts";
import { Refusal } from "#platform/refusal.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import { callPage, listCalls } from "./desk.ts";
import type { ReadCall } from "./intake/call.ts";
import { keepCallBack, letCallGo } from "./keeping.ts";
import { adoptBlotterPolicy } from "./policies.ts";
import { publicCalls } from "./public.ts";
import { modelBlotterPolicy } from "./rules/model-policy.ts";
import { exposureOf } from "./exposure.ts";
import { judgeAll, settleCalls } from "./settling.ts";
import { takeCalls } from "./taking.ts";

const clock = new StoryClock();
const minute = 60_000;
let beat: TestBeat;
let sheriff: Ctx;
let deputy: Ctx;
let system: Ctx;
let eastgate: string;
let farms: string;

before(async () => {
  beat = await openTestBeat({ clock });
  const { assembly } = beat;
  const agencyId = await seedTinyCounty(assembly);
  system = asSystem(assembly.ctx, "test", agencyId);
  sheriff = await as(assembly.ctx, agencyId, "harlan@tinycounty.example");
  deputy = await as(assembly.ctx, agencyId, "boyd@tinycounty.example");
  eastgate = (await addBeat(sheriff, { code: "3", name: "Eastgate" })).id;
  const square = [
    [-122.3, 47.6],
    [-122.2, 47.6],
    [-122.2, 47.7],
    [-122.3, 47.7],
    [-122.3, 47.6],
  ].map(([lon = 0, lat = 0]): [number, number] => [lon, lat]);
  farms = (
    await addBeat(sheriff, {
      code: "4",
      name: "Northside Farms",
      area: { type: "Polygon", coordinates: [square] },
    })
  ).id;
});

const now = () => clock.now().toString();
const call = (number: string, type: string, more: Partial<ReadCall> = {}): ReadCall => ({
  number,
  takenAt: now(),
  type,
  initialType: type,
  closedAt: now(),
  beat: "3",
  address: "1234 MILL ST APT 5",
  ...more,
});
const take = (...calls: ReadCall[]) => takeCalls(sheriff, "cad", calls);
const shownIn = async (beatId: string) =>
  (await publicCalls(system)).beats.get(beatId)?.shown ?? [];
const idOf = async (number: string) =>
  (await listCalls(sheriff, {})).find((one) => one.number === number)?.id ?? "";
const refused = (code: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code;

test("nothing is public before the agency has adopted what may be shown, whatever time goes by", async () => {
  const taken = await take(call("1", "THEFT - CAR PROWL"));
  assert.deepEqual([taken.new, taken.held, taken.shown], [1, 1, 0]);
  clock.advance(90 * minute);
  await settleCalls(beat.assembly.ctx);
  assert.deepEqual(await shownIn(eastgate), []);
  await assert.rejects(
    adoptBlotterPolicy(deputy, { content: modelBlotterPolicy, why: "our own" }),
    refused("not-your-role"),
  );
  await adoptBlotterPolicy(sheriff, { content: modelBlotterPolicy, why: "as the council asked" });
  await judgeAll(system);
  const [shown] = await shownIn(eastgate);
  assert.deepEqual(
    [shown?.kind, shown?.block, shown?.label["es"]],
    ["car-break-in", "1200 block of Mill St", "Robo en un vehículo"],
  );
});

test("a call is held for its hour, then shown by the clock alone; its beat is found on the map", async () => {
  const { beat: _named, ...noise } = call("2", "NOISE - GENERAL", { lat: 47.65, lon: -122.25 });
  await take(noise);
  clock.advance(59 * minute);
  await settleCalls(beat.assembly.ctx);
  assert.deepEqual(await shownIn(farms), []);
  clock.advance(minute);
  await settleCalls(beat.assembly.ctx);
  const [shown] = await shownIn(farms);
  assert.equal(shown?.kind, "noise");
  assert.ok(shown.point && Math.abs(shown.point.lat - 47.65) < 0.002);
});

test("a call that turns out to be what is protected leaves the public's sight in the very change, and never comes back", async () => {
  const first = call("3", "DISTURBANCE - OTHER");
  await take(first);
  clock.advance(61 * minute);
  await settleCalls(beat.assembly.ctx);
  const isShown = async () => (await shownIn(eastgate)).some(({ kind }) => kind === "disturbance");
  assert.ok(await isShown());
  const again = await take({ ...first, type: "DV - ARGUMENTS, DISTURBANCE (NO ARREST)" });
  assert.deepEqual([again.changed, again.recalled, again.withheld], [1, 1, 1]);
  assert.ok(!(await isShown()));
  await take({ ...first, type: "NOISE - GENERAL" });
  assert.ok(!(await isShown()));
  const page = await callPage(sheriff, await idOf("3"));
  assert.deepEqual(
    page.showings.map(({ state, protection }) => [state, protection]),
    [
      ["held", null],
      ["shown", null],
      ["withheld", "domestic-violence"],
    ],
  );
  const { results } = await searchArchive(sheriff, { kind: "blotter.call-recalled" });
  assert.equal(results.length, 1);
});

test("the same call again changes nothing, and what a later hand-over leaves out stays", async () => {
  const first = call("4", "TRESPASS");
  await take(first);
  const { address: _left, ...later } = first;
  const again = await take(later);
  assert.deepEqual([again.new, again.changed, again.same], [0, 0, 1]);
  assert.equal((await callPage(sheriff, await idOf("4"))).block, "1200 block of Mill St");
});

test("while officers are at it a call stays held, however old", async () => {
  const { closedAt: _closed, ...open } = call("5", "ROBBERY - ARMED");
  await take(open);
  clock.advance(180 * minute);
  await settleCalls(beat.assembly.ctx);
  const robberies = async () => (await shownIn(eastgate)).filter(({ kind }) => kind === "robbery");
  assert.equal((await robberies()).length, 0);
  await take({ ...open, closedAt: now() });
  assert.equal((await robberies()).length, 1);
});

test("a person keeps a call back at once, and lets it go", async () => {
  const id = await idOf("5");
  await keepCallBack(deputy, id, "the owner is known by this block");
  assert.ok(!(await shownIn(eastgate)).some((one) => one.id === id));
  await assert.rejects(keepCallBack(deputy, id, "again"), refused("kept-already"));
  await letCallGo(deputy, id);
  assert.ok((await shownIn(eastgate)).some((one) => one.id === id));
});

test("a stricter policy takes back what stands", async () => {
  const rules = modelBlotterPolicy.rules.filter(
    (rule) => rule.does === "withhold" || rule.kind !== "robbery",
  );
  await adoptBlotterPolicy(sheriff, {
    content: { ...modelBlotterPolicy, rules },
    why: "no robberies on the map",
  });
  await judgeAll(system);
  assert.ok(!(await shownIn(eastgate)).some(({ kind }) => kind === "robbery"));
});

test("after its week a call leaves by itself", async () => {
  clock.advance(8 * 24 * 60 * minute);
  await settleCalls(beat.assembly.ctx);
  assert.deepEqual(await shownIn(farms), []);
});

test("how many are kept back is told of the days that are shown alone, and never below five", async () => {
  const withheld = async () => (await publicCalls(system)).beats.get(eastgate)?.withheld ?? 0;
  const four = ["w1", "w2", "w3", "w4"].map((number) => call(number, "DV - ARGUMENTS"));
  await take(...four);
  assert.equal(await withheld(), 0);
  await take(call("w5", "CRISIS COMPLAINT"));
  assert.equal(await withheld(), 5);
  clock.advance(8 * 24 * 60 * minute);
  assert.equal(await withheld(), 0);
});

test("nowhere in the database stands a door, a flat or an exact place", async () => {
  const owner = new pg.Client(beat.installation.owner);
  await owner.connect();
  const { rows } = await owner.query<{ text: string }>(
    "select to_jsonb(c)::text as text from calls c union all select to_jsonb(s)::text from call_showings s",
  );
  await owner.end();
  assert.ok(rows.length > 5);
  for (const { text } of rows) assert.doesNotMatch(text, /1234 |APT/i);
});

test("the report says how long a call could be seen before it was known to be protected", async () => {
  const before = await exposureOf(sheriff);
  const late = call("late", "DISTURBANCE - OTHER");
  await take(late);
  clock.advance(61 * minute);
  await settleCalls(beat.assembly.ctx);
  clock.advance(20 * minute);
  await take({ ...late, type: "DV - ARGUMENTS" });
  const after = await exposureOf(sheriff);
  assert.deepEqual([after.kept - before.kept, after.seen - before.seen], [1, 1]);
  assert.equal(after.longestSeconds, Math.max(before.longestSeconds, 20 * 60));
  const violence = after.byProtection.find(({ protection }) => protection === "domestic-violence");
  assert.ok(violence && violence.seen >= 1 && violence.kept >= violence.seen);
});

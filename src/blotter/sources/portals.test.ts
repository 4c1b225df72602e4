import assert from "node:assert/strict";
import { before, test } from "node:test";
import { addBeat, ownAgency } from "#agency";
import { systemClock, Temporal } from "#platform/clock.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { Refusal } from "#platform/refusal.ts";
import { startSoda, type SodaServer } from "#test/networks/soda.ts";
import { atEnd, openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import { callPage, listCalls } from "../desk.ts";
import { adoptBlotterPolicy } from "../policies.ts";
import { publicCalls } from "../public.ts";
import { modelBlotterPolicy } from "../rules/model-policy.ts";
import { settleCalls } from "../settling.ts";
import { listCallSources } from "./list.ts";
import { askPortals } from "./portals.ts";
import { portalAddress } from "./portal-address.ts";
import {
  listCallSilences,
  unansweredCallSilences,
  answerCallSilence,
  watchCallSources,
} from "./silence.ts";
import { addCallSource, callSourceDraft } from "./sources.ts";
import { suggestColumns } from "./suggesting.ts";

const clock = new StoryClock(systemClock.now().subtract({ hours: 400 }));
const minute = 60_000;
let beat: TestBeat;
let sheriff: Ctx;
let system: Ctx;
let timeZone: string;
let soda: SodaServer;
let sourceId: string;

before(async () => {
  soda = await startSoda({
    key: "cad_event_number",
    tokens: ["app-token"],
    columns: {
      cad_event_number: "number",
      initial_call_type: "text",
      final_call_type: "text",
      original_time_queued: "floating_timestamp",
      close_date_time: "floating_timestamp",
      dispatch_beat: "text",
      caller_name: "text",
      remarks: "text",
    },
  });
  beat = await openTestBeat({ clock, allowPrivate: [soda.host] });
  atEnd(async () => soda[Symbol.asyncDispose]());
  const agencyId = await seedTinyCounty(beat.assembly);
  const person = await as(beat.assembly.ctx, agencyId, "harlan@tinycounty.example");
  sheriff = person;
  system = asSystem(beat.assembly.ctx, "test", agencyId);
  ({ timeZone } = await ownAgency(sheriff));
  await addBeat(sheriff, { code: "3", name: "Eastgate" });
  await adoptBlotterPolicy(sheriff, { content: modelBlotterPolicy, why: "as the council asked" });
});

/** As a portal writes a local time: without a zone. */
const local = () =>
  clock
    .now()
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: "millisecond" });
const upsert = (number: number, type: string, more: Record<string, string> = {}) =>
  soda.upsert(
    {
      cad_event_number: number,
      initial_call_type: type,
      final_call_type: type,
      original_time_queued: local(),
      close_date_time: local(),
      dispatch_beat: "3",
      caller_name: "Pat Caller",
      remarks: "hurt by her husband",
      ...more,
    },
    clock.now().toString({ smallestUnit: "millisecond" }),
  );
const ask = () => askPortals(beat.assembly.ctx, beat.assembly.client);
const theSource = async () => {
  const [source] = await listCallSources(sheriff);
  assert.ok(source);
  return source;
};
const kinds = async () =>
  [...(await publicCalls(system)).beats.values()].flatMap(({ shown }) =>
    shown.map(({ kind }) => kind),
  );
const types = async () => (await listCalls(sheriff, {})).map(({ type }) => type).sort();
const turn = async (minutes = 5) => {
  clock.advance(minutes * minute);
  await settleCalls(beat.assembly.ctx);
  await ask();
};
const refused = (code: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code;

test("a dataset is known by whatever address of it somebody copied, and by none that is not the open web's", () => {
  const rows = "https://data.example.gov/resource/33kz-ixgy.json";
  for (const url of [
    "https://data.example.gov/d/33kz-ixgy",
    "https://data.example.gov/Public-Safety/Call-Data/33kz-ixgy/about_data",
    "https://data.example.gov/resource/33kz-ixgy.csv?$limit=5",
  ])
    assert.equal(portalAddress(url).rows, rows);
  for (const url of [
    "http://data.example.gov/d/33kz-ixgy",
    "https://data.example.gov/",
    "33kz-ixgy",
    "https://a:b@x.gov/d/33kz-ixgy",
  ])
    assert.throws(() => portalAddress(url), refused("no-dataset"), url);
});

test("its columns are suggested from what the portal says of them, and a person confirms them", async () => {
  const web = beat.assembly.client;
  const { name, suggested, changed } = await suggestColumns(sheriff, web, {
    url: soda.dataset,
    token: "",
  });
  assert.equal(name, "Call Data");
  assert.deepEqual(suggested, {
    number: "cad_event_number",
    takenAt: "original_time_queued",
    initialType: "initial_call_type",
    type: "final_call_type",
    closedAt: "close_date_time",
    beat: "dispatch_beat",
  });
  assert.deepEqual(changed, [":updated_at", "original_time_queued", "close_date_time"]);
  await assert.rejects(
    suggestColumns(sheriff, web, { url: soda.dataset, token: "other" }),
    refused("portal-refuses"),
  );
  const draft = callSourceDraft.parse({
    kind: "portal",
    name: "City portal",
    url: soda.dataset,
    columns: suggested,
    token: "app-token",
    silentMinutes: 120,
  });
  ({ id: sourceId } = await addCallSource(sheriff, draft));
  assert.ok(!JSON.stringify(await listCallSources(sheriff)).includes("app-token"));
});

test("calls are read in pages by their change, each row is accounted for, and nothing but the columns of a call is fetched", async () => {
  for (let number = 1; number <= 6_000; number += 1) upsert(number, "CRISIS COMPLAINT");
  upsert(6_001, "");
  clock.advance(minute);
  await ask();
  const source = await theSource();
  assert.deepEqual(
    source.runs.map(({ rows, fresh, same, refused: no }) => [rows, fresh, same, no]).toReversed(),
    [
      [5_000, 5_000, 0, 0],
      [1_201, 1_000, 200, 1],
    ],
  );
  assert.deepEqual(source.runs[0]?.faults, [{ row: 1_201, why: "no-type" }]);
  for (const query of soda.asked) {
    assert.equal(query.get("$order"), ":updated_at, :id");
    assert.doesNotMatch(query.get("$select") ?? "*", /caller|remarks|\*/);
  }
});

test("what has not changed is not sent again, and a change is taken with its next reading", async () => {
  const { calls } = await theSource();
  clock.advance(30 * minute);
  upsert(7_000, "DISTURBANCE - OTHER");
  await turn();
  assert.equal((await theSource()).calls, calls + 1);
  await turn();
  const { heardAt } = await theSource();
  await turn();
  assert.equal(soda.unchanged(), 1);
  assert.notEqual((await theSource()).heardAt, heardAt);
});

test("a call that becomes domestic violence at the portal leaves the public's sight with that reading", async () => {
  await turn(61);
  assert.ok((await kinds()).includes("disturbance"));
  upsert(7_000, "DISTURBANCE - OTHER", { final_call_type: "DV - ARGUMENTS" });
  await turn();
  assert.ok(!(await kinds()).includes("disturbance"));
});

test("a row that the portal takes away is shown no more, and comes back when the portal has it again", async () => {
  upsert(7_100, "THEFT - CAR PROWL");
  await turn();
  await turn(61);
  assert.ok((await kinds()).includes("car-break-in"));
  soda.remove("7100");
  await turn(31);
  assert.ok(!(await kinds()).includes("car-break-in"));
  const [call] = (await listCalls(sheriff, { state: "withheld" })).filter(
    ({ number }) => number === "7100",
  );
  const page = await callPage(sheriff, call?.id ?? "");
  assert.equal(page.showings.at(-1)?.protection, "source");
  upsert(7_100, "THEFT - CAR PROWL", { original_time_queued: "2026-01-01T00:00:00.000" });
  await turn(31);
  assert.ok((await kinds()).includes("car-break-in"));
});

test("a portal that asks for patience is left alone for as long as it says, and what came meanwhile is not lost", async () => {
  soda.fail("too-many-requests");
  upsert(7_200, "TRESPASS");
  await turn();
  const { error, failures, nextAt } = await theSource();
  assert.match(error ?? "", /less often/);
  assert.equal(failures, 1);
  const waits = Temporal.Instant.from(nextAt ?? "")
    .since(clock.now())
    .total("minutes");
  assert.ok(waits >= 10, `${waits} minutes`);
  const asked = soda.visits.length;
  await turn();
  assert.equal(soda.visits.length, asked);
  soda.fail("reset-after-accept");
  await turn(10);
  assert.equal((await theSource()).failures, 2);
  soda.fail(undefined);
  await turn(60);
  assert.deepEqual([(await theSource()).failures, (await theSource()).error], [0, null]);
  assert.ok((await types()).includes("TRESPASS"));
});

test("an answer that is no list of rows, or not ready yet, is told in a sentence and tried again", async () => {
  for (const [answer, says] of [
    [{ status: 202, body: {} }, /202/],
    [{ status: 200, raw: "<html>maintenance</html>" }, /no list of rows/],
    [{ status: 404, body: {} }, /no dataset at this address/],
    [{ status: 400, body: { message: "query.soql.no-such-column" } }, /no-such-column/],
  ] as const) {
    soda.answerNext(answer);
    await turn(24 * 60);
    assert.match((await theSource()).error ?? "", says);
  }
  await turn(24 * 60);
  assert.equal((await theSource()).error, null);
});

test("a source from which no call came is told on every page, until somebody answers for it", async () => {
  upsert(7_300, "TRESPASS");
  await turn();
  await watchCallSources(beat.assembly.ctx);
  for (const { id, answeredAt } of await listCallSilences(sheriff))
    if (answeredAt === null) await answerCallSilence(sheriff, id, "the test began");
  clock.advance(119 * minute);
  await watchCallSources(beat.assembly.ctx);
  assert.deepEqual(await unansweredCallSilences(system), []);
  clock.advance(10 * minute);
  await watchCallSources(beat.assembly.ctx);
  await watchCallSources(beat.assembly.ctx);
  const [silence, ...others] = await unansweredCallSilences(system);
  assert.deepEqual([silence?.source, others.length], ["City portal", 0]);
  upsert(7_400, "TRESPASS");
  await turn();
  const [ended] = await listCallSilences(sheriff);
  assert.ok(ended?.untilAt);
  await answerCallSilence(sheriff, ended.id, "a quiet night");
  assert.deepEqual(await unansweredCallSilences(system), []);
  assert.equal(sourceId, (await theSource()).id);
});

test("no address inside the agency's network is asked, whatever a source is set to", async () => {
  await addCallSource(
    sheriff,
    callSourceDraft.parse({
      kind: "portal",
      name: "Inside",
      url: "https://localhost/d/aaaa-bbbb",
      columns: { number: "n", takenAt: "t", type: "y" },
    }),
  );
  await turn();
  const inside = (await listCallSources(sheriff)).find(({ name }) => name === "Inside");
  assert.match(inside?.error ?? "", /open web/);
});

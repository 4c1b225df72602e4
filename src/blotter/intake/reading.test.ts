import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { judgeCall, judgeType } from "../rules/classifying.ts";
import { modelBlotterPolicy as policy } from "../rules/model-policy.ts";
import { readCalls } from "./reading.ts";

const pacific = { timeZone: "America/Los_Angeles" };
const read = (text: string, more = {}) => readCalls(Buffer.from(text), { ...pacific, ...more });

test("calls are read from a table by the names that dispatch systems give their columns", () => {
  const { calls, faults, rows } = read(
    `\uFEFFCAD Event Number,Initial Call Type,Final Call Type,Original Time Queued,Beat,Blurred_Longitude,Blurred_Latitude
2026-1,DISTURBANCE,DV - ARGUMENTS,11/04/2026 6:08:26 PM,3,-122.281,47.617
2026-2,NOISE,,2026-11-04T12:00:00,3,0,0
`,
  );
  assert.deepEqual([faults, rows], [[], 2]);
  assert.deepEqual(calls, [
    {
      number: "2026-1",
      takenAt: "2026-11-05T02:08:26Z",
      type: "DV - ARGUMENTS",
      initialType: "DISTURBANCE",
      lat: 47.617,
      lon: -122.281,
      beat: "3",
    },
    {
      number: "2026-2",
      takenAt: "2026-11-04T20:00:00Z",
      type: "NOISE",
      initialType: "NOISE",
      beat: "3",
    },
  ]);
});

test("and from JSON as a portal gives it, with zones and numbers as they come", () => {
  const { calls } = read(
    JSON.stringify([
      {
        cad_number: 77,
        call_type_final: "THEFT",
        received_datetime: "2026-11-04T12:00:00-05:00",
        close_datetime: "2026-11-04T13:00:00.000Z",
      },
    ]),
  );
  assert.deepEqual(calls, [
    {
      number: "77",
      takenAt: "2026-11-04T17:00:00Z",
      type: "THEFT",
      initialType: "THEFT",
      closedAt: "2026-11-04T13:00:00Z",
    },
  ]);
});

test("a row that is no call is counted with its reason, and the others are read", () => {
  const { calls, faults } = read(
    `id,type,time
1,NOISE,2026-11-04 12:00
,NOISE,2026-11-04 12:00
3,,2026-11-04 12:00
4,NOISE,
5,NOISE,13/45/2026
6,NOISE,soon
7,${"X".repeat(600)},2026-11-04 12:00
`,
  );
  assert.deepEqual(
    calls.map(({ number }) => number),
    ["1"],
  );
  assert.deepEqual(
    faults.map(({ row, why }) => `${row} ${why}`),
    ["2 no-number", "3 no-type", "4 no-time", "5 bad-time", "6 bad-time", "7 too-long"],
  );
});

test("what the agency says of its columns goes before their names; what is missing is told with what is there", () => {
  const text = "Ref,What,When\n9,NOISE,2026-11-04 12:00\n";
  assert.throws(
    () => read(text),
    /No column is known to hold the call's number or when it was taken or its type\. The file has Ref, What, When/,
  );
  const columns = { number: "Ref", type: "What", takenAt: "When" };
  assert.equal(read(text, { columns }).calls[0]?.number, "9");
});

test("what is no table is refused in a sentence", () => {
  assert.throws(() => read('[{"a":'), /neither CSV nor a list of JSON/);
  assert.throws(() => read(""), /no columns/);
});

function seattle(): string | undefined {
  for (let at = import.meta.dirname; dirname(at) !== at; at = dirname(at)) {
    const folder = join(at, "../shared/data/beats/seattle");
    if (existsSync(folder)) return folder;
  }
  return undefined;
}

test("a city's real calls: every row is read, and no protected final type is judged to be shown", (t) => {
  const folder = seattle();
  if (folder === undefined) return t.skip("the reference data is not beside the project");
  let count = 0;
  const protectedAtLast =
    /\b(?:DV|RAPE|SEX|LEWD|JUVENILE|MINORS?|CRISIS|SUICID\w*|MOLEST\w*|HARAS\w*|THREATS?|DOA|HOMICIDE)\b/;
  let harmlessFirst = 0;
  let sensitive = 0;
  for (const name of readdirSync(folder)) {
    const { calls, faults, rows } = readCalls(readFileSync(join(folder, name)), pacific);
    assert.deepEqual(faults, [], name);
    count += rows;
    for (const { type, initialType } of calls) {
      if (!protectedAtLast.test(type)) continue;
      sensitive += 1;
      assert.ok("withheld" in judgeCall(policy, [initialType, type]), `${initialType} → ${type}`);
      if ("shown" in judgeType(policy, initialType)) harmlessFirst += 1;
    }
  }
  assert.equal(count, 2_199);
  t.diagnostic(`${harmlessFirst} of ${sensitive} sensitive calls began with a type that is shown`);
  assert.ok(harmlessFirst > 0, "the recheck has something to find");
});

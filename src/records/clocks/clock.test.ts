import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Temporal } from "#platform/clock.ts";
import { deadlinesOf, type ClockQuestion, type Deadline } from "./clock.ts";
import { explain } from "./explain.ts";
import { closedDays } from "./holidays.ts";
import { lawOf, recordsLaws } from "./laws.ts";

const day = (text: string) => Temporal.PlainDate.from(text);

function clock(state: string, received: string, more: Partial<ClockQuestion> = {}): Deadline[] {
  return deadlinesOf({ law: lawOf(state), received: day(received), ...more });
}

function dueOf(deadlines: readonly Deadline[]): Record<string, string | undefined> {
  return Object.fromEntries(deadlines.map(({ stage, due }) => [stage, due]));
}

test("Washington: Thanksgiving and the day after it are skipped, Columbus Day is not", () => {
  assert.deepEqual(dueOf(clock("WA", "2026-11-20")), { respond: "2026-12-01" });
  assert.deepEqual(dueOf(clock("wa", "2026-10-08")), { respond: "2026-10-15" });
});

test("Texas: three clocks; the days around Christmas, and no day off for a holiday on a Saturday", () => {
  assert.deepEqual(dueOf(clock("TX", "2026-12-18")), {
    produce: "2027-01-06",
    "attorney-general": "2027-01-06",
    brief: "2027-01-13",
  });
  assert.equal(dueOf(clock("TX", "2026-06-26"))["produce"], "2026-07-10");
});

test("New York: twenty days are counted from the acknowledgement, expected or given", () => {
  const expected = clock("NY", "2026-11-20");
  assert.deepEqual(dueOf(expected), { acknowledge: "2026-11-30", produce: "2026-12-29" });
  assert.equal(expected[1]?.from.isExpected, true);
  const given = clock("NY", "2026-11-20", { done: { acknowledge: day("2026-11-24") } });
  assert.deepEqual(dueOf(given), { acknowledge: "2026-11-30", produce: "2026-12-23" });
  assert.equal(given[1]?.from.isExpected, false);
});

test("a holiday that a state does not keep makes no clock longer, and one of its own is passed over", () => {
  const counted = (state: string, received: string, own: string) =>
    clock(state, received)
      .flatMap(({ steps }) => steps)
      .filter((step) => step.day === own)
      .some(({ counts }) => counts !== undefined);
  for (const [state, received, own] of [
    ["OR", "2026-10-09", "2026-10-12"],
    ["AK", "2026-10-09", "2026-10-12"],
    ["WY", "2026-10-09", "2026-10-12"],
    ["MA", "2026-03-13", "2026-03-17"],
    ["MA", "2026-06-12", "2026-06-17"],
    ["PA", "2027-06-11", "2027-06-14"],
    ["IL", "2026-05-15", "2026-05-19"],
    ["RI", "2026-02-13", "2026-02-16"],
  ] as const)
    assert.ok(counted(state, received, own), `${state} works on ${own}`);
  assert.deepEqual(dueOf(clock("VA", "2026-11-20")), { respond: "2026-12-01" });
});

test("California: ten calendar days that end on a holiday move to the next open day, and say so", () => {
  const [determination] = clock("CA", "2026-11-17");
  assert.equal(determination?.due, "2026-11-30");
  assert.match(determination.steps.at(-1)?.why ?? "", /^moved: /);
});

test("a pause stops the clock; one without an end leaves the deadline open", () => {
  const reason = "waiting for clarification";
  const pause = { from: day("2026-11-24"), until: day("2026-11-30"), reason };
  assert.equal(dueOf(clock("WA", "2026-11-20", { pauses: [pause] }))["respond"], "2026-12-04");
  const [open] = clock("WA", "2026-11-20", { pauses: [{ from: day("2026-11-24"), reason }] });
  assert.deepEqual([open?.due, open?.isPaused], [undefined, true]);
  assert.equal(open?.steps.at(-1)?.why, reason);
});

test("an extension counts on from the first deadline, over Martin Luther King Jr. Day", () => {
  const extensions = [
    { stage: "respond", term: { days: 5, kind: "business" }, reason: "volume" },
  ] as const;
  assert.equal(dueOf(clock("IL", "2027-01-04"))["respond"], "2027-01-11");
  assert.equal(dueOf(clock("IL", "2027-01-04", { extensions }))["respond"], "2027-01-19");
});

test("a commercial request has its own clock in Illinois", () => {
  assert.equal(dueOf(clock("IL", "2027-01-04", { kind: "commercial" }))["respond"], "2027-02-03");
});

test("the agency's own closed day is skipped, and a day it works through is counted", () => {
  const ownDays = { "2026-11-23": "furlough day", "2026-11-27": "" };
  assert.equal(dueOf(clock("WA", "2026-11-20", { ownDays }))["respond"], "2026-12-01");
  const [deadline] = clock("WA", "2026-11-20", { ownDays });
  assert.equal(deadline?.steps.find((one) => one.day === "2026-11-23")?.why, "furlough day");
});

test("a law without a number has no deadline, and the explanation says so", () => {
  const law = lawOf("FL");
  const question = { law, received: day("2026-11-20") };
  const deadlines = deadlinesOf(question);
  assert.ok(deadlines.every(({ due }) => due === undefined));
  assert.match(explain(question, deadlines).join("\n"), /names no number of days/);
});

test("Arkansas wants it at once: the same day, or the next one on which somebody is there", () => {
  assert.equal(dueOf(clock("AR", "2026-11-20"))["produce"], "2026-11-20");
  assert.equal(dueOf(clock("AR", "2026-11-21"))["produce"], "2026-11-23");
});

test("the explanation names the law, every holiday passed over, and the day", () => {
  const question = { law: lawOf("WA"), received: day("2026-11-20") };
  const text = explain(question, deadlinesOf(question)).join("\n");
  for (const part of [
    "RCW 42.56.520",
    "Thanksgiving Day",
    "Native American Heritage Day",
    "by Tuesday, December 1, 2026",
  ])
    assert.ok(text.includes(part), part);
});

test("there is one law for each state, the District and the federal act", () => {
  assert.equal(recordsLaws.length, 52);
  assert.equal(new Set(recordsLaws.map(({ state }) => state)).size, 52);
  assert.throws(() => lawOf("ZZ"), { code: "unknown-state" });
});

test("whatever the day and the law: no deadline falls on a closed day, and as many days count as the law gives", () => {
  const days = fc
    .integer({ min: 0, max: 3_650 })
    .map((past) => day("2024-01-01").add({ days: past }));
  fc.assert(
    fc.property(fc.constantFrom(...recordsLaws), days, (law, received) => {
      const isClosed = closedDays(law);
      for (const { due, term, steps, from } of deadlinesOf({ law, received })) {
        if (due === undefined || term === undefined) continue;
        assert.equal(isClosed(day(due)), undefined);
        assert.equal(steps.filter(({ counts }) => counts !== undefined).length, term.days);
        assert.ok(Temporal.PlainDate.compare(day(due), day(from.day)) >= 0);
      }
    }),
    { numRuns: 400 },
  );
});

test("whoever asks a day later is never answered earlier", () => {
  for (const law of recordsLaws) {
    let before = dueOf(deadlinesOf({ law, received: day("2026-10-01") }));
    for (let past = 1; past < 120; past++) {
      const now = dueOf(deadlinesOf({ law, received: day("2026-10-01").add({ days: past }) }));
      for (const [stage, due] of Object.entries(now))
        assert.ok((due ?? "") >= (before[stage] ?? ""), `${law.state} ${stage}`);
      before = now;
    }
  }
});

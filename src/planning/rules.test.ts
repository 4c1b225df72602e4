import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { checkedRule, localTimes, occurrencesOf } from "./rules.ts";

const zone = "America/Los_Angeles";
const none = new Map<string, string | null>();

test("a rule is kept in capitals and read by the wall clock", () => {
  assert.equal(
    checkedRule("rrule:freq=weekly;byday=tu;until=20270630", zone),
    "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270630T235959",
  );
  assert.equal(
    checkedRule("FREQ=DAILY;UNTIL=20270101T060000Z", zone),
    "FREQ=DAILY;UNTIL=20261231T220000",
    "what was said in UTC is the evening before, here",
  );
});

test("what is no rule is refused with what is wrong in it", () => {
  const wrong: [string, RegExp][] = [
    ["", /Write a rule/],
    ["FREQ=WEEKLY;BYDAY=TU", /A series ends/],
    ["FREQ=WEEKLY;COUNT=2;UNTIL=20270101", /A series ends/],
    ["FREQ=HOURLY;COUNT=2", /FREQ is one of/],
    ["FREQ=DAILY;COUNT=9999", /COUNT is between/],
    ["FREQ=DAILY;COUNT=2;EXDATE=20270101", /is not understood/],
    ["FREQ=DAILY;FREQ=DAILY;COUNT=2", /stands twice/],
    ["FREQ=DAILY;UNTIL=20271399", /UNTIL is a day/],
    ["COUNT=2", /FREQ is one of/],
  ];
  for (const [text, says] of wrong) assert.throws(() => checkedRule(text, zone), says, text);
  for (const [rule, says] of [
    ["FREQ=WEEKLY;BYDAY=XX;COUNT=2", /cannot be read/],
    ["FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2;COUNT=2", /cannot be read/],
    ["FREQ=DAILY;UNTIL=20200101T000000", /makes no post/],
  ] as const)
    assert.throws(() => localTimes({ rule, startsLocal: "2026-11-24T09:00" }), says, rule);
});

test("a skipped hour moves on, a doubled hour happens once, and both are said", () => {
  const spring = occurrencesOf(
    { rule: "FREQ=DAILY;COUNT=3", startsLocal: "2027-03-13T02:30", zone },
    none,
  );
  assert.deepEqual(
    spring.map(({ at }) => at),
    ["2027-03-13T10:30:00Z", "2027-03-14T10:30:00Z", "2027-03-15T09:30:00Z"],
  );
  assert.match(spring[1]?.note ?? "", /Clocks skip 02:30 that day; it goes out at 03:30/);
  const autumn = occurrencesOf(
    { rule: "FREQ=WEEKLY;COUNT=2", startsLocal: "2026-10-25T01:30", zone },
    none,
  );
  assert.deepEqual(
    autumn.map(({ at }) => at),
    ["2026-10-25T08:30:00Z", "2026-11-01T08:30:00Z"],
  );
  assert.match(autumn[1]?.note ?? "", /twice that day/);
});

test("exceptions leave one out and move another, and no other date changes", () => {
  const timing = { rule: "FREQ=WEEKLY;COUNT=4", startsLocal: "2026-12-01T09:00", zone };
  const exceptions = new Map<string, string | null>([
    ["2026-12-08T09:00", null],
    ["2026-12-15T09:00", "2026-12-16T10:00"],
  ]);
  assert.deepEqual(
    occurrencesOf(timing, exceptions).map(({ occurrence, local, isMoved }) => [
      occurrence,
      local,
      isMoved,
    ]),
    [
      ["2026-12-01T09:00", "2026-12-01T09:00", false],
      ["2026-12-15T09:00", "2026-12-16T10:00", true],
      ["2026-12-22T09:00", "2026-12-22T09:00", false],
    ],
  );
});

test("whatever the rule, its dates are in order, each once, at the hour that was chosen", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("DAILY", "WEEKLY", "MONTHLY"),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 0, max: 23 }),
      (frequency, interval, count, hour) => {
        const time = `${String(hour).padStart(2, "0")}:30`;
        const rule = checkedRule(`FREQ=${frequency};INTERVAL=${interval};COUNT=${count}`, zone);
        const dates = occurrencesOf({ rule, startsLocal: `2026-03-08T${time}`, zone }, none);
        assert.equal(dates.length, count);
        assert.ok(dates.every(({ local }) => local.endsWith(time)));
        const instants = dates.map(({ at }) => at);
        assert.deepEqual(instants, [...new Set(instants)].sort());
      },
    ),
    { numRuns: 60 },
  );
});

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readRecurrence } from "./recurrence.ts";
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
    ["FREQ=DAILY;UNTIL=20200101T000000", /makes no date/],
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

test("what another calendar writes is read: a rule, and the dates that it leaves out", () => {
  const read = (text: string) => readRecurrence(text, "2027-03-02T09:00", zone);
  assert.deepEqual(
    read("RRULE:FREQ=MONTHLY;BYDAY=1TU;COUNT=4\r\nEXDATE:20270406,20270601T160000Z"),
    {
      rule: "FREQ=MONTHLY;BYDAY=1TU;COUNT=4",
      leftOut: ["2027-04-06T09:00", "2027-06-01T09:00"],
    },
  );
  assert.deepEqual(
    read("FREQ=DAILY;COUNT=3\nEXDATE;TZID=America/New_York:20270303T120000").leftOut,
    ["2027-03-03T09:00"],
  );
  for (const [text, says] of [
    ["FREQ=DAILY;COUNT=3\nEXDATE:20270401", /is no date of this rule/],
    ["FREQ=DAILY;COUNT=3\nEXDATE:20271399", /EXDATE is a day/],
    ["FREQ=DAILY;COUNT=3\nEXDATE;TZID=Mars/Base:20270303T090000", /EXDATE is a day/],
    ["FREQ=DAILY;COUNT=3\nRDATE:20270401", /Write one rule/],
    ["DTSTART:20270302T090000\nRRULE:FREQ=DAILY;COUNT=3", /Write one rule/],
  ] as const)
    assert.throws(() => read(text), says, text);
});

test("the last weekday, the third Tuesday and the 31st are the days that RFC 5545 means", () => {
  const dates = (rule: string, startsLocal: string) =>
    localTimes({ rule: checkedRule(rule, zone), startsLocal }).map((local) => local.slice(0, 10));
  assert.deepEqual(
    dates("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3", "2027-01-29T09:00"),
    ["2027-01-29", "2027-02-26", "2027-03-31"],
  );
  assert.deepEqual(dates("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=3;COUNT=2", "2027-01-19T09:00"), [
    "2027-01-19",
    "2027-02-16",
  ]);
  assert.deepEqual(
    dates("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3", "2027-01-31T09:00"),
    ["2027-01-31", "2027-03-31", "2027-05-31"],
    "a month without a 31st has none",
  );
  assert.deepEqual(dates("FREQ=WEEKLY;BYDAY=MO;UNTIL=20270111", "2027-01-04T23:30"), [
    "2027-01-04",
    "2027-01-11",
  ]);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "#platform/clock.ts";
import { quarterBefore, quarterOf } from "./quarter.ts";

test("a quarter begins and ends by the agency's own calendar", () => {
  const newYear = Temporal.Instant.from("2027-01-01T05:30:00Z");
  assert.equal(quarterOf(newYear, "America/Los_Angeles"), "2026-Q4");
  assert.equal(quarterOf(newYear, "America/New_York"), "2027-Q1");
});

test("before the first quarter comes the last one of the year before", () => {
  assert.equal(quarterBefore("2027-Q1"), "2026-Q4");
  assert.equal(quarterBefore("2026-Q4"), "2026-Q3");
});

test("what is no quarter is not counted back from", () => {
  assert.throws(() => quarterBefore("2026-Q5"), RangeError);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { ageOf, clockTime, duration } from "./time.ts";

const zone = "America/Los_Angeles";
const now = new Date("2026-11-21T22:05:00Z");

test("a time of today stands with its zone", () => {
  assert.equal(clockTime(new Date("2026-11-21T22:02:00Z"), now, zone, "en"), "14:02 PST");
});

test("yesterday is judged by the agency's clock, not by UTC", () => {
  const lateYesterday = new Date("2026-11-21T07:30:00Z");
  assert.equal(clockTime(lateYesterday, now, zone, "en"), "Nov 20, 23:30 PST");
});

test("another year is named", () => {
  assert.equal(
    clockTime(new Date("2025-07-04T19:00:00Z"), now, zone, "en"),
    "Jul 4, 2025, 12:00 PDT",
  );
});

test("midnight is 00, not 24", () => {
  assert.equal(clockTime(new Date("2026-11-21T08:00:00Z"), now, zone, "en"), "00:00 PST");
});

test("ages use the unit a person would say", () => {
  assert.deepEqual(ageOf(new Date("2026-11-21T22:02:00Z"), now), { key: "minutesAgo", count: 3 });
  assert.deepEqual(ageOf(new Date("2026-11-21T22:04:30Z"), now), { key: "now" });
  assert.deepEqual(ageOf(new Date("2026-11-20T22:05:00Z"), now), { key: "hoursAgo", count: 24 });
  assert.deepEqual(ageOf(new Date("2026-11-24T22:05:00Z"), now), { key: "inDays", count: 3 });
});

test("durations say days, hours or minutes", () => {
  assert.equal(duration(80 * 60_000), "1 h 20 min");
  assert.equal(duration(27 * 3_600_000), "1 d 3 h");
  assert.equal(duration(59_000), "0 min");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { addDays, dayOf, localOf, resolveLocal, weekdayOf } from "./zoned.ts";

const zone = "America/Los_Angeles";

test("an ordinary time is found once", () => {
  const found = resolveLocal("2026-11-21T09:00", zone);
  assert.equal(found?.at.toISOString(), "2026-11-21T17:00:00.000Z");
  assert.equal(found?.kind, "once");
});

test("a time that clocks skip goes out behind the gap", () => {
  const found = resolveLocal("2026-03-08T02:30", zone);
  assert.equal(found?.kind, "skipped");
  assert.equal(found && localOf(found.at, zone), "2026-03-08T03:30");
});

test("a time that clocks show twice is the first one", () => {
  const found = resolveLocal("2026-11-01T01:30", zone);
  assert.equal(found?.kind, "twice");
  assert.equal(found?.at.toISOString(), "2026-11-01T08:30:00.000Z");
});

test("what is not a time is nothing", () => {
  assert.equal(resolveLocal("", zone), undefined);
});

test("days are those of the zone, and count across months", () => {
  assert.equal(dayOf(new Date("2026-11-21T05:00:00Z"), zone), "2026-11-20");
  assert.equal(addDays("2026-11-30", 1), "2026-12-01");
  assert.equal(weekdayOf("2026-11-22"), 0);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { dayEnd, dayStart } from "./days.ts";

const zone = "America/Los_Angeles";

test("a day begins at the zone's own midnight, in winter and in summer", () => {
  assert.equal(dayStart("2026-11-21", zone), "2026-11-21T08:00:00.000Z");
  assert.equal(dayStart("2026-07-04", zone), "2026-07-04T07:00:00.000Z");
});

test("the days on which clocks change have 23 and 25 hours", () => {
  const hours = (day: string) =>
    Math.round(
      (Date.parse(dayEnd(day, zone) ?? "") - Date.parse(dayStart(day, zone) ?? "")) / 3_600_000,
    );
  assert.equal(hours("2026-03-08"), 23);
  assert.equal(hours("2026-11-01"), 25);
});

test("what is no day has no beginning", () => {
  assert.equal(dayStart("", zone), undefined);
  assert.equal(dayEnd("tomorrow", zone), undefined);
});

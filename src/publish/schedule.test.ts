import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "#platform/clock.ts";
import { Refusal } from "#platform/refusal.ts";
import { postContent } from "./content.ts";
import { checkSchedule, resolveLocal } from "./schedule.ts";

const zone = "America/Los_Angeles";

test("a wall-clock time is that time on the agency's wall, in winter and in summer", () => {
  assert.equal(resolveLocal("2027-01-15T09:00", zone).at.toString(), "2027-01-15T17:00:00Z");
  assert.equal(resolveLocal("2027-07-15T09:00", zone).at.toString(), "2027-07-15T16:00:00Z");
});

test("an hour that the clocks skip goes out after the gap, and says so", () => {
  const { at, note } = resolveLocal("2027-03-14T02:30", zone);
  assert.equal(at.toString(), "2027-03-14T10:30:00Z");
  assert.match(note ?? "", /skip 02:30/);
});

test("an hour that the clocks show twice goes out the first time, and says so", () => {
  const { at, note } = resolveLocal("2026-11-01T01:30", zone);
  assert.equal(at.toString(), "2026-11-01T08:30:00Z");
  assert.match(note ?? "", /twice/);
});

test("unknown zones, impossible days and times gone by are refused with a sentence", () => {
  const refused = (code: string) => (error: unknown) =>
    error instanceof Refusal && error.code === code;
  assert.throws(
    () => resolveLocal("2027-01-15T09:00", "Mars/Olympus"),
    refused("unknown-time-zone"),
  );
  assert.throws(() => resolveLocal("2027-02-30T09:00", zone), refused("unknown-time"));
  const past = postContent.parse({ publish: { when: "at", local: "2020-01-01T09:00", zone } });
  assert.throws(() => checkSchedule(past, Temporal.Now.instant()), refused("in-the-past"));
});

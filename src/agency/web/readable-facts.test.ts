import assert from "node:assert/strict";
import { test } from "node:test";
import { localTime, utcTime } from "./precise-time.ts";
import { readableFacts } from "./readable-facts.ts";

const pairs = (facts: unknown) =>
  readableFacts(facts, "yes", "no").map(({ name, value }) => `${name}: ${value}`);

test("facts are read as pairs, with names in words and lists in a row", () => {
  assert.deepEqual(
    pairs({ remoteId: "205", isPublic: true, changed: ["name", "state"], none: null }),
    ["remote id: 205", "is public: yes", "changed: name, state"],
  );
});

test("what an archive search asked for and how much it found is laid open", () => {
  const facts = { reason: "searched the archive", words: "bike -pier", hasMedia: true, found: 3 };
  assert.deepEqual(pairs(facts), [
    "reason: searched the archive",
    "words: bike -pier",
    "has media: yes",
    "found: 3",
  ]);
});

test("facts in facts are laid open, and text that looks like JSON is shown as it is", () => {
  assert.deepEqual(pairs({ outer: { inner: 1 }, reason: '{"a":1}' }), [
    "inner: 1",
    'reason: {"a":1}',
  ]);
});

test("an event's time is told to the millisecond, in UTC and on the agency's clock", () => {
  const at = "2026-11-21T05:46:03.946123Z";
  assert.equal(utcTime(at), "2026-11-21 05:46:03.946");
  assert.equal(localTime(at, "America/Los_Angeles", "en"), "2026-11-20 21:46:03.946 PST");
});

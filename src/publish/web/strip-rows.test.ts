import assert from "node:assert/strict";
import { test } from "node:test";
import { stripRows } from "./strip-rows.ts";

const row = (version: number, state: string, remoteId: string | null, channelId = "x") => ({
  channelId,
  part: 0,
  version,
  state,
  remoteId,
});

test("a version that was edited in place is shown once, as its newest", () => {
  const rows = [row(1, "sent", "9"), row(2, "sent", "9")];
  assert.deepEqual(stripRows(rows, 2), [rows[1]]);
});

test("an earlier version that still stands beside the newest is shown with it", () => {
  const rows = [row(1, "sent", "9"), row(2, "sent", "10"), row(1, "recalled", "7", "y")];
  assert.deepEqual(stripRows(rows, 2), [rows[1], rows[0], rows[2]]);
});

test("the posts of a thread stand one by one", () => {
  const rows = [row(1, "sent", "9"), { ...row(1, "waiting", null), part: 1 }];
  assert.deepEqual(stripRows(rows, 1), rows);
});

test("an earlier version that never left, or is gone, is over with its version", () => {
  const rows = [row(1, "held", null), row(2, "recalled", "8"), row(3, "waiting", null)];
  assert.deepEqual(stripRows(rows, 3), [rows[2]]);
});

test("while nobody knows whether the earlier one stands, it is shown", () => {
  const rows = [row(1, "asked", null), row(2, "waiting", null)];
  assert.deepEqual(stripRows(rows, 2), [rows[1], rows[0]]);
});

test("what waited is not said to go out once a newer version waits for its approval", () => {
  const rows = [row(1, "waiting", null), row(1, "held", null, "y"), row(1, "sent", "9", "z")];
  assert.deepEqual(stripRows(rows, 2), [rows[2]]);
});

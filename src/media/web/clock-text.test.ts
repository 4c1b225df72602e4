import assert from "node:assert/strict";
import { test } from "node:test";
import { clockOf, cueTimeOf, secondsOf } from "./clock-text.ts";

test("a length is written as players write it", () => {
  assert.deepEqual([5, 65, 3725].map(clockOf), ["0:05", "1:05", "1:02:05"]);
});

test("a cue's time is read as it is written, and in the ways people type it", () => {
  for (const time of [0, 1.5, 62.25, 3_600]) assert.equal(secondsOf(cueTimeOf(time)), time);
  assert.deepEqual(["62,5", "1:02.5", "0:01:02.500"].map(secondsOf), [62.5, 62.5, 62.5]);
  assert.deepEqual(["", "soon", "1:2:3:4", "-1"].map(secondsOf), [
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

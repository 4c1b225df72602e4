import assert from "node:assert/strict";
import { test } from "node:test";
import { partOf } from "./ranges.ts";

test("a part is asked for by its ends, by its beginning or by its length from the end", () => {
  assert.deepEqual(partOf("bytes=0-99", 1000), { start: 0, end: 99 });
  assert.deepEqual(partOf("bytes=900-", 1000), { start: 900, end: 999 });
  assert.deepEqual(partOf("bytes=-100", 1000), { start: 900, end: 999 });
  assert.deepEqual(partOf("bytes=0-5000", 1000), { start: 0, end: 999 });
  assert.deepEqual(partOf("bytes=-5000", 1000), { start: 0, end: 999 });
});

test("what is not there is said so, and what cannot be read gets the whole", () => {
  assert.equal(partOf("bytes=1000-", 1000), "unsatisfiable");
  assert.equal(partOf("bytes=-0", 1000), "unsatisfiable");
  for (const header of [undefined, "", "bytes=-", "bytes=9-2", "bytes=0-1,5-6", "lines=0-1"])
    assert.equal(partOf(header, 1000), undefined);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { recallCounts } from "./recall-counts.ts";

test("a post can be recalled while all of it is still under way", () => {
  for (const state of ["sending", "unconfirmed", "asked"]) {
    const { hasAny, underWay } = recallCounts([{ state }, { state: "refused" }]);
    assert.deepEqual([hasAny, underWay], [true, 1], state);
  }
  assert.equal(recallCounts([{ state: "recalled" }, { state: "expired" }]).hasAny, false);
});

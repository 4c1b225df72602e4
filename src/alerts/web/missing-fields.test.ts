import assert from "node:assert/strict";
import { test } from "node:test";
import { missingFields } from "./missing-fields.ts";

test("what is still to be filled in is told by the form's own words, once and in its order", () => {
  const problems = ["sayings.0.headline", "sayings.1.headline", "area.rings", "area.description"];
  assert.deepEqual(missingFields(problems.map((path) => ({ path }))), [
    "draw",
    "place",
    "headlineField",
  ]);
  assert.deepEqual(missingFields([]), []);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { countTags } from "./hashtags.ts";

test("the agency's hashtags are counted by post, and written as it mostly writes them", () => {
  const texts = [
    "Found! #TipTuesday #tiptuesday",
    "#TipTuesday and #RiversideFalls",
    "see #tipTuesday",
    "https://a.example/#section and AT&T#x are none, #2026 is none, #NiñosSeguros is one",
  ];
  assert.deepEqual(countTags(texts), [
    { tag: "TipTuesday", posts: 3 },
    { tag: "NiñosSeguros", posts: 1 },
    { tag: "RiversideFalls", posts: 1 },
  ]);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { audienceFindings } from "./lint-audience.ts";

test("a draft for some beats is told of each network that would show it to everybody", () => {
  const networks = ["facebook", "linkedin", "nextdoor", "x", "website", "email"];
  const found = audienceFindings({ onlyBeats: true, networks });
  assert.deepEqual(
    found.map(({ rule, of }) => `${rule} ${of}`),
    ["x", "website", "email"].map((network) => `no-place-targeting ${network}`),
  );
  assert.deepEqual(audienceFindings({ networks }), []);
  assert.deepEqual(audienceFindings({ onlyBeats: true }), []);
});

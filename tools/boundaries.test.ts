import assert from "node:assert/strict";
import { test } from "node:test";
import { allImports, breaches, foldersNotInTable } from "./boundaries.ts";

test("the check reads the whole project", () => {
  const imports = allImports();
  assert.ok(
    new Set(imports.map(({ file }) => file)).size > 120,
    "suspiciously few files were read",
  );
});

test("nobody imports what the house forbids", () => {
  assert.deepEqual(breaches(allImports()), []);
});

test("every folder of src/ stands in the table", () => {
  assert.deepEqual(foldersNotInTable(), []);
});

test("the check finds what it is there to find", () => {
  const one = (file: string, target: string) =>
    breaches([{ file, line: 1, target, isType: false }]).length;
  assert.equal(one("src/platform/db/x.ts", "#agency"), 1);
  assert.equal(one("src/agency/x.ts", "#publish"), 1);
  assert.equal(one("src/publish/x.ts", "../agency/people.ts"), 1);
  assert.equal(one("src/channels/bluesky/x.ts", "../mastodon/mastodon.ts"), 1);
  assert.equal(one("src/publish/x.ts", "pg"), 1);
  assert.equal(one("src/publish/x.ts", "masto"), 1);
  assert.equal(one("ui/x.tsx", "#publish"), 1);
  assert.equal(one("src/publish/x.ts", "#agency/schema.ts"), 1);
  assert.equal(one("src/publish/x.ts", "#agency"), 0);
});

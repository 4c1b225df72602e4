import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { limitsPage } from "./limits.ts";

test("docs/limits.md says what the code enforces", async () => {
  assert.equal(
    readFileSync(join(import.meta.dirname, "../docs/limits.md"), "utf8"),
    await limitsPage(),
  );
});

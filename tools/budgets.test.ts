import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const root = join(import.meta.dirname, "..");
const lengths = globSync(
  ["src/**/*.{ts,tsx}", "ui/**/*.{ts,tsx}", "shell/**/*.{ts,tsx}", "tools/**/*.ts"],
  { cwd: root },
)
  .filter((file) => !file.endsWith(".test.ts"))
  .map((file) => ({ file, lines: readFileSync(join(root, file), "utf8").split("\n").length - 1 }))
  .sort((a, b) => a.lines - b.lines);

test("no file is over 400 lines", () => {
  assert.deepEqual(
    lengths.filter(({ lines }) => lines > 400),
    [],
  );
});

/** ADR 0009: what was measured, to be lowered and never raised. */
const measured = [
  ["half of the files", 0.5, 85],
  ["nine files of ten", 0.9, 200],
] as const;

for (const [which, share, linesMax] of measured)
  test(`${which} have at most ${linesMax} lines`, () => {
    const at = lengths[Math.floor(lengths.length * share)];
    assert.ok((at?.lines ?? 0) <= linesMax, `it is ${at?.lines} lines (${at?.file})`);
  });

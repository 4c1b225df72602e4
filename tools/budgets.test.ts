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

test("nine files of ten have at most 220 lines", () => {
  const at = lengths[Math.floor(lengths.length * 0.9)];
  assert.ok((at?.lines ?? 0) <= 220, `the 90th percentile is ${at?.lines} lines (${at?.file})`);
});

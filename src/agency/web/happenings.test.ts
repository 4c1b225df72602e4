import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { happeningLabel } from "./happenings.ts";

const src = join(import.meta.dirname, "../..");
/** What is told, as the code names it; kinds that are put together from pieces are not met here. */
const told = /(?:kind: *|tell\(\w+, *)"([a-z]+\.[a-z-]+)"(?!, series)/g;

test("whatever the program tells has words in both languages", () => {
  const slices = new Set(globSync("*/index.ts", { cwd: src }).map((path) => path.split("/")[0]));
  const kinds = globSync("**/*.ts", { cwd: src })
    .filter((path) => !path.endsWith(".test.ts") && !path.includes("/web/"))
    .flatMap((path) => [...readFileSync(join(src, path), "utf8").matchAll(told)])
    .map(([, kind = ""]) => kind)
    .filter((kind) => slices.has(kind.split(".")[0]));
  assert.ok(kinds.length > 100);
  const plain = (kind: string) => kind.replace(".", ": ").replaceAll("-", " ");
  const silent = new Set(
    kinds.filter((kind) => {
      const { en, es } = happeningLabel(kind);
      return en === plain(kind) || es === plain(kind) || en === es;
    }),
  );
  assert.deepEqual([...silent], []);
});

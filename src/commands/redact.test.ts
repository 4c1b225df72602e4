import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "openbeat-redact-"));
after(() => rmSync(folder, { recursive: true, force: true }));

function suggest(input: string | Buffer, ...flags: string[]) {
  const done = spawnSync(
    process.execPath,
    [join(root, "src/main.ts"), "redact", "suggest", ...flags],
    { input, encoding: "utf8", timeout: 60_000, maxBuffer: 64 * 1024 * 1024 },
  );
  return { code: done.status, out: done.stdout, said: done.stderr };
}

test("other programs get spans in UTF-16 units and nothing else", () => {
  const { code, out } = suggest("😀 Call Ana Ruiz, 503-555-0148", "--json");
  assert.equal(code, 0);
  assert.deepEqual(JSON.parse(out), {
    spans: [
      { type: "PERSON", start: 8, end: 16, confidence: 0.89 },
      { type: "PHONE", start: 18, end: 30, confidence: 0.93 },
    ],
  });
});

test("a person gets a list, and is told that nothing was redacted", () => {
  const { out } = suggest("mail ana@example.org");
  assert.match(out, /^EMAIL +5-20 +0\.99 +ana@example\.org\n/);
  assert.match(out, /nothing was redacted/);
});

test("an empty text has no spans", () => {
  assert.deepEqual(suggest("", "--json"), { code: 0, out: '{"spans":[]}\n', said: "" });
});

test("what is no UTF-8 or too long is refused in a sentence, with nothing on standard output", () => {
  const broken = suggest(Buffer.from([0x61, 0xff, 0x62]), "--json");
  assert.deepEqual([broken.code, broken.out], [1, ""]);
  assert.match(broken.said, /not UTF-8/);
  for (const [length, why] of [
    [1_000_001, /1,000,001 characters/],
    [4_000_001, /More than 4,000,000 bytes/],
  ] as const) {
    const long = suggest("a".repeat(length), "--json");
    assert.deepEqual([long.code, long.out], [1, ""]);
    assert.match(long.said, why);
  }
});

test("names the agency knows come from a file, which must be readable", () => {
  const file = join(folder, "lists.json");
  writeFileSync(file, JSON.stringify({ minors: ["Zuri Quill"] }));
  const { out } = suggest("zuri quill left", "--json", "--lists", file);
  assert.deepEqual(JSON.parse(out).spans, [
    { type: "JUVENILE", start: 0, end: 10, confidence: 0.99 },
  ]);
  writeFileSync(file, '{"minors": "Zuri"}');
  const bad = suggest("zuri", "--json", "--lists", file);
  assert.equal(bad.code, 1);
  assert.match(bad.said, /cannot be read/);
});

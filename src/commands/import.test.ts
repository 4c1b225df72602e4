import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { z } from "zod";

const folder = mkdtempSync(join(tmpdir(), "openbeat-dry-run-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const data = join(folder, "no-installation");

function dryRun(...args: string[]) {
  const main = join(import.meta.dirname, "../main.ts");
  const given = ["--disable-warning=ExperimentalWarning", main, "import", ...args, "--dry-run"];
  const env = { ...process.env, OPENBEAT_DATA: data };
  return spawnSync(process.execPath, given, { encoding: "utf8", env });
}

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const report = z.object({
  format: z.string(),
  bytesTotal: z.number(),
  bytesAccounted: z.number(),
  records: z.number(),
  losses: z.array(z.object({ reason: z.string(), offset: z.number(), length: z.number() })),
});

test("a dry run tells as JSON what a file holds, and starts no installation", () => {
  const text = "[2024-02-03, 08:15] Dana: Is it open?\n[2024-02-03, 99:99] Dana: when?\n";
  const path = file("chat.txt", text);
  const { status, stdout } = dryRun(path, "--format", "auto", "--json");
  assert.equal(status, 0);
  assert.deepEqual(report.parse(JSON.parse(stdout)), {
    format: "signal",
    bytesTotal: text.length,
    bytesAccounted: text.length,
    records: 1,
    losses: [{ reason: "bad-date", offset: 38, length: 32 }],
  });
  assert.ok(!existsSync(data));
  assert.match(dryRun(path).stdout, /Every one of 70 bytes is accounted for/);
});

test("a file that cannot be imported is refused in a sentence", () => {
  const asked: readonly [args: string[], says: RegExp][] = [
    [[join(folder, "none.xml")], /^openbeat: There is no file .*none\.xml\.\n$/],
    [[file("empty.xml", "")], /^openbeat: empty\.xml is empty\.\n$/],
    [[file("stones.txt", "no chat at all")], /^openbeat: What program wrote stones\.txt cannot/],
    [[file("a.txt", "x"), "--format", "fax"], /^openbeat: There is no format "fax"\. Known: /],
    [[folder], /^openbeat: .* is a folder\./],
    [[file("b.csv", "a,b\n"), "--map", file("map", "[")], /^openbeat: .*map is no mapping\./],
  ];
  for (const [args, says] of asked) {
    const { status, stderr } = dryRun(...args);
    assert.equal(status, 1, args.join(" "));
    assert.match(stderr, says);
  }
});

test("a file of no known format is refused, and a program that asks gets it as one loss", () => {
  const { status, stdout, stderr } = dryRun(file("stones.bin", "no chat at all"), "--json");
  assert.equal(status, 1);
  assert.match(stderr, /cannot be told/);
  assert.deepEqual(report.parse(JSON.parse(stdout)), {
    format: "unknown",
    bytesTotal: 14,
    bytesAccounted: 14,
    records: 0,
    losses: [{ reason: "unknown-file", offset: 0, length: 14 }],
  });
  assert.deepEqual(
    report.parse(JSON.parse(dryRun(file("none.txt", ""), "--json").stdout)).losses,
    [],
  );
});

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { recipe } from "./recipe.ts";
import { filesOf, sample } from "./testing/sample-package.ts";

const run = promisify(execFile);
const tools = ["python3", "openssl", "sha256sum", "sed"];

/** The recipe's own commands, as a reader would copy them. */
const commands = recipe()
  .split("THE FORMATS")[0]
  ?.split("\n")
  .filter((line) => /^ {3}(sed|python3|sha256sum|openssl) /.test(line))
  .map((line) => line.trim());

async function unpacked(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "recipe-"));
  for (const inner of ["media", "proofs"]) await mkdir(join(folder, inner));
  for (const { path, bytes } of await filesOf(sample().contents)) {
    await writeFile(join(folder, path), bytes);
  }
  return folder;
}

/** What a command prints; it fails the test when the command fails. */
async function shell(folder: string, command: string): Promise<string> {
  const { stdout, stderr } = await run("sh", ["-c", command], { cwd: folder });
  return stdout + stderr;
}

async function hasTools(): Promise<boolean> {
  try {
    for (const tool of tools) await run("sh", ["-c", `command -v ${tool}`]);
    return true;
  } catch {
    return false;
  }
}

test("the recipe's own commands prove a package, record by record", async (t) => {
  if (!(await hasTools())) return t.skip(`needs ${tools.join(", ")}`);
  const folder = await unpacked();
  assert.equal(commands?.length, 6);
  const [extract = "", all = "", one = "", sums = "", ...signatures] = commands ?? [];
  await shell(folder, extract);
  const said = await shell(folder, all);
  assert.match(said, /entry 500: media\.0 is what was recorded/);
  assert.match(said, /entry 502: text is withheld/);
  assert.match(said, /PROVED: 4 records under the root of size 1004/);
  const record = one.replace("18204", "503");
  assert.match(await shell(folder, record), /PROVED: 1 records/);
  assert.match(await shell(folder, sums), /manifest\.json: OK/);
  for (const command of signatures) {
    assert.match(await shell(folder, command), /Signature Verified Successfully/);
  }
});

test("the recipe's program says no to a changed text, a moved record and a missing one", async (t) => {
  if (!(await hasTools())) return t.skip(`needs ${tools.join(", ")}`);
  const folder = await unpacked();
  const path = join(folder, "entries.jsonl");
  const kept = await readFile(path, "utf8");
  await shell(folder, commands?.[0] ?? "");
  const forgeries: [RegExp, string][] = [
    [/text of entry 503 is not what was recorded/, kept.replace("until Friday", "until Monday")],
    [/entry 999 is not in the log/, kept.replace('"index":503', '"index":999')],
    [/entry 501 has other parts/, kept.replace('"payload":{"withheld":true},', "")],
    [/records are missing/, kept.slice(kept.indexOf("\n") + 1)],
  ];
  for (const [why, forged] of forgeries) {
    assert.notEqual(forged, kept);
    await writeFile(path, forged);
    await assert.rejects(shell(folder, "python3 check.py"), (error: unknown) => {
      assert.match(String(error), why);
      return true;
    });
  }
  await writeFile(path, kept);
  await writeFile(join(folder, "checkpoint"), "log\n1004\nAAAA\n");
  await assert.rejects(shell(folder, "python3 check.py"));
});

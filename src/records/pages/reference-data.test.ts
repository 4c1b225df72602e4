import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { readWarc } from "./testing/read-warc.ts";

/* Files of other writers, good and damaged, read by the reader that our own files are checked with. */

function warcFolder(): string | undefined {
  for (let at = import.meta.dirname; dirname(at) !== at; at = dirname(at)) {
    const folder = join(at, "../shared/data/imports/warc");
    if (existsSync(folder)) return folder;
  }
  return undefined;
}

const files: Readonly<Record<string, { records: number; faults: RegExp[] }>> = {
  "own-three-records.warc.gz": { records: 3, faults: [] },
  "example.warc.gz": { records: 6, faults: [] },
  "example-resource.warc.gz": { records: 3, faults: [] },
  "own-one-byte-changed.warc": { records: 3, faults: [/block-digest/, /payload-digest/] },
  "example-digest.warc": { records: 4, faults: [/payload-digest/, /payload-digest/] },
  "example-trunc.warc": { records: 2, faults: [/does not end where its length says/] },
  "example-wrong-chunks.warc.gz": { records: 0, faults: [/block is cut off: 343 of 1613 bytes/] },
};

for (const [name, { records, faults }] of Object.entries(files))
  test(`another writer's ${name} is read, and each of its faults found`, async (t) => {
    const folder = warcFolder();
    if (folder === undefined) return t.skip("the reference data is not beside the project");
    const found = readWarc(await readFile(join(folder, name)));
    assert.equal(found.records.length, records);
    assert.equal(found.faults.length, faults.length, found.faults.join("\n"));
    for (const [at, fault] of faults.entries()) assert.match(found.faults[at] ?? "", fault);
  });

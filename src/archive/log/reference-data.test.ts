import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { verifyCheckpoint } from "./checkpoint.ts";
import { leafHash, verifyConsistency, verifyInclusion } from "./merkle.ts";
import { TileReader } from "./tile-reader.ts";
import { FolderTileStore } from "./tile-store.ts";
import { TileWriter } from "./tile-writer.ts";
import { bundlePath, tilePath } from "./tiles.ts";
import { verifyLog, verifyPastHead } from "./verify-log.ts";

/* Another implementation's published test log (C2SP tiles, 15 entries) read and written by ours. */

const vkey = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";
const skipped = "the reference data is not beside the project";

function logFolder(): string | undefined {
  for (let at = import.meta.dirname; dirname(at) !== at; at = dirname(at)) {
    const folder = join(at, "../shared/data/merkle/tessera-testlog/testdata/log");
    if (existsSync(folder)) return folder;
  }
  return undefined;
}

async function headAt(folder: string, size: number) {
  return verifyCheckpoint(await readFile(join(folder, `checkpoint.${size}`), "utf8"), vkey);
}

test("another implementation's log verifies from its tiles at every size, with its past", async (t) => {
  const folder = logFolder();
  if (folder === undefined) return t.skip(skipped);
  const store = new FolderTileStore(folder);
  const last = await headAt(folder, 15);
  assert.deepEqual(
    verifyCheckpoint(await readFile(join(folder, "checkpoint"), "utf8"), vkey),
    last,
  );
  for (let size = 0; size <= 15; size += 1) {
    const head = await headAt(folder, size);
    assert.equal(head.size, size);
    const verdict = await verifyLog(store, head);
    assert.deepEqual(verdict.faults, []);
    assert.equal(verdict.entriesRead, size);
    assert.equal(await verifyPastHead(new TileReader(store, 15), head), undefined);
    await checkProofs(new TileReader(store, 15), head, last);
  }
});

type Head = Awaited<ReturnType<typeof headAt>>;

async function checkProofs(reader: TileReader, head: Head, last: Head) {
  if (head.size === 0) return;
  const claim = { olderSize: head.size, olderRoot: head.root, newerSize: 15, newerRoot: last.root };
  assert.ok(verifyConsistency({ ...claim, proof: await reader.consistencyProof(head.size) }));
  const index = head.size - 1;
  const leaf = leafHash(await reader.entry(index));
  const proof = await reader.inclusionProof(index, head.size);
  assert.ok(verifyInclusion({ index, size: head.size, root: head.root, leafHash: leaf, proof }));
}

test("the same entries give byte for byte the other implementation's tiles", async (t) => {
  const folder = logFolder();
  if (folder === undefined) return t.skip(skipped);
  const theirs = new FolderTileStore(folder);
  const reader = new TileReader(theirs, 15);
  const ours = new FolderTileStore(await mkdtemp(join(tmpdir(), "log-")));
  const writer = await TileWriter.open(ours, 0);
  for (let index = 0; index < 15; index += 1) {
    const bytes = await reader.entry(index);
    await writer.append([{ bytes, leafHash: leafHash(bytes) }]);
    const width = index + 1;
    for (const path of [tilePath({ level: 0, index: 0, width }), bundlePath(0, width)]) {
      assert.deepEqual(await ours.read(path), await theirs.read(path), path);
    }
    assert.deepEqual(writer.root(), (await headAt(folder, width)).root);
  }
});

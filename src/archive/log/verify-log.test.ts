import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import * as fc from "fast-check";
import { leafHash, rootOf } from "./merkle.ts";
import { FolderTileStore } from "./tile-store.ts";
import { TileWriter } from "./tile-writer.ts";
import { decodeBundle, encodeBundle, encodeTile, tilePath, tilesOf } from "./tiles.ts";
import { TileReader } from "./tile-reader.ts";
import { verifyLog, verifyPastHead } from "./verify-log.ts";

const size = 600;
const entries = Array.from({ length: size }, (_, index) => Buffer.from(`entry ${index}`));
const hashes = entries.map((entry) => leafHash(entry));
const head = { size, root: rootOf(hashes) };

async function log(content = entries): Promise<FolderTileStore> {
  const store = new FolderTileStore(await mkdtemp(join(tmpdir(), "log-")));
  const writer = await TileWriter.open(store, 0);
  await writer.append(content.map((bytes) => ({ bytes, leafHash: leafHash(bytes) })));
  return store;
}

/** Changes a bundle's entries in place, as one who can write the files but not the tiles would. */
async function changeBundle(store: FolderTileStore, change: (entries: Buffer[]) => Buffer[]) {
  const path = "tile/entries/001";
  const bundle = decodeBundle((await store.read(path)) ?? assert.fail(), 256);
  await store.write(path, encodeBundle(change(bundle)));
}

async function faultsOf(store: FolderTileStore): Promise<string[]> {
  return (await verifyLog(store, head)).faults;
}

test("an untouched log verifies", async () => {
  const verdict = await verifyLog(await log(), head);
  assert.deepEqual(verdict.faults, []);
  assert.ok(verdict.ok);
  assert.equal(verdict.entriesRead, size);
  assert.deepEqual(verdict.root, head.root);
});

test("an altered entry is found, and named", async () => {
  const store = await log();
  await changeBundle(store, (bundle) => bundle.with(7, Buffer.from("entry 999")));
  const faults = await faultsOf(store);
  assert.match(faults[0] ?? "", /^entry 263 is altered \(tile\/entries\/001\)$/);
  assert.match(faults.at(-1) ?? "", /the checkpoint of size 600 was signed over/);
});

test("a deleted leaf is found", async () => {
  const store = await log();
  await changeBundle(store, (bundle) => bundle.toSpliced(7, 1));
  assert.match((await faultsOf(store)).join("\n"), /tile\/entries\/001 ends within entry 255/);
});

test("a deleted leaf is found even when every tile was made anew without it", async () => {
  const store = await log(entries.toSpliced(263, 1));
  const faults = await faultsOf(store);
  assert.match(faults.join("\n"), /is missing/);
  const shorter = { size: size - 1, root: head.root };
  assert.match((await verifyLog(store, shorter)).faults.join("\n"), /the entries give root/);
});

test("two reordered entries are found, and it is said where each belongs", async () => {
  const store = await log();
  const [first, second] = [Buffer.from("entry 260"), Buffer.from("entry 261")];
  await changeBundle(store, (bundle) => bundle.with(4, second).with(5, first));
  const faults = await faultsOf(store);
  assert.match(faults[0] ?? "", /^entry 260 holds the entry of leaf 261/);
  assert.match(faults[1] ?? "", /^entry 261 holds the entry of leaf 260/);
});

test("a duplicated entry is found, even in a log that was signed with it", async () => {
  const doubled = entries.with(500, Buffer.from("entry 3"));
  const store = await log(doubled);
  const root = rootOf(doubled.map((entry) => leafHash(entry)));
  const verdict = await verifyLog(store, { size, root });
  assert.deepEqual(verdict.faults, ["entry 500 repeats entry 3"]);
});

test("a truncated log is found", async () => {
  const store = await log(entries.slice(0, 580));
  const faults = await faultsOf(store);
  assert.match(faults.join("\n"), /tile\/entries\/002\.p\/88 is missing/);
  assert.match(faults.join("\n"), /tile\/0\/002\.p\/88 is missing/);
});

test("a truncated bundle is found", async () => {
  const store = await log();
  const bytes = (await store.read("tile/entries/001")) ?? assert.fail();
  await store.write("tile/entries/001", bytes.subarray(0, -3));
  assert.match((await faultsOf(store)).join("\n"), /tile\/entries\/001 ends within entry 255/);
});

test("a tile with one bit flipped is found, wherever the bit is", async () => {
  const store = await log();
  const tiles = [...tilesOf(size)];
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.nat(), async (pick, bit) => {
      const path = tilePath(tiles[pick % tiles.length] ?? assert.fail());
      const bytes = (await store.read(path)) ?? assert.fail();
      const at = Math.floor(bit / 8) % bytes.length;
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ (1 << (bit % 8));
      // Durability is not under test here, and costs most of the time.
      await writeFile(join(store.folder, path), changed);
      assert.notDeepEqual(await faultsOf(store), []);
      await writeFile(join(store.folder, path), bytes);
    }),
    { numRuns: 40 },
  );
  assert.deepEqual(await faultsOf(store), []);
});

test("a bundle with one bit flipped is found, wherever the bit is", async () => {
  const store = await log();
  const path = join(store.folder, "tile/entries/000");
  const bytes = (await store.read("tile/entries/000")) ?? assert.fail();
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: bytes.length * 8 - 1 }), async (bit) => {
      const changed = Buffer.from(bytes);
      const at = Math.floor(bit / 8);
      changed[at] = (changed[at] ?? 0) ^ (1 << (bit % 8));
      await writeFile(path, changed);
      assert.notDeepEqual(await faultsOf(store), []);
    }),
    { numRuns: 40 },
  );
});

test("a tile swapped together with its bundle is found in the tile above", async () => {
  const store = await log();
  const forged = entries.slice(0, 256).with(9, Buffer.from("forged"));
  await store.write("tile/entries/000", encodeBundle(forged));
  await store.write("tile/0/000", encodeTile(forged.map((entry) => leafHash(entry))));
  const faults = await faultsOf(store);
  assert.match(faults[0] ?? "", /tile\/1\/000\.p\/2 does not follow from tile\/0\/000 \(hash 0\)/);
});

test("every fault is named, not only the first", async () => {
  const store = await log();
  await changeBundle(store, (bundle) => bundle.with(0, Buffer.from("x")).with(9, Buffer.from("y")));
  await rm(join(store.folder, "tile/0/000"));
  await rm(join(store.folder, "tile/entries/002.p/88"));
  const text = (await faultsOf(store)).join("\n");
  for (const part of ["entry 256 is altered", "entry 265 is altered", "tile/0/000 is missing"]) {
    assert.ok(text.includes(part), part);
  }
  assert.match(text, /tile\/entries\/002\.p\/88 is missing/);
});

test("a fork is found: a signed past that is no beginning of the present", async () => {
  const store = await log();
  const past = { size: 300, root: rootOf(hashes.slice(0, 300)) };
  assert.equal(await verifyPastHead(new TileReader(store, size), past), undefined);
  const forked = { size: 300, root: rootOf(hashes.slice(1, 301)) };
  assert.match(
    (await verifyPastHead(new TileReader(store, size), forked)) ?? "",
    /the log is forked/,
  );
});

test("a rollback is found: a signed past that is longer than the present", async () => {
  const fault = await verifyPastHead(new TileReader(await log(), size), {
    size: 700,
    root: head.root,
  });
  assert.match(fault ?? "", /signed at size 700, but the log now ends at 600/);
});

import assert from "node:assert/strict";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import * as fc from "fast-check";
import { consistencyProof, inclusionProof, leafHash, rootOf } from "./merkle.ts";
import { TileReader } from "./tile-reader.ts";
import { FolderTileStore } from "./tile-store.ts";
import { TileWriter } from "./tile-writer.ts";
import { bundlePath, decodeBundle, encodeBundle, tilePath, tilesOf } from "./tiles.ts";

async function emptyStore(): Promise<FolderTileStore> {
  return new FolderTileStore(await mkdtemp(join(tmpdir(), "log-")));
}

function leaves(from: number, to: number) {
  return Array.from({ length: to - from }, (_, at) => {
    const bytes = Buffer.from(`entry ${from + at}`);
    return { bytes, leafHash: leafHash(bytes) };
  });
}

test("a tile's path counts in thousands and says when the tile is not full", () => {
  assert.equal(tilePath({ level: 0, index: 0, width: 256 }), "tile/0/000");
  assert.equal(tilePath({ level: 3, index: 1_234_067, width: 256 }), "tile/3/x001/x234/067");
  assert.equal(tilePath({ level: 1, index: 1000, width: 7 }), "tile/1/x001/000.p/7");
  assert.equal(bundlePath(273, 112), "tile/entries/273.p/112");
  assert.throws(() => bundlePath(0, 0), RangeError);
  assert.throws(() => bundlePath(0, 257), RangeError);
});

test("a log of 70,000 leaves has the tiles that the specification lists", () => {
  const paths = [...tilesOf(70_000)].map(tilePath);
  assert.equal(paths.length, 274 + 2 + 1);
  assert.ok(paths.includes("tile/0/273.p/112"));
  assert.ok(paths.includes("tile/1/001.p/17"));
  assert.ok(paths.includes("tile/2/000.p/1"));
});

test("a bundle gives its entries back, and nothing may follow them", () => {
  const entry = fc.uint8Array({ maxLength: 300 });
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 20 }), (entries) => {
      const bytes = encodeBundle(entries);
      const back = decodeBundle(bytes, entries.length);
      assert.deepEqual(
        back.map((one) => [...one]),
        entries.map((one) => [...one]),
      );
      assert.throws(() => decodeBundle(Buffer.concat([bytes, Buffer.of(0)]), entries.length));
      assert.throws(() => decodeBundle(bytes.subarray(0, -1), entries.length));
      assert.throws(() => decodeBundle(bytes, entries.length + 1));
    }),
  );
  assert.equal(decodeBundle(encodeBundle([Buffer.alloc(65_535)]), 1)[0]?.length, 65_535);
  assert.throws(() => encodeBundle([Buffer.alloc(65_536)]), /archive\.entry/);
});

test("a log written in pieces, reopened between, has the same root and files as one written whole", async () => {
  const pieces = [1, 254, 1, 1, 300, 0, 212, 131];
  const grown = await emptyStore();
  let size = 0;
  for (const piece of pieces) {
    const writer = await TileWriter.open(grown, size);
    await writer.append(leaves(size, size + piece));
    size += piece;
    assert.equal(writer.size, size);
    assert.deepEqual(writer.root(), rootOf(leaves(0, size).map((leaf) => leaf.leafHash)));
  }
  const whole = await emptyStore();
  await (await TileWriter.open(whole, 0)).append(leaves(0, size));
  for (const tile of tilesOf(size)) {
    const path = tilePath(tile);
    assert.deepEqual(await grown.read(path), await whole.read(path), path);
  }
});

test("proofs made from tiles equal those made from all leaves, at the present and in the past", async () => {
  const store = await emptyStore();
  const all = leaves(0, 1000);
  await (await TileWriter.open(store, 0)).append(all);
  const reader = new TileReader(store, 1000);
  const hashes = all.map((leaf) => leaf.leafHash);
  for (const size of [1, 2, 255, 256, 257, 511, 513, 999, 1000]) {
    const past = hashes.slice(0, size);
    assert.deepEqual(await reader.rootAt(size), rootOf(past));
    for (const index of [0, Math.floor(size / 2), size - 1]) {
      assert.deepEqual(await reader.inclusionProof(index, size), inclusionProof(past, index));
    }
    assert.deepEqual(await reader.consistencyProof(size), consistencyProof(hashes, size));
  }
});

test("level-2 tiles are written, read and taken up again", async () => {
  const store = await emptyStore();
  const writer = await TileWriter.open(store, 0);
  const all = leaves(0, 65_540);
  await writer.append(all);
  assert.ok(await store.exists("tile/2/000.p/1"));
  const reader = new TileReader(store, 65_540);
  const hashes = all.map((leaf) => leaf.leafHash);
  assert.deepEqual(await reader.inclusionProof(40_000), inclusionProof(hashes, 40_000));
  assert.deepEqual((await TileWriter.open(store, 65_540)).root(), rootOf(hashes));
});

test("partial tiles go when the full one is published, and old sizes are still readable", async () => {
  const store = await emptyStore();
  const writer = await TileWriter.open(store, 0);
  await writer.append(leaves(0, 100));
  await writer.append(leaves(100, 300));
  assert.ok(await store.exists("tile/0/000.p/100"));
  await writer.prunePartials();
  assert.ok(!(await store.exists("tile/0/000.p/100")));
  assert.ok(!(await store.exists("tile/entries/000.p/100")));
  assert.ok(await store.exists("tile/0/001.p/44"));
  const past = new TileReader(store, 100);
  assert.deepEqual(await past.rootAt(100), rootOf(leaves(0, 100).map((leaf) => leaf.leafHash)));
  assert.equal((await past.bundle(0)).length, 100);
});

test("files of an append that was never signed are overwritten by the next", async () => {
  const store = await emptyStore();
  await (await TileWriter.open(store, 0)).append(leaves(0, 10));
  await (await TileWriter.open(store, 10)).append(leaves(500, 505));
  const writer = await TileWriter.open(store, 10);
  await writer.append(leaves(10, 15));
  assert.deepEqual(writer.root(), rootOf(leaves(0, 15).map((leaf) => leaf.leafHash)));
  assert.deepEqual(await new TileReader(store, 15).rootAt(15), writer.root());
});

test("a writer whose disk failed takes no more until it is opened again", async () => {
  const store = await emptyStore();
  const writer = await TileWriter.open(
    {
      read: (path) => store.read(path),
      exists: (path) => store.exists(path),
      removeFolder: (path) => store.removeFolder(path),
      write: () => Promise.reject(new Error("no space left")),
    },
    0,
  );
  await assert.rejects(writer.append(leaves(0, 1)), /no space left/);
  await assert.rejects(writer.append(leaves(0, 1)), /open the log again/);
});

test("a path that leads out of the folder is refused", async () => {
  const store = await emptyStore();
  for (const path of ["../x", "tile/../../x", "/etc/passwd", "a//b", "", "a/\0"]) {
    await assert.rejects(store.read(path), RangeError, path);
  }
});

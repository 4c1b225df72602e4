import assert from "node:assert/strict";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { verifyCheckpoint } from "./checkpoint.ts";
import { leafHash, verifyConsistency } from "./merkle.ts";
import { Signer } from "./signer.ts";
import { TileReader } from "./tile-reader.ts";
import { FolderTileStore } from "./tile-store.ts";
import { TileWriter } from "./tile-writer.ts";
import { verifyLog, verifyPastHead } from "./verify-log.ts";

const origin = "riverside.example/log";

function leaves(from: number, to: number, word = "entry") {
  return Array.from({ length: to - from }, (_, at) => {
    const bytes = Buffer.from(`${word} ${from + at}`);
    return { bytes, leafHash: leafHash(bytes) };
  });
}

/** Tiles, then the signature, then the published checkpoint: the order that core R4 demands. */
async function publish(store: FolderTileStore, signer: Signer, batch: ReturnType<typeof leaves>) {
  const size = (await signer.latest(origin))?.size ?? 0;
  const writer = await TileWriter.open(store, size);
  await writer.append(batch);
  const hashes = batch.map((leaf) => leaf.leafHash);
  const head = await signer.append(origin, size, hashes);
  assert.equal(head.rootHex, writer.root().toString("hex"));
  await store.write("checkpoint", Buffer.from(head.checkpoint));
  await writer.prunePartials();
}

async function published(store: FolderTileStore, signer: Signer) {
  const text = Buffer.from((await store.read("checkpoint")) ?? assert.fail()).toString();
  return verifyCheckpoint(text, await signer.publicKey(origin));
}

async function emptyFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "crash-"));
}

test("a crash after the tiles and before the signature loses and forks nothing", async () => {
  const store = new FolderTileStore(await emptyFolder());
  await using signer = await Signer.open(await emptyFolder());
  await publish(store, signer, leaves(0, 300));
  const before = await published(store, signer);
  await (await TileWriter.open(store, 300)).append(leaves(300, 900, "lost"));
  await publish(store, signer, leaves(300, 700));
  const now = await published(store, signer);
  assert.deepEqual((await verifyLog(store, now)).faults, []);
  assert.equal(await verifyPastHead(new TileReader(store, now.size), before), undefined);
});

test("a crash after the signature and before it is published loses and forks nothing", async () => {
  const store = new FolderTileStore(await emptyFolder());
  await using signer = await Signer.open(await emptyFolder());
  await publish(store, signer, leaves(0, 300));
  const before = await published(store, signer);
  const batch = leaves(300, 520);
  await (await TileWriter.open(store, 300)).append(batch);
  await signer.append(
    origin,
    300,
    batch.map((leaf) => leaf.leafHash),
  );
  await publish(store, signer, leaves(520, 530));
  const now = await published(store, signer);
  assert.equal(now.size, 530);
  assert.deepEqual((await verifyLog(store, now)).faults, []);
  const proof = await new TileReader(store, now.size).consistencyProof(before.size);
  const sizes = { olderSize: before.size, newerSize: now.size };
  const roots = { olderRoot: before.root, newerRoot: now.root };
  assert.ok(verifyConsistency({ ...sizes, ...roots, proof }));
});

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import * as fc from "fast-check";
import { sha256 } from "#platform/crypto/canonical.ts";
import { Frontier } from "./frontier.ts";
import {
  consistencyProof,
  emptyRoot,
  inclusionProof,
  leafHash,
  nodeHash,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from "./merkle.ts";

/** RFC 6962 §2.1 word by word, to hold the fast code against. */
function plainRoot(leaves: readonly Uint8Array[]): Buffer {
  const [first] = leaves;
  if (first === undefined) return sha256("");
  if (leaves.length === 1) return Buffer.from(first);
  const middle = plainSplit(leaves.length);
  return nodeHash(plainRoot(leaves.slice(0, middle)), plainRoot(leaves.slice(middle)));
}

function plainSplit(size: number): number {
  return 2 ** Math.floor(Math.log2(size - 1));
}

function plainPath(index: number, leaves: readonly Uint8Array[]): Buffer[] {
  if (leaves.length === 1) return [];
  const middle = plainSplit(leaves.length);
  const [left, right] = [leaves.slice(0, middle), leaves.slice(middle)];
  return index < middle
    ? [...plainPath(index, left), plainRoot(right)]
    : [...plainPath(index - middle, right), plainRoot(left)];
}

function plainProof(older: number, leaves: readonly Uint8Array[], whole: boolean): Buffer[] {
  if (older === leaves.length) return whole ? [] : [plainRoot(leaves)];
  const middle = plainSplit(leaves.length);
  const [left, right] = [leaves.slice(0, middle), leaves.slice(middle)];
  return older <= middle
    ? [...plainProof(older, left, whole), plainRoot(right)]
    : [...plainProof(older - middle, right, false), plainRoot(left)];
}

function leavesOf(size: number): Buffer[] {
  return Array.from({ length: size }, (_, index) => leafHash(Buffer.from(`leaf ${index}`)));
}

test("every tree up to 70 leaves has the RFC's root, paths and proofs", () => {
  for (let size = 1; size <= 70; size += 1) {
    const leaves = leavesOf(size);
    assert.deepEqual(rootOf(leaves), plainRoot(leaves));
    for (let index = 0; index < size; index += 1) {
      assert.deepEqual(inclusionProof(leaves, index), plainPath(index, leaves));
      assert.deepEqual(consistencyProof(leaves, index + 1), plainProof(index + 1, leaves, true));
    }
  }
});

test("a proof of inclusion holds for its own leaf and place, and for no other", () => {
  const size = fc.integer({ min: 1, max: 300 });
  fc.assert(
    fc.property(size, fc.nat(), fc.nat(), fc.nat(), (size, pick, other, bit) => {
      const leaves = leavesOf(size);
      const index = pick % size;
      const root = rootOf(leaves);
      const leaf = leaves[index] ?? assert.fail();
      const proof = inclusionProof(leaves, index);
      const claim = { index, size, leafHash: leaf, root, proof };
      assert.ok(verifyInclusion(claim));
      const elsewhere = other % size;
      assert.equal(verifyInclusion({ ...claim, index: elsewhere }), elsewhere === index);
      assert.ok(!verifyInclusion({ ...claim, leafHash: flipped(leaf, bit) }));
      assert.ok(!verifyInclusion({ ...claim, root: flipped(root, bit) }));
      assert.ok(!verifyInclusion({ ...claim, proof: [...proof, root] }));
      if (proof.length > 0) assert.ok(!verifyInclusion({ ...claim, proof: proof.slice(1) }));
    }),
    { numRuns: 60 },
  );
});

test("a proof of consistency holds for its own sizes and roots, and for no other", () => {
  const size = fc.integer({ min: 1, max: 300 });
  fc.assert(
    fc.property(size, fc.nat(), fc.nat(), (newerSize, pick, bit) => {
      const leaves = leavesOf(newerSize);
      const olderSize = (pick % newerSize) + 1;
      const olderRoot = rootOf(leaves.slice(0, olderSize));
      const newerRoot = rootOf(leaves);
      const proof = consistencyProof(leaves, olderSize);
      const claim = { olderSize, newerSize, olderRoot, newerRoot, proof };
      assert.ok(verifyConsistency(claim));
      assert.ok(!verifyConsistency({ ...claim, olderRoot: flipped(olderRoot, bit) }));
      assert.ok(!verifyConsistency({ ...claim, newerRoot: flipped(newerRoot, bit) }));
      assert.ok(!verifyConsistency({ ...claim, olderSize: newerSize + 1 }));
      assert.ok(!verifyConsistency({ ...claim, proof: [...proof, olderRoot] }));
    }),
    { numRuns: 60 },
  );
});

function flipped(bytes: Uint8Array, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  const at = Math.floor(bit / 8) % copy.length;
  copy[at] = (copy[at] ?? 0) ^ (1 << (bit % 8));
  return copy;
}

test("an empty tree proves nothing about a later one", () => {
  const root = emptyRoot();
  const claim = { olderSize: 0, newerSize: 1, olderRoot: root, newerRoot: root, proof: [] };
  assert.ok(!verifyConsistency(claim));
  assert.ok(!verifyConsistency({ ...claim, newerSize: 0 }));
});

test("a frontier has the tree's root at every size, and survives being written down", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 600 }), fc.nat(), (size, pick) => {
      const leaves = leavesOf(size);
      const cut = size === 0 ? 0 : pick % size;
      const before = new Frontier();
      for (const leaf of leaves.slice(0, cut)) before.append(leaf);
      assert.deepEqual(before.root(), rootOf(leaves.slice(0, cut)));
      const after = Frontier.parse(JSON.parse(JSON.stringify(before.serialise())));
      for (const leaf of leaves.slice(cut)) after.append(leaf);
      assert.deepEqual(after.root(), rootOf(leaves));
      assert.equal(before.size, cut);
      assert.equal(after.size, size);
    }),
    { numRuns: 60 },
  );
});

test("a frontier whose hashes do not fit its size is refused", () => {
  assert.throws(() => Frontier.parse({ size: 3, peaks: [] }), RangeError);
  assert.throws(() => Frontier.parse({ size: 1, peaks: ["AAAA"] }), RangeError);
  assert.throws(() => Frontier.parse({ size: -1, peaks: [] }), RangeError);
  assert.throws(() => Frontier.parse(null), TypeError);
});

test("the published RFC 6962 vectors are judged as their authors judge them", (t) => {
  const folder = vectorsFolder();
  if (folder === undefined) return t.skip("the reference data is not beside the project");
  let judged = 0;
  for (const file of jsonFiles(join(folder, "inclusion"))) {
    const vector = readVector(file);
    const index = Number(vector["leafIdx"]);
    const size = Number(vector["treeSize"]);
    const claim = {
      index,
      size,
      leafHash: hashOf(vector["leafHash"]),
      root: hashOf(vector["root"]),
    };
    const verdict = verifyInclusion({ ...claim, proof: proofOf(vector["proof"]) });
    assert.equal(verdict, vector["wantErr"] === false, file);
    judged += 1;
  }
  for (const file of jsonFiles(join(folder, "consistency"))) {
    const vector = readVector(file);
    const verdict = verifyConsistency({
      olderSize: Number(vector["size1"]),
      newerSize: Number(vector["size2"]),
      olderRoot: hashOf(vector["root1"]),
      newerRoot: hashOf(vector["root2"]),
      proof: proofOf(vector["proof"]),
    });
    assert.equal(verdict, vector["wantErr"] === false, file);
    judged += 1;
  }
  assert.ok(judged > 150, `only ${judged} vectors were found`);
  t.diagnostic(`${judged} vectors judged`);
});

function vectorsFolder(): string | undefined {
  for (let at = import.meta.dirname; dirname(at) !== at; at = dirname(at)) {
    const folder = join(at, "../shared/data/merkle/rfc6962-vectors/testdata");
    if (existsSync(folder)) return folder;
  }
  return undefined;
}

function jsonFiles(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(".json")).map((name) => join(folder, name));
}

function readVector(file: string): Record<string, unknown> {
  return JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
}

function hashOf(value: unknown): Buffer {
  return Buffer.from(typeof value === "string" ? value : "", "base64");
}

function proofOf(value: unknown): Buffer[] {
  return Array.isArray(value) ? value.map(hashOf) : [];
}

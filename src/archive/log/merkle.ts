import { sha256 } from "#platform/crypto/canonical.ts";

/*
 * Merkle trees of RFC 6962 / RFC 9162 §2.1. Sizes and indices are whole numbers below 2^53, so halving
 * is done by Math.floor: bit operators would cut them to 32 bits.
 */

const leafPrefix = 0x00;
const nodePrefix = 0x01;

/** A node's input is always 65 bytes; one buffer serves them all, as hashing is synchronous. */
const nodeInput = Buffer.alloc(65, nodePrefix);

/** The hash of a tree that has no leaf: SHA-256 of nothing. */
export function emptyRoot(): Buffer {
  return sha256("");
}

/** SHA-256(0x00 ‖ entry). */
export function leafHash(entry: Uint8Array): Buffer {
  const input = Buffer.allocUnsafe(entry.length + 1);
  input[0] = leafPrefix;
  input.set(entry, 1);
  return sha256(input);
}

/** SHA-256(0x01 ‖ left ‖ right). Both must be 32 bytes. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  if (left.length !== 32 || right.length !== 32) throw new RangeError("a node hash is 32 bytes");
  nodeInput.set(left, 1);
  nodeInput.set(right, 33);
  return sha256(nodeInput);
}

/** The root over leaf hashes, in O(n). */
export function rootOf(leafHashes: readonly Uint8Array[]): Buffer {
  if (leafHashes.length === 0) return emptyRoot();
  const peaks: Uint8Array[] = [];
  for (const [index, leaf] of leafHashes.entries()) pushLeaf(peaks, index, leaf);
  return foldPeaks(peaks);
}

/** Adds leaf number `size` to the peaks (roots of perfect subtrees, largest first) of `size` leaves. */
export function pushLeaf(peaks: Uint8Array[], size: number, leaf: Uint8Array): void {
  let carried = leaf;
  for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
    const left = peaks.pop();
    if (left === undefined) throw new RangeError("the peaks do not belong to this size");
    carried = nodeHash(left, carried);
  }
  peaks.push(carried);
}

/** Combines the roots of adjoining perfect subtrees, largest first, into one hash. */
export function foldPeaks(peaks: readonly Uint8Array[]): Buffer {
  let folded: Uint8Array | undefined;
  for (const peak of peaks.toReversed()) folded = folded ? nodeHash(peak, folded) : peak;
  if (folded === undefined) throw new RangeError("there is no hash over no peaks");
  return Buffer.from(folded);
}

/** Leaves from `start` up to, not including, `end`. */
export type LeafRange = readonly [start: number, end: number];

/** The hash at `index` (from the left) among those `level` steps above the leaves. */
export interface NodeAt {
  level: number;
  index: number;
}

/**
 * The subtrees whose hashes prove that leaf `index` stands in a tree of `size`: RFC 9162 §2.1.3.1, in
 * proof order, from the leaf upward.
 */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  if (!isCount(index) || !isCount(size) || index >= size) {
    throw new RangeError(`leaf ${index} is not in a tree of ${size}`);
  }
  const ranges: LeafRange[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const middle = start + split(end - start);
    if (index < middle) {
      ranges.push([middle, end]);
      end = middle;
    } else {
      ranges.push([start, middle]);
      start = middle;
    }
  }
  return ranges.toReversed();
}

/**
 * The subtrees whose hashes prove that a tree of `older` leaves is the beginning of one of `newer`:
 * RFC 9162 §2.1.4.1. Nothing is to be proved from an empty tree or between equal sizes.
 */
export function consistencyRanges(older: number, newer: number): LeafRange[] {
  if (!isCount(older) || !isCount(newer) || older > newer) {
    throw new RangeError(`a tree of ${older} is no beginning of one of ${newer}`);
  }
  if (older === 0 || older === newer) return [];
  const ranges: LeafRange[] = [];
  let start = 0;
  let end = newer;
  while (end !== older) {
    const middle = start + split(end - start);
    if (older <= middle) {
      ranges.push([middle, end]);
      end = middle;
    } else {
      ranges.push([start, middle]);
      start = middle;
    }
  }
  // A verifier has the older root itself when it is a whole subtree of the newer tree.
  if (start > 0) ranges.push([start, end]);
  return ranges.toReversed();
}

/** The perfect subtrees that make up a range of a tree, largest first; their fold is the range's hash. */
export function perfectNodes([start, end]: LeafRange): NodeAt[] {
  const nodes: NodeAt[] = [];
  let at = start;
  while (at < end) {
    let level = 0;
    let width = 1;
    while (at % (width * 2) === 0 && at + width * 2 <= end) {
      width *= 2;
      level += 1;
    }
    nodes.push({ level, index: at / width });
    at += width;
  }
  return nodes;
}

/** Proof for one leaf from all leaf hashes, in O(n). A published log makes them from tiles instead. */
export function inclusionProof(leafHashes: readonly Uint8Array[], index: number): Buffer[] {
  const ranges = inclusionRanges(index, leafHashes.length);
  return ranges.map(([start, end]) => rootOf(leafHashes.slice(start, end)));
}

/** Proof that the first `older` of the leaf hashes are a beginning of them all, in O(n). */
export function consistencyProof(leafHashes: readonly Uint8Array[], older: number): Buffer[] {
  const ranges = consistencyRanges(older, leafHashes.length);
  return ranges.map(([start, end]) => rootOf(leafHashes.slice(start, end)));
}

export interface InclusionClaim {
  index: number;
  size: number;
  leafHash: Uint8Array;
  root: Uint8Array;
  proof: readonly Uint8Array[];
}

/** RFC 9162 §2.1.3.2. False for whatever does not prove the claim; never throws on bad input. */
export function verifyInclusion(claim: InclusionClaim): boolean {
  const { index, size, proof } = claim;
  if (!isCount(index) || !isCount(size) || index >= size) return false;
  if (![claim.leafHash, claim.root, ...proof].every(isHash)) return false;
  let node = index;
  let last = size - 1;
  let hash = claim.leafHash;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash);
      while (node % 2 === 0 && node !== 0) {
        node /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && sameHash(hash, claim.root);
}

export interface ConsistencyClaim {
  olderSize: number;
  newerSize: number;
  olderRoot: Uint8Array;
  newerRoot: Uint8Array;
  proof: readonly Uint8Array[];
}

/**
 * RFC 9162 §2.1.4.2. False for whatever does not prove the claim. An empty older tree proves nothing
 * about the newer one and is refused, so that nobody takes it for evidence.
 */
export function verifyConsistency(claim: ConsistencyClaim): boolean {
  const { olderSize, newerSize, olderRoot, newerRoot, proof } = claim;
  if (!isCount(olderSize) || !isCount(newerSize)) return false;
  if (olderSize === 0 || olderSize > newerSize) return false;
  if (olderSize === newerSize) return proof.length === 0 && sameHash(olderRoot, newerRoot);
  if (![olderRoot, newerRoot, ...proof].every(isHash)) return false;
  const path = isPowerOfTwo(olderSize) ? [olderRoot, ...proof] : [...proof];
  const seed = path.shift();
  if (seed === undefined || proof.length === 0) return false;
  return climb(claim, seed, path);
}

/** The two roots that a consistency path leads to, compared with the claimed ones. */
function climb(claim: ConsistencyClaim, seed: Uint8Array, path: readonly Uint8Array[]): boolean {
  let node = claim.olderSize - 1;
  let last = claim.newerSize - 1;
  while (node % 2 === 1) {
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  let older = seed;
  let newer = seed;
  for (const sibling of path) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      older = nodeHash(sibling, older);
      newer = nodeHash(sibling, newer);
      while (node % 2 === 0 && node !== 0) {
        node /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      newer = nodeHash(newer, sibling);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && sameHash(older, claim.olderRoot) && sameHash(newer, claim.newerRoot);
}

/** Whether two hashes are the same bytes. They are public, so time need not be constant. */
export function sameHash(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0;
}

/** The largest power of two below `size`, which is above one. */
function split(size: number): number {
  let width = 1;
  while (width * 2 < size) width *= 2;
  return width;
}

function isHash(value: Uint8Array): boolean {
  return value.length === 32;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(Math.log2(value)) && 2 ** Math.log2(value) === value;
}

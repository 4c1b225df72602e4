import assert from "node:assert/strict";
import { test } from "node:test";
import { BlockBuilder, isLarge, nameOf, partedHeaps } from "./block.ts";
import { placesOf } from "./packing.ts";
import { heapTerm, sharedHeap, sharedTerm, slotsOf } from "./terms.ts";

/** Heaps of one row, those of one record not in their order, and one of them twice; and one of another row. */
const shared = [5, 5 + 8_192, 5 + 7 * 8_192];
const [first = 0, second = 0, last = 0] = shared;
const other = 6;
const records = [[last, first, last], [], [other, second], [first], [second, other, first]];
const wanted = new Map([
  [first, [0, 3, 4]],
  [second, [2, 4]],
  [last, [0]],
  [other, [2, 4]],
]);

function built(): BlockBuilder {
  const builder = new BlockBuilder();
  for (const heaps of records) builder.add({ terms: ["word"], heaps });
  return builder;
}

test("heaps that share a row of a small block keep their places apart, as those with rows of their own do", () => {
  const builder = built();
  const small = builder.packed("small");
  const large = builder.packed("large");
  for (const [heap, places] of wanted) {
    const term = heapTerm(heap);
    assert.deepEqual([...(builder.docs(term)?.newestFirst() ?? [])].reverse(), places);
    const own = large.find((row) => row.term === term);
    assert.deepEqual(own && placesOf(own.docs), places);
  }
  const named = (rows: { term: string }[]) => rows.map(({ term }) => term);
  assert.deepEqual(named(small), ["word", sharedTerm(5), sharedTerm(6)]);
  const parted = small.flatMap(({ term, docs }) =>
    slotsOf(term) > 1 ? partedHeaps(term, placesOf(docs)) : [],
  );
  assert.deepEqual(
    parted.map(({ term, places }) => [term, places]),
    [first, second, last, other].map((heap) => [heapTerm(heap), wanted.get(heap)]),
  );
  assert.deepEqual(named(large), ["word", ...named(parted)]);
  assert.equal(builder.docs(heapTerm(first + 2 * 8_192))?.isEmpty(), true);
  assert.equal(builder.docs(heapTerm(7)), undefined);
});

test("every heap has its own slot, and a block is large when it was merged twice", () => {
  for (const heap of [0, 1, 8_191, 8_192, 65_535]) {
    const { row, nth } = sharedHeap(heap);
    assert.equal(nth * 8_192 + row, heap);
    assert.ok(nth >= 0 && nth < 8);
  }
  assert.deepEqual(
    [0, 1, 2, 3].map((merges) => isLarge({ block: nameOf(524_288, merges), first: 524_288 })),
    [false, false, true, true],
  );
});

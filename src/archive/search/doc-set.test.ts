import assert from "node:assert/strict";
import { test } from "node:test";
import { DocSet } from "./doc-set.ts";
import { packPlaces, unpackPlaces } from "./packing.ts";

/** Blocks that were never merged, and merged ones, whose long rows lie in parts. */
const sizes = [32, 8_192, 65_536];
/** How many places from one that is held to the next: lists, distances of two bytes, bits. */
const gaps = [1, 2, 9, 40, 900, 100_000];

function everyNth(size: number, gap: number, from: number): number[] {
  const places: number[] = [];
  for (let place = from % size; place < size; place += 1 + ((place * 7 + gap) % (2 * gap)))
    places.push(place);
  return places;
}

const listed = (set: DocSet) => [...set.newestFirst()].reverse();

test("sets are the same to one another however they are kept, and whether they were unpacked or not", () => {
  for (const size of sizes)
    for (const gap of gaps)
      for (const other of gaps) {
        const mine = everyNth(size, gap, 3);
        const its = everyNth(size, other, 5);
        const has = new Set(its);
        const both = mine.filter((place) => has.has(place));
        const kept = (places: number[]) => unpackPlaces(packPlaces(places, size), size);
        for (const one of [kept, (places: number[]) => DocSet.of(size, places)]) {
          const what = `${size}, every ${gap} and every ${other}`;
          assert.deepEqual(listed(one(mine).and(kept(its))), both, what);
          assert.deepEqual(listed(kept(its).and(one(mine))), both, what);
          assert.equal(one(mine).and(kept(its)).count(), both.length, what);
          assert.deepEqual(
            listed(one(mine).without(kept(its))),
            mine.filter((place) => !has.has(place)),
            what,
          );
          assert.deepEqual(
            listed(one(mine).or(kept(its))),
            [...new Set([...mine, ...its])].sort((a, b) => a - b),
            what,
          );
        }
        assert.deepEqual(listed(DocSet.all(size).and(kept(mine))), mine);
        assert.deepEqual(listed(kept(mine).and(DocSet.all(size))), mine);
      }
});

test("an empty row holds nothing", () => {
  const none = unpackPlaces(packPlaces([], 65_536), 65_536);
  assert.ok(none.and(DocSet.all(65_536)).isEmpty());
  assert.ok(DocSet.of(65_536, [7]).and(none).isEmpty());
});

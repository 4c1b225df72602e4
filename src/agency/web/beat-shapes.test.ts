import assert from "node:assert/strict";
import { test } from "node:test";
import { outlineOf } from "./beat-shapes.ts";

const square = (west: number) => ({
  type: "Polygon",
  coordinates: [
    [
      [west, 47],
      [west + 1, 47],
      [west + 1, 48],
      [west, 48],
      [west, 47],
    ],
  ],
});

test("beats lie side by side as on a map, the western one left", () => {
  const outline = outlineOf([
    { id: "b", code: "2", area: square(-121) },
    { id: "a", code: "1", area: square(-122) },
    { id: "c", code: "3", area: null },
  ]);
  const [east, west] = outline?.shapes ?? [];
  assert.equal(outline?.shapes.length, 2);
  assert.ok((west?.at.x ?? 0) < (east?.at.x ?? 0));
  assert.match(west?.path ?? "", /^M8\.0 /);
});

test("a degree of longitude is drawn shorter than one of latitude, away from the equator", () => {
  const outline = outlineOf([{ id: "a", code: "1", area: square(-122) }]);
  assert.ok((outline?.height ?? 0) > 500);
});

test("a beat of several areas is one shape; nothing drawn is no map", () => {
  const area = {
    type: "MultiPolygon",
    coordinates: [square(-122).coordinates, square(-119).coordinates],
  };
  assert.equal(outlineOf([{ id: "a", code: "1", area }])?.shapes[0]?.path.match(/M/g)?.length, 2);
  assert.equal(outlineOf([{ id: "a", code: "1" }]), undefined);
});

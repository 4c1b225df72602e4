import assert from "node:assert/strict";
import { test } from "node:test";
import {
  panned,
  polygonOf,
  readGeoJson,
  readPoint,
  surface,
  toPosition,
  toScreen,
  viewOf,
  zoomed,
} from "./area-view.ts";

const square = {
  type: "Polygon",
  coordinates: [
    [
      [-122, 47],
      [-121, 47],
      [-121, 48],
      [-122, 48],
      [-122, 47],
    ],
  ],
};

test("the view shows every known beat with a margin, and a click is the place under it", () => {
  const view = viewOf([square, null]);
  for (const corner of [[-122, 47] as const, [-121, 48] as const]) {
    const { x, y } = toScreen(view, corner);
    assert.ok(x > 0 && x < surface.width && y > 0 && y < surface.height);
    const [lon, lat] = toPosition(view, x, y);
    assert.ok(Math.abs(lon - corner[0]) < 1e-4 && Math.abs(lat - corner[1]) < 1e-4);
  }
});

test("zooming keeps the middle, panning moves it, and neither leaves the earth", () => {
  const view = viewOf([square]);
  assert.deepEqual([zoomed(view, 0.5).lon, zoomed(view, 0.5).span], [view.lon, view.span / 2]);
  assert.ok(panned(view, 0.25, 0).lon > view.lon);
  assert.equal(panned({ lon: 0, lat: 84, span: 40 }, 0, 1).lat, 85);
  assert.equal(zoomed(view, 0).span > 0, true);
});

test("a place is read as telephones give it, latitude first", () => {
  assert.deepEqual(readPoint(" 47.6062, -122.3321 "), [-122.3321, 47.6062]);
  assert.equal(readPoint("47.6"), undefined);
  assert.equal(readPoint("147, 12"), undefined);
  assert.equal(readPoint("a, b"), undefined);
});

test("three places are an area, closed by itself; two are none", () => {
  const points: [number, number][] = [
    [0, 0],
    [1, 0],
    [1, 1],
  ];
  assert.deepEqual(polygonOf(points)?.coordinates, [[...points, [0, 0]]]);
  assert.equal(polygonOf(points.slice(1)), undefined);
});

test("an area is found in a geometry, a feature and a collection of one", () => {
  const feature = { type: "Feature", geometry: square, properties: {} };
  const whole = { type: "FeatureCollection", features: [feature] };
  for (const value of [square, feature, whole])
    assert.equal(readGeoJson(JSON.stringify(value))?.type, "Polygon");
  assert.equal(readGeoJson('{"type":"Point","coordinates":[1,2]}'), undefined);
  assert.equal(readGeoJson("{broken"), undefined);
});

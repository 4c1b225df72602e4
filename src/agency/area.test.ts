import assert from "node:assert/strict";
import { test } from "node:test";
import { beatArea, checkArea, type Area } from "./area.ts";

const polygon = (...points: [number, number][]): Area => ({
  type: "Polygon",
  coordinates: [points],
});

test("a closed ring that does not meet itself is a beat, holes and islands too", () => {
  const square: Area = polygon([0, 0], [4, 0], [4, 4], [0, 4], [0, 0]);
  checkArea(square);
  const hole: [number, number][] = [
    [1, 1],
    [2, 1],
    [2, 2],
    [1, 1],
  ];
  checkArea({
    type: "Polygon",
    coordinates: [...(square.coordinates as [number, number][][]), hole],
  });
  checkArea({ type: "MultiPolygon", coordinates: [[hole], square.coordinates as never] });
});

test("a drawing that crosses, touches or doubles back on itself is refused with the place", () => {
  assert.throws(
    () => checkArea(polygon([0, 0], [2, 2], [2, 0], [0, 2], [0, 0])),
    /line after point 1 meets the line after point 3/,
  );
  assert.throws(
    () => checkArea(polygon([0, 0], [4, 0], [4, 4], [2, 0], [0, 4], [0, 0])),
    /crosses itself/,
  );
  assert.throws(() => checkArea(polygon([0, 0], [0, 0], [1, 1], [0, 1], [0, 0])), /are the same/);
});

test("an open ring, and one as large as a state, are refused", () => {
  assert.throws(() => checkArea(polygon([0, 0], [1, 0], [1, 1], [0, 1])), /not closed/);
  assert.throws(() => checkArea(polygon([0, 0], [30, 0], [30, 1], [0, 0])), /30.0 degrees wide/);
  assert.equal(beatArea.safeParse({ type: "Point", coordinates: [0, 0] }).success, false);
  assert.equal(beatArea.safeParse(polygon([0, 0], [1, 0], [0, 0])).success, false);
});

test("a border of five thousand points is checked with less than a second of work", () => {
  const ring = Array.from({ length: 4_999 }, (_one, at): [number, number] => {
    const turn = (at / 4_999) * 2 * Math.PI;
    const radius = 1 + 0.01 * Math.sin(at);
    return [radius * Math.cos(turn), radius * Math.sin(turn)];
  });
  const before = process.threadCpuUsage();
  checkArea(polygon(...ring, ring[0] ?? [0, 0]));
  assert.ok(process.threadCpuUsage(before).user < 1_000_000);
});

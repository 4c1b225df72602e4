import { z } from "zod";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";

const pointsMax = limit("beat.points", 5_000, "points a ring", "a city's border, drawn closely");
const degreesMax = limit("beat.extent", 10, "degrees", "a beat is smaller than a state");

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
const ring = z.array(position).min(4).max(pointsMax);
/** GeoJSON (RFC 7946), WGS 84: longitude first. */
export const beatArea = z.discriminatedUnion("type", [
  z.object({ type: z.literal("Polygon"), coordinates: z.array(ring).min(1).max(20) }),
  z.object({
    type: z.literal("MultiPolygon"),
    coordinates: z.array(z.array(ring).min(1).max(20)).min(1).max(50),
  }),
]);

export type Area = z.infer<typeof beatArea>;
type Position = z.infer<typeof position>;

/** A line of a ring; `at` is the number of its first point, counted from one as people do. */
interface Segment {
  from: Position;
  to: Position;
  at: number;
}

/** Refuses, and says where: a ring that is open, crosses itself or is as large as a state. */
export function checkArea(area: Area): void {
  const rings = area.type === "Polygon" ? area.coordinates : area.coordinates.flat();
  for (const points of rings) checkRing(points);
}

function checkRing(points: readonly Position[]): void {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || first[0] !== last[0] || first[1] !== last[1])
    throw bad("The drawing is not closed: its last point must be its first.");
  for (const axis of [0, 1] as const) {
    const values = points.map((point) => point[axis]);
    const extent =
      values.reduce((a, b) => Math.max(a, b)) - values.reduce((a, b) => Math.min(a, b));
    if (extent > degreesMax)
      throw bad(
        `The drawing is ${extent.toFixed(1)} degrees wide. A beat has at most ${degreesMax}.`,
      );
  }
  const segments = points.slice(1).map((to, index): Segment => {
    const from = points[index] ?? to;
    return { from, to, at: index + 1 };
  });
  if (segments.some(({ from, to }) => from[0] === to[0] && from[1] === to[1]))
    throw bad("Two points that follow each other are the same. Remove one.");
  const crossing = firstCrossing(segments);
  if (crossing)
    throw bad(
      `The drawing crosses itself: the line after point ${crossing[0].at} meets the line after point ${crossing[1].at}.`,
    );
}

/** Lines in order of their west ends: each is compared only with those that begin before it ends. */
function firstCrossing(segments: readonly Segment[]): readonly [Segment, Segment] | undefined {
  const west = ({ from, to }: Segment) => Math.min(from[0], to[0]);
  const east = ({ from, to }: Segment) => Math.max(from[0], to[0]);
  const sorted = segments.toSorted((a, b) => west(a) - west(b));
  for (const [index, one] of sorted.entries()) {
    for (let next = index + 1; next < sorted.length; next++) {
      const other = sorted[next];
      if (!other || west(other) > east(one)) break;
      if (!areNeighbours(one, other, segments.length) && cross(one, other))
        return one.at < other.at ? [one, other] : [other, one];
    }
  }
  return undefined;
}

function areNeighbours(a: Segment, b: Segment, count: number): boolean {
  const apart = Math.abs(a.at - b.at);
  return apart === 1 || apart === count - 1;
}

function cross(a: Segment, b: Segment): boolean {
  const [d1, d2] = [side(a, b.from), side(a, b.to)];
  const [d3, d4] = [side(b, a.from), side(b, a.to)];
  if (d1 * d2 < 0 && d3 * d4 < 0) return true;
  return (
    (d1 === 0 && within(a, b.from)) ||
    (d2 === 0 && within(a, b.to)) ||
    (d3 === 0 && within(b, a.from)) ||
    (d4 === 0 && within(b, a.to))
  );
}

/** On which side of the line the point lies; 0 on it. */
function side({ from, to }: Segment, point: Position): number {
  return (to[0] - from[0]) * (point[1] - from[1]) - (to[1] - from[1]) * (point[0] - from[0]);
}

function within({ from, to }: Segment, point: Position): boolean {
  return [0, 1].every((axis) => {
    const [a = 0, b = 0, p = 0] = [from[axis], to[axis], point[axis]];
    return p >= Math.min(a, b) && p <= Math.max(a, b);
  });
}

function bad(sentence: string): Refusal {
  return new Refusal("bad-area", sentence, { status: 422 });
}

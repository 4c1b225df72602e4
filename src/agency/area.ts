import { z } from "zod";
import { limit } from "#platform/limits.ts";
import { crossingOf } from "#platform/ground/rings.ts";
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
  if (points.some((point, at) => at > 0 && isSame(point, points[at - 1])))
    throw bad("Two points that follow each other are the same. Remove one.");
  const crossing = crossingOf(points);
  if (crossing)
    throw bad(
      `The drawing crosses itself: the line after point ${crossing[0]} meets the line after point ${crossing[1]}.`,
    );
}

function isSame(one: Position, other: Position | undefined): boolean {
  return one[0] === other?.[0] && one[1] === other[1];
}

function bad(sentence: string): Refusal {
  return new Refusal("bad-area", sentence, { status: 422 });
}

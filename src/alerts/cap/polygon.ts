import { areaKm2, crossingOf, type Position } from "#platform/ground/rings.ts";

/** Latitude first, as CAP has it; GeoJSON has longitude first. Degrees, WGS 84. */
export interface Point {
  lat: number;
  lon: number;
}

const number = /^[+-]?\d+(\.\d+)?$/;

/** "lat,lon" as a point; undefined: it is no pair of numbers. */
function pointOf(text: string): Point | undefined {
  const [lat, lon, ...more] = text.split(",");
  if (lat === undefined || lon === undefined || more.length > 0) return undefined;
  return number.test(lat) && number.test(lon) ? { lat: Number(lat), lon: Number(lon) } : undefined;
}

/** The points of a CAP polygon; undefined: it cannot be read. */
export function pointsOf(polygon: string): Point[] | undefined {
  const points: Point[] = [];
  for (const pair of polygon.trim().split(/\s+/)) {
    const point = pointOf(pair);
    if (!point) return undefined;
    points.push(point);
  }
  return points;
}

export interface Circle extends Point {
  radiusKm: number;
}

/** "lat,lon radius"; undefined: it cannot be read. */
export function circleOf(text: string): Circle | undefined {
  const [centre = "", radius = "", ...more] = text.trim().split(/\s+/);
  const point = pointOf(centre);
  if (!point || more.length > 0 || !number.test(radius) || Number(radius) < 0) return undefined;
  return { ...point, radiusKm: Number(radius) };
}

/** Why a polygon is none, as a sentence; undefined: it is one. CAP 1.2 §3.2.4, and what its schema cannot say. */
export function polygonFault(polygon: string): string | undefined {
  const points = pointsOf(polygon);
  if (!points) return "It is not a list of “latitude,longitude” pairs with one space between them.";
  if (points.length < 4) return "It has fewer than four points; the first is also the last.";
  const far = placeFault(points);
  if (far) return far;
  const [first, last] = [points[0], points.at(-1)];
  if (first?.lat !== last?.lat || first?.lon !== last?.lon)
    return "It is not closed: its last point must be its first.";
  const ring = points.map(({ lat, lon }): Position => [lon, lat]);
  if (areaKm2(ring) === 0) return "It covers no ground: its points lie on one line.";
  const crossing = crossingOf(ring);
  return crossing
    ? `It crosses itself: the line after point ${crossing[0]} meets the line after point ${crossing[1]}.`
    : undefined;
}

/** A place that is not on Earth, or would be with its numbers turned round. */
export function placeFault(points: readonly Point[]): string | undefined {
  const bad = points.find(({ lat, lon }) => Math.abs(lat) > 90 || Math.abs(lon) > 180);
  if (!bad) return undefined;
  return Math.abs(bad.lat) <= 180 && Math.abs(bad.lon) <= 90
    ? `${bad.lat},${bad.lon} is no latitude and longitude, but would be the other way round. CAP has the latitude first; GeoJSON and maps have the longitude first.`
    : `${bad.lat},${bad.lon} is not a place on Earth.`;
}

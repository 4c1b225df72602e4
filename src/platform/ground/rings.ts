/** A place as GeoJSON has it (RFC 7946): longitude first, then latitude, in degrees of WGS 84. */
export type Position = readonly [lon: number, lat: number];

/** A line of a ring; `at` is the number of its first point, counted from one as people do. */
interface Segment {
  from: Position;
  to: Position;
  at: number;
}

function segmentsOf(points: readonly Position[]): Segment[] {
  return points.slice(1).map((to, index) => ({ from: points[index] ?? to, to, at: index + 1 }));
}

/** Where a closed ring crosses itself: the points after which the two lines begin, counted from one. */
export function crossingOf(points: readonly Position[]): readonly [number, number] | undefined {
  const found = firstCrossing(segmentsOf(points));
  return found && [found[0].at, found[1].at];
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

/** Whether a place lies in a closed ring: how often a line from it to the north meets the ring (even–odd). */
export function contains(ring: readonly Position[], [lon, lat]: Position): boolean {
  let isInside = false;
  for (const [at, to] of ring.entries()) {
    const from = ring[at - 1] ?? ring.at(-1);
    if (!from || from[0] > lon === to[0] > lon) continue;
    const crossing = from[1] + ((lon - from[0]) / (to[0] - from[0])) * (to[1] - from[1]);
    if (crossing > lat) isInside = !isInside;
  }
  return isInside;
}

/** Kilometres of a degree of latitude, on a sphere as large as the Earth. */
const kmPerDegree = 111.195;

/** The ground within a closed ring, square kilometres: good to a percent at the size of a county. */
export function areaKm2(ring: readonly Position[]): number {
  const middle = ring.reduce((sum, [, lat]) => sum + lat, 0) / ring.length;
  const scale = Math.cos((middle * Math.PI) / 180);
  let twice = 0;
  for (const [at, [lon, lat]] of ring.entries()) {
    const next = ring[at + 1] ?? ring[0];
    if (next) twice += lon * next[1] - next[0] * lat;
  }
  return (Math.abs(twice) / 2) * scale * kmPerDegree ** 2;
}

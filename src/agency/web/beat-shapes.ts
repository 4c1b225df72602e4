export type Position = readonly [number, number];

export interface Shape {
  id: string;
  code: string;
  /** An SVG path; rings of a hole wind on in it (fill-rule evenodd). */
  path: string;
  /** Where the code is written. */
  at: { x: number; y: number };
}

export interface Outline {
  width: number;
  height: number;
  shapes: Shape[];
}

const width = 400;
const margin = 8;

/**
 * Areas as paths in one picture 400 wide. Longitude is shrunk by the cosine of the latitude, so that a
 * town looks as it does on a map; without tiles or a projection library.
 */
export function outlineOf(
  beats: readonly { id: string; code: string; area?: unknown }[],
): Outline | undefined {
  const drawn = beats.flatMap(({ id, code, area }) => {
    const rings = ringsOf(area);
    return rings.length > 0 ? [{ id, code, rings }] : [];
  });
  const all = drawn.flatMap(({ rings }) => rings.flat());
  if (all.length === 0) return undefined;
  const [west, east] = extent(all.map(([x]) => x));
  const [south, north] = extent(all.map(([, y]) => y));
  const shrink = Math.cos(((south + north) / 2) * (Math.PI / 180));
  const scale = (width - 2 * margin) / Math.max((east - west) * shrink, (north - south) / 2, 1e-9);
  const place = ([x, y]: Position) => ({
    x: margin + (x - west) * shrink * scale,
    y: margin + (north - y) * scale,
  });
  return {
    width,
    height: Math.round((north - south) * scale + 2 * margin),
    shapes: drawn.map(({ id, code, rings }) => {
      const placed = rings.map((ring) => ring.map(place));
      const points = placed.flat();
      return {
        id,
        code,
        path: placed.map(pathOf).join(" "),
        at: {
          x: middle(points.map(({ x }) => x)),
          y: middle(points.map(({ y }) => y)),
        },
      };
    }),
  };
}

function pathOf(ring: readonly { x: number; y: number }[]): string {
  return `M${ring.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}Z`;
}

function extent(values: readonly number[]): [number, number] {
  return values.reduce<[number, number]>(
    ([low, high], one) => [Math.min(low, one), Math.max(high, one)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
}

function middle(values: readonly number[]): number {
  const [low, high] = extent(values);
  return (low + high) / 2;
}

/** The rings of a GeoJSON Polygon or MultiPolygon (RFC 7946); none of anything else. */
export function ringsOf(area: unknown): Position[][] {
  if (typeof area !== "object" || area === null || !("coordinates" in area)) return [];
  return flatRings(area.coordinates);
}

function flatRings(value: unknown): Position[][] {
  if (!Array.isArray(value)) return [];
  if (value.length > 0 && value.every(isPosition)) return [value];
  return value.flatMap(flatRings);
}

function isPosition(value: unknown): value is Position {
  return Array.isArray(value) && typeof value[0] === "number" && typeof value[1] === "number";
}

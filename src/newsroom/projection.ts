export const width = 640;
const heightMax = 420;
const edge = 12;

/** Places on a picture of so many units: flat, true in its middle, as an area of some kilometres is. */
export function projection(points: readonly (readonly [number, number] | readonly number[])[]) {
  const of = (axis: 0 | 1) => points.map((point) => point[axis] ?? 0);
  const bounds = (values: readonly number[]) =>
    [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))] as const;
  const [west, east] = bounds(of(0));
  const [south, north] = bounds(of(1));
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const wide = Math.max((east - west) * squeeze, 1e-6);
  const high = Math.max(north - south, 1e-6);
  const scale = Math.min((width - 2 * edge) / wide, (heightMax - 2 * edge) / high);
  const height = Math.round(high * scale + 2 * edge);
  const left = (width - wide * scale) / 2;
  const round = (value: number) => Math.round(value * 10) / 10;
  return {
    height,
    place: (lon = 0, lat = 0): [number, number] => [
      round(left + (lon - west) * squeeze * scale),
      round(edge + (north - lat) * scale),
    ],
  };
}

import { html, raw } from "hono/html";
import type { Html } from "../page.ts";
import type { BeatFacts } from "./beat-facts.ts";

const width = 640;
const heightMax = 420;
const edge = 12;

/** The beat's own shape with the places of its calls, as a picture without a script; the list beside it says the same. */
export function beatMap({ area, shown }: BeatFacts, says: string): Html {
  if (!area) return html``;
  const rings = area.type === "Polygon" ? area.coordinates : area.coordinates.flat();
  const onto = projection(rings.flat());
  const spots = new Map<string, { x: number; y: number; count: number }>();
  for (const { point } of shown) {
    if (!point) continue;
    const [x, y] = onto.place(point.lon, point.lat);
    const key = `${x} ${y}`;
    const spot = spots.get(key) ?? { x, y, count: 0 };
    spot.count += 1;
    spots.set(key, spot);
  }
  const path = rings.map(
    (ring) => `M${ring.map(([lon, lat]) => onto.place(lon, lat).join(" ")).join("L")}Z`,
  );
  return html`<svg
    class="map"
    role="img"
    aria-label="${says}"
    viewBox="0 0 ${width} ${onto.height}"
  >
    <path d="${path.join("")}" class="ground" fill-rule="evenodd" />
    ${[...spots.values()].map(({ x, y, count }) => raw(`<circle cx="${x}" cy="${y}" r="${Math.round(Math.min(14, 4 + 2 * Math.sqrt(count)))}" class="spot"/>`))}
  </svg>`;
}

/** Flat, true in its middle: a beat is some kilometres wide. */
function projection(points: readonly (readonly [number, number] | readonly number[])[]) {
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

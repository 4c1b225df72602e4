import { html, raw } from "hono/html";
import type { Html } from "../page.ts";
import { projection, width } from "../projection.ts";
import type { BeatFacts } from "./beat-facts.ts";

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

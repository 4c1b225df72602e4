import { ringsOf, type Position } from "./beat-shapes.ts";

/** GeoJSON as the server takes it: longitude first, rings closed. */
export type Area =
  | { type: "Polygon"; coordinates: [number, number][][] }
  | { type: "MultiPolygon"; coordinates: [number, number][][][] };

/** What part of the earth the drawing surface shows: its middle, and its height in degrees. */
export interface View {
  lon: number;
  lat: number;
  span: number;
}

export const surface = { width: 480, height: 320 };
const spanMin = 0.002;
const spanMax = 40;

/** All known areas with a margin; without any, the forty-eight states. */
export function viewOf(areas: readonly unknown[]): View {
  const points = areas.flatMap(ringsOf).flat();
  if (points.length === 0) return { lon: -96, lat: 38, span: 30 };
  const lons = points.map(([lon]) => lon);
  const lats = points.map(([, lat]) => lat);
  const [west, east] = [Math.min(...lons), Math.max(...lons)];
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  const lat = (south + north) / 2;
  const tall = Math.max(north - south, ((east - west) * shrink(lat)) / ratio);
  return { lon: (west + east) / 2, lat, span: clamp(tall * 1.3, spanMin, spanMax) };
}

export function zoomed(view: View, factor: number): View {
  return { ...view, span: clamp(view.span * factor, spanMin, spanMax) };
}

/** The same view a part of its size further on: 0.25 east is a quarter to the right. */
export function panned(view: View, east: number, north: number): View {
  return {
    ...view,
    lon: clamp(view.lon + (east * view.span * ratio) / shrink(view.lat), -180, 180),
    lat: clamp(view.lat + north * view.span, -85, 85),
  };
}

/** A degree of longitude is shorter than one of latitude, by the cosine of the latitude. */
export function toScreen(view: View, [lon, lat]: Position): { x: number; y: number } {
  const scale = surface.height / view.span;
  return {
    x: surface.width / 2 + (lon - view.lon) * shrink(view.lat) * scale,
    y: surface.height / 2 - (lat - view.lat) * scale,
  };
}

/** To a metre: five places behind the point. */
export function toPosition(view: View, x: number, y: number): [number, number] {
  const scale = surface.height / view.span;
  const lon = view.lon + (x - surface.width / 2) / (shrink(view.lat) * scale);
  const lat = view.lat - (y - surface.height / 2) / scale;
  return [round(clamp(lon, -180, 180)), round(clamp(lat, -85, 85))];
}

export function pathIn(view: View, area: unknown): string {
  return ringsOf(area)
    .map((ring) => {
      const points = ring.map((point) => toScreen(view, point));
      return `M${points.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}Z`;
    })
    .join(" ");
}

/** "47.6062, -122.3321" as maps and telephones give it: latitude first. */
export function readPoint(text: string): [number, number] | undefined {
  const [lat, lon, more] = text.split(/[\s,;]+/).filter((part) => part !== "");
  if (lat === undefined || lon === undefined || more !== undefined) return undefined;
  const [y, x] = [Number(lat), Number(lon)];
  return Math.abs(y) <= 85 && Math.abs(x) <= 180 ? [round(x), round(y)] : undefined;
}

export function polygonOf(points: readonly [number, number][]): Area | undefined {
  const [first] = points;
  if (!first || points.length < 3) return undefined;
  return { type: "Polygon", coordinates: [[...points, first]] };
}

/** The area in GeoJSON text: a geometry, a feature, or a collection with one. */
export function readGeoJson(text: string): Area | undefined {
  try {
    return areaIn(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function areaIn(value: unknown): Area | undefined {
  if (!isObject(value)) return undefined;
  if (value["type"] === "Feature") return areaIn(value["geometry"]);
  if (value["type"] === "FeatureCollection" && Array.isArray(value["features"]))
    return value["features"].length === 1 ? areaIn(value["features"][0]) : undefined;
  const isArea = value["type"] === "Polygon" || value["type"] === "MultiPolygon";
  if (!isArea || ringsOf(value).length === 0) return undefined;
  // The server reads every number and says what is wrong with it.
  return { type: value["type"], coordinates: value["coordinates"] } as Area;
}

const ratio = surface.width / surface.height;

function shrink(lat: number): number {
  return Math.cos(lat * (Math.PI / 180));
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

function round(value: number): number {
  return Math.round(value * 100_000) / 100_000;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

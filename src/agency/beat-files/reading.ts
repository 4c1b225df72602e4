import { featuresIn, isObject, type Feature } from "#platform/ground/shape-files/features.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { beatArea, checkArea, type Area } from "../area.ts";

const beatsMax = limit("beats.in-file", 2_000, "beats", "of one file: more are no beats");

export interface ReadBeat {
  code: string;
  name: string;
  area: Area;
}

export interface ReadBeats {
  beats: ReadBeat[];
  /** What is no beat: counted from one, and why. */
  faults: { feature: number; why: string }[];
  features: number;
}

/** What the file's own columns are called, where its maker knows better than we guess. */
export interface BeatColumns {
  code?: string | undefined;
  name?: string | undefined;
}

/**
 * Beats from GeoJSON (RFC 7946), from a Shapefile in a ZIP, or from CSV with a column of well-known text. Several shapes of
 * one code are one beat. Throws a Refusal where the file is none of them, or no column holds codes.
 */
export async function readBeats(bytes: Buffer, columns: BeatColumns = {}): Promise<ReadBeats> {
  const features = await featuresIn(bytes);
  if (features.length > beatsMax)
    throw new Refusal("not-beats", `The file has more than ${beatsMax} shapes: they are no beats.`);
  const known = columnsOf(features, columns);
  const beats = new Map<string, ReadBeat>();
  const faults: ReadBeats["faults"] = [];
  for (const [at, feature] of features.entries()) {
    const read = beatOf(feature, known, beats);
    if (typeof read === "string") faults.push({ feature: at + 1, why: read });
    else beats.set(read.code, read);
  }
  return { beats: [...beats.values()], faults, features: features.length };
}

const codeNames = [
  "beat",
  "beat_num",
  "beatnum",
  "beat_file",
  "beat_code",
  "code",
  "beat_id",
  "sector",
  "district",
  "dist_num",
  "zone",
  "id",
];
const nameNames = ["name", "beat_name", "label", "title", "neighborhood", "description"];

function columnsOf(features: readonly Feature[], given: BeatColumns): Required<BeatColumns> {
  const names = [...new Set(features.slice(0, 50).flatMap((one) => Object.keys(one.properties)))];
  const find = (wanted: string | undefined, guesses: readonly string[]) =>
    wanted === undefined
      ? guesses.flatMap((guess) => names.find((name) => name.toLowerCase() === guess) ?? [])[0]
      : names.find((name) => name === wanted);
  const code = find(given.code, codeNames);
  if (code === undefined)
    throw new Refusal(
      "beat-columns-unknown",
      `Say which column holds the beats' codes. The file has: ${names.join(", ") || "none"}.`,
      { details: { columns: names } },
    );
  return { code, name: find(given.name, nameNames) };
}

/** The beat with what was known of it already; or why it is none. */
function beatOf(
  { geometry, properties }: Feature,
  columns: Required<BeatColumns>,
  known: ReadonlyMap<string, ReadBeat>,
): ReadBeat | string {
  const code = textIn(properties[columns.code ?? ""]).slice(0, 40);
  if (code === "") return "It has no code.";
  const name = textIn(properties[columns.name ?? ""]).slice(0, 200) || code;
  const area = beatArea.safeParse(rounded(geometry));
  if (!area.success) return `Beat ${code} has no shape that can be read.`;
  const before = known.get(code);
  const whole = before ? joined(before.area, area.data) : area.data;
  try {
    checkArea(whole);
  } catch (error) {
    if (error instanceof Refusal) return `Beat ${code}: ${error.message}`;
    throw error;
  }
  return { code, name: before?.name ?? name, area: whole };
}

function textIn(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
}

function joined(one: Area, other: Area): Area {
  const polygons = (area: Area) =>
    area.type === "Polygon" ? [area.coordinates] : area.coordinates;
  return { type: "MultiPolygon", coordinates: [...polygons(one), ...polygons(other)] };
}

/** Rounded to a tenth of a metre, without heights. */
function rounded(geometry: unknown): unknown {
  if (!isObject(geometry)) return undefined;
  return { type: geometry["type"], coordinates: cleaned(geometry["coordinates"]) };
}

function cleaned(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  if (value.every(isPlace)) return ringOf(value);
  return value.map(cleaned);
}

function isPlace(value: unknown): value is [number, number] {
  return Array.isArray(value) && typeof value[0] === "number" && typeof value[1] === "number";
}

/** Some two metres: maps of cities take a step back here and there that nobody meant, and would cross themselves. */
const nearDegrees = 2e-5;

function isNear([lon, lat]: Place, other: Place | undefined): boolean {
  if (!other) return false;
  return Math.abs(lon - other[0]) < nearDegrees && Math.abs(lat - other[1]) < nearDegrees;
}

type Place = readonly [number, number];

/** A ring without points that are hardly apart, closed as it was. */
function ringOf(given: readonly Place[]): Place[] {
  const places = given.map(([lon, lat]): Place => [round(lon), round(lat)]);
  const [first, last] = [places[0], places.at(-1)];
  if (!first || !last || first[0] !== last[0] || first[1] !== last[1]) return places;
  const kept: Place[] = [];
  for (const place of places.slice(0, -1)) if (!isNear(place, kept.at(-1))) kept.push(place);
  while (kept.length > 1 && isNear(first, kept.at(-1))) kept.pop();
  return [...kept, first];
}

function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}

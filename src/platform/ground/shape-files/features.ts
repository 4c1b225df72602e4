import { parse } from "csv-parse/sync";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { shapesIn } from "./shapefile.ts";
import { geometryIn } from "./well-known-text.ts";

const bytesMax = limit("shapes.file", 64 * 1024 * 1024, "bytes", "of one file of shapes");

/** One shape of a file, before anybody knows what it is: GeoJSON geometry, and the file's own columns. */
export interface Feature {
  geometry: unknown;
  properties: Readonly<Record<string, unknown>>;
}

/**
 * The shapes of GeoJSON (RFC 7946), of a Shapefile in a ZIP, or of CSV with a column of well-known text. Throws a
 * Refusal (`file-too-large`, `not-shapes`) where the file is none of them.
 */
export async function featuresIn(bytes: Buffer): Promise<Feature[]> {
  if (bytes.length > bytesMax)
    throw new Refusal(
      "file-too-large",
      `The file has more than ${bytesMax / 1024 / 1024} MB. Take a part of it.`,
      { status: 413 },
    );
  if (bytes.subarray(0, 4).toString("latin1") === "PK\u0003\u0004") return shapesIn(bytes);
  const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
  try {
    if (/^\s*[{[]/.test(text)) return geoJsonFeatures(JSON.parse(text));
    return rowsOf(text);
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    throw new Refusal(
      "not-shapes",
      "The file is neither GeoJSON, nor a zipped Shapefile, nor CSV.",
      {
        cause,
      },
    );
  }
}

function geoJsonFeatures(value: unknown): Feature[] {
  if (!isObject(value) || !Array.isArray(value["features"]))
    throw new Refusal("not-shapes", "The GeoJSON is no FeatureCollection: it has no features.");
  return value["features"].map((feature: unknown) => {
    const { geometry, properties } = isObject(feature) ? feature : {};
    return { geometry, properties: isObject(properties) ? properties : {} };
  });
}

/** One row a shape; the column whose text is a shape is found by looking. Else each row is the place it names. */
function rowsOf(text: string): Feature[] {
  const rows = tableIn(text);
  const shape = Object.keys(rows[0] ?? {}).find((name) =>
    rows.slice(0, 20).some((row) => geometryIn(row[name] ?? "") !== undefined),
  );
  if (shape === undefined) return placesOf(rows);
  return rows.map(({ [shape]: wkt = "", ...properties }) => ({
    geometry: geometryIn(wkt),
    properties,
  }));
}

function placesOf(rows: readonly Record<string, string>[]): Feature[] {
  const named = (names: readonly string[]) =>
    Object.keys(rows[0] ?? {}).find((name) => names.includes(name.toLowerCase()));
  const [lat, lon] = [named(["latitude", "lat"]), named(["longitude", "lon", "lng"])];
  if (lat === undefined || lon === undefined)
    throw new Refusal(
      "not-shapes",
      "No column of the CSV holds shapes as well-known text, and there are none of latitude and longitude.",
    );
  return rows.map((row) => ({
    geometry: { type: "Point", coordinates: [Number(row[lon]), Number(row[lat])] },
    properties: row,
  }));
}

/** The rows of a CSV by the names in its first line. */
function tableIn(text: string): Record<string, string>[] {
  return parse(text, {
    columns: true,
    skip_empty_lines: true,
    relax_column_count: true,
    bom: true,
    max_record_size: bytesMax,
  });
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

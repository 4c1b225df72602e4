/**
 * POLYGON and MULTIPOLYGON of well-known text (OGC 06-103r4 §7), as open-data portals write shapes into CSV; as GeoJSON.
 * Undefined: it is none of them.
 */
export function geometryIn(text: string): object | undefined {
  const [, kind = "", rest = ""] = /^\s*(MULTIPOLYGON|POLYGON)\s*(\(.*\))\s*$/is.exec(text) ?? [];
  if (kind === "" || !/^[\d\s(),.eE+-]*$/.test(rest)) return undefined;
  // Places become pairs, and the brackets are lists already: what is left is JSON, or it was no shape.
  const json = rest
    .replaceAll(/([-+.\deE]+)\s+([-+.\deE]+)(?:\s+[-+.\deE]+)*/g, "[$1,$2]")
    .replaceAll("(", "[")
    .replaceAll(")", "]");
  try {
    const coordinates: unknown = JSON.parse(json);
    return {
      type: kind.toUpperCase() === "POLYGON" ? "Polygon" : "MultiPolygon",
      coordinates,
    };
  } catch {
    return undefined;
  }
}
